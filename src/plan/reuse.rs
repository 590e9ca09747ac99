//! A plan made of another one, where little differs: it equals a plan from nothing, and shares all that
//! stays.

use std::collections::HashMap;
use std::sync::Arc;

use super::outputs::{self, page_of_entry};
use super::{Context, Output, Plan, Planned, url};
use crate::headers::Role;
use crate::link::{EntryId, Site};
use crate::source::Sources;

impl Plan {
    /// The plan of a site that differs in the texts of some entries, which no other entry sees. Their
    /// own pages show them, and the feeds that hold them.
    #[must_use]
    pub fn with_texts(&self, site: &Site, entries: &[EntryId]) -> Self {
        let context = Context { site, seen: Arc::clone(&self.seen) };
        let addresses = entries.iter().map(|id| (&**self.addresses().of(*id), *id));
        let entries: HashMap<&str, EntryId> = addresses.collect();
        let at = |address: &str| entries.get(address).copied();
        self.with(|output| match output {
            Output::Page(page) => {
                at(&page.address).map(|id| Output::Page(page_of_entry(&context, id).into()))
            }
            Output::Feed(feed) => Some(Output::Feed(feed.with_texts(&context, at)?.into())),
            Output::JsonFeed(feed) => Some(Output::JsonFeed(feed.with_texts(&context, at)?.into())),
            _ => None,
        })
    }

    /// The plan for other contents of the files that are copied. None of them came or went, and no
    /// picture has another size.
    #[must_use]
    pub fn with_files(&self, sources: &Sources) -> Self {
        let mut plan = self.clone();
        for (file, planned) in &self.outputs {
            let Output::Copy(old) = &planned.output else { continue };
            let Some(new) = sources.asset(&old.path).filter(|new| *new != old) else { continue };
            plan.outputs.remove(file);
            let address = match planned.role() {
                Role::Fingerprinted => outputs::fingerprinted(new).map(Arc::from),
                _ => Some(Arc::clone(&planned.address)),
            };
            if let Some(address) = address {
                let (file, origin) = (url::file(&address), planned.origin.clone());
                let output = Output::Copy(new.clone());
                plan.outputs.insert(file, Planned { address, origin, output }.into());
            }
        }
        plan.shared = self.shared.with_files(sources).into();
        plan
    }

    /// The plan with others in the place of some outputs.
    fn with(&self, other: impl Fn(&Output) -> Option<Output>) -> Self {
        let mut plan = self.clone();
        for planned in plan.outputs.values_mut() {
            if let Some(output) = other(&planned.output) {
                let (address, origin) = (Arc::clone(&planned.address), planned.origin.clone());
                *planned = Arc::new(Planned { address, origin, output });
            }
        }
        plan
    }
}
