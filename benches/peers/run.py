#!/usr/bin/env python3
"""Builds the same site with soleus, with the floor and with other static site generators, in turn, and
tells what each took. README.md beside this says what is compared."""

import argparse
import glob
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import chart
import compare
import machine
import measure
import report
import tools

SIZES = [100, 1_000, 10_000, 50_000]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=lambda text: [int(size) for size in text.split(",")], default=SIZES,
                        help="numbers of pages (%(default)s)")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each tool (%(default)s)")
    parser.add_argument("--limit", type=float, default=600, help="seconds after which a run is stopped (%(default)s)")
    parser.add_argument("--daily", action="store_true", help="only soleus and the floor")
    parser.add_argument("--work", type=Path, default=machine.work_folder(),
                        help="the folder for sites and outputs (%(default)s)")
    parser.add_argument("--json", type=Path, default=tools.PEERS / "results.json", help="where the figures go")
    parser.add_argument("--chart", action="store_true", help=f"also write {chart.PATH.relative_to(tools.ROOT)}")
    return parser.parse_args()


def main():
    options = arguments()
    chosen = tools.ours() + ([] if options.daily else tools.peers())
    results = report.Results(machine.describe(options.work), chosen)
    too_slow = set()
    for pages in options.sizes:
        with tempfile.TemporaryDirectory(prefix="soleus-peers-", dir=options.work) as work:
            measure_size(Path(work), pages, chosen, options, results, too_slow)
        print(report.table(results, pages), flush=True)
    print(report.about(results))
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(report.as_json(results))
    if options.chart:
        chart.write(results)
    sys.exit(1 if results.problems else 0)


def measure_size(work, pages, chosen, options, results, too_slow):
    """Each round runs every tool once, so that a slow moment of the machine hits all of them."""
    chosen = [tool for tool in chosen if tool.name not in too_slow]
    make_sites(work, pages, chosen)
    expected = compare.read_expected(work)
    for number in range(options.rounds):
        for tool in chosen:
            if tool.name in too_slow:
                continue
            site = work / tool.form
            remove(site, ["public", *tool.caches])
            done = measure.run(tool.command, site, tool.environment, options.limit, tool.is_tree)
            print(f"{pages} pages, round {number + 1}: {tool.name} {done.wall:.3f} s", file=sys.stderr, flush=True)
            if done.is_over:
                too_slow.add(tool.name)
            results.add(tool, pages, done, options.limit)
            if number == 0 and not done.is_over:
                look_at(tool, pages, site / "public", done, expected, results)
            remove(site, ["public", *tool.caches])


def make_sites(work, pages, chosen):
    forms = sorted({tool.form for tool in chosen})
    subprocess.run([tools.ROOT / "target/release/examples/corpus", str(pages), work, *forms], check=True)
    for tool in chosen:
        site = work / tool.form
        if tool.site:
            shutil.copytree(tools.HERE / "sites" / tool.site, site, dirs_exist_ok=True)
            (site / "static").mkdir(exist_ok=True)
            shutil.copy(tools.HERE / "sites/style.css", site / "static")
        if tool.modules:
            (site / "node_modules").symlink_to(tool.modules)


def look_at(tool, pages, output, done, expected, results):
    names, size = compare.files(output)
    found = [f"it ended with {done.status}: {done.said[-400:]}"] if done.status else []
    found += compare.problems(tool, output, names, expected)
    results.output(tool, pages, len(names), size, found)
    for line in found[:10]:
        print(f"{tool.name}, {pages} pages: {line}", file=sys.stderr, flush=True)


def remove(site, patterns):
    for path in (Path(path) for pattern in patterns for path in glob.glob(str(site / pattern))):
        shutil.rmtree(path) if path.is_dir() else path.unlink()


if __name__ == "__main__":
    main()
