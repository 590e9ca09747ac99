//! The texts of articles that feeds hold. Each stands on its page and in several feeds, and is written
//! once for all of them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use quick_xml::events::BytesText;

use super::markdown::{self, Html};
use super::xml::escaped;
use crate::plan::feed::Item;
use crate::plan::part::Body;
use crate::plan::{Output, Plan, Shared};

/// The texts that the feeds of a plan hold, by the addresses of their pages.
#[derive(Debug, Default)]
pub struct Texts {
    by_address: HashMap<Arc<str>, Text>,
}

/// As far as it was asked for.
#[derive(Debug, Default)]
struct Text {
    html: OnceLock<Html>,
    in_atom: OnceLock<BytesText<'static>>,
}

/// Not more than these are kept: a feed has about twenty, and few articles stand in many.
const MOST_TEXTS: usize = 2048;

impl Texts {
    /// A place for each text that a feed of the plan holds.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        let feeds = plan.outputs.values().filter_map(|planned| match &planned.output {
            Output::Feed(feed) | Output::JsonFeed(feed) => Some(feed),
            _ => None,
        });
        let mut by_address = HashMap::new();
        for item in feeds.flat_map(|feed| &feed.items) {
            if by_address.len() == MOST_TEXTS {
                break;
            }
            by_address.insert(Arc::clone(&item.address), Text::default());
        }
        Self { by_address }
    }

    /// The text of the page at an address.
    #[must_use]
    pub fn html(&self, address: &str, body: &Body, shared: &Shared) -> Cow<'_, Html> {
        let write = || markdown::html(body, shared);
        match self.by_address.get(address) {
            Some(text) => Cow::Borrowed(text.html.get_or_init(write)),
            None => Cow::Owned(write()),
        }
    }

    /// The text of an article with addresses in full.
    #[must_use]
    pub fn absolute(&self, item: &Item, shared: &Shared) -> String {
        self.html(&item.address, &item.body, shared).absolute(&item.address, shared)
    }

    /// The same as a text of XML.
    pub(super) fn in_atom(&self, item: &Item, shared: &Shared) -> Cow<'_, BytesText<'static>> {
        let write = || escaped(&self.absolute(item, shared));
        match self.by_address.get(&item.address) {
            Some(text) => Cow::Borrowed(text.in_atom.get_or_init(write)),
            None => Cow::Owned(write()),
        }
    }
}
