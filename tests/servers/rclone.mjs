// rclone as an independent reader of S3: what it copies from there is the site, to the byte.

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { run } from "./processes.mjs";
import { scratch } from "./soleus.mjs";
import { STATE } from "./sites.mjs";

/** The settings of the remote that is called `store`. */
const remote = (endpoint) => ({
  RCLONE_CONFIG_STORE_TYPE: "s3",
  RCLONE_CONFIG_STORE_PROVIDER: "Other",
  RCLONE_CONFIG_STORE_ACCESS_KEY_ID: "test",
  RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY: "test",
  RCLONE_CONFIG_STORE_ENDPOINT: endpoint,
});

/** Fails unless rclone finds a site in a folder of S3, and nothing else but our own list. */
export async function assertRcloneReads(endpoint, folder, built) {
  const copy = mkdtempSync(join(scratch, "rclone-"));
  const env = { PATH: process.env.PATH, HOME: scratch, ...remote(endpoint) };
  const done = await run("rclone", ["copy", `store:${folder}`, copy, "--config", "", "--retries", "1"], { env });
  assert.equal(done.status, 0, done.stderr);
  const paths = readdirSync(copy, { recursive: true }).filter((path) => statSync(join(copy, path)).isFile());
  assert.deepEqual(paths.filter((path) => path !== STATE).sort(), [...built.keys()].sort());
  for (const [path, { bytes }] of built) assert(readFileSync(join(copy, path)).equals(bytes), path);
}
