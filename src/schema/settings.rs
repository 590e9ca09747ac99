//! The settings of a site: `content/site.yaml`.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};

use super::{Extra, HostName, Id, Int, Person, Ref, Target, Text, Urgency, WebAddress};

/// The settings of a site. Every one has a default, so that a site of one article builds.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = all_optional)]
pub struct Settings {
    /// What the site is called.
    pub title: Text<1, 80>,
    /// What the site does, in one sentence: the heading of the home page.
    pub tagline: Text<0, 120>,
    /// One or two sentences for search results.
    pub description: Text<0, 200>,
    /// Where the site will be published, with its folder: `https://example.org/blog/`.
    pub base_url: WebAddress,
    /// The language of the text, such as `en-GB`.
    pub language: Text<2, 20>,
    /// The time zone that decides which day it is, such as `Europe/London`.
    pub time_zone: Text<1, 60>,
    /// Who wrote an entry that names no author.
    pub authors: Vec<Ref<Person>>,
    /// The address of an article, from `{year}`, `{month}`, `{day}` and `{id}`.
    pub permalink: Text<3, 120>,
    /// How many articles a page of a list shows.
    pub page_size: Int<1, 200>,
    /// How many articles the feed holds.
    pub feed_size: Int<1, 200>,
    /// Allows HTML in Markdown; script elements and handlers never are.
    pub raw_html: bool,
    /// Where a reader reports a mistake: a web page, or a mail address.
    pub report_to: Option<Text<3, 200>>,
    /// The licence of the text.
    pub licence: Option<Licence>,
    /// Telephone numbers by purpose; `{{emergency_number}}` in a text shows those of `emergency`.
    pub phone_numbers: BTreeMap<Id, Vec<PhoneNumber>>,
    /// The words of the card of warning signs, by level.
    pub cards: BTreeMap<Urgency, CardWords>,
    /// The URL by which the preview opens a place in the author's editor, from `{file}`, `{line}` and
    /// `{column}`.
    pub editor: Text<8, 200>,
    /// Hosts of others that pages may load from; nothing is loaded from any other. The policy of the
    /// pages and the page about privacy are made from it.
    pub allow: Vec<Allowed>,
    /// Hosts that files are made for: header rules and redirects, a name, whatever each of them reads.
    pub hosts: Vec<Host>,
    /// Whether readers can search the pages. The index is made by the build and read in the browser.
    pub search: bool,
    /// How files are packed beside themselves, for servers that send what is packed already.
    pub precompress: Vec<Compression>,
    /// How bad the findings of a rule are, by the rule's id: `off`, `warning` or `error`.
    pub rules: BTreeMap<Id, RuleLevel>,
    /// Where `soleus deploy` publishes the site, by a name for each place.
    pub targets: BTreeMap<Id, Target>,
    /// Anything for the site's own templates.
    pub extra: Extra,
}

/// The settings that a site gets for what its own file leaves out, as YAML.
const DEFAULTS: &str = include_str!("settings.yaml");

impl Settings {
    /// The defaults with the author's keys laid over them.
    ///
    /// # Errors
    /// When a key is unknown or a value does not fit; the schema walk says where.
    pub fn over_defaults(own: serde_yaml::Mapping) -> Result<Self, serde_yaml::Error> {
        let mut all: serde_yaml::Mapping = serde_yaml::from_str(DEFAULTS)?;
        all.extend(own);
        serde_yaml::from_value(all.into())
    }

    /// The defaults that are one word, number or text, as they are written in YAML.
    pub fn simple_defaults() -> impl Iterator<Item = (&'static str, &'static str)> {
        let lines = DEFAULTS.lines().filter(|line| !line.starts_with([' ', '#']));
        let values = lines.filter_map(|line| line.split_once(": "));
        values.filter(|(_, value)| !matches!(*value, "null" | "[]" | "{}" | "\"\""))
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self::over_defaults(serde_yaml::Mapping::new()).expect("a test decodes the defaults")
    }
}

/// Every setting has a default, although decoding sees them all.
fn all_optional(schema: &mut Schema) {
    schema.remove("required");
}

/// How bad a site takes the findings of a rule to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RuleLevel {
    Off,
    Warning,
    Error,
}

/// A way to pack a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Compression {
    Gzip,
    Brotli,
}

impl Compression {
    /// What the name of a packed file ends in.
    #[must_use]
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Gzip => ".gz",
            Self::Brotli => ".br",
        }
    }
}

/// A host that reads files of a site to know how to serve it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Host {
    Netlify,
    CloudflarePages,
    GithubPages,
}

/// A host of others, and what pages may have of it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Allowed {
    /// Its name.
    pub host: HostName,
    /// What pages have of it.
    #[serde(rename = "for")]
    pub purpose: Purpose,
}

/// What pages have of a host of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// A program that runs on the page, and what it asks its host for.
    Script,
    /// A form whose words are sent there.
    Form,
    /// A page of the host within a page of the site.
    Frame,
    /// Pictures.
    Image,
}

/// A licence and where it can be read.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    /// Its name.
    pub name: Text<2, 60>,
    /// Its text.
    pub url: WebAddress,
}

/// A telephone number and where it works.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema, PartialEq, Eq, Hash)]
#[serde(deny_unknown_fields)]
pub struct PhoneNumber {
    /// The number as it is dialled.
    pub number: Text<2, 20>,
    /// Where it works, as it follows the number: "in the UK".
    #[serde(rename = "where")]
    pub place: Text<2, 60>,
}

/// What a card says around its signs. Both may hold tokens such as `{{emergency_number}}`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CardWords {
    /// The action, ending in "if:". It must be true for every sign of its level.
    pub heading: Text<5, 120>,
    /// What to do and not to do, below the signs.
    #[serde(default)]
    pub after: Option<Text<5, 300>>,
}
