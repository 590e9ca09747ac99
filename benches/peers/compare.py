"""Whether outputs are comparable: as many pages of each sort, and articles that show the same."""

import json
import os
import re
from html import unescape
from pathlib import Path

PAGE = r"(page/\d+/)?index\.html"
# The first that matches says of which sort a file is. The lists of years and of months lie below the
# articles with some and beside them with others.
SORTS = [
    ("all", rf"articles/{PAGE}"),
    ("years", rf"(years|articles)/\d{{4}}/{PAGE}"),
    ("months", rf"(months/\d{{4}}-|articles/\d{{4}}/)\d\d/{PAGE}"),
    ("articles", r"articles/[^/]+/index\.html"),
    ("exercises", r"exercises/[^/]+-\d+/index\.html"),
    ("causes", r"areas/[^/]+/causes/[^/]+/index\.html"),
    ("areas", rf"areas/[^/]+/(articles/)?{PAGE}"),
    ("tags", rf"tags/[^/]+/{PAGE}"),
    ("feeds", r"(.*/)?(feed|atom)\.xml"),
]


def files(output):
    """Every file below the output, and the bytes of all."""
    names, size = [], 0
    for folder, _, own in os.walk(output):
        for name in own:
            path = os.path.join(folder, name)
            names.append(os.path.relpath(path, output))
            size += os.path.getsize(path)
    return names, size


def problems(tool, output, names, expected):
    """What makes the output of a tool less than that of the others, a line each."""
    wanted = {**expected["pages"], "feeds": expected["feeds"]}
    counts = count(names)
    for sort, number in wanted.items():
        number += tool.more.get(sort, 0)
        if counts.get(sort, 0) != number:
            yield f"{counts.get(sort, 0)} {sort}, not {number}"
    for name in ("index.html", "404.html", "tags/index.html", "exercises/index.html"):
        if name not in names:
            yield f"no {name}"
    if not any(name.startswith("sitemap") for name in names):
        yield "no sitemap"
    known = set(names)
    for article in expected["articles"]:
        yield from of_article(output, article, known)
    for name in lists(names):
        yield from dead_links(output, name, known)


def count(names):
    counts = {}
    for name in names:
        # Zola sends the readers of a first page on to the list.
        if "/page/1/" in name:
            continue
        sort = next((sort for sort, pattern in SORTS if re.fullmatch(pattern, name)), None)
        counts[sort] = counts.get(sort, 0) + 1
    return counts


def of_article(output, article, known):
    name = article["address"].strip("/") + "/index.html"
    if name not in known:
        yield f"no {name}"
        return
    html = Path(output, name).read_text()
    text = unescape(re.sub(r"<[^>]+>", " ", html))
    links = hrefs(html)
    if f"<h1>{article['title']}</h1>" not in html:
        yield f"{name} has another title"
    yield from (f"{name} does not link to {link}" for link in article["links"] if link not in links)
    contents = [link for link in links if link.startswith("#")]
    if len(contents) < len(article["headings"]) or any(heading not in text for heading in article["headings"]):
        yield f"{name} lacks headings or contents"
    if len(text.split()) < article["words"]:
        yield f"{name} has {len(text.split())} words of {article['words']}"
    yield from dead_links(output, name, known)


def lists(names):
    """The home page and a few pages of lists."""
    some = [name for name in sorted(names) if re.search(r"/page/2/index\.html$", name)]
    return ["index.html", "tags/index.html", "exercises/index.html", *some[:10]]


def dead_links(output, name, known):
    path = Path(output, name)
    if not path.exists():
        return
    for link in sorted(set(hrefs(path.read_text()))):
        target = link.split("#")[0].lstrip("/")
        if link.startswith("/") and (target + "index.html" if not target or target.endswith("/") else target) not in known:
            yield f"{name} links to {link}, which is not there"


def hrefs(html):
    return [unescape(link) for link in re.findall(r'<a [^>]*href="?([^" >]+)', html)]


def read_expected(folder):
    return json.loads(Path(folder, "expected.json").read_text())
