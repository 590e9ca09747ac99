//! Tera with the templates of a site over the built-in ones.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tera::{ArgFromValue as _, Context, Kwargs, State, Tera, Value};

use super::template_errors::{self, Template};
use crate::diagnostic::Diagnostic;
use crate::plan::part::{Card, Repeated};
use crate::plan::{Origin, Page, Shared, url};
use crate::source::{Hash, Sources};
use crate::theme::PREFIX;

/// The templates of a site over the built-in ones, ready to render.
#[derive(Debug)]
pub struct Templates {
    tera: Tera,
    /// As pages show them, by the hash of what they say: many pages show the same.
    cards: Mutex<HashMap<Hash, Value>>,
    /// The texts, for the places of errors.
    texts: Vec<Template>,
    /// Whether a template that can be rendered names the structured data. It takes long to write.
    pub(super) shows_structured_data: bool,
    /// Identifies the templates and what they share; a page rendered with another is another page.
    pub hash: Hash,
}

/// Cards are not kept beyond this many: a site whose pages each show their own gains nothing by them.
const MOST_CARDS: usize = 1024;

/// What is HTML already when a template puts it into its place.
#[derive(Debug)]
pub struct Parts<'a> {
    /// The text.
    pub body: &'a str,
    pub structured_data: String,
    /// The drawings, in the order of the page.
    pub figures: Vec<String>,
    /// What the timer plays, as JSON.
    pub phases: Option<String>,
}

impl Templates {
    /// Compiles all templates.
    ///
    /// # Errors
    /// With every mistake of every template that is one whatever page is rendered.
    pub fn compile(sources: &Sources, shared: &Shared) -> Result<Self, Vec<Diagnostic>> {
        let texts = texts(sources);
        let mut tera = template_errors::add_all(&empty(shared), &texts)?;
        let value = Value::from_serializable(shared);
        tera.global_context().insert_value("site", value);
        let hash = hash(&texts, shared);
        let shows_structured_data = is_named(&texts, "structured_data");
        Ok(Self { tera, cards: Mutex::default(), texts, shows_structured_data, hash })
    }

    /// Whether these are the templates of these sources, compiled for what they share.
    #[must_use]
    pub fn are_of(&self, sources: &Sources, shared: &Shared) -> bool {
        self.hash == hash(&texts(sources), shared)
    }

    /// Renders a page around its text.
    ///
    /// # Errors
    /// With the template's place and the page that was being rendered.
    pub fn page(
        &self,
        page: &Page,
        parts: &Parts<'_>,
        origin: &Origin,
    ) -> Result<Vec<u8>, Diagnostic> {
        let mut context = Context::new();
        context.insert_value("page", Value::from_serializable(page));
        context.insert_value("view", Value::from_serializable(&page.view));
        let figures = parts.figures.iter().map(|svg| Value::safe_string(svg)).collect::<Vec<_>>();
        context.insert_value("body", Value::safe_string(parts.body));
        context.insert_value("structured_data", Value::safe_string(&parts.structured_data));
        context.insert_value("figures", Value::from(figures));
        let phases = parts.phases.as_deref().map(Value::safe_string);
        context.insert_value("phases", phases.unwrap_or_else(Value::none));
        let cards = page.view.cards().filter(|cards| !cards.is_empty());
        let cards = cards.map(|cards| self.cards(cards, origin, &page.address)).transpose()?;
        context.insert_value("cards", cards.unwrap_or_else(|| Value::safe_string("")));
        self.write(page.template, &context, origin, &page.address)
    }

    /// The cards of a page as HTML.
    fn cards(
        &self,
        cards: &Repeated<Vec<Card>>,
        origin: &Origin,
        address: &str,
    ) -> Result<Value, Diagnostic> {
        let made = || self.cards.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = made().get(&cards.hash()) {
            return Ok(known.clone());
        }
        let mut context = Context::new();
        context.insert_value("cards", Value::from_serializable(cards));
        let html = self.write("cards.html", &context, origin, address)?;
        let html = Value::safe_string(&String::from_utf8_lossy(&html));
        let mut made = made();
        if made.len() < MOST_CARDS {
            made.insert(cards.hash(), html.clone());
        }
        Ok(html)
    }

    /// Renders the page that sends its readers on.
    ///
    /// # Errors
    /// As [`page`](Self::page).
    pub fn redirect(&self, to: &str, origin: &Origin) -> Result<Vec<u8>, Diagnostic> {
        let mut context = Context::new();
        context.insert_value("to", Value::normal_string(to));
        self.write("redirect.html", &context, origin, to)
    }

    fn write(
        &self,
        template: &str,
        context: &Context,
        origin: &Origin,
        address: &str,
    ) -> Result<Vec<u8>, Diagnostic> {
        let mut bytes = Vec::with_capacity(16 * 1024);
        match self.tera.render_to(template, context, &mut bytes) {
            Ok(()) => Ok(bytes),
            Err(error) => {
                Err(template_errors::rendering(&self.texts, &error, Some((origin, address))))
            }
        }
    }
}

/// The version whose templates these are. A site's own template names the one it was written for in its
/// first line, `{#- For soleus 0.1. -#}`, as the built-in ones do.
pub const VERSION: &str =
    concat!(env!("CARGO_PKG_VERSION_MAJOR"), ".", env!("CARGO_PKG_VERSION_MINOR"));

/// One warning about all templates of a site that were written for another version.
#[must_use]
pub fn of_other_versions(sources: &Sources) -> Option<Diagnostic> {
    let own = sources.under("templates/");
    let other = own.filter_map(|source| {
        let version = version_of(&source.text).filter(|version| *version != VERSION)?;
        Some((source.id, format!("`{}` ({version})", source.path)))
    });
    let (files, told): (Vec<_>, Vec<_>) = other.unzip();
    let message =
        format!("templates for another version than soleus {VERSION}: {}", told.join(", "));
    let help = format!(
        "compare each with the built-in template of its name, then write `{{#- For soleus {VERSION}. -#}}` above it"
    );
    files.first().map(|file| Diagnostic::warning("template-version", *file, message).help(help))
}

/// What the first line of a template names.
fn version_of(text: &str) -> Option<&str> {
    let comment = text.trim_start_matches('\u{feff}').strip_prefix("{#")?;
    let rest = comment.trim_start_matches('-').trim_start().strip_prefix("For soleus ")?;
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    Some(rest[..end].trim_end_matches('.')).filter(|version| !version.is_empty())
}

/// Tera with our filters and without templates. What it does not know when a template is added is an
/// error there and then.
fn empty(shared: &Shared) -> Tera {
    let mut tera = Tera::new();
    tera.set_fallback_prefixes([PREFIX]).expect("no template is there yet");
    let base_path = shared.base_path.clone();
    tera.register_filter("url", move |value: &Value, _: Kwargs, _: &State| {
        let address = <&str>::from_value(value)?;
        Ok::<_, tera::Error>(match url::href(&base_path, address) {
            // Most addresses are what they are called, and so is their value.
            Cow::Borrowed(_) if !value.is_safe() => value.clone(),
            href => Value::normal_string(&href),
        })
    });
    let base_url = shared.base_url.clone();
    tera.register_filter("absolute", move |address: &str, _: Kwargs, _: &State| {
        url::absolute(&base_url, address)
    });
    tera
}

/// The site's own templates under their names, the built-in ones under theirs.
fn texts(sources: &Sources) -> Vec<Template> {
    let own = sources.under("templates/").map(|source| (source, "templates/".len()));
    let built_in = sources.under(PREFIX).map(|source| (source, 0));
    own.chain(built_in)
        .map(|(source, cut)| Template {
            name: source.path[cut..].to_owned(),
            source: source.clone(),
        })
        .collect()
}

/// Whether a value is named in a template that can be rendered. A built-in one cannot when the site has
/// its own of that name, unless another names it in full.
fn is_named(texts: &[Template], value: &str) -> bool {
    let has = |name: &str| texts.iter().any(|other| other.name == name);
    let is_replaced = |template: &Template| {
        let name = template.name.as_str();
        name.strip_prefix(PREFIX).is_some_and(has)
            && !texts.iter().any(|other| other.name != name && other.source.text.contains(name))
    };
    let names = |template: &&Template| template.source.text.contains(value);
    texts.iter().filter(names).any(|template| !is_replaced(template))
}

fn hash(texts: &[Template], shared: &Shared) -> Hash {
    let mut hasher = blake3::Hasher::new();
    for template in texts {
        hasher.update(template.name.as_bytes()).update(template.source.hash.as_bytes());
    }
    hasher.update(crate::source::hash_of(shared).as_bytes()).finalize()
}
