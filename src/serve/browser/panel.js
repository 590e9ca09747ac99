// What the preview shows over a page: the report of a broken site, and a bar with what an author wants
// to know. It stands in a shadow tree with sheets of its own, which no policy of the site forbids, and
// it is made of text only, so nothing in a report can become markup.

const SHEET = `
:host { all: initial; }
* { box-sizing: border-box; }
.bar, .report { font: 13px/1.5 system-ui, sans-serif; color: #f4f1ea; background: #22262b; }
.bar { position: fixed; inset: auto auto 0.5rem 0.5rem; z-index: 2147483646; max-width: calc(100vw - 1rem);
  border: 1px solid #59616b; border-radius: 6px; display: flex; flex-wrap: wrap; align-items: baseline; }
.bar > * { padding: 0.15rem 0.6rem; }
.bar .hidden { background: #ffd24a; color: #22262b; font-weight: 700; border-radius: 4px; padding: 0 0.4rem; margin: 0.15rem 0.3rem; }
details > :not(summary) { max-height: 40vh; overflow: auto; margin: 0; padding: 0.3rem 0 0.3rem 1.2rem; }
summary, button { cursor: pointer; }
a { color: #9fd0ff; }
button { font: inherit; color: inherit; background: none; border: 1px solid #59616b; border-radius: 4px; margin: 0.1rem 0.3rem; }
:focus-visible { outline: 2px solid #ffd24a; outline-offset: 1px; }
.report { position: fixed; inset: 0; z-index: 2147483647; overflow: auto; padding: 1rem; background: #1b1e22f2; }
.report h2 { font-size: 1.2rem; margin: 0 0 0.5rem; display: flex; justify-content: space-between; gap: 1rem; }
h2 button { font: 13px/1.5 system-ui, sans-serif; }
pre { font: 13px/1.45 ui-monospace, monospace; white-space: pre; overflow-x: auto; margin: 0.2rem 0 1rem;
  padding: 0.6rem; border-left: 4px solid #ffd24a; background: #22262b; }
.error pre { border-left-color: #ff7b6b; }
@media print { .bar, .report { display: none; } }
`;

/** The element that holds the panel, made when there is first something to show. */
let shadow;

function panel() {
  if (!shadow) {
    const host = document.createElement("soleus-preview");
    shadow = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(SHEET);
    shadow.adoptedStyleSheets = [sheet];
    document.documentElement.append(host);
  }
  return shadow;
}

/** Makes an element of its class, its text or children, and its properties. */
function make(name, className, content = [], properties = {}) {
  const element = Object.assign(document.createElement(name), properties);
  if (className) element.className = className;
  element.append(...[content].flat());
  return element;
}

function put(className, element) {
  panel().querySelector(`.${className}`)?.remove();
  if (element) panel().append(element);
}

/** Shows the mistakes that keep the site from being built; with none, the page as it is. */
function showMistakes(mistakes, count) {
  if (mistakes.length === 0) return put("report", null);
  const close = make("button", "", "Hide until the next change", { onclick: () => put("report", null) });
  const report = make("section", "report", [make("h2", "", [count, close]), ...mistakes.map(finding)]);
  report.setAttribute("role", "alert");
  report.setAttribute("aria-label", "What keeps the site from being built");
  report.addEventListener("keydown", (event) => event.key === "Escape" && put("report", null));
  put("report", report);
}

function finding({ severity, text, place, editor }) {
  const lead = place ? [link(place, editor)] : [];
  return make("div", severity, [...lead, make("pre", "", text)]);
}

/** A link that may open a program, but never runs one in the page. */
function link(text, href) {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(href ?? "")?.[1]?.toLowerCase();
  const isSafe = href && !["javascript", "data", "vbscript"].includes(scheme);
  return isSafe ? make("a", "", text, { href }) : make("span", "", text);
}

/** Shows what there is to know of this page. */
function showBar(bar, count) {
  if (!bar || sessionStorage.getItem("soleus-bar") === "hidden") return put("bar", null);
  const open = [...panel().querySelectorAll("details[open]")].map((details) => details.className);
  const hide = () => {
    sessionStorage.setItem("soleus-bar", "hidden");
    put("bar", null);
  };
  const list = (className, title, items) =>
    items.length === 0
      ? []
      : make("details", className, [make("summary", "", title), ...items], {
          open: open.includes(className),
        });
  const links = bar.linked_from.map(({ title, address }) => make("div", "", link(title, address)));
  const element = make("aside", "bar", [
    bar.file ? link(bar.file, bar.editor) : make("span", "", bar.what),
    bar.file ? make("span", "", bar.what) : "",
    bar.hidden ? make("span", "hidden", bar.hidden) : "",
    bar.review ? make("span", "", bar.review) : "",
    list("links", `${bar.linked_from.length} linking here`, links),
    list("findings", `${bar.findings.length} to mend here`, bar.findings.map(finding)),
    count ? make("span", "", `site: ${count}`) : "",
    make("button", "", "Hide", { onclick: hide, title: "Hide this bar in this tab" }),
  ].flat());
  element.setAttribute("aria-label", "Preview");
  put("bar", element);
}
