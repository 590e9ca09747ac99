// Makes a page equal to a newer one in place, so that scroll position, open details, focus and what was
// typed stay. Elements are matched by id, then by being equal, then by place.

/** How far ahead an equal node is looked for. */
const AHEAD = 12;

/**
 * Makes the document equal to `next`. Gives false when that cannot be done in place, because a script
 * is another, or the page has the form of the search, on which its program has built as it came.
 */
function morphDocument(next) {
  if (scripts(document) !== scripts(next) || next.querySelector("form[role=search]")) return false;
  morphAttributes(document.documentElement, next.documentElement);
  morphChildren(document.head, next.head);
  morphAttributes(document.body, next.body);
  morphChildren(document.body, next.body);
  return true;
}

/** What identifies the scripts of a page that run, and the data that they read. */
function scripts(page) {
  const running = [...page.scripts].filter((script) => isRun(script) && !isOurs(script));
  return running.map((script) => script.outerHTML).join("\n");
}

function isRun(script) {
  const { type } = script;
  return !type || type === "module" || type === "application/json" || type.includes("javascript");
}

function isOurs(node) {
  return node.nodeName === "SCRIPT" && node.hasAttribute("data-version");
}

function morphChildren(from, to) {
  const wanted = [...to.childNodes].filter((node) => !isOurs(node));
  let place = skipOurs(from.firstChild);
  wanted.forEach((node, at) => {
    const later = wanted.slice(at + 1, at + 1 + AHEAD);
    const match = matchFor(node, place, later);
    if (!match) {
      from.insertBefore(document.importNode(node, true), place);
      return;
    }
    // A node that is moved loses its focus, so what stands before the match goes rather, if it can.
    place = withoutUnwanted(place, match, wanted.slice(at + 1));
    if (place === match) place = skipOurs(place.nextSibling);
    else from.insertBefore(match, place);
    morphNode(match, node);
  });
  while (place) {
    const gone = place;
    place = skipOurs(place.nextSibling);
    gone.remove();
  }
}

/**
 * Takes away the nodes from `place` up to `match`, unless one of them is wanted later or the match
 * stands before them. Gives the place that is next.
 */
function withoutUnwanted(place, match, later) {
  const between = [];
  for (let node = place; node !== match; node = skipOurs(node.nextSibling)) {
    if (!node) return place;
    between.push(node);
  }
  const isWanted = (node) =>
    !isText(node) && later.some((next) => (node.id ? next.id === node.id : next.isEqualNode(node)));
  if (between.some(isWanted)) return place;
  between.forEach((node) => node.remove());
  return match;
}

function skipOurs(node) {
  while (node && node.nodeType === Node.ELEMENT_NODE && isOurs(node)) node = node.nextSibling;
  return node;
}

function isText(node) {
  return node.nodeType === Node.TEXT_NODE;
}

/** The node at or after `place` that is to become `node`; those before it have become others. */
function matchFor(node, place, later) {
  if (node.id) {
    let same = place;
    while (same && same.id !== node.id) same = skipOurs(same.nextSibling);
    return same?.nodeName === node.nodeName ? same : null;
  }
  if (place?.isEqualNode(node)) return place;
  // One line break is like another, and no reason to take away what stands between.
  let other = isText(node) ? null : place;
  for (let steps = 0; other && steps < AHEAD; steps += 1, other = skipOurs(other.nextSibling)) {
    if (other.isEqualNode(node)) return other;
  }
  if (!place || !isAlike(place, node)) return null;
  return later.some((next) => place.isEqualNode(next)) ? null : place;
}

/** Whether one node can become the other without losing what it is. */
function isAlike(one, other) {
  if (one.nodeType !== other.nodeType || one.nodeName !== other.nodeName) return false;
  if (one.id) return false;
  return one.nodeName !== "LINK" || one.rel === other.rel;
}

function morphNode(from, to) {
  if (from.isEqualNode(to)) return;
  if (from.nodeType !== Node.ELEMENT_NODE) {
    from.nodeValue = to.nodeValue;
  } else if (isStylesheet(from) && from.getAttribute("href") !== to.getAttribute("href")) {
    exchangeStylesheet(from, to);
  } else if (!from.hasAttribute("data-awake")) {
    // What is awake belongs to a script of the page, which other data load anew.
    morphAttributes(from, to);
    if (from.nodeName === "TEXTAREA") return;
    morphChildren(from, to);
  }
}

function morphAttributes(from, to) {
  for (const { name, value } of to.attributes) {
    if (from.getAttribute(name) !== value && !isReaders(from, name)) from.setAttribute(name, value);
  }
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name) && !isReaders(from, name)) from.removeAttribute(name);
  }
}

/** Whether the reader of the page decides it. */
function isReaders(element, name) {
  return name === "open" && (element.nodeName === "DETAILS" || element.nodeName === "DIALOG");
}

function isStylesheet(node) {
  return node.nodeName === "LINK" && node.rel === "stylesheet";
}

/** The old sheet holds until the new one is there, so the page is never without one. */
function exchangeStylesheet(from, to) {
  const next = document.importNode(to, true);
  next.addEventListener("load", () => from.remove());
  next.addEventListener("error", () => from.remove());
  from.after(next);
}
