// Lighthouse on the main kinds of pages, as its mobile preset has it: `node lighthouse.mjs FOLDER`, where
// FOLDER is what `soleus build` wrote. Accessibility, best practices and SEO must be 100; performance is
// told, since it depends on the machine.

import { createServer } from "node:net";
import { resolve } from "node:path";
import lighthouse from "lighthouse";
import { launch } from "./chromium.mjs";
import { serve } from "./server.mjs";

const folder = resolve(process.argv[2] ?? "../../public");
const PAGES = [
  "/",
  "/areas/calves/",
  "/articles/calf-strain-or-clot/",
  "/exercises/calf-raise-double/",
  "/routines/upper-back-reset/",
];
const PERFECT = ["accessibility", "best-practices", "seo"];
/** What kept a category below 100. */
function faults({ audits, categories }, name) {
  const failed = ({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1;
  return categories[name].auditRefs.filter(failed).map(({ id }) => `${name}: ${audits[id].title} (${id})`);
}

/** A port that nobody listens on, for Lighthouse finds its browser by one. */
function freePort() {
  return new Promise((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

const site = await serve(folder);
const port = await freePort();
const browser = await launch([`--remote-debugging-port=${port}`]);
let failed = false;
try {
  for (const page of PAGES) {
    const { lhr } = await lighthouse(`${site.origin}${page}`, { port, logLevel: "error" });
    if (lhr.runtimeError) throw new Error(`${page}: ${lhr.runtimeError.message}`);
    const score = (name) => Math.round(lhr.categories[name].score * 100);
    const names = ["performance", ...PERFECT];
    console.log(`${page}  ${names.map((name) => `${name} ${score(name)}`).join(", ")}`);
    const found = PERFECT.filter((name) => score(name) < 100).flatMap((name) => faults(lhr, name));
    for (const fault of found) console.log(`     ${fault}`);
    failed ||= found.length > 0;
  }
} finally {
  await browser.close();
  site.close();
}
process.exitCode = failed ? 1 : 0;
