// What is not published to a store unless a flag says that it is meant, and what cannot be.

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { commit, git } from "./git.mjs";
import { test } from "./report.mjs";
import { article, smallSite } from "./sites.mjs";
import { deploy } from "./soleus.mjs";
import { Target } from "./target.mjs";

/** Runs the tests of refusals on a store. */
export async function refusals(store) {
  const target = await Target.open(store, "guarded");
  const settings = { targets: { live: target.settings } };
  const site = await smallSite(1, settings);
  await deploy(site, "live");

  await test(`${store.name}: a site with drafts is refused`, async () => {
    await site.build("--drafts");
    await refused(target, site, "drafts", /the site was built with drafts/);
  });

  await test(`${store.name}: a site that was built for another day is refused`, async () => {
    await site.build("--today", "2031-01-01");
    await refused(target, site, "preview", /the site was built for another day, `2031-01-01`/);
  });

  await test(`${store.name}: a site that was built for another address is refused`, async () => {
    await site.build("--base-url", "https://example.com/elsewhere/");
    await refused(target, site, "base-url", /`https:\/\/example\.com\/elsewhere\/`, not for `https:\/\/example\.org\/blog\/`/);
  });

  await test(`${store.name}: a page that was saved from a preview is refused`, async () => {
    site.write("static/saved.html", '<!DOCTYPE html><title>Saved</title><script src="/_soleus/preview.js"></script>\n');
    await site.build();
    await refused(target, site, "preview", /`saved\.html` holds the script of the preview/);
    site.remove("static/saved.html");
  });

  await test(`${store.name}: a site that lost over 30% of its pages is refused`, async () => {
    for (const id of ["one", "two", "three", "four"]) site.write(`content/articles/${id}.md`, article(`Part ${id}`, "Text."));
    await site.build();
    await deploy(site, "live");
    for (const id of ["one", "two", "three", "four"]) site.remove(`content/articles/${id}.md`);
    await site.build();
    await refused(target, site, "shrink", /4 of the \d+ pages of the target would go/);
  });

  await test(`${store.name}: two reasons are told together`, async () => {
    await site.build("--drafts", "--today", "2031-01-01");
    const { stderr } = await deploy(site, "live", { status: 1 });
    assert.equal(stderr.match(/^error: /gm).length, 2, stderr);
    await deploy(site, "live", { status: 1, flags: ["--allow", "drafts"] });
    await deploy(site, "live", { flags: ["--allow", "drafts", "--allow", "preview", "--dry-run"] });
  });

  await test(`${store.name}: an older commit is refused`, () => older(store));
  await test(`${store.name}: a target with an address of its own takes a site that was built for it`, () => ownAddress(store));
  await test(`${store.name}: what is not as it was built is refused`, () => notAsBuilt(target, site));
  await test(`${store.name}: what opens no store fails at once, and says what to do`, () => closed(store, target, site));
}

/** Fails unless a deploy is refused with these words, writes nothing, and goes when it is allowed. */
async function refused(target, site, reason, words) {
  const requests = await target.during(async () => {
    for (const flags of [[], ["--dry-run"]]) {
      const { stderr } = await deploy(site, "live", { status: 1, flags });
      assert.match(stderr, words);
      assert(stderr.includes(`--allow ${reason}`), stderr);
    }
  });
  assert.deepEqual(requests.map(({ method }) => method), ["GET", "GET"]);
  await deploy(site, "live", { flags: ["--allow", reason] });
  await target.assertHolds(site.built(), await target.retired());
}

async function older(store) {
  const target = await Target.open(store, "history");
  const site = await smallSite(1, { targets: { live: target.settings } });
  const first = commit(site);
  site.write("content/articles/rest.md", article("Rest", "Rest for a week, see [[hills]]."));
  const second = commit(site);
  await site.build();
  await deploy(site, "live");
  const { commit: published } = await target.state();
  assert.deepEqual({ id: published.id, changed: published.changed }, { id: second, changed: false });
  git(site.root, "checkout", "--quiet", first);
  await site.build();
  await refused(target, site, "older", new RegExp(`\`${second.slice(0, 7)}[0-9a-f]*\`.*\`${first.slice(0, 7)}`));
  git(site.root, "checkout", "--quiet", second);
  await site.build();
  await deploy(site, "live");
}

async function ownAddress(store) {
  const target = await Target.open(store, "address", { base_url: "https://example.com/elsewhere/" });
  const site = await smallSite(1, { targets: { live: target.settings } });
  await refusedFor(site, /`https:\/\/example\.org\/blog\/`, not for `https:\/\/example\.com\/elsewhere\/`/);
  await site.build("--base-url", "https://example.com/elsewhere/");
  await deploy(site, "live");
  await target.assertHolds(site.built(), await target.retired());
  assert.equal((await target.state()).base_url, "https://example.com/elsewhere/");
}

async function refusedFor(site, words) {
  const { stderr } = await deploy(site, "live", { status: 1 });
  assert.match(stderr, words);
}

async function notAsBuilt(target, site) {
  await site.build();
  const before = await target.published();
  site.write("public/index.html", "<!DOCTYPE html><title>Another</title>");
  await refusedFor(site, /`index\.html` changed since it was built/);
  rmSync(join(site.out, "index.html"));
  await refusedFor(site, /`index\.html` went away since it was built/);
  rmSync(site.out, { recursive: true });
  const { stderr } = await deploy(site, "live", { status: 2 });
  assert.match(stderr, /run `soleus build`/);
  assert.deepEqual(await target.published(), before);
  await site.build();
}

/** Keys that are wrong, a store that is not there, and settings that are no good. */
async function closed(store, target, site) {
  target.proxy.spoil = () => "403";
  const { stderr: wrong } = await deploy(site, "live", { status: 2 });
  assert.match(wrong, /the store says 403/);
  target.proxy.spoil = () => null;
  const unknown = await deploy(site, "nowhere", { status: 2 });
  assert.match(unknown.stderr, /no target is called `nowhere`/);
  for (const [settings, words] of [
    [store.settings("no-such-bucket"), /the store says 404/],
    [store.settings("guarded", { endpoint: "http://127.0.0.1:9" }), /no connection to the target/],
    [store.settings("guarded", { endpoint: "http://store.example" }), /in the open/],
    [store.settings("guarded", { endpoint: "http://127.0.0.1:80@store.example" }), /more than an address/],
  ]) {
    site.configure({ targets: { live: settings } });
    const { stderr } = await deploy(site, "live", { status: 2, flags: ["--time-scale", "0.05"] });
    assert.match(stderr, words);
  }
}
