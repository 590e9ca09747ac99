// The timer and the printed pages as a reader meets them, in Debian's Chromium: `node timer.mjs FOLDER`,
// where FOLDER is what `soleus build` wrote. Every check runs; the exit status is 1 when one failed.

import { createRequire } from "node:module";
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { launch } from "./chromium.mjs";
import { serve } from "./server.mjs";

const require = createRequire(import.meta.url);
const folder = resolve(process.argv[2] ?? "../../public");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** Two holds of 20 seconds on each side; repetitions; and a routine of holds. */
const HOLD = "/exercises/side-plank/";
const REPETITIONS = "/exercises/calf-raise-double/";
const ROUTINE = "/routines/post-run-stretch/";

const failures = [];
function check(name, faults) {
  console.log(`${faults.length === 0 ? "ok  " : "FAIL"} ${name}`);
  for (const fault of faults) console.log(`     ${fault}`);
  if (faults.length > 0) failures.push(name);
}

/** What differs from what is expected, as a fault. */
const differs = (what, seen, wanted) => (seen === wanted ? [] : [`${what}: ${seen}, not ${wanted}`]);

const part = (page, name) => page.locator(`#timer [data-part="${name}"]`);
const press = (page, name) => page.locator(`#timer [data-do="${name}"]`).click();
const clock = async (page) => {
  const [minutes, seconds] = (await part(page, "clock").textContent()).split(":").map(Number);
  return 60 * minutes + seconds;
};

/** Opens a page at its timer; `prepare` runs in it before any script. */
async function open(browser, address, options = {}, prepare) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, ...options });
  const page = await context.newPage();
  page.on("pageerror", (error) => { throw error; });
  if (prepare) await page.addInitScript(prepare);
  await page.goto(origin + address);
  return page;
}

/** Writes down each announcement with the moment at which it came. */
function listen() {
  window.heard = [];
  new MutationObserver(() => {
    const text = document.querySelector("#timer [data-part='announcement']")?.textContent;
    if (text && text !== window.heard.at(-1)?.text) window.heard.push({ text, at: performance.now() });
  }).observe(document, { childList: true, characterData: true, subtree: true });
}
const heard = (page) => page.evaluate(() => window.heard);

/** Waits in the page, which tells of each change by itself. */
const until = (page, text) =>
  page.waitForFunction((text) => window.heard.some((one) => one.text === text), text, { timeout: 60_000 });

/** Lets the time of day jump, as it does for a page when its machine sleeps. */
const sleep = (page, seconds) => page.evaluate((seconds) => {
  const real = Date.now.bind(Date);
  Date.now = () => real() + seconds * 1000;
  document.dispatchEvent(new Event("visibilitychange"));
}, seconds);

/** A real preparation, a real hold of 20 seconds, and what is said meanwhile. */
async function hold(browser) {
  const page = await open(browser, HOLD, {}, listen);
  await press(page, "play");
  await until(page, "Other side");
  const [ready, start, half, end] = await heard(page);
  const faults = [];
  const said = [ready, start, half, end].map(({ text }) => text).join(" | ");
  faults.push(...differs("said", said, "Get ready, 5 seconds | Hold, 20 seconds | Halfway | Other side"));
  for (const [name, took, wanted] of [["preparing", start.at - ready.at, 5000], ["half", half.at - start.at, 10_000], ["the hold", end.at - start.at, 20_000]]) {
    console.log(`     ${name}: ${(took / 1000).toFixed(3)} s`);
    if (Math.abs(took - wanted) > 200) faults.push(`${name} took ${took} ms`);
  }
  await page.context().close();
  check("the timer is right to 0.2 s over a real hold and tells its phases in order", faults);
}

/** A tab whose scripts do not run for some seconds has lost none of them. */
async function suspended(browser) {
  const page = await open(browser, HOLD, {}, `(${listen})(); window.ticks = 0; setInterval(() => { ticks += 1; }, 100);`);
  await press(page, "play");
  await press(page, "skip");
  const session = await page.context().newCDPSession(page);
  const started = (await heard(page)).at(-1).at;
  const ticks = await page.evaluate(() => window.ticks);
  // The debugger stops the scripts of a tab for certain; a tab that is seen is never frozen.
  await session.send("Debugger.enable");
  await session.send("Debugger.pause");
  await new Promise((later) => setTimeout(later, 4000));
  await session.send("Debugger.resume");
  const ran = (await page.evaluate(() => window.ticks)) - ticks;
  await page.waitForFunction((started) => performance.now() - started > 5000, started);
  const { shown, passed } = await page.evaluate((started) => ({
    shown: document.querySelector("#timer [data-part='clock']").textContent,
    passed: (performance.now() - started) / 1000,
  }), started);
  const wanted = [0.2, 0, -0.2].map((off) => `0:${String(Math.ceil(20 - passed + off)).padStart(2, "0")}`);
  await page.context().close();
  const faults = wanted.includes(shown) ? [] : [`${shown} after ${passed} s`];
  if (ran > 10) faults.push(`the tab ran on for ${ran} tenths of a second`);
  check("a suspended tab loses no second", faults);
}

/** While a machine sleeps, `performance.now()` may stand still; the time of day tells how long. */
async function asleep(browser) {
  const page = await open(browser, HOLD, {}, listen);
  await press(page, "play");
  await press(page, "skip");
  await sleep(page, 12);
  const left = await clock(page);
  const faults = left === 8 || left === 7 ? [] : [`${left} s are left of 20 after 12 s of sleep`];
  await sleep(page, 10);
  faults.push(...differs("after 22 s", await part(page, "say").textContent(), "Other side"));
  await sleep(page, -3600);
  faults.push(...differs("after the clock was set back", await part(page, "say").textContent(), "Other side"));
  await page.context().close();
  check("a machine that slept finds the timer where it would be, one whose clock was set back too", faults);
}

/** Every control, on an exercise of holds and one of repetitions. */
async function controls(browser) {
  const page = await open(browser, HOLD);
  const say = () => part(page, "say").textContent();
  const faults = [];
  await press(page, "play");
  await press(page, "skip");
  faults.push(...differs("skip", await say(), "Hold, 20 seconds"));
  await press(page, "more");
  const more = await clock(page);
  if (more < 29 || more > 30) faults.push(`+10 seconds leaves ${more}`);
  await press(page, "play");
  const paused = await clock(page);
  await sleep(page, 10);
  faults.push(...differs("paused", await clock(page), paused));
  await press(page, "back");
  faults.push(...differs("back", await say(), "Get ready, 5 seconds"));
  faults.push(...differs("back at the start", await page.locator("#timer [data-do=back]").getAttribute("aria-disabled"), "true"));
  for (let step = 0; step < 20; step += 1) if ((await say()) !== "Done") await press(page, "skip");
  faults.push(...differs("the end", await say(), "Done"));
  await press(page, "restart");
  faults.push(...differs("restart", await say(), "Get ready, 5 seconds"));
  await page.goto(origin + REPETITIONS);
  await press(page, "play");
  await press(page, "skip");
  faults.push(...differs("repetitions", await say(), "Do 15 slow repetitions"));
  faults.push(...differs("in place of a clock", await part(page, "clock").textContent(), "15×"));
  await page.getByRole("button", { name: "Next" }).click();
  faults.push(...differs("after them", (await say()).split(",")[0], "Rest"));
  const small = await page.locator("#timer button").evaluateAll((buttons) =>
    buttons.filter((button) => button.offsetWidth < 44 || button.offsetHeight < 44).map((button) => button.textContent));
  for (const name of small) faults.push(`${name} is smaller than 44 px`);
  await page.context().close();
  check("start, pause, back, skip, next, restart and more time do what they say", faults);
}

/** Sound waits to be asked for, and then makes a tone at each change. */
async function sound(browser) {
  const page = await open(browser, HOLD, {}, () => {
    window.tones = 0;
    const begin = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...when) { window.tones += 1; return begin.apply(this, when); };
  });
  const tones = () => page.evaluate(() => window.tones);
  await press(page, "play");
  await press(page, "skip");
  const faults = differs("tones before it is asked for", await tones(), 0);
  await press(page, "sound");
  await page.getByRole("button", { name: "Sound is on" }).waitFor();
  await press(page, "skip");
  faults.push(...differs("tones at a change", await tones(), 1));
  await page.context().close();
  check("sound is off until it is asked for", faults);
}

/** A reload finds the routine paused at its place; another exercise is none of its business. */
async function reload(browser) {
  const page = await open(browser, ROUTINE);
  const state = async () => JSON.stringify([
    await part(page, "exercise").textContent(), await part(page, "say").textContent(), await part(page, "place").textContent(),
    await page.locator("tr[aria-current=step] th a").allTextContents(),
  ]);
  const faults = [];
  await press(page, "play");
  await press(page, "leave");
  await press(page, "skip");
  await page.waitForFunction(() => document.querySelector("#timer [data-part='clock']").textContent <= "0:13");
  const [before, left] = [await state(), await clock(page)];
  await page.reload();
  faults.push(...differs("after the reload", await state(), before));
  if (Math.abs((await clock(page)) - left) > 1) faults.push(`${await clock(page)} s are left, not ${left}`);
  if (!(await page.getByRole("button", { name: "Go on" }).isVisible())) faults.push("it does not wait");
  if ((await part(page, "picture").locator("svg").count()) !== 1) faults.push("the exercise has no picture");
  await page.evaluate(() => {
    for (const [key, value] of Object.entries(sessionStorage)) {
      sessionStorage.setItem(key, JSON.stringify({ ...JSON.parse(value), data: "of last week" }));
    }
  });
  const stale = await page.evaluate(() => ({ ...sessionStorage }));
  const other = await page.context().newPage();
  await other.addInitScript((stale) => Object.assign(sessionStorage, stale), stale);
  await other.goto(origin + ROUTINE);
  faults.push(...differs("with a stale place", await other.locator("#timer [data-do=play]").textContent(), "Start"));
  await page.context().close();
  check("a routine survives a reload, and a place in other phases is forgotten", faults);
}

/** Tab and Enter lead from home to a running timer. */
async function keyboard(browser) {
  const page = await open(browser, "/", { viewport: { width: 1280, height: 900 } });
  const faults = [];
  const go = async (selector, limit = 120) => {
    for (let step = 0; step < limit; step += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
    }
    faults.push(`Tab does not come to ${selector}`);
  };
  await go("#areas a[href='/areas/calves/']");
  await Promise.all([page.waitForURL("**/areas/calves/"), page.keyboard.press("Enter")]);
  await go(`#exercises a[href='${REPETITIONS}']`);
  await Promise.all([page.waitForURL(`**${REPETITIONS}`), page.keyboard.press("Enter")]);
  await go("#timer [data-do='play']");
  await page.keyboard.press("Space");
  if (!(await page.getByRole("button", { name: "Pause" }).isVisible())) faults.push("Space does not start it");
  await go("#timer [data-do='skip']", 1);
  await page.keyboard.press("Enter");
  faults.push(...differs("Enter on skip", await part(page, "say").textContent(), "Do 15 slow repetitions"));
  const before = await page.locator("#timer").innerText();
  for (const key of ["s", "p", "n", "r"]) await page.keyboard.press(key);
  faults.push(...differs("keys of letters", await page.locator("#timer").innerText(), before));
  await page.context().close();
  check("the keyboard leads from home to a running timer", faults);
}

/** The link to warning signs stays within the timer, and the table stands alone without JavaScript. */
async function withoutScript(browser) {
  const page = await open(browser, ROUTINE, { javaScriptEnabled: false });
  const faults = [];
  if (await page.locator("#timer").isVisible()) faults.push("there is a timer that cannot run");
  if (!(await page.locator("table.routine").isVisible())) faults.push("there is no table");
  await page.context().close();
  const running = await open(browser, ROUTINE);
  if (!(await running.locator("#timer a[href='#warning-signs']").isVisible())) faults.push("no way to the warning signs");
  await running.context().close();
  check("without JavaScript there is a table and no timer", faults);
}

/** Nothing of a running timer moves but its text. */
async function still(browser) {
  const page = await open(browser, ROUTINE, { reducedMotion: "reduce" });
  await press(page, "play");
  const moving = await page.evaluate(() => document.getAnimations().length);
  await page.context().close();
  check("with reduced motion nothing is animated", differs("animations", moving, 0));
}

async function accessibility(browser) {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const faults = [];
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [320, 360, 1280]) {
      for (const address of [HOLD, REPETITIONS, ROUTINE]) {
        const page = await open(browser, address, { colorScheme, viewport: { width, height: 740 } });
        await press(page, "play");
        await press(page, "skip");
        await page.evaluate(axe);
        const { violations } = await page.evaluate((tags) => axe.run(document, { runOnly: tags }), tags);
        for (const { id, nodes } of violations) faults.push(`${address} ${colorScheme} ${width}: ${id} ${nodes[0].target.join(" ")}`);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (over > 0) faults.push(`${address} ${width}: ${over} px too wide`);
        await page.context().close();
      }
    }
  }
  check("axe finds nothing while the timer runs, light and dark, and it fits phone and desktop", faults);
}

/** How many pages a PDF has. */
const pagesOf = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;

async function print(browser) {
  const page = await open(browser, "/");
  const faults = [];
  const counts = {};
  for (const [kind, most] of [["exercises", 1], ["routines", 2]]) {
    const ids = readdirSync(join(folder, kind), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    for (const { name } of ids.filter(({ name }) => name !== "levels")) {
      await page.goto(`${origin}/${kind}/${name}/`);
      const count = pagesOf(await page.pdf({ preferCSSPageSize: true }));
      counts[`${kind} on ${count}`] = (counts[`${kind} on ${count}`] ?? 0) + 1;
      if (count > most) faults.push(`/${kind}/${name}/ needs ${count} pages`);
    }
  }
  console.log(`     ${JSON.stringify(counts)}`);
  await page.emulateMedia({ media: "print" });
  await page.goto(origin + ROUTINE);
  faults.push(...differs("days to tick", await page.locator(".diary td:visible").count(), 28));
  if (!(await page.locator(".printed-from").innerText()).includes(ROUTINE)) faults.push("the address is not printed");
  for (const hidden of ["#timer", ".site-nav", "#articles"]) {
    if (await page.locator(hidden).first().isVisible()) faults.push(`${hidden} is printed`);
  }
  for (const shown of ["table.routine svg", ".card .level", "#sources"]) {
    if (!(await page.locator(shown).first().isVisible())) faults.push(`${shown} is not printed`);
  }
  await page.context().close();
  check("an exercise prints on one page, a routine on two at most, with what one needs at the wall", faults);
}

const { origin, close } = await serve(folder);
const browser = await launch();
try {
  await hold(browser);
  await suspended(browser);
  await asleep(browser);
  await controls(browser);
  await sound(browser);
  await reload(browser);
  await keyboard(browser);
  await withoutScript(browser);
  await still(browser);
  await accessibility(browser);
  await print(browser);
} finally {
  await browser.close();
  close();
}
console.log(failures.length === 0 ? "timer tests passed" : `${failures.length} timer tests failed`);
process.exit(failures.length === 0 ? 0 : 1);
