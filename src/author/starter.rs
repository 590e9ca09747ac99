//! The files of a new site. Areas, warning signs and the exercise are those of soleus's own site,
//! without what only that site has: there is one truth about health, and it is there.

use std::collections::BTreeSet;

use super::skeleton;
use crate::link::Conditions;
use crate::memo::Memo;
use crate::pipeline::compile;
use crate::schema::{Day, Settings, schema_of};
use crate::source::Sources;

macro_rules! content {
    ($($file:literal),* $(,)?) => {
        [$((concat!("content/", $file), include_str!(concat!("../../content/", $file)))),*]
    };
}

const AREAS: [(&str, &str); 6] = content!(
    "areas/calves.md",
    "areas/hips.md",
    "areas/ribs.md",
    "areas/shins.md",
    "areas/thighs.md",
    "areas/upper-back.md",
);
const EXERCISE: [(&str, &str); 1] = content!("exercises/calf-raise-double.md");
const RED_FLAGS: [(&str, &str); 1] = content!("red-flags.yaml");
/// Of these, a new site gets what the others name.
const NAMED: [(&str, &str); 2] = content!("sources.yaml", "terms.yaml");

const AUTHOR: &str = "authors: [soleus-project]\n";
const PERSON: &str = include_str!("starter/soleus-project.md");
const WELCOME: &str = include_str!("starter/welcome.md");

/// Paths from the root, and texts.
pub(super) fn files(today: Day) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    let mut add = |path: &str, text: String| files.push((path.to_owned(), text));
    add("content/site.yaml", settings());
    add("content/articles/welcome.md", welcome(today));
    add("content/people/soleus-project.md", PERSON.to_owned());
    for (path, text) in AREAS {
        // The text of an area leads to pages that a new site does not have.
        let (yaml, _) = parts(text);
        add(path, format!("---\n{yaml}{AUTHOR}---\n"));
    }
    for (path, text) in EXERCISE {
        let (yaml, body) = parts(text);
        add(path, format!("---\n{}{AUTHOR}---\n{body}", without(yaml, "helps:")));
    }
    for (path, text) in RED_FLAGS {
        add(path, text.to_owned());
    }
    add_named(&mut files, today);
    files
}

fn settings() -> String {
    let given = [
        ("title", "My running site"),
        ("tagline", "Where it hurts, what helps and when to get help"),
        ("description", "Notes on running and on what can hurt, with warning signs and exercises."),
        ("base_url", "https://example.org/"),
        ("time_zone", "UTC"),
    ];
    let defaults: Vec<_> = Settings::simple_defaults().collect();
    let lines = skeleton::file(&schema_of::<Settings>().into(), &given, &defaults);
    format!("# The settings of the site.\n\n{lines}")
}

fn welcome(today: Day) -> String {
    format!("---\ntitle: Welcome\ndate: {today}\ntags: [news]\n---\n{WELCOME}")
}

/// The YAML and the text of an entry.
fn parts(entry: &str) -> (&str, &str) {
    let inside = entry.strip_prefix("---\n").unwrap_or(entry);
    inside.split_once("---\n").unwrap_or((inside, ""))
}

/// The YAML without a field that stands on one line.
fn without(yaml: &str, key: &str) -> String {
    yaml.split_inclusive('\n').filter(|line| !line.starts_with(key)).collect()
}

/// Adds the sources and terms that something names. The site itself says which those are.
fn add_named(files: &mut Vec<(String, String)>, today: Day) {
    let mut sources = Sources::default();
    for (path, text) in files.iter() {
        sources.insert(path, text);
    }
    for (path, text) in NAMED {
        sources.insert(path, text);
    }
    let conditions = Conditions { today, drafts: true, base_url: None };
    let site = compile(&sources, &conditions, &mut Memo::default()).site;
    let cited = site.cited_sources().map(|id| site.source(id).id.share());
    let used = site.term_ids().filter(|id| site.term_uses(*id).is_used());
    let names: BTreeSet<_> = cited.chain(used.map(|id| site.term(id).id.share())).collect();
    for (path, text) in NAMED {
        let wanted = items(text).filter(|(id, _)| names.contains(*id));
        let items: String = wanted.map(|(_, item)| item).collect();
        let heading = text.lines().next().unwrap_or_default();
        files.push((path.to_owned(), format!("{heading}\n\n{items}")));
    }
}

/// The items of a data file with their ids, without the comments between them.
fn items(text: &str) -> impl Iterator<Item = (&str, String)> {
    text.split("\n- id: ").skip(1).map(|item| {
        let id = item.lines().next().unwrap_or_default();
        let lines = item.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let lines: Vec<&str> = lines.collect();
        (id, format!("- id: {}\n", lines.join("\n")))
    })
}
