// All figures of the site on one picture, for people to look at: `node figures.mjs SITE [PNG]`, where
// SITE is the folder that `soleus build` wrote. The picture is target/figures.png when none is named.

import { mkdir, readFile, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { launch } from "./chromium.mjs";
import { serve } from "./server.mjs";

const [folder = "../../public", picture = "../../target/figures.png"] = process.argv.slice(2);
// What is on every sheet: each figure under the name of its exercise, without the moving one.
const LOOK = `
  main { display: flex; flex-wrap: wrap; gap: 1rem 2rem; align-items: start; padding: 1rem; }
  h2 { font-size: 1rem; } .poses { flex-wrap: nowrap; } .movement { display: none !important; }`;

async function figures() {
  const names = (await readdir(join(folder, "exercises"), { withFileTypes: true }))
    .filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
  const pages = await Promise.all(
    names.map((name) => readFile(join(folder, "exercises", name, "index.html"), "utf8")));
  const found = pages.map((page) => page.match(/<figure class="figure">.*?<\/figure>/s)?.[0]);
  return names.flatMap((name, at) => found[at] ? [`<div><h2>${name}</h2>${found[at]}</div>`] : []);
}

const sheets = await figures();
const site = await serve(folder);
const browser = await launch();
try {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  await page.goto(`${site.origin}/`);
  const style = await page.locator("link[rel=stylesheet]").first().getAttribute("href");
  await page.setContent(`<!DOCTYPE html><link rel="stylesheet" href="${new URL(style, site.origin)}">
    <style>${LOOK}</style><main>${sheets.join("\n")}</main>`, { waitUntil: "load" });
  await mkdir(dirname(picture), { recursive: true });
  await page.screenshot({ path: picture, fullPage: true });
  console.log(`${sheets.length} figures in ${picture}`);
} finally {
  await browser.close();
  site.close();
}
