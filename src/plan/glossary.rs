//! Words of anatomy in a text: the first mention of each becomes a link to its page.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::prose::beginnings::Beginnings;

/// The words that link.
#[derive(Debug, Clone, Default, Hash)]
pub struct Glossary {
    /// By the first byte of their names, the longest first.
    entries: Vec<Vec<Entry>>,
    /// How the names begin.
    beginnings: Beginnings,
}

#[derive(Debug, Clone, Hash)]
struct Entry {
    /// The name in lower case.
    name: String,
    address: String,
}

impl Glossary {
    /// A glossary of names and addresses. Of two names that begin alike, the longer one is found.
    pub fn new(names: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut entries: Vec<Vec<Entry>> = std::iter::repeat_with(Vec::new).take(256).collect();
        let mut beginnings = Beginnings::default();
        for (name, address) in names {
            let name = name.to_lowercase();
            beginnings.add(&name);
            if let Some(first) = name.bytes().next() {
                entries[usize::from(first)].push(Entry { name, address });
            }
        }
        for entries in &mut entries {
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.name.len()));
        }
        Self { entries, beginnings }
    }

    /// Where in a text a name may begin, in order.
    pub fn places(&self, text: &str) -> Vec<usize> {
        let mut places = Vec::new();
        self.beginnings.look(text.as_bytes(), |place| places.push(place));
        places
    }

    /// The mentions in a text, at some of its [places](Self::places), of what is not yet in `known`, in
    /// order; they are known afterwards.
    pub fn first_mentions<'g>(
        &'g self,
        text: &str,
        places: Vec<usize>,
        known: &mut BTreeSet<&'g str>,
    ) -> Vec<(Range<usize>, &'g str)> {
        let mut mentions = Vec::new();
        let mut from = 0;
        for start in places {
            let begins_here = start >= from
                && text.is_char_boundary(start)
                && !text[..start].ends_with(char::is_alphanumeric);
            if !begins_here {
                continue;
            }
            if let Some((entry, end)) = self.standing_at(text, start) {
                if known.insert(&entry.address) {
                    mentions.push((start..end, entry.address.as_str()));
                }
                from = end;
            }
        }
        mentions
    }

    /// The longest name that stands whole at `start`, and where it ends.
    fn standing_at(&self, text: &str, start: usize) -> Option<(&Entry, usize)> {
        let first = text.as_bytes()[start].to_ascii_lowercase();
        let mut entries = self.entries[usize::from(first)].iter();
        entries.find_map(|entry| Some((entry, entry.end_in(text, start)?)))
    }
}

impl Entry {
    /// Where the name ends if it stands whole at `start`.
    fn end_in(&self, text: &str, start: usize) -> Option<usize> {
        let end = start + self.name.len();
        let found = text.get(start..end)?;
        let is_whole = !text[end..].starts_with(|c: char| c.is_alphanumeric() || c == '-');
        (is_whole && found.eq_ignore_ascii_case(&self.name)).then_some(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let names = [("trapezius", "/t/"), ("upper trapezius", "/u/"), ("soleus", "/s/")];
        let names = names.map(|(name, address)| (name.to_owned(), address.to_owned()));
        let glossary = Glossary::new(names);
        let mut known = BTreeSet::new();
        let mentions = glossary.first_mentions(text, glossary.places(text), &mut known);
        mentions.into_iter().map(|(range, address)| format!("{} {address}", &text[range])).collect()
    }

    #[test]
    fn the_first_mention_of_each_word_is_found_whatever_its_case() {
        assert_eq!(found("Soleus, then soleus and trapezius."), ["Soleus /s/", "trapezius /t/"]);
    }

    #[test]
    fn the_longer_name_is_found_and_not_a_shorter_one_inside_it() {
        assert_eq!(
            found("the upper trapezius and the trapezius"),
            ["upper trapezius /u/", "trapezius /t/"]
        );
    }

    #[test]
    fn a_part_of_a_word_is_no_mention() {
        assert_eq!(found("soleuses and soleus-like, höher"), Vec::<String>::new());
    }
}
