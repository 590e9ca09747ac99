//! What an author may do to a site: random edits, renames, removals and mistakes of every sort.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use soleus::source::{Asset, Sources};
use soleus::theme;

use crate::corpus::{self, Corpus};
use crate::random::Random;
use crate::support::TestSite;

/// What an author has on the disk.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    pub(crate) site: TestSite,
    first: BTreeMap<String, String>,
    pub(crate) assets: BTreeMap<String, u8>,
    /// Texts that `load` shows but does not let be used.
    not_utf8: BTreeSet<String>,
}

fn asset(path: &str, content: u8) -> Asset {
    Asset {
        path: path.into(),
        hash: blake3::hash(&[content]),
        image: None,
        integrity: None,
        built_in: None,
    }
}

impl Model {
    pub(crate) fn new() -> Self {
        let files = corpus::files(Corpus { entries: 40, words: 90, seed: 3 });
        let site = TestSite { files: files.clone(), ..TestSite::new("") };
        Self { site, first: files, assets: BTreeMap::new(), not_utf8: BTreeSet::new() }
    }

    pub(crate) fn sources(&self) -> Sources {
        let mut sources = Sources::default();
        for (path, text) in &self.site.files {
            let file = sources.insert(path, text);
            if self.not_utf8.contains(path) {
                sources.mark_unusable(file);
            }
        }
        for (path, content) in &self.assets {
            sources.insert_asset(asset(path, *content));
        }
        theme::add_to(&mut sources);
        sources
    }

    /// Gives the file at `path` to sources that knew an older state of it.
    pub(crate) fn give(&self, sources: &mut Sources, path: &str) {
        match self.site.files.get(path) {
            Some(text) => {
                let file = sources.insert(path, text);
                if self.not_utf8.contains(path) {
                    sources.mark_unusable(file);
                }
            }
            None => sources.remove(path),
        }
        match self.assets.get(path) {
            Some(content) => sources.insert_asset(asset(path, *content)),
            None => sources.remove_asset(path),
        }
    }

    /// Brings the file at `path` below a folder to what the model says.
    pub(crate) fn save(&self, root: &Path, path: &str) {
        let file = root.join(path);
        let bytes = match (self.site.files.get(path), self.assets.get(path)) {
            (Some(text), _) => Some(text.as_bytes().to_vec()),
            (None, Some(content)) => Some(vec![*content]),
            (None, None) => None,
        };
        match bytes {
            Some(bytes) => {
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(file, bytes).unwrap();
            }
            // It may never have been there.
            None => drop(fs::remove_file(file)),
        }
    }

    /// The path of an entry.
    fn entry(&self, random: &mut Random) -> String {
        let entries: Vec<&String> = self.site.files.keys().filter(|path| is_entry(path)).collect();
        (*random.pick(&entries)).clone()
    }

    /// The id of an entry, or one that nobody has.
    fn id(&self, random: &mut Random) -> String {
        let entry = self.entry(random);
        let id = file_name(&entry).trim_end_matches(".md");
        if random.once_in(8) { "nobody".to_owned() } else { id.to_owned() }
    }

    fn rewrite(&mut self, path: String, with: impl FnOnce(&str) -> String) -> Vec<String> {
        let text = with(&self.site.files[&path]);
        self.site.files.insert(path.clone(), text);
        vec![path]
    }

    /// Puts lines at the beginning of an entry's front matter, in place of those with the same key.
    fn set_field(&mut self, path: String, key: &str, value: Option<&str>) -> Vec<String> {
        self.rewrite(path, |text| {
            let old = format!("{key}: ");
            let kept = text.split_inclusive('\n').filter(|line| !line.starts_with(&old));
            let text: String = kept.collect();
            let line = value.map(|value| format!("{key}: {value}\n")).unwrap_or_default();
            text.replacen("---\n", &format!("---\n{line}"), 1)
        })
    }

    /// A path in a folder of a kind that no file has.
    fn free_path(&self, folder: &str, random: &mut Random) -> String {
        let paths =
            std::iter::repeat_with(|| format!("content/{folder}/new-{}.md", random.below(90)));
        let mut free = paths.skip_while(|path| self.site.files.contains_key(path));
        free.next().expect("there are more names than files")
    }
}

fn is_entry(path: &str) -> bool {
    path.starts_with("content/") && Path::new(path).extension().is_some_and(|end| end == "md")
}

/// The folder of a kind that the file lies in.
fn folder_of(path: &str) -> String {
    path.split('/').nth(1).expect("an entry lies in a folder").to_owned()
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

const FOLDERS: [&str; 8] =
    ["articles", "areas", "causes", "symptoms", "exercises", "routines", "people", "pages"];
const DATA: [&str; 3] = ["sources.yaml", "red-flags.yaml", "terms.yaml"];
const TEMPLATES: [&str; 5] =
    ["article.html", "base.html", "components.html", "area.html", "list.html"];

/// A change that an author makes; it gives the paths that changed.
pub(crate) type Edit = fn(&mut Model, &mut Random) -> Vec<String>;

/// The edits that no file says: a day belongs to a command, and a text that is not UTF-8 is none of the
/// model's.
const NOT_ON_DISK: [&str; 2] = ["another encoding", "another day or drafts"];

/// The edits of files.
pub(crate) fn on_disk() -> Vec<(&'static str, Edit)> {
    EDITS.into_iter().filter(|(name, _)| !NOT_ON_DISK.contains(name)).collect()
}

pub(crate) const EDITS: [(&str, Edit); 25] = [
    ("more text", more_text),
    ("a paragraph", paragraph),
    ("a paragraph", paragraph),
    ("other words", other_words),
    ("a citation", citation),
    ("a picture", picture),
    ("another picture", other_picture),
    ("a title", title),
    ("a day", day),
    ("a draft", draft),
    ("an end", end),
    ("same length", same_length),
    ("renamed", rename),
    ("two files swapped", swap),
    ("removed", remove),
    ("added", add),
    ("a mistake", mistake),
    ("as it was", restore),
    ("as it was", restore),
    ("a template", template),
    ("a data file", data),
    ("the settings", settings),
    ("word lists", words),
    ("another encoding", encoding),
    ("another day or drafts", conditions),
];

fn more_text(model: &mut Model, random: &mut Random) -> Vec<String> {
    let (path, id) = (model.entry(random), model.id(random));
    model
        .rewrite(path, |text| format!("{text}\nMore on [[{id}]].\n\n## More\n\nSee [it](#more).\n"))
}

/// What only the entry's own page and the feeds show.
fn paragraph(model: &mut Model, random: &mut Random) -> Vec<String> {
    let (path, number) = (model.entry(random), random.below(1_000));
    model.rewrite(path, |text| format!("{text}\n## Part {number}\n\nA paragraph of it.\n"))
}

/// The places of all that follows move with them.
fn other_words(model: &mut Model, random: &mut Random) -> Vec<String> {
    let (path, number) = (model.entry(random), random.below(1_000));
    model.rewrite(path, |text| text.replacen("\n\n", &format!("\n\nWord {number}. "), 2))
}

fn citation(model: &mut Model, random: &mut Random) -> Vec<String> {
    let (path, source) = (model.entry(random), random.below(70));
    model.rewrite(path, |text| format!("{text}\nIt is known [@source-{source}; @source-1].\n"))
}

fn picture(model: &mut Model, random: &mut Random) -> Vec<String> {
    let asset = format!("static/picture-{}.png", random.below(3));
    if random.once_in(3) {
        model.assets.remove(&asset);
    } else {
        model.assets.insert(asset.clone(), u8::try_from(random.below(250)).expect("a byte"));
    }
    let path = model.entry(random);
    let name = asset.trim_start_matches("static").to_owned();
    let mut changed = model.rewrite(path, |text| format!("{text}\n![A picture]({name})\n"));
    changed.push(asset);
    changed
}

/// What a text sees of a picture stays.
fn other_picture(model: &mut Model, random: &mut Random) -> Vec<String> {
    let (picture, content) = (random.below(3), u8::try_from(random.below(250)).expect("a byte"));
    let path = format!("static/picture-{picture}.png");
    if let Some(known) = model.assets.get_mut(&path) {
        *known = content;
    }
    vec![path]
}

fn title(model: &mut Model, random: &mut Random) -> Vec<String> {
    let (path, number) = (model.entry(random), random.below(1_000));
    model.set_field(path, "title", Some(&format!("Another title {number}")))
}

fn day(model: &mut Model, random: &mut Random) -> Vec<String> {
    let path = model.entry(random);
    let day = format!("202{}-{:02}-15", 5 + random.below(3), 1 + random.below(12));
    model.set_field(path, "date", Some(&day).filter(|_| random.below(4) > 0).map(String::as_str))
}

fn draft(model: &mut Model, random: &mut Random) -> Vec<String> {
    let path = model.entry(random);
    let is_draft = model.site.files[&path].contains("\ndraft: true\n");
    model.set_field(path, "draft", (!is_draft).then_some("true"))
}

fn end(model: &mut Model, random: &mut Random) -> Vec<String> {
    let path = model.entry(random);
    model.set_field(path, "expires", Some(*random.pick(&["2026-01-01", "2026-12-01"])))
}

fn same_length(model: &mut Model, random: &mut Random) -> Vec<String> {
    let path = model.entry(random);
    model.rewrite(path, |text| text.replace("week", "year"))
}

fn rename(model: &mut Model, random: &mut Random) -> Vec<String> {
    let old = model.entry(random);
    let own = folder_of(&old);
    let folder = if random.once_in(4) { *random.pick(&FOLDERS) } else { &own };
    let new = model.free_path(folder, random);
    let text = model.site.files.remove(&old).expect("it is there");
    model.site.files.insert(new.clone(), text);
    vec![old, new]
}

fn swap(model: &mut Model, random: &mut Random) -> Vec<String> {
    let (one, other) = (model.entry(random), model.entry(random));
    let texts = (model.site.files[&one].clone(), model.site.files[&other].clone());
    model.site.files.insert(one.clone(), texts.1);
    model.site.files.insert(other.clone(), texts.0);
    vec![one, other]
}

fn remove(model: &mut Model, random: &mut Random) -> Vec<String> {
    let path = model.entry(random);
    model.site.files.remove(&path);
    vec![path]
}

fn add(model: &mut Model, random: &mut Random) -> Vec<String> {
    let like = model.entry(random);
    let text = model.site.files[&like].clone();
    let folder = folder_of(&like);
    let path = match random.below(4) {
        // The same id in another folder, a name that is no id, and no folder of a kind.
        0 => format!("content/{}/{}", random.pick(&FOLDERS), file_name(&like)),
        1 if random.once_in(2) => "content/articles/Not an id.md".to_owned(),
        1 => "content/notes/stray.md".to_owned(),
        _ => model.free_path(&folder, random),
    };
    model.site.files.insert(path.clone(), text);
    vec![path]
}

fn mistake(model: &mut Model, random: &mut Random) -> Vec<String> {
    let (path, mistake) = (model.entry(random), random.below(5));
    model.rewrite(path, |text| match mistake {
        0 => text.replacen("---\n", "--\n", 1),
        1 => text.replacen("---\n", "---\ncolour: red\n", 1),
        2 => text.replacen("title: ", "title: [", 1),
        3 => text.replacen("title: ", "titel: ", 1),
        _ => format!("{text}\n\n[[two\nlines]] and [nowhere](nowhere.md) and <b>HTML</b>\n"),
    })
}

/// Undoes everything that was done to one file.
fn restore(model: &mut Model, random: &mut Random) -> Vec<String> {
    let other = |path: &&String| model.site.files.get(*path) != model.first.get(*path);
    let all = model.site.files.keys().chain(model.first.keys());
    let changed: Vec<&String> = all.filter(other).collect();
    let Some(path) = (!changed.is_empty()).then(|| (*random.pick(&changed)).clone()) else {
        return Vec::new();
    };
    match model.first.get(&path) {
        Some(text) => model.site.files.insert(path.clone(), text.clone()),
        None => model.site.files.remove(&path),
    };
    vec![path]
}

fn template(model: &mut Model, random: &mut Random) -> Vec<String> {
    let name = *random.pick(&TEMPLATES);
    let path = format!("templates/{name}");
    let (_, built_in) =
        theme::TEMPLATES.iter().find(|(other, _)| *other == name).expect("the theme has it");
    let text = match random.below(5) {
        0 => None,
        1 => Some(format!("{built_in}{{% if %}}")),
        2 => Some(built_in.replacen("{{ page.title }}", "{{ nothing.there }}", 1)),
        _ => Some(
            built_in.replace("class=", &format!("data-version=\"{}\" class=", random.below(99))),
        ),
    };
    match text {
        Some(text) => model.site.files.insert(path.clone(), text),
        None => model.site.files.remove(&path),
    };
    vec![path]
}

fn data(model: &mut Model, random: &mut Random) -> Vec<String> {
    let path = format!("content/{}", random.pick(&DATA));
    let Some(text) = model.site.files.get(&path) else { return Vec::new() };
    let items: Vec<&str> = text.split("- id: ").collect();
    let victim = 1 + random.below((items.len() - 1).max(1));
    let text: String = match random.below(6) {
        0 => text.replacen("- id: ", "- di: ", 1),
        1 => text.replacen("- id: ", "- id: [", 1),
        2 => text.replace("sign 1", "sign one").replace("part", "piece"),
        _ => {
            let kept = items.iter().enumerate().filter(|(at, _)| *at != victim);
            kept.map(|(_, item)| *item).collect::<Vec<_>>().join("- id: ")
        }
    };
    model.site.files.insert(path.clone(), text);
    vec![path]
}

fn settings(model: &mut Model, random: &mut Random) -> Vec<String> {
    let path = "content/site.yaml".to_owned();
    let line = *random.pick(&[
        "title: Another name\n",
        "page_size: 3\n",
        "feed_size: 2\n",
        "permalink: /{year}/{month}/{id}/\n",
        "base_url: https://other.example.org/\n",
        "authors: [person-1]\n",
        "raw_html: true\n",
        "language: de\n",
        "colour: red\n",
    ]);
    if random.once_in(6) {
        model.site.files.remove(&path);
    } else {
        let (key, _) = line.split_once(':').expect("a setting");
        let old = model.site.files.get(&path).cloned().unwrap_or_default();
        let kept = old.split_inclusive('\n').filter(|line| !line.starts_with(key));
        model.site.files.insert(path.clone(), kept.chain([line]).collect());
    }
    vec![path]
}

/// A word list of the site, which rules over all prose read.
fn words(model: &mut Model, random: &mut Random) -> Vec<String> {
    let path = "content/words.yaml".to_owned();
    let text = *random.pick(&[
        "house_words: [{word: runner*, better: reader}]\n",
        "house_words: [{word: calf, better: lower leg}]\nbuilt_in: false\n",
        "house_words: [{word: calf}]\n",
    ]);
    if random.once_in(4) {
        model.site.files.remove(&path);
    } else {
        model.site.files.insert(path.clone(), text.to_owned());
    }
    vec![path]
}

/// The same text, once as it is shown for a file that is not UTF-8 and once as a file that is.
fn encoding(model: &mut Model, random: &mut Random) -> Vec<String> {
    let path = model.entry(random);
    if !model.not_utf8.remove(&path) {
        model.not_utf8.insert(path.clone());
    }
    vec![path]
}

fn conditions(model: &mut Model, random: &mut Random) -> Vec<String> {
    let days = ["2026-11-23", "2026-12-24", "2019-06-01"];
    (*random.pick(&days)).clone_into(&mut model.site.today);
    model.site.drafts = random.once_in(3);
    Vec::new()
}
