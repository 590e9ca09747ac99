// Commits of a site, in an order that history tells.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** Runs git in a folder, with no settings of this machine. */
export function git(folder, ...args) {
  const author = { GIT_AUTHOR_NAME: "A", GIT_AUTHOR_EMAIL: "a@example.org" };
  const committer = { GIT_COMMITTER_NAME: "A", GIT_COMMITTER_EMAIL: "a@example.org" };
  const env = { PATH: process.env.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: "1", ...author, ...committer };
  const done = spawnSync("git", args, { cwd: folder, env, encoding: "utf8" });
  assert.equal(done.status, 0, `git ${args.join(" ")}: ${done.stderr}`);
  return done.stdout.trim();
}

/** Commits what a site holds; the id of the commit. */
export function commit(site) {
  if (!existsSync(join(site.root, ".git"))) {
    git(site.root, "init", "--quiet", "--initial-branch", "main");
    site.write(".gitignore", "/public/\n");
  }
  git(site.root, "add", ".");
  git(site.root, "commit", "--quiet", "--message", "Change the site");
  return git(site.root, "rev-parse", "HEAD");
}
