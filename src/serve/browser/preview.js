// Listens to the preview and keeps this page equal to what the server would send now.

const ours = document.currentScript;
const EVENTS = new URL("events", ours.src);

/** Identifies what this page shows, and the files that it may show. */
let version = ours.dataset.version;
let files = null;
/** Where the server last said that something changed; where this page began does not count. */
let gone = null;
let stream = null;
/** Updates run one after the other. */
let work = Promise.resolve();

function listen() {
  if (stream) return;
  EVENTS.searchParams.set("path", location.pathname);
  stream = new EventSource(EVENTS);
  stream.onmessage = ({ data }) => {
    const state = JSON.parse(data);
    work = work.then(() => follow(state)).catch((error) => console.error("soleus:", error));
  };
}

/** A browser holds six streams of a site at most, so a page that nobody sees gives its own up. */
function rest() {
  stream?.close();
  stream = null;
}

async function follow(state) {
  if (state.version !== version) await refresh();
  if (files !== null && state.files !== files) refreshFiles(state.files);
  files = state.files;
  showMistakes(state.mistakes, state.count);
  showBar(state.bar, state.count);
  if (state.go && gone !== null && state.go !== gone && state.go !== location.pathname) {
    location.assign(state.go);
  }
  gone = state.go ?? "";
  document.dispatchEvent(new CustomEvent("soleus:followed", { detail: version }));
}

/** Fetches the page anew and makes this one equal to it. */
async function refresh() {
  const response = await fetch(location.href, { headers: { Accept: "text/html" } });
  const next = new DOMParser().parseFromString(await response.text(), "text/html");
  const tag = next.querySelector("script[data-version]");
  if (response.redirected || !tag || !morphDocument(next)) {
    location.reload();
    return;
  }
  version = tag.dataset.version;
  ours.dataset.version = version;
}

/** Pictures and sheets whose addresses stay while their bytes change are asked for again. */
function refreshFiles(newest) {
  const again = (address) => {
    const url = new URL(address, location.href);
    if (url.origin !== location.origin) return address;
    url.searchParams.set("preview", newest);
    return url.href;
  };
  for (const image of document.querySelectorAll("img[src], source[src]")) {
    image.src = again(image.getAttribute("src"));
  }
  for (const sheet of document.querySelectorAll('link[rel="stylesheet"]')) {
    // A sheet with a hash in its name comes with the page that names it.
    if (!/\.[0-9a-f]{10}\.css$/.test(new URL(sheet.href).pathname)) {
      const next = sheet.cloneNode();
      next.href = again(sheet.getAttribute("href"));
      exchangeStylesheet(sheet, next);
    }
  }
}

document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
window.addEventListener("pagehide", rest);
window.addEventListener("pageshow", () => document.hidden || listen());
if (!document.hidden) listen();
