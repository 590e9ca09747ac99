//! The bounded values that fields are made of. Each carries its bounds into the JSON Schema and
//! refuses what lies outside while it is decoded, so that a decoded entry needs no second look.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Kind;

/// Text of `MIN` to `MAX` characters, without white space at its ends.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text<const MIN: usize, const MAX: usize>(Arc<str>);

impl<const MIN: usize, const MAX: usize> Text<MIN, MAX> {
    /// The text, shared and not copied.
    #[must_use]
    pub fn share(&self) -> Arc<str> {
        Arc::clone(&self.0)
    }
}

impl<const MIN: usize, const MAX: usize> fmt::Display for Text<MIN, MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<const MIN: usize, const MAX: usize> Deref for Text<MIN, MAX> {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de, const MIN: usize, const MAX: usize> Deserialize<'de> for Text<MIN, MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        let text = text.trim();
        let length = text.chars().count();
        if length < MIN || length > MAX {
            return Err(D::Error::custom("text of another length"));
        }
        Ok(Self(text.into()))
    }
}

impl<const MIN: usize, const MAX: usize> Serialize for Text<MIN, MAX> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<const MIN: usize, const MAX: usize> JsonSchema for Text<MIN, MAX> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("Text{MIN}To{MAX}").into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "minLength": MIN, "maxLength": MAX })
    }
}

/// A whole number from `MIN` to `MAX`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Int<const MIN: u32, const MAX: u32>(u32);

impl<const MIN: u32, const MAX: u32> Int<MIN, MAX> {
    #[must_use]
    pub fn get(self) -> u32 {
        self.0
    }
}

impl<'de, const MIN: u32, const MAX: u32> Deserialize<'de> for Int<MIN, MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = u32::deserialize(deserializer)?;
        if !(MIN..=MAX).contains(&number) {
            return Err(D::Error::custom("number out of bounds"));
        }
        Ok(Self(number))
    }
}

impl<const MIN: u32, const MAX: u32> JsonSchema for Int<MIN, MAX> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("Int{MIN}To{MAX}").into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "minimum": MIN, "maximum": MAX })
    }
}

/// A whole number from `MIN` to `MAX`, which may be below 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Whole<const MIN: i32, const MAX: i32>(i32);

impl<const MIN: i32, const MAX: i32> Whole<MIN, MAX> {
    /// `None` when the number is out of bounds.
    #[must_use]
    pub fn new(number: i32) -> Option<Self> {
        (MIN..=MAX).contains(&number).then_some(Self(number))
    }

    #[must_use]
    pub fn get(self) -> i32 {
        self.0
    }
}

impl<'de, const MIN: i32, const MAX: i32> Deserialize<'de> for Whole<MIN, MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = i32::deserialize(deserializer)?;
        Self::new(number).ok_or_else(|| D::Error::custom("number out of bounds"))
    }
}

impl<const MIN: i32, const MAX: i32> JsonSchema for Whole<MIN, MAX> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("Whole{MIN}To{MAX}").into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "minimum": MIN, "maximum": MAX })
    }
}

/// The name of an entry: lower-case letters, digits and single hyphens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Id(Arc<str>);

/// What an id looks like, as a regular expression.
pub const ID_PATTERN: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

impl Id {
    /// `None` when the text is not an id.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let word = |part: &str| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        text.split('-').all(word).then(|| Self(text.into()))
    }

    #[must_use]
    pub fn share(&self) -> Arc<str> {
        Arc::clone(&self.0)
    }
}

impl Deref for Id {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        Self::new(&text).ok_or_else(|| D::Error::custom("not an id"))
    }
}

impl JsonSchema for Id {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "id", "pattern": ID_PATTERN })
    }
}

/// Something that other entries can name: its fields type knows what it is called.
pub trait Named {
    const KIND: Kind;
}

/// The id of an entry of kind `T`. `link` turns it into a key or a diagnostic.
pub struct Ref<T> {
    id: Id,
    kind: PhantomData<fn() -> T>,
}

impl<T> Ref<T> {
    #[must_use]
    pub fn id(&self) -> &Id {
        &self.id
    }
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        Self { id: self.id.clone(), kind: PhantomData }
    }
}

impl<T> fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.id)
    }
}

impl<'de, T> Deserialize<'de> for Ref<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self { id: Id::deserialize(deserializer)?, kind: PhantomData })
    }
}

impl<T: Named> JsonSchema for Ref<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("Ref{}", T::KIND.name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = Id::json_schema(generator);
        schema.insert("refersTo".into(), T::KIND.name().into());
        schema
    }
}

/// A calendar day, written `2026-12-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub jiff::civil::Date);

impl Day {
    /// `None` when the text is not a day of the calendar in the form `YYYY-MM-DD`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let shaped = text.len() == 10 && text.bytes().filter(|b| *b == b'-').count() == 2;
        shaped.then(|| text.parse().ok()).flatten().map(Self)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("not a date"))
    }
}

impl JsonSchema for Day {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date" })
    }
}

/// An `https:` or `http:` address of another site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct WebAddress(Arc<str>);

impl WebAddress {
    /// `None` unless the text is an absolute `http` or `https` address without white space or
    /// control characters.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        let host_first = rest.starts_with(|c: char| c.is_alphanumeric() || c == '[');
        let clean = !text.contains(|c: char| c.is_whitespace() || c.is_control());
        (host_first && clean).then(|| Self(text.into()))
    }

    #[must_use]
    pub fn share(&self) -> Arc<str> {
        Arc::clone(&self.0)
    }
}

impl Deref for WebAddress {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for WebAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        Self::new(&text).ok_or_else(|| D::Error::custom("not a web address"))
    }
}

impl JsonSchema for WebAddress {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "WebAddress".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "web-address" })
    }
}

/// How long an address on this site may be: file systems end at 4,096 bytes, with the folder of the
/// site before it, and some well before.
const SITE_PATH_BYTES: usize = 1000;

/// An address on this site, from its root: `/old/page/`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct SitePath(Arc<str>);

impl SitePath {
    /// `None` unless the text begins with one slash and stays inside the site: no empty, `.` or
    /// `..` segment, no backslash, query, fragment, percent sign or control character, and short
    /// enough to be the path of a file.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let rest = text.strip_prefix('/')?;
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let fits = |part: &str| {
            !part.is_empty()
                && part.len() < 200
                && !part.starts_with('.')
                && !part.contains(|c: char| c.is_control() || "\\?#%:*\"<>|".contains(c))
        };
        (text.len() <= SITE_PATH_BYTES && rest.split('/').all(fits)).then(|| Self(text.into()))
    }

    #[must_use]
    pub fn share(&self) -> Arc<str> {
        Arc::clone(&self.0)
    }
}

impl Deref for SitePath {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for SitePath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        Self::new(&text).ok_or_else(|| D::Error::custom("not an address on this site"))
    }
}

impl JsonSchema for SitePath {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "SitePath".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "site-path" })
    }
}

/// The name of another site's host, such as `giscus.app`: letters of a policy must not be able to hide
/// in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct HostName(Arc<str>);

impl HostName {
    /// `None` unless the text is a lower-case name with at least one dot, without scheme, port or path.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let is_label = |label: &str| {
            let fits =
                |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            !label.is_empty() && label.len() < 64 && label.bytes().all(fits)
        };
        (text.contains('.') && text.split('.').all(is_label)).then(|| Self(text.into()))
    }

    #[must_use]
    pub fn share(&self) -> Arc<str> {
        Arc::clone(&self.0)
    }
}

impl Deref for HostName {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for HostName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        Self::new(&text).ok_or_else(|| D::Error::custom("not a host"))
    }
}

impl JsonSchema for HostName {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "HostName".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "host" })
    }
}

/// A shape, as SVG writes paths: letters of commands, and numbers.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct SvgPath(Arc<str>);

impl SvgPath {
    /// `None` unless the text begins with a move and holds nothing but commands and numbers.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let fits = |byte: u8| byte.is_ascii_digit() || b"MmLlHhVvCcSsQqTtAaZz,.-+ ".contains(&byte);
        (text.starts_with(['M', 'm']) && text.bytes().all(fits)).then(|| Self(text.into()))
    }

    #[must_use]
    pub fn share(&self) -> Arc<str> {
        Arc::clone(&self.0)
    }
}

impl<'de> Deserialize<'de> for SvgPath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        Self::new(&text).ok_or_else(|| D::Error::custom("not a path"))
    }
}

impl JsonSchema for SvgPath {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "SvgPath".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "svg-path" })
    }
}

/// Decides whether text fits one of the `format` words that this module puts into schemas; what the
/// schema walk reports and what decoding refuses is the same code.
#[must_use]
pub fn fits_format(format: &str, text: &str) -> bool {
    match format {
        "id" => Id::new(text).is_some(),
        "date" => Day::parse(text).is_some(),
        "web-address" => WebAddress::new(text).is_some(),
        "site-path" => SitePath::new(text).is_some(),
        "host" => HostName::new(text).is_some(),
        "svg-path" => SvgPath::new(text).is_some(),
        _ => true,
    }
}
