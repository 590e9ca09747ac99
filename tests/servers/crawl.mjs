// A site as readers meet it while it is published again and again: `node crawl.mjs PROGRAM`. No page that
// they get may lack a stylesheet, a script, an image or a page that it leads to.

import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { serve } from "../browser/server.mjs";
import { references } from "./reader.mjs";
import { finish, random, test } from "./report.mjs";
import { article, picture, Site, WITH_SCRIPT } from "./sites.mjs";
import { deploy, scratch } from "./soleus.mjs";
import { startS3 } from "./stores.mjs";

const DEPLOYS = 20;
const READERS = 4;
const SEED = Number(process.env.SEED ?? 1);
console.log(`${DEPLOYS} deploys under ${READERS} readers, seed ${SEED} (set SEED for another)`);

/** The articles of a shape: a third is in every shape, and the others have other names in each. */
function ids(shape) {
  const id = (at) => (at % 3 === 0 ? `run-${at}` : `run-${at}-of-${(shape + at) % 3}`);
  return Array.from({ length: 24 }, (_, at) => id(at));
}

/** An edition of a site of one of three shapes: each shape has other pages, tags, feeds, looks and scripts.
    No page of an edition has the bytes of another, so that a page that stays the same was there all the time. */
function edition(number, shape, targets) {
  const base = WITH_SCRIPT["templates/base.html"];
  const files = {
    "static/menu.js": `document.documentElement.dataset.menu = ${shape};\n`,
    "static/style.css": `body { margin: ${shape}em; background: url("back-${shape}.svg") }\n`,
    [`static/back-${shape}.svg`]: picture("white"),
    "static/track.svg": picture(["red", "green", "blue"][shape]),
    [`static/photo-${shape}.svg`]: picture("grey"),
    "templates/base.html": base.replace("</script>", `</script><meta name="edition" content="${number}">`),
    [`content/pages/edition-${number}.md`]: article("About", `The edition is ${number}, see [[run-0]].`),
  };
  ids(shape).forEach((id, at, all) => {
    const other = all[(at + 1 + shape) % all.length];
    const text = `Part ${at} of ${number}, see [[${other}]].\n\n![A track](/track.svg)\n\n![A photo](/photo-${shape}.svg)`;
    const date = `2026-0${1 + ((at + shape) % 9)}-11`;
    const front = { date, tags: [`tag-${(at + shape) % 5}`], aliases: [`/${number}/${at}/`] };
    files[`content/articles/${id}.md`] = article(`Run ${at}`, text, front);
  });
  return new Site(files, { targets, page_size: 7 }).build();
}

/** Deploys editions while readers read. `get` fetches what is published, or null. */
async function crawl(targets, get) {
  const next = random(SEED);
  const reading = { done: false, pages: 0, files: 0, faults: [], used: new Set(), known: new Map() };
  const publish = async (number, shape) => {
    const site = await edition(number, shape, targets);
    reading.current = site.built();
    for (const [path, { bytes, role }] of reading.current) learn(reading.known, path, bytes, role);
    await deploy(site, "live", { flags: ["--allow", "shrink"] });
  };
  await publish(0, 0);
  const readers = Array.from({ length: READERS }, (_, at) => read(get, random(SEED + at), reading));
  for (let number = 1, shape = 0; number <= DEPLOYS; number += 1) {
    shape = (shape + 1 + Math.floor(next() * 2)) % 3;
    await publish(number, shape);
    // A quick machine publishes before anybody has read much, so the next edition waits for readers.
    while (reading.pages <= 5 * number && reading.faults.length === 0) await new Promise(setImmediate);
  }
  reading.done = true;
  await Promise.all(readers);
  assert.deepEqual(reading.faults, []);
  assert(reading.pages > 5 * DEPLOYS, `only ${reading.pages} pages were read`);
  for (const path of reading.used) assert(await get(path), `${path} is gone before its grace is over`);
  return `${DEPLOYS} deploys, ${reading.pages} pages with ${reading.files} files, ${reading.used.size} of them fingerprinted`;
}

function learn(known, path, bytes, role) {
  const { texts } = known.get(path) ?? { texts: new Set() };
  known.set(path, { role, texts: texts.add(bytes.toString("base64")) });
}

/** One reader, who goes from page to page. */
async function read(get, next, reading) {
  const seen = new Set(["index.html", "sitemap.xml"]);
  while (!reading.done) {
    const path = [...seen][Math.floor(next() * seen.size)];
    const bytes = await get(path);
    if (bytes === null && path === "index.html") reading.faults.push("there is no home page");
    if (bytes === null) seen.delete(path);
    else for (const link of await open(get, path, bytes, next, reading)) seen.add(link);
  }
}

/** Opens a page with all that belongs to it; the pages and feeds that it leads to. */
async function open(get, path, bytes, next, reading) {
  reading.pages += 1;
  if (!reading.known.get(path)?.texts.has(bytes.toString("base64"))) reading.faults.push(`${path} is of no edition`);
  const { assets, links } = references(path, bytes);
  const wanted = [...assets, ...some(links, next)];
  for (const file of wanted) {
    reading.files += 1;
    const found = await get(file);
    if (found !== null && file.endsWith(".css")) wanted.push(...references(file, found).assets);
    if (found !== null) continue;
    // Who gets another page when he looks again has read while it was replaced.
    if (!(await get(path))?.equals(bytes)) break;
    // Two pages that lead to each other cannot go at once. Nothing that stays leads to them any more.
    const isLeaving = links.has(file) && !reading.current.has(path);
    if (!isLeaving) reading.faults.push(`${path} lacks ${file}`);
  }
  for (const asset of assets) if (reading.known.get(asset)?.role === "fingerprinted") reading.used.add(asset);
  return [...links].filter((link) => /\.(html|xml)$/.test(link));
}

/** As many links as a reader tries before the next page, any of them. */
function some(links, next) {
  const keyed = [...links].map((link) => [next(), link]).sort(([a], [b]) => a - b);
  return keyed.slice(0, 15).map(([, link]) => link);
}

await test("S3: readers never meet a page that lacks something while a site is published", async () => {
  const store = await startS3();
  const bucket = await store.bucket("crawled");
  return crawl({ live: store.settings("crawled") }, async (path) => (await bucket.get(path))?.bytes ?? null);
});

await test("folder: readers never meet a page that lacks something while a site is published", async () => {
  const folder = mkdtempSync(join(scratch, "www-"));
  const { origin } = await serve(folder);
  return crawl({ live: { folder: { path: folder } } }, async (path) => {
    const answer = await fetch(`${origin}/${encodeURI(path)}`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    return answer.ok ? bytes : null;
  });
});

finish();
