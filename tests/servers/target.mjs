// A place in a store that a site is published to, as its readers and as the network see it.

import assert from "node:assert/strict";
import { startProxy } from "./proxy.mjs";
import { STATE } from "./sites.mjs";

/** What each role promises to caches. */
const CACHE = {
  fingerprinted: "public, max-age=31536000, immutable",
  asset: "public, max-age=3600",
  page: "public, max-age=300",
  "entry-point": "public, max-age=300",
};

export class Target {
  /** Makes the bucket `name`, with a proxy before it. */
  static async open(store, name, { prefix, ...settings } = {}) {
    const [bucket, proxy] = [await store.bucket(name), await startProxy(store.origin)];
    const below = prefix ? `${prefix}/` : "";
    const place = prefix ? `${store.place(name)}/${prefix}` : store.place(name);
    const more = prefix ? { prefix } : {};
    const entry = { ...store.settings(name, { endpoint: proxy.origin, ...more }), ...settings };
    return Object.assign(new Target(), { bucket, proxy, below, place, settings: entry });
  }

  /** Everything below the prefix, by path. */
  async objects() {
    const all = await this.bucket.all();
    const own = [...all].filter(([key]) => key.startsWith(this.below));
    return new Map(own.map(([key, object]) => [key.slice(this.below.length), object]));
  }

  /** The site that readers find, without our own list. */
  async published() {
    const objects = await this.objects();
    objects.delete(STATE);
    return objects;
  }

  async state() {
    return JSON.parse((await this.bucket.get(this.below + STATE)).bytes);
  }

  /** What is not part of the site any more and stays for readers and caches that still ask for it. */
  async retired() {
    const [{ retired = {} }, published] = [await this.state(), await this.published()];
    const paths = Object.keys(retired);
    for (const path of paths) assert.equal(published.get(path)?.cache, CACHE.fingerprinted, `${path} may not stay`);
    return paths;
  }

  async putState(state) {
    await this.bucket.put(this.below + STATE, JSON.stringify(state));
  }

  /** The requests that `act` makes. */
  async during(act) {
    const from = this.proxy.log.length;
    await act();
    return this.proxy.log.slice(from);
  }

  /** What a request does to which file: `PUT style.css`. Azure is told to remove something by a letter in
      a letter. */
  deed({ method, url, body }) {
    const [, verb, address] = /^(DELETE) (\S+) HTTP/m.exec(method === "POST" ? body : "") ?? [null, method, url];
    const [pathname] = address.split("?");
    const key = decodeURIComponent(pathname.slice(pathname.indexOf(`/${this.bucket.name}/`) + this.bucket.name.length + 2));
    assert(key.startsWith(this.below), `${verb} ${key} is no matter of this site`);
    return { verb, path: key.slice(this.below.length) };
  }

  /** Fails unless the target holds these files, with their headers, and none but them and `more`. */
  async assertHolds(built, more = []) {
    const published = await this.published();
    assert.deepEqual([...published.keys()].sort(), [...new Set([...built.keys(), ...more])].sort());
    for (const [path, { bytes, role, type }] of built) {
      const found = published.get(path);
      assert(found.bytes.equals(bytes), `${path} has other bytes`);
      assert.deepEqual([found.type, found.cache], [type, CACHE[role]], path);
    }
    const state = await this.state();
    for (const unfinished of ["claim", "pending", "doubtful", "leftover"]) assert(!(unfinished in state), unfinished);
  }
}

/** Fails unless a deploy said what goes from one site to the other, each file with its size. */
export function assertSays(stdout, old, next, last) {
  const lines = stdout.trimEnd().split("\n");
  const goes = changes(old, next);
  const files = lines.slice(0, -2).map((line) => line.split("  ")[0]);
  assert.deepEqual(files, goes.map(({ mark, path }) => `${mark} ${path}`), stdout);
  goes.forEach(({ bytes }, at) => assertSize(lines[at].split("  ")[1], bytes.length));
  assertSums(lines.at(-2), goes, next.size);
  assert.match(lines.at(-1), last);
}

/** Fails unless a line counts what goes. */
function assertSums(line, goes, files) {
  const [added, changed, removed] = ["+", "~", "-"].map((mark) => goes.filter((change) => change.mark === mark));
  const total = (of) => of.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const unchanged = files - added.length - changed.length;
  const noun = added.length === 1 ? "file" : "files";
  const words = /^(\d+ \w+) added \((.+)\), (\d+) changed \((.+)\), (\d+ removed, \d+ unchanged)$/.exec(line);
  assert(words, line);
  const counts = [`${added.length} ${noun}`, `${changed.length}`, `${removed.length} removed, ${unchanged} unchanged`];
  assert.deepEqual([words[1], words[3], words[5]], counts, line);
  assertSize(words[2], total(added));
  assertSize(words[4], total(changed));
}

/** What goes from one site to another, by path. Fingerprinted assets of the old one stay for a while. */
export function changes(old, next) {
  const goes = [];
  for (const [path, { bytes }] of next) {
    if (!old.has(path)) goes.push({ mark: "+", path, bytes });
    else if (!old.get(path).bytes.equals(bytes)) goes.push({ mark: "~", path, bytes });
  }
  for (const [path, { bytes, role }] of old) {
    if (!next.has(path) && role !== "fingerprinted") goes.push({ mark: "-", path, bytes });
  }
  return goes.sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
}

function assertSize(text, bytes) {
  const [, number, unit] = /^([\d.]+) (B|kB|MB)$/.exec(text) ?? assert.fail(`\`${text}\` is no size`);
  const unitBytes = { B: 1, kB: 1e3, MB: 1e6 }[unit];
  const difference = Math.abs(number * unitBytes - bytes);
  assert(difference <= unitBytes / 20 && (unit === "B" || bytes >= 999), `\`${text}\` for ${bytes} bytes`);
}
