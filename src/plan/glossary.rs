//! Words of anatomy in a text: the first mention of each becomes a link to its page.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The words that link.
#[derive(Debug, Default, Hash)]
pub struct Glossary {
    /// By their first word.
    entries: BTreeMap<String, Vec<Entry>>,
    /// Of each letter, the lengths of the first words that begin with it, as bits. Nearly every word of
    /// a text is passed over by a look at it.
    lengths: Vec<u64>,
}

#[derive(Debug, Hash)]
struct Entry {
    /// The name in lower case.
    name: String,
    address: String,
}

impl Glossary {
    /// A glossary of names and addresses. Of two names that begin alike, the longer one is found.
    pub fn new(names: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut entries: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
        for (name, address) in names {
            let name = name.to_lowercase();
            let first = words(&name).next().map(|word| name[word].to_owned()).unwrap_or_default();
            entries.entry(first).or_default().push(Entry { name, address });
        }
        for entries in entries.values_mut() {
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.name.len()));
        }
        let mut lengths = vec![0; 128];
        for first in entries.keys().filter(|first| first.is_ascii()) {
            lengths[letter(first)] |= length(first);
        }
        Self { entries, lengths }
    }

    /// The names that begin with this word.
    fn beginning_with(&self, word: &str) -> &[Entry] {
        let is_other = || self.lengths.get(letter(word)).is_none_or(|all| all & length(word) == 0);
        if word.is_ascii() && is_other() {
            return &[];
        }
        self.entries.get(&word.to_lowercase()).map(Vec::as_slice).unwrap_or_default()
    }

    /// The mentions in a text of what is not yet in `known`, in order; they are known afterwards.
    pub fn first_mentions<'g>(
        &'g self,
        text: &str,
        known: &mut BTreeSet<&'g str>,
    ) -> Vec<(Range<usize>, &'g str)> {
        let mut mentions = Vec::new();
        let mut from = 0;
        for word in words(text) {
            if word.start < from {
                continue;
            }
            let entries = self.beginning_with(&text[word.clone()]);
            if let Some((entry, end)) =
                entries.iter().find_map(|e| Some((e, e.end_in(text, word.start)?)))
            {
                if known.insert(&entry.address) {
                    mentions.push((word.start..end, entry.address.as_str()));
                }
                from = end;
            }
        }
        mentions
    }
}

fn letter(word: &str) -> usize {
    word.bytes().next().unwrap_or_default().to_ascii_lowercase().into()
}

fn length(word: &str) -> u64 {
    1 << (word.len() % 64)
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

/// The words of a text.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_ascii = text.is_ascii();
    let next = move |from: usize, wanted: bool| {
        let found = if is_ascii {
            text.as_bytes()[from..].iter().position(|b| b.is_ascii_alphanumeric() == wanted)
        } else {
            text[from..].find(|c: char| c.is_alphanumeric() == wanted)
        };
        found.map(|at| from + at)
    };
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = next(rest, true)?;
        rest = next(start, false).unwrap_or(text.len());
        Some(start..rest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let names = [("trapezius", "/t/"), ("upper trapezius", "/u/"), ("soleus", "/s/")];
        let names = names.map(|(name, address)| (name.to_owned(), address.to_owned()));
        let glossary = Glossary::new(names);
        let mut known = BTreeSet::new();
        let mentions = glossary.first_mentions(text, &mut known);
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
