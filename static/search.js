// The search page. The query stays after the # of the address, so no server is told what anybody looks
// for. The index is first asked for when there is something to find in it.

const form = document.getElementById("search");
const input = form.querySelector("input");
const selects = [...form.querySelectorAll("select")];
const facets = form.querySelector("details");
const count = form.querySelector("[role=status]");
const alarm = form.querySelector(".search__alarm");
const results = document.getElementById("search-results");
const all = document.getElementById("search-all");

const base = form.dataset.index.replace(/\/pagefind\/$/, "");

const STEP = 10;
const LOOKED_AT = 30;
const RANKING = { metaWeights: { title: 10, names: 8, summary: 4, facets: 2, kind: 1 } };

let pagefind;
let names;
let latest = 0;
let shown = STEP;

/** An element with attributes and children; texts are never read as HTML. */
function element(name, attributes, ...children) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
}

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[’']/g, "");
const wordsOf = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

async function index() {
  pagefind ??= import(`${form.dataset.index}pagefind.js`).then(async (loaded) => {
    await loaded.options({ noWorker: true, excerptLength: 24, ranking: RANKING });
    await loaded.init();
    // Without the filters no search counts what each would leave.
    await loaded.filters();
    return loaded;
  });
  return pagefind;
}

async function allNames() {
  names ??= fetch(`${form.dataset.index}names.json`).then((response) => response.json());
  return names;
}

// The address ---------------------------------------------------------------------------------------

function readAddress() {
  const asked = new URLSearchParams(location.hash.slice(1));
  input.value = asked.get("q") ?? "";
  for (const select of selects) choose(select, asked.get(select.name) ?? "");
  if (selects.some((select) => select.value)) facets.open = true;
  shown = history.state?.shown ?? STEP;
}

function writeAddress() {
  const asked = new URLSearchParams();
  for (const control of [{ name: "q", value: input.value.trim() }, ...selects]) {
    if (control.value) asked.set(control.name, control.value);
  }
  history.replaceState({ shown }, "", `${location.pathname}#${asked}`);
}

/** Chooses a value that the list may not have yet. */
function choose(select, value) {
  if (![...select.options].some((option) => option.value === value)) {
    select.append(element("option", { value, textContent: value }));
  }
  select.value = value;
}

// Warning signs -------------------------------------------------------------------------------------

/** Whether every word of the phrase is in the query, be it as the beginning of a word. */
function speaksOf(query, phrase) {
  const fits = (wanted) => query.some((word) => word === wanted || (wanted.length > 3 && word.startsWith(wanted)));
  return wordsOf(phrase).every(fits);
}

/** Shows the cards of what the query speaks of, one a level. */
function showAlarm() {
  const query = wordsOf(input.value);
  const cards = new Map();
  for (const template of document.querySelectorAll("template[data-searches]")) {
    if (!template.dataset.searches.split("|").some((phrase) => speaksOf(query, phrase))) continue;
    for (const card of template.content.cloneNode(true).children) {
      const first = cards.get(card.className);
      if (first) first.querySelector("ul").append(...card.querySelectorAll("li"));
      else cards.set(card.className, card);
    }
  }
  const key = [...cards.values()].map((card) => card.textContent).join();
  if (alarm.dataset.shown === key) return;
  alarm.dataset.shown = key;
  alarm.replaceChildren(...cards.values());
}

// Results -------------------------------------------------------------------------------------------

/** The words around what was found, with marks and nothing else of their HTML. */
function excerpt(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const pieces = [...body.childNodes].map((node) =>
    node.nodeName === "MARK" ? element("mark", {}, node.textContent) : node.textContent);
  const before = /^\p{Ll}/u.test(body.textContent) ? "… " : "";
  const after = /[.!?]\s*$/.test(body.textContent) ? "" : " …";
  return element("p", {}, before, ...pieces, after);
}

function item({ url, meta, excerpt: html }) {
  const link = element("a", { href: url }, meta.title);
  return element("li", {}, element("h3", {}, link, " ", element("span", { className: "tag" }, meta.kind)), excerpt(html));
}

async function showResults(query, found, pages, isCurrent) {
  // A page that is called what the query says may rank behind those that say it more often.
  const wanted = found.results.slice(0, Math.max(shown, LOOKED_AT));
  const data = await Promise.all(wanted.map((result) => result.data()));
  if (!isCurrent()) return;
  const list = element("ol", { className: "search__list" }, ...calledFirst(query, data, pages).slice(0, shown).map(item));
  const meant = isMisspelt(query, pages) ? suggestions(query, pages) : [];
  results.replaceChildren(...meant, element("h2", {}, "Results"), list);
  if (found.results.length > shown) {
    const more = element("button", { type: "button", className: "search__more" }, "More results");
    more.addEventListener("click", () => showMore(query, found, pages));
    results.append(more);
  }
}

async function showMore(query, found, pages) {
  const first = shown;
  shown += STEP;
  writeAddress();
  await showResults(query, found, pages, () => true);
  results.querySelectorAll(".search__list a")[first]?.focus();
}

function showFacets(found) {
  for (const select of selects) {
    const counts = Object.entries(found.filters[select.name] ?? {}).filter(([value, n]) => n > 0 || value === select.value);
    const { value } = select;
    select.replaceChildren(element("option", { value: "" }, "Any"),
      ...counts.map(([name, n]) => element("option", { value: name }, `${name} (${n})`)));
    choose(select, value);
  }
  // Nothing can be left out of nothing, unless it was left out before.
  facets.hidden = found.results.length === 0 && selects.every((select) => !select.value);
}

const chosen = () => Object.fromEntries(selects.filter((select) => select.value).map((select) => [select.name, select.value]));

/** Searches for what stands in the form, unless that changes meanwhile. */
async function search(pause) {
  const number = ++latest;
  const isCurrent = () => number === latest;
  const query = input.value.trim();
  showAlarm();
  all.hidden = query !== "";
  results.hidden = query === "";
  if (query === "") {
    facets.hidden = true;
    count.textContent = "";
    return;
  }
  try {
    const found = await (await index()).debouncedSearch(query, { filters: chosen() }, pause);
    if (found && isCurrent()) await show(query, found, isCurrent);
  } catch {
    if (!isCurrent()) return;
    count.textContent = "The search could not be loaded. Every page is in the list below.";
    all.hidden = false;
  }
}

async function show(query, found, isCurrent) {
  const n = found.results.length;
  const warning = alarm.childElementCount > 0 ? "Check the warning signs first. " : "";
  showFacets(found);
  const pages = await allNames();
  if (!isCurrent()) return;
  if (n > 0) await showResults(query, found, pages, isCurrent);
  else showNothing(query, pages);
  if (isCurrent()) count.textContent = `${warning}${n === 0 ? "Nothing" : n === 1 ? "1 page" : `${n} pages`} found for “${query}”`;
}

// Nothing found -------------------------------------------------------------------------------------

/** How many letters are to be added, left out, changed or swapped with the next. */
function distance(a, b) {
  let [before, last] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[b.length];
}

/** How unlike two words are, from 0 to 1; more than a third of the letters make them others. */
function unlike(word, other) {
  if (other.startsWith(word) && word.length > 2) return 0;
  const share = distance(word, other) / Math.max(word.length, other.length);
  return share > 0.34 ? 1 : share;
}

/** How far a page's best name is from the query: 0 where every word of the query is in it. */
function miss(asked, name) {
  const own = wordsOf(name);
  return asked.reduce((sum, word) => sum + Math.min(1, ...own.map((other) => unlike(word, other))), 0) / asked.length;
}

/** The names that most words of the query are nearly in, one a page. */
function nearest(query, pages) {
  const asked = wordsOf(query).filter((word) => word.length > 2);
  const best = pages.map((page) => {
    const scored = page.names.map((name) => ({ ...page, name, miss: miss(asked, name) }));
    return scored.reduce((a, b) => (b.miss < a.miss || (b.miss === a.miss && b.name.length < a.name.length) ? b : a));
  });
  const near = best.filter((page) => page.miss < 0.7);
  return near.sort((a, b) => a.miss - b.miss || a.name.length - b.name.length).slice(0, 3);
}

/** Whether no page is called by a word of the query, while one by a word like it is: it is misspelt. */
function isMisspelt(query, pages) {
  const known = new Set(pages.flatMap((page) => page.names.flatMap(wordsOf)));
  const isBegun = (word) => [...known].some((other) => other.startsWith(word) || (other.length > 3 && word.startsWith(other)));
  const isNear = (word) => [...known].some((other) => unlike(word, other) < 1);
  return wordsOf(query).some((word) => word.length > 4 && !isBegun(word) && isNear(word));
}

/** What the index found, with the pages first that are called what the query says. */
function calledFirst(query, data, pages) {
  const said = wordsOf(query).join(" ");
  const called = new Set(pages.filter((page) => page.names.some((name) => wordsOf(name).join(" ") === said)).map((page) => page.address));
  const isCalled = ({ raw_url: address }) => called.has(address);
  return [...data.filter(isCalled), ...data.filter((one) => !isCalled(one))];
}

/** Names that the reader may have meant. */
function suggestions(query, pages) {
  const link = ({ name, title, address }) =>
    element("li", {}, element("a", { href: base + address }, name), name === title ? "" : ` (${title})`);
  const near = nearest(query, pages);
  if (near.length === 0) return [];
  return [element("h2", {}, "Did you mean"), element("ul", { className: "search__near" }, ...near.map(link))];
}

function showNothing(query, pages) {
  const areas = document.querySelector("#areas ul");
  const where = areas ? [element("h2", {}, "Where does it hurt?"), areas.cloneNode(true)] : [];
  results.replaceChildren(...suggestions(query, pages), ...where);
}

// ---------------------------------------------------------------------------------------------------

function again() {
  shown = STEP;
  writeAddress();
}

input.addEventListener("input", () => { again(); search(200); });
for (const select of selects) select.addEventListener("change", () => { again(); search(0); });
form.addEventListener("submit", (event) => { event.preventDefault(); again(); search(0); });
window.addEventListener("hashchange", () => { readAddress(); search(0); });

form.hidden = false;
const wantsToType = location.hash === "#q";
readAddress();
search(0);
// The link in the header leads to the field, which was hidden when the browser looked for it.
if (wantsToType) input.focus();
