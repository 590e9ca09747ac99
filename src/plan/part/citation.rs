//! The sources of a page, numbered in the order in which it cites them.

use std::sync::Arc;

use serde::Serialize;

use crate::link::SourceId;
use crate::plan::Context;
use crate::schema::SourceStatus;

/// Numbers the sources of a page in the order in which it cites them.
#[derive(Debug, Default)]
pub struct Citations {
    order: Vec<SourceId>,
    uses: Vec<u32>,
}

impl Citations {
    /// The number of a source on this page.
    pub fn number(&mut self, id: SourceId) -> u32 {
        let at = self.order.iter().position(|other| *other == id).unwrap_or_else(|| {
            self.order.push(id);
            self.uses.push(0);
            self.order.len() - 1
        });
        u32::try_from(at).expect("fewer than 2^32 sources") + 1
    }

    pub fn numbers(&mut self, ids: &[SourceId]) -> Vec<u32> {
        ids.iter().map(|id| self.number(*id)).collect()
    }

    /// A citation in the text: its number, and which use of the source it is, from 1.
    pub(super) fn cite(&mut self, id: SourceId) -> (u32, u32) {
        let number = self.number(id);
        let uses = &mut self.uses[number as usize - 1];
        *uses += 1;
        (number, *uses)
    }

    /// The list of sources, the cited ones in their order and then the `rest`.
    pub fn list(mut self, context: &Context<'_>, rest: &[SourceId]) -> Vec<SourceView> {
        self.numbers(rest);
        (1..)
            .zip(self.order.iter().zip(&self.uses))
            .map(|(n, (id, uses))| source(context, n, *id, *uses))
            .collect()
    }
}

/// A source in the list of a page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct SourceView {
    pub number: u32,
    pub title: Arc<str>,
    /// The page of the source on this site.
    pub address: Arc<str>,
    pub org: Arc<str>,
    pub kind: &'static str,
    pub year: Option<u32>,
    pub url: Arc<str>,
    /// It was read on another site that names its publisher.
    pub is_copy: bool,
    /// How often the text cites it; each use has a link back.
    pub uses: u32,
}

fn source(context: &Context<'_>, number: u32, id: SourceId, uses: u32) -> SourceView {
    let source = context.site.source(id);
    SourceView {
        number,
        title: source.title.share(),
        address: crate::plan::source::address(source),
        org: source.org.share(),
        kind: crate::plan::words::source_kind(source.kind),
        year: source.year.map(crate::schema::Int::get),
        url: source.url.share(),
        is_copy: source.status == SourceStatus::Mirror,
        uses,
    }
}
