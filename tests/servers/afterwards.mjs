// What follows a deploy to a store: reading back, and the commands that tell a network of caches.

import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "./report.mjs";
import { article, BASE_URL, fingerprinted, smallSite, Site } from "./sites.mjs";
import { deploy } from "./soleus.mjs";
import { changes, Target } from "./target.mjs";

/** Runs the tests of what follows a deploy. */
export async function afterwards(store) {
  const target = await Target.open(store, "verified");
  const site = await smallSite(1, { targets: { live: target.settings } });

  await test(`${store.name}: --verify reads every file back`, async () => {
    const requests = await target.during(async () => {
      const { stdout } = await deploy(site, "live", { flags: ["--verify"] });
      assert(stdout.includes(`${site.built().size} files read back`), stdout);
    });
    assert.deepEqual(readBack(target, requests), [...site.built().keys()].sort());
  });

  await test(`${store.name}: --verify finds a file that was changed at the target, and the next deploy mends it`, async () => {
    const damage = {
      "style.css": () => target.bucket.put("style.css", "body { color: red }"),
      "index.html": () => target.bucket.remove("index.html"),
    };
    for (const [path, spoil] of Object.entries(damage)) {
      await spoil();
      const { stderr } = await deploy(site, "live", { status: 2, flags: ["--verify=all"] });
      assert(stderr.includes(`\`${path}\``), stderr);
      await deploy(site, "live", { flags: ["--verify"] });
      await target.assertHolds(site.built());
    }
  });

  await test(`${store.name}: --verify=sample reads the entry points and 50 others of a larger site`, () => sample(store));
  await test(`${store.name}: purge commands get their words as they are, and the changed addresses`, () => purge(store));
}

/** What was read besides our own list. */
function readBack(target, requests) {
  const deeds = requests.map((request) => target.deed(request));
  return deeds.filter(({ verb, path }) => verb === "GET" && !path.startsWith(".soleus-")).map(({ path }) => path).sort();
}

async function sample(store) {
  const target = await Target.open(store, "sampled");
  const files = Array.from({ length: 120 }, (_, at) => [`content/articles/day-${at}.md`, article(`Day ${at}`, "A run.")]);
  const site = await new Site(Object.fromEntries(files), { targets: { live: target.settings } }).build();
  const requests = await target.during(() => deploy(site, "live", { flags: ["--verify=sample"] }));
  const read = readBack(target, requests);
  const entries = [...site.built()].filter(([, { role }]) => role === "entry-point").map(([path]) => path);
  for (const path of entries) assert(read.includes(path), path);
  const others = read.length - entries.length;
  assert(others >= 40 && others <= 60, `${others} others`);
  return `${entries.length} and ${others}`;
}

/** What a shell would make something else of. */
const MANGLED = ["two words", "$HOME", "`id`", "$(id)", "; touch owned", "*", "\"'", "é\\n", "> owned", "&& touch owned", "~"];

const PURGE = `import { readFileSync, writeFileSync } from "node:fs";
const { SOLEUS_TARGET, SOLEUS_BASE_URL } = process.env;
const words = process.argv.slice(2);
writeFileSync("purged.json", JSON.stringify({ words, input: readFileSync(0, "utf8"), SOLEUS_TARGET, SOLEUS_BASE_URL }));
console.log("purged");
`;

async function purge(store) {
  const commands = [[process.execPath, "purge.mjs", ...MANGLED]];
  const target = await Target.open(store, "purged", { purge: commands });
  const failing = { ...target.settings, purge: [[process.execPath, "-e", "process.exit(7)"]] };
  const site = await smallSite(1, { targets: { live: target.settings, failing } });
  site.write("purge.mjs", PURGE);
  const record = join(site.root, "purged.json");
  await deploy(site, "live", { flags: ["--dry-run"] });
  assert(!existsSync(record), "a dry run purges nothing");
  await purged(site, "live", new Map());
  await deploy(site, "live");
  assert(!existsSync(record), "where nothing changed, nothing is purged");
  const old = site.built();
  site.write("content/articles/hills.md", article("Hills", "Hills again, see [[rest]]."));
  site.remove("static/hill-1.svg");
  site.write("static/höhe 2.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
  await site.build();
  await purged(site, "live", old);
  const between = site.built();
  site.write("content/articles/hills.md", article("Hills", "Hills once more, see [[rest]]."));
  await site.build();
  const { stderr } = await deploy(site, "failing", { status: 2 });
  assert.match(stderr, /the site is published, but .*7/);
  await target.assertHolds(site.built(), [...fingerprinted(old), ...fingerprinted(between)]);
}

/** Deploys, and looks at what the command was told. */
async function purged(site, target, old) {
  const { stdout } = await deploy(site, target);
  assert.match(stdout, /^purged$/m);
  const record = join(site.root, "purged.json");
  const { words, input, ...told } = JSON.parse(readFileSync(record, "utf8"));
  rmSync(record);
  assert.deepEqual(words, MANGLED);
  assert.deepEqual(told, { SOLEUS_TARGET: target, SOLEUS_BASE_URL: BASE_URL });
  const address = ({ path }) => new URL(encodeURI(path.replace(/(^|\/)index\.html$/, "$1")), BASE_URL).href;
  assert.deepEqual(input.trimEnd().split("\n").sort(), changes(old, site.built()).map(address).sort());
  for (const owned of ["owned", "public/owned"]) assert(!existsSync(join(site.root, owned)), owned);
}
