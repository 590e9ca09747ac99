"""A picture of the times for the README: a bar for each tool, a panel for each size."""

from html import escape

import report
import tools

PATH = tools.ROOT / ".github/pictures/speed.svg"
# The sizes that are drawn, where they were measured.
SIZES = [1_000, 10_000]
WIDTH, LEFT, RIGHT = 800, 160, 130
BAR, GAP, HEAD = 18, 8, 44

STYLE = """
text { font: 14px system-ui, sans-serif; fill: #1f2328 }
.head { font-weight: 600 }
.value { font-size: 13px; fill: #59636e }
.soleus { fill: #1a7f5a } .floor { fill: #9aa4ae } .peer { fill: #b7793c }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc } .value { fill: #9198a1 }
  .soleus { fill: #3fb68a } .floor { fill: #6b7580 } .peer { fill: #d59a5e }
}
"""


def write(results):
    PATH.parent.mkdir(parents=True, exist_ok=True)
    PATH.write_text(svg(results))


def svg(results):
    top, parts = 0, []
    for pages in [size for size in SIZES if size in results.sizes()]:
        top, panel = draw(results, pages, top)
        parts += panel
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}" role="img" '
            f'aria-label="{escape(label(results))}">\n<style>{STYLE}</style>\n' + "\n".join(parts) + "\n</svg>\n")


def draw(results, pages, top):
    """A panel; gives where the next begins."""
    seconds = {tool.name: results.median(pages, tool.name, "wall") for tool in results.tools}
    longest = max(value for value in seconds.values() if value)
    parts = [f'<text class="head" x="0" y="{top + 22}">{pages:,} pages from nothing, seconds</text>']
    top += HEAD
    for name, value in seconds.items():
        # What was stopped has a bar as long as the longest, and says so.
        width = max(2, (WIDTH - LEFT - RIGHT) * (value or longest) / longest)
        middle = top + BAR - 4
        parts += [f'<text x="{LEFT - 10}" y="{middle}" text-anchor="end">{escape(name)}</text>',
                  f'<rect class="{sort(name)}" x="{LEFT}" y="{top}" width="{width:.1f}" height="{BAR}" rx="2"/>',
                  f'<text class="value" x="{LEFT + width + 8:.1f}" y="{middle}">{told(results, pages, name, value)}</text>']
        top += BAR + GAP
    return top + GAP, parts


def sort(name):
    return "floor" if name == "floor" else "soleus" if name.startswith("soleus") else "peer"


def told(results, pages, name, value):
    if value is None:
        limit = results.limit(pages, name)
        return f"over {report.minutes(limit)}" if limit else "failed"
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"


def label(results):
    parts = [f"{tool.name} {told(results, pages, tool.name, results.median(pages, tool.name, 'wall'))}"
             for pages in SIZES if pages in results.sizes() for tool in results.tools]
    return "Seconds to build a site: " + ", ".join(parts)
