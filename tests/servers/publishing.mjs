// How a site gets into a store: what goes there, with which headers, in which order, and what stays.

import assert from "node:assert/strict";
import { test } from "./report.mjs";
import { article, fingerprinted, picture, Site, smallSite, STATE, WITH_SCRIPT } from "./sites.mjs";
import { deploy } from "./soleus.mjs";
import { assertSays, changes, Target } from "./target.mjs";

const NOTHING = new Map();

/** Runs the tests of publishing on a store. */
export async function publishing(store) {
  const target = await Target.open(store, "my-site", { prefix: "some/blog" });
  const site = await articles({ targets: { live: target.settings } });
  const done = new RegExp(`^Published to live: ${target.place} in \\d+\\.\\d s$`);

  await test(`${store.name}: a dry run of a first deploy shows every file and writes nothing`, async () => {
    const { stdout } = await deploy(site, "live", { flags: ["--dry-run"] });
    assertSays(stdout, NOTHING, site.built(), /^Nothing was written\.$/);
    assert.deepEqual(await target.bucket.keys(), []);
  });

  await test(`${store.name}: a first deploy puts every file with its type and cache header`, async () => {
    await target.bucket.put("some/other.txt", "not of this site");
    const { stdout } = await deploy(site, "live");
    assertSays(stdout, NOTHING, site.built(), done);
    await target.assertHolds(site.built());
    assertTypes(await target.published());
  });

  await test(`${store.name}: a deploy of the same site writes nothing and says so`, async () => {
    const requests = await target.during(async () => {
      const { stdout } = await deploy(site, "live");
      assertSays(stdout, site.built(), site.built(), /^Nothing to publish: /);
    });
    assert.deepEqual(requests.map(({ method }) => method), ["GET"]);
  });

  await test(`${store.name}: a dry run prints what the run prints, and an update sends that in order`, async () => {
    const old = site.built();
    await change(site);
    const [before, dry] = [await target.objects(), await deploy(site, "live", { flags: ["--dry-run"] })];
    assertSays(dry.stdout, old, site.built(), /^Nothing was written\.$/);
    assert.deepEqual(await target.objects(), before);
    const requests = await target.during(async () => {
      const { stdout } = await deploy(site, "live");
      assert.equal(withoutLast(stdout), withoutLast(dry.stdout));
      assert.match(stdout.trimEnd().split("\n").at(-1), done);
    });
    assertOrder(target, requests, old, site.built());
    await target.assertHolds(site.built(), fingerprinted(old));
  });

  await test(`${store.name}: our own list is only ever written on a condition`, async () => {
    const puts = target.proxy.log.filter((request) => request.method === "PUT" && target.deed(request).path === STATE);
    assert(puts.length > 4);
    const conditions = puts.map(({ headers }) => headers["if-none-match"] ?? headers["if-match"]);
    assert.equal(conditions[0], "*");
    for (const condition of conditions.slice(1)) assert.match(condition, /^"\w+"$/);
  });

  await test(`${store.name}: nothing else in the bucket is touched`, async () => {
    const stranger = await target.bucket.get("some/other.txt");
    assert.equal(stranger.bytes.toString(), "not of this site");
    for (const request of target.proxy.log) target.deed(request);
  });

  await test(`${store.name}: an old fingerprinted asset goes once its grace is over`, () => grace(store));
  await test(`${store.name}: two sites in one bucket leave each other alone`, () => neighbours(store));
}

const withoutLast = (text) => text.trimEnd().split("\n").slice(0, -1).join("\n");

/** A site with a file of each kind, and with names that an address has to spell in another way. */
function articles(settings) {
  const dated = (title, text, day) => article(title, text, { date: day, tags: ["hills"] });
  const files = {
    ...WITH_SCRIPT,
    "content/articles/hills.md": dated("Hills", "My calves hurt, see [[rest]].\n\n![A hill](</hill größe.svg>)", "2026-01-01"),
    "content/articles/rest.md": dated("Rest", "What helped was rest, see [[shoes]].", "2026-01-02"),
    "content/articles/shoes.md": article("Shoes", "What helped was another shoe.", { aliases: ["/old-shoes/"] }),
    "content/articles/stairs.md": dated("Stairs", "Down is worse than up.", "2026-01-04"),
    "content/articles/sleep.md": dated("Sleep", "Sleep mends.", "2026-01-05"),
    "static/hill größe.svg": picture("green"),
    "static/style.css": 'body { background: url("hill%20gr%C3%B6%C3%9Fe.svg") }\n',
    "static/plan.pdf": "%PDF-1.4\n",
  };
  return new Site(files, settings).build();
}

/** Adds, changes and removes pages and assets. */
async function change(site) {
  site.write("content/articles/rest.md", article("Rest", "What helped was a week, see [[hills]] and [[water]]."));
  const front = { date: "2026-01-06", tags: ["drink"] };
  site.write("content/articles/water.md", article("Water", "Drink, see [[rest]].\n\n![A glass](/glass.svg)", front));
  site.remove("content/articles/shoes.md");
  site.write("static/glass.svg", picture("blue"));
  site.write("static/style.css", "body { margin: 0 }\n");
  site.remove("static/plan.pdf");
  await site.build();
}

/** The types that a reader's browser needs, whatever the list of the build says. */
function assertTypes(published) {
  const types = {
    "index.html": "text/html; charset=utf-8",
    "feed.xml": "application/atom+xml; charset=utf-8",
    "sitemap.xml": "application/xml; charset=utf-8",
    "robots.txt": "text/plain; charset=utf-8",
    "style.css": "text/css; charset=utf-8",
    "menu.js": "text/javascript; charset=utf-8",
    "plan.pdf": "application/pdf",
  };
  for (const [path, type] of Object.entries(types)) assert.equal(published.get(path)?.type, type, path);
}

/** Every step is over before the next begins: assets, new files that links lead to, changed pages, what
    readers begin with, our list, and last what goes. */
function assertOrder(target, requests, old, next) {
  const step = ({ verb, path }) => {
    if (verb === "DELETE") return 6;
    const { role } = next.get(path);
    if (role === "fingerprinted") return 1;
    if (role === "asset") return 2;
    if (!old.has(path)) return 3;
    return role === "page" ? 4 : 5;
  };
  const sent = requests.map((request) => target.deed(request)).filter(({ verb }) => verb !== "GET");
  const told = sent.map(({ verb, path }) => `${verb} ${path}`);
  const steps = sent.filter(({ path }) => path !== STATE).map(step);
  assert.deepEqual(steps, [...steps].sort(), told.join("\n"));
  const goes = changes(old, next).map(({ mark, path }) => `${mark === "-" ? "DELETE" : "PUT"} ${path}`);
  assert.deepEqual(told.filter((line) => !line.endsWith(STATE)).sort(), goes.sort());
  const firstRemoval = sent.findIndex(({ verb }) => verb === "DELETE");
  assert.equal(sent[firstRemoval - 1].path, STATE, told.join("\n"));
}

async function grace(store) {
  const target = await Target.open(store, "grace", { grace_days: 3 });
  const site = await smallSite(1, { targets: { live: target.settings } });
  const old = fingerprinted(site.built());
  await deploy(site, "live");
  site.write("static/style.css", "body { margin: 3em }\n");
  await site.build();
  await deploy(site, "live");
  const unused = old.filter((path) => !site.built().has(path));
  await target.assertHolds(site.built(), unused);
  const daysAgo = async (days) => {
    const state = await target.state();
    for (const asset of Object.values(state.retired ?? {})) asset.since = new Date(Date.now() - days * 86_400_000).toISOString();
    await target.putState(state);
    return deploy(site, "live");
  };
  await daysAgo(2.9);
  await target.assertHolds(site.built(), unused);
  const { stdout } = await daysAgo(3.1);
  for (const path of unused) assert(stdout.includes(`- ${path}  `), stdout);
  await target.assertHolds(site.built());
  return `${unused.length} assets`;
}

async function neighbours(store) {
  const one = await Target.open(store, "shared", { prefix: "a" });
  // The prefix of one begins with that of the other.
  const beside = store.settings("shared", { endpoint: one.proxy.origin, prefix: "ab" });
  const targets = { one: one.settings, beside };
  const [site, other] = [await smallSite(1, { targets }), await smallSite(2, { targets })];
  await deploy(site, "one");
  await deploy(site, "beside");
  await deploy(other, "beside");
  await one.assertHolds(site.built());
  const changed = await one.bucket.get("ab/style.css");
  assert(changed.bytes.equals(other.built().get("style.css").bytes));
}
