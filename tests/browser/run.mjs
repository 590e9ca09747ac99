// The published site as a reader meets it, in Debian's Chromium: `node run.mjs FOLDER`, where FOLDER is
// what `soleus build` wrote. Every check runs; the exit status is 1 when one failed.

import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { launch } from "./chromium.mjs";
import { serve } from "./server.mjs";

const require = createRequire(import.meta.url);
const folder = resolve(process.argv[2] ?? "../../public");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** One page of each kind. */
const PAGES = [
  "/",
  "/404.html",
  "/areas/",
  "/areas/upper-back/",
  "/areas/calves/",
  "/areas/calves/causes/calf-achilles/",
  "/articles/",
  "/articles/2026/11/",
  "/articles/calf-strain-or-clot/",
  "/articles/seven-causes-of-hip-pain/",
  "/exercises/",
  "/exercises/calf-raise-double/",
  "/routines/",
  "/routines/upper-back-reset/",
  "/symptoms/",
  "/symptoms/one-leg-swollen-warm/",
  "/tags/",
  "/people/soleus-project/",
  "/about/",
  "/warning-signs/",
  "/a-to-z/",
  "/muscles/",
  "/muscles/soleus/",
  "/equipment/",
  "/equipment/chair/",
  "/exercises/levels/",
  "/search/",
  "/sources/",
  "/sources/frandsen-2025/",
];

const failures = [];
function check(name, faults) {
  console.log(`${faults.length === 0 ? "ok  " : "FAIL"} ${name}`);
  for (const fault of faults) console.log(`     ${fault}`);
  if (faults.length > 0) failures.push(name);
}

/** All HTML in one call of the Nu checker. */
function validity() {
  const jar = join(dirname(require.resolve("vnu-jar/package.json")), "build/dist/vnu.jar");
  const run = spawnSync("java", ["-jar", jar, "--also-check-css", "--skip-non-html", "--errors-only", "--format", "gnu", folder], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (run.error) throw run.error;
  const lines = run.stderr.split("\n").filter((line) => line.trim() !== "");
  check("every page is valid HTML, and every stylesheet valid CSS", lines.slice(0, 20).map((line) => line.replace(`file:${folder}`, "")));
}

/** The addresses of all pages of the site. */
function everyPage() {
  const files = readdirSync(folder, { recursive: true }).map((file) => file.split(sep).join("/"));
  const pages = files.filter((file) => file.endsWith("index.html")).map((file) => `/${file.slice(0, -"index.html".length)}`);
  return pages.sort();
}

/** Runs axe on pages in one scheme and at one width. */
async function accessibility(browser, origin, pages, colorScheme, width) {
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
  const page = await context.newPage();
  const options = {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    // All else that it would tell takes a third of its time.
    resultTypes: ["violations"],
  };
  const faults = [];
  for (const address of pages) {
    await page.goto(origin + address);
    await page.evaluate(axe);
    const { violations } = await page.evaluate((options) => axe.run(document, options), options);
    for (const { id, nodes } of violations) {
      faults.push(`${address}: ${id}: ${nodes.length} × ${nodes[0].target.join(" ")}`);
    }
  }
  await context.close();
  check(`axe finds nothing on ${pages.length} pages, ${colorScheme}, ${width} px`, faults);
}

/** Where a pain can be the heart or the lungs, the call for help is on the first screen of a phone. */
async function emergencyFirst(browser, origin) {
  const page = await browser.newPage({ viewport: { width: 360, height: 640 } });
  const pages = new Set(["/areas/ribs/", "/areas/upper-back/"]);
  for (const area of [...pages]) {
    await page.goto(origin + area);
    const lists = "#causes, #serious-causes, #symptoms, #exercises, #routines, #articles";
    const links = page.locator(lists).locator("a[href^='/']");
    for (const link of await links.evaluateAll((links) => links.map((link) => link.pathname))) pages.add(link);
  }
  const faults = pages.size < 40 ? [`only ${pages.size} pages were found`] : [];
  for (const address of pages) {
    // What lists pages of all parts of the body has no part of its own.
    if (/^\/(equipment|muscles|routines\/$)|\/articles\/$/.test(address)) continue;
    await page.goto(origin + address);
    const calls = page.locator(".card--emergency a[href^='tel:']");
    const call = (await calls.count()) > 0 && (await calls.first().boundingBox());
    if (!call) faults.push(`${address}: nobody to call`);
    else if (call.y + call.height > 640) faults.push(`${address}: the call begins at ${call.y} px`);
  }
  await page.close();
  check(`the call for help is on the first screen of ${pages.size} pages of ribs and upper back`, faults);
}

/** Without JavaScript a reader still finds the way from home to an exercise. */
async function withoutScript(browser, origin) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const faults = [];
  await page.goto(`${origin}/`);
  await page.locator("#areas a[href='/areas/calves/']").first().click();
  await page.locator("#exercises a").first().click();
  if (!(await page.locator("#steps").isVisible())) faults.push("no steps on the page of the exercise");
  const dead = await page.locator("button:visible, input:visible:not([type=hidden]), select:visible").count();
  if (dead > 0) faults.push(`${dead} controls that do nothing without JavaScript`);
  await page.goto(`${origin}/search/`);
  if ((await page.locator("main a").count()) < 20) faults.push("the search page leads nowhere");
  await context.close();
  check("without JavaScript every way is open and no control is dead", faults);
}

/** The figure leads to the areas by touch, and Tab passes it by. */
async function bodyMap(browser, origin) {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 }, hasTouch: true });
  const faults = [];
  await page.goto(`${origin}/`);
  const regions = await page.locator(".body-map__region").evaluateAll((links) => links.map((link) => {
    const shape = link.querySelector("path").getBoundingClientRect();
    return { title: link.querySelector("title").textContent, width: shape.width, height: shape.height };
  }));
  if (regions.length !== 8) faults.push(`${regions.length} regions`);
  for (const { title, width, height } of regions) {
    if (width < 24 || height < 24) faults.push(`${title}: ${width.toFixed(0)} × ${height.toFixed(0)} px is too small to touch`);
  }
  await page.locator(".body-map__region", { hasText: "Shins" }).locator("path").first().tap();
  await page.waitForURL("**/areas/shins/");
  const marked = await page.locator(".body-map__region.is-here title").allTextContents();
  if (marked.join() !== "Shins") faults.push(`the page of shins marks: ${marked.join()}`);
  await page.close();
  check("the body map leads to areas by touch and marks where one is", faults);
}

/** What a reader downloads, gzipped as most hosts do it, and how often the browser asks. */
async function weight(browser, origin) {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  const faults = [];
  for (const address of ["/", "/areas/calves/", "/articles/calf-strain-or-clot/", "/exercises/calf-raise-double/", "/routines/upper-back-reset/"]) {
    const asked = [];
    const note = (response) => asked.push(response);
    page.on("response", note);
    await page.goto(origin + address, { waitUntil: "networkidle" });
    page.off("response", note);
    const bodies = await Promise.all(asked.map(async (response) => ({
      // The icon of the site is an image that browsers ask for as something else.
      kind: /^image/.test(response.headers()["content-type"]) ? "image" : response.request().resourceType(),
      size: gzipSync(await response.body()).length,
    })));
    const text = bodies.filter(({ kind }) => kind !== "image").reduce((sum, { size }) => sum + size, 0);
    const besides = bodies.filter(({ kind }) => !["document", "image"].includes(kind)).length;
    console.log(`     ${address}: ${(text / 1024).toFixed(1)} KB of HTML, CSS and JavaScript, ${besides} requests besides the page`);
    if (text > 45 * 1024) faults.push(`${address}: ${text} bytes`);
    if (besides > 3) faults.push(`${address}: ${besides} requests besides the page`);
  }
  await page.close();
  check("pages weigh at most 45 KB and ask at most 3 times more", faults);
}

/** The pages run only files of their own site, ask nobody else and complain of nothing. */
async function quiet(browser, origin) {
  const page = await browser.newPage();
  const faults = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(origin)) faults.push(`asks for ${request.url()}`);
  });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  // A search is a program; search.mjs looks at what it asks for.
  for (const address of PAGES.filter((address) => address !== "/search/")) {
    await page.goto(origin + address);
    const scripts = await page.locator("script:not([src], [type='application/ld+json'], [type='application/json'])").count();
    if (scripts > 0) faults.push(`${address}: ${scripts} scripts stand in the page`);
  }
  await page.close();
  check("pages have no script within, load nothing from elsewhere and log nothing", faults);
}

/** Nothing sticks out on the smallest phone, and with text spaced as WCAG 1.4.12 asks. */
async function reflow(browser, origin) {
  // The text is spaced by a style that the policy of the pages forbids.
  const page = await browser.newPage({ viewport: { width: 320, height: 640 }, bypassCSP: true });
  const faults = [];
  for (const address of PAGES) {
    await page.goto(origin + address);
    for (const spacing of ["", "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"]) {
      if (spacing !== "") await page.addStyleTag({ content: spacing });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (over > 0) faults.push(`${address}: ${over} px too wide${spacing ? " with spaced text" : ""}`);
    }
  }
  await page.close();
  check("every kind of page fits 320 px", faults);
}

/** The keys that a reader without a mouse presses. */
async function keyboard(browser, origin) {
  const page = await browser.newPage();
  const faults = [];
  for (const address of ["/", "/areas/calves/", "/articles/calf-strain-or-clot/"]) {
    await page.goto(origin + address);
    await page.keyboard.press("Tab");
    const first = await page.evaluate(() => document.activeElement?.getAttribute("href"));
    if (first !== "#main") faults.push(`${address}: the first stop is ${first}`);
    const shown = await page.evaluate(() => document.activeElement.getBoundingClientRect().top >= 0);
    if (!shown) faults.push(`${address}: the skip link stays hidden`);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    const inside = await page.evaluate(() => document.querySelector("main").contains(document.activeElement));
    if (!inside) faults.push(`${address}: the skip link does not lead into the text`);
    const outline = await page.evaluate(() => {
      const style = getComputedStyle(document.activeElement);
      return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    });
    if (!outline) faults.push(`${address}: the focus cannot be seen`);
  }
  await page.close();
  check("the keyboard finds the skip link, the text and its own focus", faults);
}

/** From home to an exercise in two taps, for every area. */
async function twoTaps(browser, origin) {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  await page.goto(`${origin}/`);
  const areas = await page.locator("main a[href^='/areas/']").evaluateAll((links) => [
    ...new Set(links.map((link) => link.getAttribute("href"))),
  ]);
  const faults = areas.length < 6 ? [`home links to ${areas.length} areas`] : [];
  for (const area of areas) {
    await page.goto(origin + area);
    const card = await page.locator("#warning-signs").first().boundingBox();
    const exercise = await page.locator("main #exercises a[href^='/exercises/']").first().boundingBox();
    if (!card || !exercise) faults.push(`${area}: no warning signs or no exercise`);
    else if (card.y > exercise.y) faults.push(`${area}: an exercise stands before the warning signs`);
  }
  await page.close();
  check("an exercise is two taps from home, below the warning signs", faults);
}

/** On paper: no navigation, every card with a border, a routine on two pages at most. */
async function print(browser, origin) {
  const page = await browser.newPage();
  await page.emulateMedia({ media: "print" });
  const faults = [];
  await page.goto(`${origin}/routines/upper-back-reset/`);
  if (await page.locator("body > header nav").first().isVisible()) faults.push("the navigation is printed");
  const borders = await page.locator(".card").evaluateAll((cards) =>
    cards.filter((card) => parseFloat(getComputedStyle(card).borderTopWidth) === 0).length);
  if (borders > 0) faults.push(`${borders} cards without a border`);
  await page.close();
  check("a printed page has cards with borders and no navigation", faults);
}

const { origin, close } = await serve(folder);
const browser = await launch();
try {
  validity();
  await quiet(browser, origin);
  await accessibility(browser, origin, everyPage(), "light", 360);
  await accessibility(browser, origin, PAGES, "dark", 360);
  await accessibility(browser, origin, PAGES, "light", 1280);
  await accessibility(browser, origin, PAGES, "dark", 1280);
  await emergencyFirst(browser, origin);
  await withoutScript(browser, origin);
  await bodyMap(browser, origin);
  await weight(browser, origin);
  await reflow(browser, origin);
  await keyboard(browser, origin);
  await twoTaps(browser, origin);
  await print(browser, origin);
} finally {
  await browser.close();
  close();
}
console.log(failures.length === 0 ? "browser tests passed" : `${failures.length} browser tests failed`);
process.exit(failures.length === 0 ? 0 : 1);
