// The search of the published site in Debian's Chromium: `node search.mjs FOLDER BELOW`, where FOLDER is
// what `soleus build` wrote, and BELOW the same for a base URL with the folder's own name as its path.
// Every check runs; the exit status is 1 when one failed.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { launch } from "./chromium.mjs";
import { ALARMS, NO_ALARMS, QUERIES } from "./queries.mjs";
import { serve } from "./server.mjs";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const failures = [];
function check(name, faults) {
  console.log(`${faults.length === 0 ? "ok  " : "FAIL"} ${name}`);
  for (const fault of faults) console.log(`     ${fault}`);
  if (faults.length > 0) failures.push(name);
}

/** Types a query and waits for what the page says of it. */
async function look(page, query) {
  await page.fill("#q", query);
  await page.locator("[role=status]", { hasText: `“${query}”` }).waitFor();
}

const addresses = (page) =>
  page.locator("#search-results :is(.search__list, .search__near) a").evaluateAll((links) => links.map((link) => link.pathname));

/** Each query leads to its page among the first three. */
async function quality(browser, origin) {
  const page = await browser.newPage();
  const faults = QUERIES.length < 60 ? [`only ${QUERIES.length} queries`] : [];
  await page.goto(`${origin}/search/`);
  for (const [query, wanted] of QUERIES) {
    await look(page, query);
    const found = await addresses(page);
    const at = found.findIndex((address) => address.endsWith(wanted));
    if (at < 0 || at > 2) faults.push(`${query}: ${wanted} is ${at < 0 ? "not there" : `number ${at + 1}`}; first ${found.slice(0, 3).join(" ")}`);
  }
  await page.close();
  check(`${QUERIES.length} queries find their page among the first three`, faults);
}

/** Words of emergency show their card at once, other words none. */
async function alarms(browser, origin) {
  const page = await browser.newPage({ viewport: { width: 360, height: 640 } });
  const faults = [];
  await page.goto(`${origin}/search/#q`);
  for (const [query, sign] of ALARMS) {
    await page.fill("#q", query);
    const card = await page.locator(".search__alarm .card").allTextContents();
    if (!card.join().includes(sign)) faults.push(`${query}: no card says “${sign}”`);
    const call = await page.locator(".search__alarm .card--emergency a[href^='tel:']").first().boundingBox();
    if (!call || call.y < 0 || call.y + call.height > 640) faults.push(`${query}: the call for help is not on the first screen`);
  }
  for (const query of NO_ALARMS) {
    await page.fill("#q", query);
    if ((await page.locator(".search__alarm .card").count()) > 0) faults.push(`${query}: a card for no reason`);
  }
  await page.close();
  check(`${ALARMS.length} alarming queries show their card on the first screen of a phone and ${NO_ALARMS.length} others none`, faults);
}

/** Nothing is asked for before there is a query, and no request ever holds one. */
async function privacy(browser, origin) {
  const page = await browser.newPage();
  const [asked, faults] = [[], []];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  await page.goto(`${origin}/search/#q`, { waitUntil: "networkidle" });
  if (asked.some((url) => url.includes("/pagefind/"))) faults.push("the index is asked for before its use");
  await look(page, "calf");
  await page.locator(".search__facets summary").click();
  await page.selectOption("select[name=kind]", "Exercise");
  await page.locator(".search__list a").first().waitFor();
  await page.keyboard.press("Enter");
  for (const url of asked) {
    if (/[?&#](q=|kind=)|calf/.test(url.replace(/\/(calf|[a-z-]*calf)[a-z-]*\/$/, ""))) faults.push(`asks for ${url}`);
    if (!url.startsWith(origin)) faults.push(`asks for ${url}`);
  }
  if (!page.url().includes("#q=calf")) faults.push(`the address is ${page.url()}`);
  await page.close();
  check("nothing is loaded before a query, and no request holds one", faults);
}

/** From the header to a page that was found and back, by keys alone. */
async function keyboard(browser, origin) {
  const page = await browser.newPage();
  const faults = [];
  await page.goto(`${origin}/areas/calves/`);
  for (let n = 0; n < 12 && !(await page.evaluate(() => document.activeElement.matches(".site-search"))); n++) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await page.waitForURL("**/search/#q");
  await page.locator("#q:focus").waitFor();
  await page.keyboard.type("calf raise");
  await page.locator(".search__list a").first().waitFor();
  const focused = await page.evaluate(() => document.activeElement.id);
  if (focused !== "q") faults.push(`the focus went to ${focused}`);
  for (let n = 0; n < 12 && !(await page.evaluate(() => document.activeElement.matches(".search__list a"))); n++) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await page.waitForURL("**/exercises/**");
  await page.goBack();
  await page.locator(".search__list a").first().waitFor();
  if ((await page.inputValue("#q")) !== "calf raise") faults.push("the way back loses the query");
  await page.close();
  check("search works by keyboard from the header to a page and back", faults);
}

/** Kinds are filtered, and more results follow where they belong. */
async function facets(browser, origin) {
  const page = await browser.newPage();
  const faults = [];
  await page.goto(`${origin}/search/#q=calf&kind=Exercise`);
  await page.locator(".search__list li").first().waitFor();
  const kinds = await page.locator(".search__list .tag").allTextContents();
  if (kinds.some((kind) => kind !== "Exercise")) faults.push(`kinds: ${kinds}`);
  await page.selectOption("select[name=kind]", "");
  await page.locator(".search__more").click();
  await page.locator(".search__list li:nth-child(11) a:focus").waitFor();
  await page.close();
  check("facets in the address hold, and more results take the focus along", faults);
}

/** Without JavaScript the link in the header leads to a list of everything, and nothing is dead. */
async function withoutScript(browser, origin) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const [asked, faults] = [[], []];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`${origin}/areas/calves/`);
  await page.locator(".site-search").click();
  await page.waitForURL("**/search/#q");
  const dead = await page.locator("main :is(button, input, select, [role=status]):visible").count();
  if (dead > 0) faults.push(`${dead} controls that do nothing`);
  await page.locator("#search-all a", { hasText: "Two-leg calf raise" }).click();
  await page.waitForURL("**/exercises/calf-raise-double/");
  for (const url of asked.filter((url) => /pagefind|\.js/.test(url))) faults.push(`asks for ${url}`);
  await context.close();
  check("without JavaScript the search page lists everything and asks for nothing more", faults);
}

/** Below a folder of its host, every address of the search is below it too. */
async function belowAFolder(browser, folder) {
  const { origin, close } = await serve(dirname(folder));
  const base = `${origin}/${basename(folder)}/`;
  const page = await browser.newPage();
  const [asked, faults] = [[], []];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`${base}exercises/`);
  await page.locator(".site-search").click();
  await page.waitForURL(`${base}search/#q`);
  for (const [query, wanted] of [["calf raise", "exercises/calf-raise-double/"], ["siatica", "causes/thigh-nerve/"]]) {
    await look(page, query);
    const link = page.locator(`#search-results a[href$="${wanted}"]`).first();
    await link.click();
    await page.waitForURL(`${base}**/${basename(wanted)}/`);
    await page.goBack();
    await page.locator("#search-results a").first().waitFor();
    if ((await page.inputValue("#q")) !== query) faults.push(`the way back loses “${query}”`);
  }
  for (const url of asked.filter((url) => !url.startsWith(base))) faults.push(`asks for ${url}`);
  await page.close();
  close();
  check("a site below a folder searches below it", faults);
}

async function accessibility(browser, origin) {
  const faults = [];
  for (const [colorScheme, width] of [["light", 360], ["dark", 360], ["light", 1280]]) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${origin}/search/`);
    await page.evaluate(axe);
    for (const query of ["calf raise", "chest pain", "siatica"]) {
      await look(page, query);
      const { violations } = await page.evaluate(() => axe.run(document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      }));
      for (const { id, nodes } of violations) faults.push(`${query}, ${colorScheme}: ${id}: ${nodes[0].target.join(" ")}`);
    }
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) faults.push(`${colorScheme}, ${width}: ${over} px too wide`);
    await context.close();
  }
  check("axe finds nothing in results, with a card of emergency and with nothing found", faults);
}

const [folder, below] = process.argv.slice(2).map((path) => resolve(path));
const { origin, close } = await serve(folder);
const browser = await launch();
try {
  await privacy(browser, origin);
  await keyboard(browser, origin);
  await facets(browser, origin);
  await withoutScript(browser, origin);
  await belowAFolder(browser, below);
  await alarms(browser, origin);
  await accessibility(browser, origin);
  await quality(browser, origin);
} finally {
  await browser.close();
  close();
}
console.log(failures.length === 0 ? "search tests passed" : `${failures.length} search tests failed`);
process.exit(failures.length === 0 ? 0 : 1);
