// The program under test, run with keys that no output of it may ever hold.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { run } from "./processes.mjs";

/** The arguments after the program's name that are no flags. */
const [named] = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const program = resolve(named);

/** What opens the stores. It is looked for in everything that the program says and sends. */
export const KEY = "canary-key-that-nobody-may-ever-read-anywhere!!!";
export const AZURE_KEY = Buffer.from(KEY).toString("base64");
const TOKEN = "canary-token-of-a-session";

/** A folder for everything that a test writes. */
export const scratch = mkdtempSync(join(tmpdir(), "servers-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

const ENVIRONMENT = {
  PATH: process.env.PATH,
  HOME: scratch,
  RUST_LOG: "trace",
  RUST_BACKTRACE: "1",
  GIT_CONFIG_NOSYSTEM: "1",
  AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
  AWS_SECRET_ACCESS_KEY: KEY,
  AWS_SESSION_TOKEN: TOKEN,
  AZURE_STORAGE_ACCOUNT_KEY: AZURE_KEY,
};

/** Fails when the text holds one of the keys. */
export function assertNoSecret(text, what) {
  for (const secret of [KEY, AZURE_KEY, TOKEN]) assert(!text.includes(secret), `${what} holds a key:\n${text}`);
}

/** Runs the program and looks for keys in what it says. A variable that is undefined is left out. */
export async function soleus(args, environment = {}, started) {
  const done = await run(program, args, { env: { ...ENVIRONMENT, ...environment }, started });
  assertNoSecret(done.stdout + done.stderr, `what \`soleus ${args.join(" ")}\` says`);
  return done;
}

/** Deploys a site. `status` is the exit status that is expected; undefined takes any. */
export async function deploy(site, target, { flags = [], environment, started, ...expected } = {}) {
  const { status } = { status: 0, ...expected };
  const args = ["deploy", target, "--root", site.root, "--out", site.out, ...flags];
  const done = await soleus(args, environment, started);
  const all = `\`soleus ${args.join(" ")}\` ends with ${done.status}:\n${done.stdout}${done.stderr}`;
  if (status !== undefined) assert.equal(done.status, status, all);
  if (status === 1 || status === 2) assert.match(done.stderr, /^error: .+\n {2}= help: .+/m, all);
  return done;
}
