// Small sites for the tests: written, built, and read back as their manifest lists them.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { scratch, soleus } from "./soleus.mjs";

export const BASE_URL = "https://example.org/blog/";
export const STATE = ".soleus-deploy.json";
const MANIFEST = ".soleus-manifest.json";

export class Site {
  /** A site with these files, and these settings besides its base URL and title. */
  constructor(files, settings, root = mkdtempSync(join(scratch, "site-"))) {
    this.root = root;
    this.out = join(root, "public");
    this.configure(settings);
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  configure(settings) {
    const all = { base_url: BASE_URL, title: "Running tests", ...settings };
    this.write("content/site.yaml", JSON.stringify(all, null, 2));
  }

  write(path, bytes) {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), bytes);
  }

  remove(path) {
    rmSync(join(this.root, path));
  }

  async build(...flags) {
    const done = await soleus(["build", "--root", this.root, "--out", this.out, ...flags]);
    assert.equal(done.status, 0, done.stderr);
    return this;
  }

  /** What was built, by path: bytes, role and media type. */
  built() {
    const { files } = JSON.parse(readFileSync(join(this.out, MANIFEST), "utf8"));
    const entry = ([path, { role, type }]) => [path, { role, type, bytes: readFileSync(join(this.out, path)) }];
    return new Map(Object.entries(files).map(entry));
  }
}

/** The paths of what was built under names that its bytes decide. */
export const fingerprinted = (built) => [...built].filter(([, { role }]) => role === "fingerprinted").map(([path]) => path);

export const article = (title, text, front = {}) => `---\n${JSON.stringify({ title, ...front }, null, 2)}\n---\n${text}\n`;

export const picture = (colour) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><path fill="${colour}" d="M0 0h40v40H0z"/></svg>\n`;

/** A template that gives every page a script, as a site's own may. */
export const WITH_SCRIPT = {
  "static/menu.js": "document.documentElement.dataset.menu = 1;\n",
  "templates/base.html": `{% extends "soleus/base.html" %}
{% block head %}<script src="{{ site.files["menu.js"] | url }}" defer></script>{% endblock head %}
`,
};

/** About twelve files: two articles, a picture, and what every site has. The two versions have one article
    and the picture under other names. */
export function smallSite(version, settings) {
  const other = version === 1 ? "rest" : "sleep";
  const files = {
    "content/articles/hills.md": article("Hills", `My calves hurt, see [[${other}]].\n\n![A hill](/hill-${version}.svg)`),
    [`content/articles/${other}.md`]: article("What helped", `What helped was ${other}, see [[hills]].`),
    [`static/hill-${version}.svg`]: picture(version === 1 ? "green" : "brown"),
    "static/style.css": `body { margin: ${version}em }\n`,
  };
  return new Site(files, settings).build();
}
