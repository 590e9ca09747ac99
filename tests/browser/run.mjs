// The published site as a reader meets it, in Debian's Chromium: `node run.mjs FOLDER`, where FOLDER is
// what `soleus build` wrote. Every check runs; the exit status is 1 when one failed.

import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
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
  const run = spawnSync("java", ["-jar", jar, "--skip-non-html", "--errors-only", "--format", "gnu", folder], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (run.error) throw run.error;
  const lines = run.stderr.split("\n").filter((line) => line.trim() !== "");
  check("every page is valid HTML", lines.slice(0, 20).map((line) => line.replace(`file:${folder}`, "")));
}

/** Runs axe in one scheme and at one width. */
async function accessibility(browser, origin, colorScheme, width) {
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
  const page = await context.newPage();
  const faults = [];
  for (const address of PAGES) {
    await page.goto(origin + address);
    await page.evaluate(axe);
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const { violations } = await page.evaluate((tags) => axe.run(document, { runOnly: tags }), tags);
    for (const { id, nodes } of violations) {
      faults.push(`${address}: ${id}: ${nodes.length} × ${nodes[0].target.join(" ")}`);
    }
  }
  await context.close();
  check(`axe finds nothing, ${colorScheme}, ${width} px`, faults);
}

/** The pages run nothing, ask nobody else and complain of nothing. */
async function quiet(browser, origin) {
  const page = await browser.newPage();
  const faults = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(origin)) faults.push(`asks for ${request.url()}`);
  });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  for (const address of PAGES) {
    await page.goto(origin + address);
    const scripts = await page.locator("script:not([type='application/ld+json'])").count();
    if (scripts > 0) faults.push(`${address}: ${scripts} scripts`);
  }
  await page.close();
  check("pages run no script, load nothing from elsewhere and log nothing", faults);
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
  await accessibility(browser, origin, "light", 1280);
  await accessibility(browser, origin, "dark", 360);
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
