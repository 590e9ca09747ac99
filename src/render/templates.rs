//! Tera, and its errors as diagnostics with a place in the template.

use tera::{Context, ErrorKind, Kwargs, State, Tera, Value};

use crate::diagnostic::Diagnostic;
use crate::plan::{Origin, Page, Shared, url};
use crate::source::{Hash, Source, Sources, Span};
use crate::theme::PREFIX;

/// The templates of a site over the built-in ones, ready to render.
#[derive(Debug)]
pub struct Templates {
    tera: Tera,
    /// The texts, for the places of errors.
    texts: Vec<Template>,
    /// Identifies the templates and what they share; a page rendered with another is another page.
    pub hash: Hash,
}

/// A template by the name that Tera knows it under.
#[derive(Debug, Clone)]
struct Template {
    name: String,
    source: Source,
}

impl Templates {
    /// Compiles all templates.
    ///
    /// # Errors
    /// With every syntax error of every file; or, when there is none, with the first mistake between
    /// files, such as a parent that does not exist.
    pub fn compile(sources: &Sources, shared: &Shared) -> Result<Self, Vec<Diagnostic>> {
        let texts = texts(sources);
        let mut tera = empty(shared);
        let named = texts.iter().map(|template| (&template.name, &*template.source.text));
        if let Err(error) = tera.add_raw_templates(named) {
            return Err(mistakes(&empty(shared), &texts, &error));
        }
        let value = Value::from_serializable(shared);
        tera.global_context().insert_value("site", value);
        let hash = hash(&texts, shared);
        Ok(Self { tera, texts, hash })
    }

    /// Renders a page around its text.
    ///
    /// # Errors
    /// With the template's place and the page that was being rendered.
    pub fn page(
        &self,
        page: &Page,
        body: &str,
        structured_data: &str,
        origin: &Origin,
    ) -> Result<Vec<u8>, Diagnostic> {
        let mut context = Context::new();
        context.insert_value("page", Value::from_serializable(page));
        context.insert_value("view", Value::from_serializable(&page.view));
        context.insert_value("body", Value::safe_string(body));
        context.insert_value("structured_data", Value::safe_string(structured_data));
        self.write(page.template, &context, origin, &page.address)
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
            Err(error) => Err(report(&self.texts, &error, Some((origin, address)))),
        }
    }
}

/// Tera with our filters and without templates. What it does not know when a template is added is an
/// error there and then.
fn empty(shared: &Shared) -> Tera {
    let mut tera = Tera::new();
    tera.set_fallback_prefixes([PREFIX]).expect("no template is there yet");
    let base_path = shared.base_path.clone();
    tera.register_filter("url", move |address: &str, _: Kwargs, _: &State| {
        url::href(&base_path, address)
    });
    let prefix = format!("{}{}", url::origin(&shared.base_url), shared.base_path);
    tera.register_filter("absolute", move |address: &str, _: Kwargs, _: &State| {
        url::href(&prefix, address)
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

fn hash(texts: &[Template], shared: &Shared) -> Hash {
    let mut hasher = blake3::Hasher::new();
    for template in texts {
        hasher.update(template.name.as_bytes()).update(template.source.hash.as_bytes());
    }
    hasher.update(crate::source::hash_of(shared).as_bytes()).finalize()
}

/// Every syntax error, or else the one `error` between files.
fn mistakes(empty: &Tera, texts: &[Template], error: &tera::Error) -> Vec<Diagnostic> {
    let syntax = texts.iter().filter_map(|template| syntax_error(empty, texts, template));
    let syntax: Vec<Diagnostic> = syntax.collect();
    if syntax.is_empty() { vec![report(texts, error, None)] } else { syntax }
}

/// Tera stops at the first file that it cannot read, so each is also tried alone.
fn syntax_error(empty: &Tera, texts: &[Template], template: &Template) -> Option<Diagnostic> {
    let mut alone = empty.clone();
    let error = alone.add_raw_template(&template.name, &template.source.text).err()?;
    matches!(error.kind(), ErrorKind::SyntaxError(_)).then(|| report(texts, &error, None))
}

fn report(texts: &[Template], error: &tera::Error, page: Option<(&Origin, &str)>) -> Diagnostic {
    let (message, span) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let range = report.span().range.clone();
            (report.message().to_owned(), place(texts, report.filename(), range))
        }
        _ => located_by_text(texts, error),
    };
    let message = one_line(&message);
    let diagnostic = match (span, page) {
        (Some(span), _) => Diagnostic::error("template-error", span, message),
        (None, Some((origin, _))) => Diagnostic::error("template-error", origin.place, message),
        (None, None) => {
            Diagnostic::error("template-error", crate::diagnostic::Place::Site, message)
        }
    };
    match page {
        Some((origin, address)) => {
            diagnostic.help(format!("it was rendering `{address}`, {}", origin.name))
        }
        None => diagnostic,
    }
}

fn place(texts: &[Template], name: &str, range: std::ops::Range<usize>) -> Option<Span> {
    let template = texts.iter().find(|template| template.name == name)?;
    let end = range.end.min(template.source.text.len());
    Some(Span::new(template.source.id, range.start.min(end)..end))
}

/// Some mistakes come as bare text that names things in quotes; the first file that holds one of
/// those names is the place.
fn located_by_text(texts: &[Template], error: &tera::Error) -> (String, Option<Span>) {
    let mut message = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        message = format!("{message}: {inner}");
        source = inner.source();
    }
    let quoted: Vec<&str> = message
        .split(['`', '\'', '"'])
        .skip(1)
        .step_by(2)
        .filter(|name| !name.is_empty())
        .collect();
    let is_template = |name: &&&str| texts.iter().any(|template| template.name == **name);
    let file = quoted.iter().find(is_template).copied();
    let wanted = quoted.iter().filter(|name| Some(**name) != file);
    let span = wanted.into_iter().find_map(|name| find(texts, file, name));
    let span = span.or_else(|| place(texts, file?, 0..1));
    (message.clone(), span)
}

/// The first place of a name, in one file or in any.
fn find(texts: &[Template], file: Option<&str>, name: &str) -> Option<Span> {
    texts.iter().filter(|template| file.is_none_or(|file| file == template.name)).find_map(
        |template| {
            let at = template.source.text.find(name)?;
            Some(Span::new(template.source.id, at..at + name.len()))
        },
    )
}

/// House style for what another program says: one line, no full stop, lower case at its beginning.
fn one_line(message: &str) -> String {
    let line = message.lines().map(str::trim).filter(|line| !line.is_empty());
    let line = line.collect::<Vec<_>>().join("; ");
    let mut chars = line.trim_end_matches('.').chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}
