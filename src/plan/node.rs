//! A JSON-LD graph as a value: its texts are borrowed from the page that it tells of.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

/// A thing of the graph or a property of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Node<'a> {
    Text(Cow<'a, str>),
    Number(u32),
    List(Vec<Node<'a>>),
    Thing(Thing<'a>),
}

/// Properties, in the order of their names. A list serves so few better than a tree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Thing<'a>(Vec<(&'static str, Node<'a>)>);

impl Serialize for Thing<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(property, value)| (property, value)))
    }
}

impl<'a> Thing<'a> {
    /// A thing of this type of schema.org.
    pub fn of_type(name: &'static str) -> Self {
        Self::default().with("@type", name)
    }

    #[must_use]
    pub fn with(mut self, property: &'static str, value: impl Into<Node<'a>>) -> Self {
        let value = value.into();
        match self.0.binary_search_by_key(&property, |(other, _)| other) {
            Ok(at) => self.0[at].1 = value,
            Err(at) => self.0.insert(at, (property, value)),
        }
        self
    }

    /// The thing with a property that is not always there.
    #[must_use]
    pub fn with_some(self, property: &'static str, value: Option<impl Into<Node<'a>>>) -> Self {
        match value {
            Some(value) => self.with(property, value),
            None => self,
        }
    }

    /// The thing with a list of others, unless there are none.
    #[must_use]
    pub fn with_list(
        self,
        property: &'static str,
        things: impl IntoIterator<Item = Thing<'a>>,
    ) -> Self {
        let list: Vec<Node<'a>> = things.into_iter().map(Node::from).collect();
        self.with_some(property, (!list.is_empty()).then_some(list))
    }
}

impl<'a> From<&'a str> for Node<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Node<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<u32> for Node<'_> {
    fn from(number: u32) -> Self {
        Self::Number(number)
    }
}

impl<'a> From<Vec<Node<'a>>> for Node<'a> {
    fn from(list: Vec<Node<'a>>) -> Self {
        Self::List(list)
    }
}

impl<'a> From<Thing<'a>> for Node<'a> {
    fn from(thing: Thing<'a>) -> Self {
        Self::Thing(thing)
    }
}
