// What `soleus check --format sarif` prints, against the published schema of SARIF 2.1.0: `node sarif.mjs
// PROGRAM SITE`, where PROGRAM is soleus and SITE a folder with a site, of which a copy is broken.

import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";

const [program, site] = process.argv.slice(2).map((path) => resolve(path));
const require = createRequire(import.meta.url);
const package_ = dirname(require.resolve("@microsoft/jest-sarif/package.json"));
const schema = JSON.parse(readFileSync(join(package_, "lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8"));
// A pattern of the schema has a bracket too many, which only the older reading of patterns passes over.
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats(ajv);
const validate = ajv.compile(schema);

/** The log of a site, and whether the schema takes it. */
function check(name, root, status, expected) {
  const run = spawnSync(program, ["check", "--root", root, "--format", "sarif"], { encoding: "utf8", maxBuffer: 1 << 28 });
  const log = JSON.parse(run.stdout);
  const found = log.runs.flatMap(({ results }) => results.map(({ ruleId }) => ruleId));
  const faults = validate(log) ? [] : validate.errors.map(({ instancePath, message }) => `${instancePath} ${message}`);
  if (run.status !== status) faults.push(`exit status ${run.status}, not ${status}`);
  for (const rule of expected) if (!found.includes(rule)) faults.push(`no \`${rule}\` among ${found.join(", ")}`);
  console.log(`${faults.length === 0 ? "ok  " : "FAIL"} ${name}: ${found.length} results`);
  for (const fault of faults.slice(0, 20)) console.log(`     ${fault}`);
  return faults.length === 0;
}

const root = mkdtempSync(join(tmpdir(), "sarif-"));
let passed = true;
try {
  for (const folder of ["content", "templates", "static"]) cpSync(join(site, folder), join(root, folder), { recursive: true });
  passed = check("the log of the site as it is", root, 0, []) && passed;
  appendFileSync(join(root, "content/articles/calf-cramp-while-running.md"), "\nSee [[nowhere]] and take ibuprofen. 🏃 This cures it.\n");
  appendFileSync(join(root, "content/site.yaml"), "\ncolour: red\n");
  appendFileSync(join(root, "templates/cause.html"), "{{ nothing | nofilter }}");
  passed = check("the log of a broken site", root, 1, ["unknown-entry", "medicine", "promise", "unknown-field"]) && passed;
} finally {
  rmSync(root, { recursive: true });
}
process.exit(passed ? 0 : 1);
