//! One question to another site: where redirects lead, and what comes of it. Nothing of a body is
//! ever read, so that an endless one holds up nobody.

use std::fmt::{self, Write as _};
use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use ureq::config::Config;
use ureq::http::{HeaderMap, Method, Request, Uri, header};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

use super::{Limits, address};

const MOST_REDIRECTS: usize = 5;
const LONGEST_HEADER: usize = 64 * 1024;
const NAME: &str = concat!("soleus/", env!("CARGO_PKG_VERSION"), " (link check)");

/// What comes of a question.
#[derive(Debug)]
pub(super) enum Reply {
    /// The site answers, and perhaps wants no further question before some time is over.
    Status(u16, Option<Duration>),
    /// Nothing answers; another try may go better.
    Silence(String),
    /// Whatever answers, it will never be a page.
    Nowhere(String),
    /// No question can be made of the address, or the answers lead round in circles, as they do
    /// where a site wants a cookie.
    Unclear,
}

#[derive(Debug)]
pub(super) struct Client {
    agent: Agent,
    limit: Duration,
}

impl Client {
    pub(super) fn new(limits: &Limits) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            // Redirects are followed here: the library would read their bodies to the end.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_response_header_size(LONGEST_HEADER)
            // Some sites send a body after a head, which would then begin the next answer.
            .max_idle_connections(0)
            .timeout_connect(Some(limits.connect))
            // A proxy would look names up by itself, and reach what is to be out of reach.
            .proxy(None)
            .user_agent(NAME)
            .build();
        let resolver =
            PublicOnly { inner: DefaultResolver::default(), allowed: limits.allowed.clone() };
        let agent = Agent::with_parts(config, DefaultConnector::new(), resolver);
        Self { agent, limit: limits.question }
    }

    /// Asks, and follows where the answers lead.
    pub(super) fn ask(&self, method: &Method, address: &str) -> Reply {
        let until = Instant::now() + self.limit;
        let Ok(mut uri) = encoded(address.as_bytes()).parse::<Uri>() else { return Reply::Unclear };
        for _ in 0..=MOST_REDIRECTS {
            let left = until.saturating_duration_since(Instant::now());
            match self.once(method, &uri, left) {
                Ok((status, headers)) if is_redirect(status) => match target(&uri, &headers) {
                    Some(next) => uri = next,
                    None => return Reply::Nowhere("it redirects to no web address".to_owned()),
                },
                Ok((status, headers)) => return Reply::Status(status, wait(&headers)),
                Err(error) => return failure(error),
            }
        }
        Reply::Unclear
    }

    fn once(&self, method: &Method, uri: &Uri, left: Duration) -> Result<(u16, HeaderMap), Error> {
        let request = Request::builder().method(method).uri(uri).header(header::ACCEPT, "*/*");
        let request = self.agent.configure_request(request.body(())?).timeout_global(Some(left));
        let (response, _) = self.agent.run(request.build())?.into_parts();
        Ok((response.status.as_u16(), response.headers))
    }
}

fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

/// Where a redirect leads.
fn target(from: &Uri, headers: &HeaderMap) -> Option<Uri> {
    let location = encoded(headers.get(header::LOCATION)?.as_bytes());
    let location = location.split('#').next()?;
    let (scheme, authority) = (from.scheme_str()?, from.authority()?);
    let path = from.path();
    let address = if has_scheme(location) {
        location.to_owned()
    } else if location.starts_with("//") {
        format!("{scheme}:{location}")
    } else if location.starts_with('/') {
        format!("{scheme}://{authority}{location}")
    } else if location.starts_with('?') || location.is_empty() {
        format!("{scheme}://{authority}{path}{location}")
    } else {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        format!("{scheme}://{authority}{folder}/{location}")
    };
    let uri: Uri = address.parse().ok()?;
    matches!(uri.scheme_str(), Some("http" | "https")).then_some(uri)
}

/// Whether an address says by itself how to get there, as `https:` and `mailto:` do.
fn has_scheme(address: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    address.split_once(':').is_some_and(|(scheme, _)| scheme.chars().all(fits))
}

/// An address as it is sent: with `%C3%BC` for `ü`.
fn encoded(address: &[u8]) -> String {
    let mut sent = String::with_capacity(address.len());
    for byte in address {
        if byte.is_ascii_graphic() {
            sent.push(char::from(*byte));
        } else {
            write!(sent, "%{byte:02X}").expect("a string can be written to");
        }
    }
    sent
}

/// How long the site wants to be left alone: a number of seconds, or a time.
fn wait(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let time = jiff::fmt::rfc2822::parse(text).ok()?.timestamp();
    Duration::try_from(time.duration_since(Timestamp::now())).ok()
}

fn failure(error: Error) -> Reply {
    match error {
        Error::Timeout(_) => Reply::Silence("it does not answer in time".to_owned()),
        // What is wrong with a certificate comes as a fault in what was read.
        Error::Io(error) if error.kind() == ErrorKind::InvalidData => {
            Reply::Nowhere(told("the connection is not safe", &error))
        }
        Error::HostNotFound => Reply::Silence("no site has its name".to_owned()),
        Error::BadUri(_) | Error::Http(_) => Reply::Unclear,
        Error::Other(error) => match error.downcast_ref::<Refused>() {
            Some(refused) => Reply::Nowhere(refused.to_string()),
            None => Reply::Silence(told("the connection fails", &error)),
        },
        Error::Io(error) => Reply::Silence(told("the connection fails", &error)),
        error => Reply::Silence(told("the answer cannot be read", &error)),
    }
}

/// What failed and why, on one line.
fn told(what: &str, why: &impl fmt::Display) -> String {
    format!("{what}: {why}").replace(char::is_control, " ")
}

/// Looks names up, and gives only addresses of the public internet. The connection is made to what
/// it gives, for a redirect as for the first question, so that a name cannot change in between.
#[derive(Debug)]
struct PublicOnly {
    inner: DefaultResolver,
    allowed: Vec<SocketAddr>,
}

impl Resolver for PublicOnly {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let all = self.inner.resolve(uri, config, timeout)?;
        let mut allowed = self.empty();
        for socket in all.iter().filter(|socket| self.allows(socket)) {
            allowed.push(*socket);
        }
        match all.first() {
            Some(first) if allowed.is_empty() => Err(Error::Other(Box::new(Refused(first.ip())))),
            _ => Ok(allowed),
        }
    }
}

impl PublicOnly {
    fn allows(&self, socket: &SocketAddr) -> bool {
        address::is_public(socket.ip()) || self.allowed.contains(socket)
    }
}

/// An address that no link may lead to.
#[derive(Debug)]
struct Refused(IpAddr);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "it leads to `{}`, which is not on the public internet", self.0)
    }
}

impl std::error::Error for Refused {}
