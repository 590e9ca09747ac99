//! The files, their front matter, and who belongs to whom.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rayon::prelude::*;
use serde::Deserialize;

/// What the pages show of the front matter; everything else in it is passed over.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Front {
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) date: String,
    pub(crate) area: String,
    pub(crate) areas: Vec<String>,
    pub(crate) causes: Vec<String>,
    pub(crate) exercises: Vec<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) helps: Vec<String>,
    pub(crate) level: String,
    pub(crate) dose: BTreeMap<String, u32>,
    pub(crate) muscles: BTreeMap<String, Vec<String>>,
    pub(crate) steps: Vec<String>,
    pub(crate) avoid_if: Vec<String>,
    pub(crate) pattern: BTreeMap<String, String>,
}

#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) folder: &'static str,
    pub(crate) id: String,
    pub(crate) address: String,
    pub(crate) front: Front,
    pub(crate) body: String,
}

/// The articles of each name, newest first.
pub(crate) type Lists = BTreeMap<String, Vec<usize>>;

/// All entries, articles first and newest first, and the articles by what they name.
#[derive(Debug, Default)]
pub(crate) struct Site {
    pub(crate) entries: Vec<Entry>,
    pub(crate) articles: Vec<usize>,
    pub(crate) by_id: BTreeMap<String, usize>,
    pub(crate) areas: Lists,
    pub(crate) causes: Lists,
    pub(crate) exercises: Lists,
    pub(crate) tags: Lists,
    pub(crate) years: Lists,
    pub(crate) months: Lists,
}

const FOLDERS: [&str; 4] = ["articles", "areas", "causes", "exercises"];

impl Site {
    pub(crate) fn read(content: &Path) -> Self {
        let mut entries: Vec<Entry> =
            FOLDERS.iter().flat_map(|folder| read_folder(&content.join(folder), folder)).collect();
        entries.sort_by(|one, other| {
            (other.folder == "articles", &other.front.date, &one.id).cmp(&(
                one.folder == "articles",
                &one.front.date,
                &other.id,
            ))
        });
        let mut site = Self::default();
        for (at, entry) in entries.iter().enumerate() {
            site.by_id.insert(entry.id.clone(), at);
            if entry.folder == "articles" {
                site.articles.push(at);
                site.list(at, &entry.front);
            }
        }
        Self { entries, ..site }
    }

    fn list(&mut self, at: usize, front: &Front) {
        let named = [
            (&mut self.areas, &front.areas),
            (&mut self.causes, &front.causes),
            (&mut self.exercises, &front.exercises),
            (&mut self.tags, &front.tags),
        ];
        for (lists, names) in named {
            for name in names {
                lists.entry(name.clone()).or_default().push(at);
            }
        }
        self.years.entry(front.date[..4].to_owned()).or_default().push(at);
        self.months.entry(front.date[..7].to_owned()).or_default().push(at);
    }

    pub(crate) fn of(&self, folder: &'static str) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.folder == folder)
    }

    pub(crate) fn entry(&self, id: &str) -> &Entry {
        &self.entries[self.by_id[id]]
    }
}

fn read_folder(path: &Path, folder: &'static str) -> Vec<Entry> {
    let files: Vec<_> = walkdir::WalkDir::new(path)
        .min_depth(1)
        .into_iter()
        .map(|file| file.expect("a file").into_path())
        .collect();
    files.par_iter().map(|path| read_file(path, folder)).collect()
}

fn read_file(path: &Path, folder: &'static str) -> Entry {
    let text = fs::read_to_string(path).expect("a text");
    let rest = text.strip_prefix("---\n").expect("front matter");
    let (front, body) = rest.split_once("\n---\n").expect("front matter that ends");
    let front: Front = serde_yaml::from_str(front).expect("front matter of this corpus");
    let id = path.file_stem().and_then(|stem| stem.to_str()).expect("a name").to_owned();
    let address = match folder {
        "causes" => format!("/areas/{}/causes/{id}/", front.area),
        _ => format!("/{folder}/{id}/"),
    };
    Entry { folder, id, address, front, body: body.to_owned() }
}
