//! The theme that the binary carries: the `templates/` and `static/` of its own repository.

use crate::source::{Asset, Sources, integrity_of};

/// The folder that the built-in templates have as template names. A site's own template of the same
/// name comes first and may extend the built-in one: `{% extends "soleus/base.html" %}`.
pub const PREFIX: &str = "soleus/";

macro_rules! files {
    ($include:ident, $folder:literal, $($name:literal),* $(,)?) => {
        [$(($name, $include!(concat!("../", $folder, "/", $name)))),*]
    };
}

/// Names and texts of the built-in templates. A test holds the list against the folder.
pub const TEMPLATES: [(&str, &str); 31] = files!(
    include_str,
    "templates",
    "a-to-z.html",
    "after-article.html",
    "area.html",
    "areas.html",
    "article.html",
    "base.html",
    "cards.html",
    "cause.html",
    "components.html",
    "equipment.html",
    "exercise.html",
    "exercises.html",
    "head.html",
    "home.html",
    "levels.html",
    "list.html",
    "muscles.html",
    "not-found.html",
    "person.html",
    "redirect.html",
    "routine.html",
    "routines.html",
    "search.html",
    "source.html",
    "sources.html",
    "standing.html",
    "symptom.html",
    "symptoms.html",
    "tags.html",
    "term.html",
    "warning-signs.html",
);

/// Names and bytes of the built-in static files.
pub const STATICS: [(&str, &[u8]); 5] = files!(
    include_bytes,
    "static",
    "favicon.svg",
    "print.css",
    "search.js",
    "style.css",
    "timer.js"
);

/// Whether the file is the theme's own program of the search page.
#[must_use]
pub fn is_search_script(asset: &Asset) -> bool {
    asset.built_in.is_some() && *asset.path == *"static/search.js"
}

/// Adds what a site does not bring itself: built-in templates always, since its own may extend them,
/// and a static file unless the site has one of that name.
pub fn add_to(sources: &mut Sources) {
    for (name, text) in TEMPLATES {
        sources.insert(&format!("{PREFIX}{name}"), text);
    }
    for (name, bytes) in STATICS {
        let path = format!("static/{name}");
        if sources.asset(&path).is_none() {
            sources.insert_asset(Asset {
                path: path.into(),
                hash: blake3::hash(bytes),
                image: None,
                format: None,
                integrity: integrity_of(name, bytes),
                built_in: Some(bytes),
            });
        }
    }
}
