"""The figures of all runs, as a table and as JSON."""

import json
from collections import defaultdict
from dataclasses import asdict
from statistics import median

import measure

FLOOR, SOLEUS = "floor", "soleus"


class Results:
    def __init__(self, machine, tools):
        self.machine, self.tools = machine, tools
        self.runs = defaultdict(list)
        self.outputs = {}
        self.over = {}
        self.problems = []

    def add(self, tool, pages, run, limit):
        if run.is_over:
            self.over[pages, tool.name] = limit
        elif run.status == 0:
            self.runs[pages, tool.name].append(run)

    def output(self, tool, pages, files, size, problems):
        self.outputs[pages, tool.name] = (files, size)
        self.problems += [f"{tool.name}, {pages} pages: {line}" for line in problems]

    def sizes(self):
        return sorted({pages for pages, _ in self.runs})

    def median(self, pages, name, figure):
        """The median of a figure over the runs; none where the tool has none."""
        runs = self.runs.get((pages, name))
        return median(getattr(run, figure) for run in runs) if runs else None

    def limit(self, pages, name):
        """The time limit that a run of this size or of a smaller one went over."""
        return next((limit for (at, who), limit in self.over.items() if who == name and at <= pages), None)


def table(results, pages):
    heads = ["wall s", "CPU s", "peak MB", "files", "MB out", "CPU/floor", "wall/floor", "CPU/soleus", "wall/soleus"]
    lines = [f"\n{pages:,} pages, medians of {rounds(results, pages)}",
             f"{'':<22}" + "".join(f"{head:>12}" for head in heads)]
    lines += [f"{tool.name:<22}" + row(results, pages, tool.name) for tool in results.tools]
    return "\n".join(lines)


def rounds(results, pages):
    return max((len(runs) for (at, _), runs in results.runs.items() if at == pages), default=0)


def row(results, pages, name):
    if limit := results.limit(pages, name):
        return f"   over {minutes(limit)}"
    if not results.runs.get((pages, name)):
        return "   failed"
    figure = lambda what: results.median(pages, name, what)
    files, size = results.outputs[pages, name]
    ratio = lambda what, other: share(figure(what), results.median(pages, other, what))
    cells = [f"{figure('wall'):.3f}", f"{figure('cpu'):.3f}", f"{figure('megabytes'):.0f}", f"{files:,}",
             f"{size / 1e6:.1f}", ratio("cpu", FLOOR), ratio("wall", FLOOR), ratio("cpu", SOLEUS), ratio("wall", SOLEUS)]
    return "".join(f"{cell:>12}" for cell in cells)


def minutes(seconds):
    return f"{seconds / 60:.3g} minutes"


def share(figure, of):
    return f"{figure / of:.2f}" if of else "-"


def about(results):
    """What the tools are and do, the machine, and what was found wrong."""
    machine = results.machine
    lines = [f"\n{machine['cores']} cores ({machine['processor']}), {machine['memory_gib']} GiB, "
             f"Linux {machine['kernel']}, {machine['file_system']}, load {machine['load']:.1f} at the start",
             f"Peaks of less than {measure.own_megabytes():.0f} MB, those of the runner itself, cannot be seen."]
    lines += [f"{tool.name}: {tool.version}. {tool.notes}" for tool in results.tools]
    if results.problems:
        lines += ["\nThe outputs are not comparable:", *results.problems[:40]]
    else:
        lines += ["\nThe outputs are comparable: counts of pages, a sample of articles and of links."]
    return "\n".join(lines)


def as_json(results):
    runs = {}
    for (pages, name), own in sorted(results.runs.items()):
        files, size = results.outputs.get((pages, name), (None, None))
        figures = [{key: value for key, value in asdict(run).items() if key in ("wall", "cpu", "megabytes")} for run in own]
        runs.setdefault(pages, {})[name] = {"files": files, "bytes": size, "runs": figures}
    for (pages, name), limit in results.over.items():
        runs.setdefault(pages, {})[name] = {"over_seconds": limit}
    versions = {tool.name: tool.version for tool in results.tools}
    whole = {"machine": results.machine, "versions": versions, "pages": runs, "problems": results.problems}
    return json.dumps(whole, indent=1) + "\n"
