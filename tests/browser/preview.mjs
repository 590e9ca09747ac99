// The preview as an author meets it, in Debian's Chromium: `node preview.mjs PROGRAM SITE`, where PROGRAM
// is soleus and SITE a folder with a site, of which a copy is edited. Every check runs; the exit status
// is 1 when one failed.

import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { launch } from "./chromium.mjs";

const [program, site] = process.argv.slice(2).map((path) => resolve(path));
const root = mkdtempSync(join(tmpdir(), "preview-"));
for (const folder of ["content", "templates", "static"]) {
  cpSync(join(site, folder), join(root, folder), { recursive: true });
}

const read = (path) => readFileSync(join(root, path), "utf8");
const write = (path, text) => writeFileSync(join(root, path), text);
const edit = (path, change) => write(path, change(read(path)));

const NOTE = "content/articles/note.md";
const note = (text, more = "") => `---
title: A note
draft: true
${more}---
${text}

<details id="more"><summary>More</summary><p>What is inside.</p></details>

${"A long text, so that the page scrolls.\n\n".repeat(80)}`;

const failures = [];
async function check(name, test) {
  try {
    await test();
    console.log(`ok   ${name}`);
  } catch (error) {
    console.log(`FAIL ${name}\n     ${error.message.split("\n").slice(0, 6).join("\n     ")}`);
    failures.push(name);
  }
}

function equal(found, expected, what) {
  if (found !== expected) throw new Error(`${what}: ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`);
}

/** Starts the preview and gives its address. */
function start(...flags) {
  const server = spawn(program, ["serve", "--root", root, "--port", "0", ...flags]);
  server.stderr.resume();
  return new Promise((ready, failed) => {
    server.on("exit", (code) => failed(new Error(`the server ended with ${code}`)));
    server.stdout.on("data", (data) => {
      const origin = /Serving (\S+)\//.exec(data)?.[1];
      if (origin) ready({ server, origin });
    });
  });
}

/** A page with a mark that a reload would take away. */
async function open(browser, address) {
  const page = await browser.newPage({ viewport: { width: 900, height: 600 } });
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && page.faults.push(message.text()));
  await page.goto(address);
  await page.evaluate(() => (window.mark = true));
  return page;
}

const isSame = async (page) => equal(await page.evaluate(() => window.mark), true, "the page was kept");
const shows = (page, text) => page.getByText(text).first().waitFor({ timeout: 5000 });
const report = (page) => page.locator("soleus-preview .report");

async function edits(browser, origin) {
  const page = await open(browser, `${origin}/articles/note/`);
  await page.locator("#more summary").click();
  await page.locator("#name").fill("Ann");
  await page.locator("#name").focus();
  await page.evaluate(() => scrollTo(0, 900));
  const before = await page.evaluate(() => scrollY);
  await check("an edit shows without a reload, and scroll, details, focus and input stay", async () => {
    write(NOTE, note("The second text."));
    await page.waitForFunction(() => document.body.textContent.includes("The second text."));
    await isSame(page);
    equal(await page.evaluate(() => scrollY), before, "scroll position");
    equal(await page.locator("#more").evaluate((more) => more.open), true, "open details");
    equal(await page.locator("#name").inputValue(), "Ann", "what was typed");
    equal(await page.evaluate(() => document.activeElement.id), "name", "focus");
  });
  await check("a paragraph before others and a changed title are taken over in place", async () => {
    write(NOTE, note("A new beginning.\n\nThe second text.").replace("A note", "Another note"));
    await shows(page, "A new beginning.");
    await isSame(page);
    equal(await page.title().then((title) => title.startsWith("Another note")), true, "the title");
    equal(await page.getByText("The second text.").count(), 1, "paragraphs");
    equal(await page.locator("#more").evaluate((more) => more.open), true, "open details");
  });
  await check("the page in place equals the page that is loaded", async () => {
    const inPlace = await page.evaluate(() => {
      document.querySelector("#more").open = false;
      return document.body.innerHTML;
    });
    await page.reload();
    equal(await page.evaluate(() => document.body.innerHTML), inPlace, "the body");
    equal(page.faults.join("; "), "", "complaints of the browser");
  });
  await page.close();
}

async function timer(browser, origin) {
  const page = await open(browser, `${origin}/exercises/calf-raise-double/`);
  const file = "content/exercises/calf-raise-double.md";
  const say = page.locator("#timer [data-part='say']");
  await page.locator("#timer [data-do='play']").click();
  await page.locator("#timer [data-do='skip']").click();
  await check("a timer runs on while the text of its exercise changes", async () => {
    edit(file, (text) => text.replace(/^summary: .*$/m, "summary: Up and down on both feet, as slowly as you can."));
    await shows(page, "Up and down on both feet");
    await isSame(page);
    equal(await say.textContent(), "Do 15 slow repetitions", "the timer");
  });
  await check("another dose loads the page anew, with a timer that plays it", async () => {
    edit(file, (text) => text.replace("reps: 15", "reps: 14"));
    await shows(page, "sets of 14");
    await page.waitForFunction(() => window.mark === undefined && document.querySelector("#timer [data-part='progress']").value === 0);
    await page.locator("#timer [data-do='skip']").click();
    equal(await say.textContent(), "Do 14 slow repetitions", "the timer");
    equal(page.faults.join("; "), "", "complaints of the browser");
  });
  await page.close();
}

/** Random trees become each other; the number of pairs is fixed and the seed is printed. */
async function morphing(browser) {
  const [pairs, seed] = [400, 20261127];
  const page = await browser.newPage();
  await page.setContent("<main></main>");
  const morph = readFileSync(join(site, "src/serve/browser/morph.js"), "utf8");
  await check(`${pairs} random pairs of trees become equal in place, seed ${seed}`, async () => {
    const wrong = await page.evaluate(
      ([morph, pairs, seed]) => {
        const morphNode = new Function(`${morph}; return morphNode;`)();
        let state = seed;
        const below = (limit) => {
          state = (state * 1103515245 + 12345) % 2147483648;
          return Math.floor((state / 2147483648) * limit);
        };
        const tree = (depth) => {
          const element = document.createElement(["p", "div", "ul", "details"][below(4)]);
          if (below(4) === 0) element.className = `c${below(3)}`;
          if (below(8) === 0) element.id = `i${below(6)}`;
          for (let left = below(5); left > 0; left -= 1) {
            if (depth === 0 || below(3) === 0) element.append(["\n", "one", "two", "three"][below(4)]);
            else element.append(tree(depth - 1));
          }
          element.normalize();
          return element;
        };
        for (let pair = 0; pair < pairs; pair += 1) {
          const main = document.querySelector("main");
          const [from, to] = [main.cloneNode(), main.cloneNode()];
          for (let left = 5; left > 0; left -= 1) from.append(tree(3)), to.append(tree(3));
          if (below(2) === 0) to.append(...[...from.cloneNode(true).children].slice(below(3)));
          main.replaceWith(from);
          morphNode(from, to.cloneNode(true));
          if (!from.isEqualNode(to)) return [from.outerHTML, to.outerHTML];
        }
        return null;
      },
      [morph, pairs, seed],
    );
    equal(wrong, null, "a pair");
  });
  await page.close();
}

async function mistakes(browser, origin) {
  const page = await open(browser, `${origin}/articles/note/`);
  await check("a mistake shows over the last good page, with its line, and heals", async () => {
    write(NOTE, note("See [[calf-rase-double]].\n\nAnd [[<img src=x onerror=window.hacked=1>]]."));
    await report(page).waitFor();
    const text = await report(page).innerText();
    for (const part of [`${NOTE}:5:7`, `${NOTE}:7:7`, "calf-raise-double"]) {
      equal(text.includes(part), true, `the report has \`${part}\``);
    }
    equal(text.includes("And [[<img src=x"), true, "the source line as it is");
    equal(await page.evaluate(() => window.hacked), undefined, "what a report runs");
    const link = await report(page).locator("a").first().getAttribute("href");
    equal(link, `vscode://file${root}/${NOTE}:5:7`, "the link to the editor");
    equal(await page.getByText("A long text").count() > 0, true, "the last good page");
    write(NOTE, note("See [[calf-raise-double]]."));
    await report(page).waitFor({ state: "detached" });
    await page.locator("main a[href='/exercises/calf-raise-double/']").first().waitFor();
    await isSame(page);
  });
  await check("a mistake in a template that only another page meets shows too", async () => {
    const template = read("templates/cause.html");
    write("templates/cause.html", template.replace("{% block main %}", "{% block main %}{{ 1 / view.nothing }}"));
    await report(page).waitFor();
    equal((await report(page).innerText()).includes("templates/cause.html"), true, "its name");
    write("templates/cause.html", template);
    await report(page).waitFor({ state: "detached" });
    await isSame(page);
  });
  await page.close();
}

async function styles(browser, origin) {
  const page = await open(browser, `${origin}/`);
  const colour = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await check("a stylesheet is exchanged without a reload and never missing", async () => {
    await page.evaluate(() => {
      window.bare = 0;
      const look = () => {
        const sheets = [...document.styleSheets].filter((sheet) => /\/style\.[0-9a-f]{10}\.css$/.test(sheet.href));
        if (sheets.length === 0) window.bare += 1;
        requestAnimationFrame(look);
      };
      look();
    });
    edit("static/style.css", (text) => `${text}\nbody { background: rgb(1, 2, 3) !important; }\n`);
    await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === "rgb(1, 2, 3)");
    await isSame(page);
    edit("static/style.css", (text) => text.replace("rgb(1, 2, 3)", "rgb(4, 5, 6)"));
    await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === "rgb(4, 5, 6)");
    await isSame(page);
    equal(await page.evaluate(() => window.bare), 0, "moments without a stylesheet");
    equal(await colour(), "rgb(4, 5, 6)", "the colour");
  });
  await page.close();
}

async function comings(browser, origin) {
  const page = await open(browser, `${origin}/articles/later/`);
  await check("a page that is not there yet appears, and one that goes is gone", async () => {
    write("content/articles/later.md", "---\ntitle: Later\n---\nNow it is here.\n");
    await shows(page, "Now it is here.");
    unlinkSync(join(root, "content/articles/later.md"));
    await page.waitForFunction(() => !document.body.textContent.includes("Now it is here."));
  });
  await check("a page that nobody sees gives up its stream and catches up", async () => {
    await page.goto(`${origin}/articles/note/`);
    const turn = (hidden) =>
      page.evaluate((hidden) => {
        Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
      }, hidden);
    await turn(true);
    write(NOTE, note("Written while nobody looked."));
    await turn(false);
    await shows(page, "Written while nobody looked.");
  });
  await page.close();
}

async function bar(browser, origin) {
  const page = await open(browser, `${origin}/exercises/calf-raise-double/`);
  const text = () => page.locator("soleus-preview .bar").innerText();
  await check("the bar tells file, kind, review and who links here", async () => {
    await page.locator("soleus-preview .bar").waitFor();
    const told = await text();
    for (const part of ["content/exercises/calf-raise-double.md", "exercise", "not checked", "linking here"]) {
      equal(told.includes(part), true, `the bar has \`${part}\``);
    }
    await page.locator("soleus-preview .links summary").click();
    equal((await text()).includes("A note"), true, "the draft that links here");
  });
  await check("the bar marks a draft", async () => {
    await page.goto(`${origin}/articles/note/`);
    await page.locator("soleus-preview .bar .hidden").waitFor();
    equal((await page.locator("soleus-preview .bar .hidden").innerText()).trim(), "draft", "the mark");
  });
  await page.close();
}

async function policy(browser, origin) {
  await check("the preview works under a strict policy of the site", async () => {
    const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'";
    write("templates/base.html", `{% extends "soleus/base.html" %}{% block head %}<meta http-equiv="Content-Security-Policy" content="${policy}">{% endblock head %}`);
    const page = await open(browser, `${origin}/articles/note/`);
    await page.locator("soleus-preview .bar").waitFor();
    const height = await page.locator("soleus-preview .bar").evaluate((bar) => getComputedStyle(bar).position);
    equal(height, "fixed", "the style of the bar");
    write(NOTE, note("Under a policy."));
    await shows(page, "Under a policy.");
    equal(page.faults.join("; "), "", "complaints of the browser");
    await page.close();
  });
}

async function search(browser, origin) {
  await check("the preview is searched under the headers of a host, and stays so after an edit", async () => {
    write(NOTE, note("Nobody wrote of zebrafish before."));
    const written = await open(browser, `${origin}/articles/note/`);
    await shows(written, "Nobody wrote of zebrafish before.");
    await written.close();
    const page = await open(browser, `${origin}/search/#q=zebrafish`);
    const found = page.locator("#search-results a", { hasText: "A note" });
    await found.waitFor();
    edit(NOTE, (text) => text.replace("title: A note", "title: Another note"));
    await page.locator("#search-results a", { hasText: "Another note" }).waitFor();
    equal(await page.locator("#q").inputValue(), "zebrafish", "the query");
    equal(await page.locator("#q").isVisible(), true, "the field is there");
    equal(page.faults.join("; "), "", "complaints of the browser");
    await page.close();
  });
}

async function navigation(browser) {
  const { server, origin } = await start("--drafts", "--navigate");
  const page = await open(browser, `${origin}/`);
  await check("with --navigate the browser goes to the page that was saved", async () => {
    await page.locator("soleus-preview .bar").waitFor();
    write(NOTE, note("Come here."));
    await page.waitForURL(`${origin}/articles/note/`);
    await shows(page, "Come here.");
  });
  await page.close();
  server.removeAllListeners("exit");
  server.kill();
}

edit("content/site.yaml", (text) => `${text}\nraw_html: true\n`);
edit("templates/base.html", (text) => text.replace("</body>", '<label>Name <input id="name"></label></body>'));
write(NOTE, note("The first text. See [[calf-raise-double]]."));
const { server, origin } = await start("--drafts");
const browser = await launch();
try {
  await morphing(browser);
  await edits(browser, origin);
  await timer(browser, origin);
  await mistakes(browser, origin);
  await bar(browser, origin);
  await styles(browser, origin);
  await comings(browser, origin);
  await search(browser, origin);
  await policy(browser, origin);
  await navigation(browser);
} finally {
  await browser.close();
  server.removeAllListeners("exit");
  server.kill();
  rmSync(root, { recursive: true });
}
console.log(failures.length === 0 ? "preview tests passed" : `${failures.length} preview tests failed`);
process.exit(failures.length === 0 ? 0 : 1);
