// What a reader's browser wants of a page, and what of it is missing.

import { BASE_URL } from "./sites.mjs";

const base = new URL(BASE_URL);
const ATTRIBUTES = /\b(href|src|rel)="([^"]*)"/g;

/** The path of the file at an address of the site; null for an address elsewhere. */
function fileAt(address, from) {
  const url = new URL(address.replaceAll("&amp;", "&"), new URL(from, base));
  if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) return null;
  const path = decodeURIComponent(url.pathname.slice(base.pathname.length));
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
}

const ofStylesheet = (text) => [...text.matchAll(/url\("?([^")]+)"?\)/g)].map(([, address]) => ({ address, isAsset: true }));
const ofFeed = (text) => [...text.matchAll(/(?:<loc>|href=")([^<"]+)/g)].map(([, address]) => ({ address, isAsset: false }));

function ofPage(text) {
  const named = [];
  for (const [tag, name] of text.matchAll(/<(a|link|script|img)\b[^>]*>/g)) {
    const { href, src, rel } = Object.fromEntries([...tag.matchAll(ATTRIBUTES)].map(([, key, value]) => [key, value]));
    if (src) named.push({ address: src, isAsset: true });
    if (href && rel !== "canonical") named.push({ address: href, isAsset: name === "link" && rel !== "alternate" });
  }
  return named;
}

const READ = { html: ofPage, css: ofStylesheet, xml: ofFeed };

/** The files of the site that a file names: stylesheets, scripts and images as `assets`, pages and feeds as
    `links`. */
export function references(path, bytes) {
  const found = { assets: new Set(), links: new Set() };
  const read = READ[path.split(".").at(-1)];
  for (const { address, isAsset } of read ? read(bytes.toString()) : []) {
    const file = fileAt(address, path);
    if (file !== null && file !== path) (isAsset ? found.assets : found.links).add(file);
  }
  return found;
}

/** What files name that is not there, as lines: the assets of every file, and the links of those that a
    reader can come to from the home page. */
export function missing(files) {
  const faults = [];
  for (const [path, { bytes }] of files) {
    for (const asset of references(path, bytes).assets) if (!files.has(asset)) faults.push(`${path} lacks ${asset}`);
  }
  const known = new Set(["index.html"]);
  for (const path of known) {
    if (!files.has(path)) {
      if (path !== "index.html") faults.push(`a link leads to ${path}`);
      continue;
    }
    for (const link of references(path, files.get(path).bytes).links) known.add(link);
  }
  return faults;
}
