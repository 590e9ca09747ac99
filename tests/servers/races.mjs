// Two deploys of one target at once: `node races.mjs PROGRAM [--all]`. However they meet, the newer commit
// is what is published in the end.

import assert from "node:assert/strict";
import { commit, git } from "./git.mjs";
import { startProxy } from "./proxy.mjs";
import { finish, random, test } from "./report.mjs";
import { article, fingerprinted, Site, smallSite } from "./sites.mjs";
import { deploy } from "./soleus.mjs";
import { startS3 } from "./stores.mjs";
import { Target } from "./target.mjs";

const RACES = process.argv.includes("--all") ? 100 : 10;
const SEED = Number(process.env.SEED ?? 1);
console.log(`${RACES} of 100 races of each kind, seed ${SEED} (set SEED for other delays)`);

const store = await startS3();
const next = random(SEED);

/** One repository with three commits, each checked out and built in a folder of its own. The second has no
    page for the morning, and the third has it again. */
async function threeCommits(bucket) {
  const settings = { targets: { live: { s3: { bucket } } } };
  const first = await smallSite(1, settings);
  const morning = () => first.write("content/articles/morning.md", article("Morning", "Warm up, see [[rest]]."));
  morning();
  const ids = [commit(first)];
  for (const day of [2, 3]) {
    first.write("content/articles/rest.md", article("Rest", `Rest on day ${day}, see [[hills]].`));
    first.write(`content/articles/day-${day}.md`, article(`Day ${day}`, `Day ${day}, see [[rest]].`));
    if (day === 2) first.remove("content/articles/morning.md");
    else morning();
    ids.push(commit(first));
  }
  const checkedOut = (id) => {
    const root = `${first.root}-${id}`;
    git(first.root, "worktree", "add", "--quiet", "--detach", root, id);
    return new Site({}, settings, root).build();
  };
  return Promise.all(ids.map(checkedOut));
}

/** Deploys in haste: a lease lasts three seconds. */
function publish(site, endpoint, { flags = [], started } = {}) {
  const environment = { AWS_ENDPOINT: endpoint, AWS_REGION: "us-east-1" };
  return deploy(site, "live", { status: undefined, flags: ["--time-scale", "0.1", ...flags], environment, started });
}

/** Deploys the sites at once, each after a while and behind a line of its own. */
function race(sites) {
  const run = async (site) => {
    const [later, slowest] = [next() * 400, next() * 120];
    const line = await startProxy(store.origin);
    line.delay = () => next() * slowest;
    await new Promise((begin) => setTimeout(begin, later));
    return publish(site, line.origin).finally(line.close);
  };
  return Promise.all(sites.map(run));
}

/** Lets the older deploy sleep from one of its requests on until the newer one is over. A request that it was
    about to send when it fell asleep goes out when it wakes, so the newer one is deployed once more. */
async function sleepingRace([older, newer]) {
  const line = await startProxy(store.origin);
  const asleep = 1 + Math.floor(next() * 22);
  const slept = new Promise((sleeps) => {
    line.delay = ({ number }) => {
      if (number === asleep && line.victim.kill("SIGSTOP")) sleeps();
      return 0;
    };
  });
  const run = publish(older, line.origin, { started: (child) => (line.victim = child) });
  await Promise.race([slept, run]);
  const newest = await publish(newer, store.origin);
  line.victim.kill("SIGCONT");
  const woken = await run.finally(line.close);
  assert.equal((await publish(newer, store.origin)).status, 0);
  return [woken, newest];
}

/** Holds so many races over a target that has `base`, and counts how they ended. */
async function races(target, base, sites, { hold = race, judge, number = RACES }) {
  const ends = {};
  for (let count = 0; count < number; count += 1) {
    assert.equal((await publish(base, store.origin, { flags: ["--allow", "older"] })).status, 0);
    const done = await hold(sites);
    const all = done.map(({ status, stdout, stderr }) => `${status}\n${stdout}${stderr}`).join("\n");
    const end = judge(done, all);
    ends[end] = (ends[end] ?? 0) + 1;
    await assertNewest(target, [base, ...sites], all);
  }
  return Object.entries(ends).map(([end, count]) => `${count} ${end}`).join(", ");
}

/** Fails unless the target is the last of the sites, with nothing of the others but what may stay. */
async function assertNewest(target, sites, all) {
  const newest = sites.at(-1);
  const may = sites.flatMap((site) => fingerprinted(site.built()));
  const published = await target.published();
  await target.assertHolds(newest.built(), may.filter((path) => published.has(path)));
  assert.equal((await target.state()).commit.id, git(newest.root, "rev-parse", "HEAD"), all);
}

/** The newer deploy goes well, and the older one gives way, unless it was over before the newer one began. */
function newerWins([older, newer], all) {
  assert.equal(newer.status, 0, all);
  if (older.status === 0) return "one after the other";
  assert.equal(older.status, 1, all);
  if (/overtaken by a deploy of `/.test(older.stderr)) return "overtaken";
  if (/a deploy of the newer `\w+` is going on/.test(older.stderr)) return "met by the older";
  assert.match(older.stderr, /is published already/, all);
  return "too late";
}

/** The one that slept gives way, unless it had done everything but hear of it. */
function sleeperStops([older, newer], all) {
  assert.equal(newer.status, 0, all);
  return ["was over before", "gave way", "lost its claim"][older.status] ?? assert.fail(all);
}

/** One publishes the commit. The other sees that it is going on, or that there is nothing left to do. */
function onePublishes(done, all) {
  const published = done.filter(({ status, stdout }) => status === 0 && /^Published to /m.test(stdout));
  assert.equal(published.length, 1, all);
  const [other] = done.filter((one) => one !== published[0]);
  if (other.status === 0 && /^Nothing to publish: /m.test(other.stdout)) return "one after the other";
  assert.equal(other.status, 1, all);
  assert.match(other.stderr, /another deploy.* is going on/, all);
  return "met by the other";
}

await test("of two commits the newer wins, and the older says so", async () => {
  const target = await Target.open(store, "raced");
  const [base, older, newer] = await threeCommits("raced");
  return races(target, base, [older, newer], { judge: newerWins });
});

await test("of two deploys of one commit one publishes it", async () => {
  const target = await Target.open(store, "twins");
  const [base, same] = await threeCommits("twins");
  return races(target, base, [same, same], { judge: onePublishes });
});

await test("a deploy that wakes after a newer one took its place stops, and the next one mends what it did", async () => {
  const target = await Target.open(store, "asleep");
  const [base, older, newer] = await threeCommits("asleep");
  return races(target, base, [older, newer], { hold: sleepingRace, judge: sleeperStops, number: RACES / 2 });
});

finish();
