//! The search index of a build, made only where what stands was made from other records.

use crate::derive::{precompress, search};
use crate::headers;
use crate::pipeline::Compiled;
use crate::plan::search::records;
use crate::plan::url;
use crate::source::hash_of;
use crate::write::{Made, WriteError, Writer};

/// Puts the files of the index and their packed forms, for a site that wants a search.
pub(super) fn put(writer: &Writer, compiled: &Compiled) -> Result<(), WriteError> {
    let Some(records) = records(&compiled.site, &compiled.plan) else { return Ok(()) };
    let compressions = &compiled.site.settings.precompress;
    let planned = hash_of(&(&records, compressions));
    if writer.keep_below(url::SEARCH_INDEX, planned)? {
        return Ok(());
    }
    for (file, bytes) in search::index(&records) {
        let role = search::role(&file);
        let put =
            |file: &str, bytes: &[u8]| writer.put(file, Made::derived(file, role, planned), bytes);
        put(&file, &bytes)?;
        let is_text = headers::is_text(&headers::content_type_of_name(&file));
        for compression in compressions.iter().filter(|_| is_text) {
            if let Some(packed) = precompress::compressed(&bytes, *compression) {
                put(&format!("{file}{}", compression.suffix()), &packed)?;
            }
        }
    }
    Ok(())
}
