//! What may not be published unless a flag says that it is meant.

use super::built::Built;
use super::compare::Changes;
use super::state::{Files, Published, State};
use super::told::Told;
use crate::headers::Role;

/// More than this share of its pages in per cent never goes from a target unseen.
const MOST_GONE: usize = 30;

/// Why a site is refused, and what `--allow` calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The site is empty or has lost many pages.
    Shrink,
    /// It was built with drafts.
    Drafts,
    /// It shows another day, or the preview made it.
    Preview,
    /// It was built for another address.
    BaseUrl,
    /// It was made from an older commit than what is published.
    Older,
}

impl Reason {
    pub const ALL: [Self; 5] =
        [Self::Shrink, Self::Drafts, Self::Preview, Self::BaseUrl, Self::Older];

    /// What `--allow` calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Shrink => "shrink",
            Self::Drafts => "drafts",
            Self::Preview => "preview",
            Self::BaseUrl => "base-url",
            Self::Older => "older",
        }
    }
}

/// Everything that speaks against publishing the site, but for what is allowed. Whether it is older is
/// looked at elsewhere, since that asks git.
pub(super) fn refusals(
    built: &Built,
    base_url: &str,
    state: &State,
    changes: &Changes,
    allowed: &[Reason],
) -> Vec<Told> {
    let found = [
        (Reason::Shrink, shrinks(&built.files, state, changes)),
        (Reason::Drafts, drafts(built)),
        (Reason::Preview, preview(built)),
        (Reason::BaseUrl, other_base_url(built, base_url)),
    ];
    let kept = found.into_iter().filter(|(reason, _)| !allowed.contains(reason));
    kept.filter_map(|(_, told)| told).collect()
}

fn shrinks(new: &Files, state: &State, changes: &Changes) -> Option<Told> {
    let is_page = |path: &str, files: &Files| files.get(path).is_some_and(|f| is_page(path, f));
    let old = state.files.keys().filter(|path| is_page(path, &state.files)).count();
    let gone = changes.removed.keys().filter(|path| is_page(path, &state.files)).count();
    let message = if !new.keys().any(|path| is_page(path, new)) {
        "the site has no pages".to_owned()
    } else if gone * 100 > old * MOST_GONE {
        format!("{gone} of the {old} pages of the target would go")
    } else {
        return None;
    };
    Some(Told::new(message, "look at the build; if it is meant, use `--allow shrink`"))
}

/// Feeds, sitemaps and the index of a search are entry points too, and no reader would miss them.
fn is_page(path: &str, file: &Published) -> bool {
    file.role == Role::Page || path == "index.html"
}

fn drafts(built: &Built) -> Option<Told> {
    let help = "build without `--drafts`; if it is meant, use `--allow drafts`";
    built.drafts.then(|| Told::new("the site was built with drafts", help))
}

fn preview(built: &Built) -> Option<Told> {
    let help = "build without `--today`; if it is meant, use `--allow preview`";
    if let Some(page) = &built.preview_page {
        let message = format!("`{page}` holds the script of the preview");
        return Some(Told::new(message, "build again; if it is meant, use `--allow preview`"));
    }
    built.today.map(|day| Told::new(format!("the site was built for another day, `{day}`"), help))
}

fn other_base_url(built: &Built, base_url: &str) -> Option<Told> {
    if built.base_url.trim_end_matches('/') == base_url.trim_end_matches('/') {
        return None;
    }
    let message = format!("the site was built for `{}`, not for `{base_url}`", built.base_url);
    let help = format!(
        "build with `--base-url {base_url}`, or name the other as `base_url` of the target; if it is \
         meant, use `--allow base-url`"
    );
    Some(Told::new(message, help))
}
