// What a deploy makes of a store or a network that fails: `node faults.mjs PROGRAM [--all]`. A proxy before
// S3 spoils request k, for every k, once or for good from there on. What is served stays whole, and the next
// run completes it.

import assert from "node:assert/strict";
import { missing } from "./reader.mjs";
import { finish, test } from "./report.mjs";
import { fingerprinted, smallSite } from "./sites.mjs";
import { deploy } from "./soleus.mjs";
import { startS3 } from "./stores.mjs";
import { Target } from "./target.mjs";

const FAULTS = ["500", "503", "reset", "time-out", "partial request", "lost answer", "partial answer"];
/** A program dies but once. */
const KINDS = [...FAULTS.flatMap((fault) => [`${fault} once`, `${fault} for good`]), "killed once"];
/** Those that differ most; `--all` takes every kind. */
const FEW = ["503 once", "lost answer once", "lost answer for good", "killed once"];
/** Waiting shrinks by this, so that a time-out takes two seconds. */
const HASTE = ["--time-scale", "0.1"];
/** As many deploys go on at once; most of them wait. More would make the server too slow for the lease. */
const AT_ONCE = 6;
const NOTHING = new Map();

const kinds = process.argv.includes("--all") ? KINDS : FEW;
console.log(`${kinds.length} of ${KINDS.length} kinds of faults: ${kinds.join(", ")}`);

const store = await startS3();
const cases = kinds.flatMap(casesOf);
for (const [at, one] of cases.entries()) one.target = await Target.open(store, `faults-${at}`);
const targets = Object.fromEntries(cases.map(({ target }) => [target.bucket.name, target.settings]));
const sites = [await smallSite(1, { targets }), await smallSite(2, { targets })];
console.log(`${sites[0].built().size} files`);

function casesOf(kind) {
  const [, fault, span] = /^(.+) (once|for good)$/.exec(kind);
  return ["first deploy", "update"].map((start) => ({ fault, span, start }));
}

/** Spoils every request of a deploy in turn. */
async function everyRequest(one) {
  const { proxy } = one.target;
  let runs = 0;
  for (let k = 1; ; k += 1) {
    const [from, to] = one.start === "update" ? [sites[k % 2], sites[(k + 1) % 2]] : [null, sites[0]];
    if (from === null) await clear(one.target);
    else if (k === 1) await deploy(from, one.target.bucket.name);
    Object.assign(proxy, { log: [], spoilt: 0 });
    const isHit = ({ number }) => (one.span === "once" ? number === k : number >= k);
    proxy.spoil = (request) => (isHit(request) ? one.fault : null);
    await survives(one, from, to).catch((error) => {
      throw new Error(`request ${k}, ${proxy.log[k - 1]?.method} ${proxy.log[k - 1]?.url}: ${error.stack}`);
    });
    if (proxy.spoilt === 0) return `${runs} requests`;
    runs += 1;
  }
}

/** One deploy with faults. If that fails, what is served is whole, and the next one completes it. */
async function survives({ fault, span, target }, from, to) {
  const old = from?.built() ?? NOTHING;
  const started = (child) => (target.proxy.victim = child);
  const run = (status) => deploy(to, target.bucket.name, { status, flags: HASTE, started });
  if (fault === "killed" || span === "for good") {
    const done = await run(undefined);
    if (target.proxy.spoilt > 0) assertFailed(done, fault);
    target.proxy.spoil = () => null;
    assertWhole(await target.published(), old, to.built());
  }
  await run(0);
  await target.assertHolds(to.built(), fingerprinted(old));
}

function assertFailed({ status, stdout, stderr }, fault) {
  assert.equal(status, fault === "killed" ? "SIGKILL" : 2, `${stdout}${stderr}`);
  if (status === 2) assert.match(stderr, /^error: .+\n {2}= help: .+/m);
}

/** Fails unless every file is wholly of one of the two sites, and everything that is named is there. */
function assertWhole(published, old, next) {
  for (const [path, { bytes, type }] of published) {
    const versions = [old.get(path), next.get(path)].filter((version) => version);
    assert(versions.some((version) => version.bytes.equals(bytes)), `${path} is of neither site`);
    assert.equal(type, versions[0].type, path);
  }
  assert(old.size === 0 || published.has("index.html"), "the home page is gone");
  assert.deepEqual(missing(published), []);
}

async function clear({ bucket }) {
  for (const key of await bucket.keys()) await bucket.remove(key);
}

/** Runs all cases, so many at once. */
async function all() {
  const waiting = [...cases];
  const worker = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const name = `${one.start}, ${one.fault} ${one.span}`;
      await test(`${name}: what is served stays whole, and a run completes it`, () => everyRequest(one));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

await all();
finish();
