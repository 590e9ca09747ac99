//! Closed doors: which requests are answered at all. A page of another site that is open in the same
//! browser, also one whose name was made to lead here, must not read a site before it is published.

use std::net::IpAddr;

use axum::http::uri::Authority;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};

/// The longest address that is answered, in bytes.
const LONGEST: usize = 4096;

/// The names by which the server may be called.
#[derive(Debug, Clone)]
pub struct Doors {
    names: Vec<String>,
}

impl Doors {
    /// Loopback names and addresses, the address that a request came in at, and `names`.
    #[must_use]
    pub fn new(names: &[String]) -> Self {
        Self { names: names.iter().map(|name| name.to_ascii_lowercase()).collect() }
    }

    /// Why a request is refused, if it is. `here` is the address that it came in at.
    ///
    /// # Errors
    /// With the status of the answer.
    pub fn check(
        &self,
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
        here: IpAddr,
    ) -> Result<(), StatusCode> {
        let host = the_host(uri, headers)?;
        if !self.is_ours(&host, here) || !self.is_origin_ours(headers, here)? {
            return Err(StatusCode::FORBIDDEN);
        }
        if !matches!(*method, Method::GET | Method::HEAD) {
            return Err(StatusCode::METHOD_NOT_ALLOWED);
        }
        if uri.path_and_query().is_some_and(|path| path.as_str().len() > LONGEST) {
            return Err(StatusCode::URI_TOO_LONG);
        }
        Ok(())
    }

    fn is_ours(&self, host: &str, here: IpAddr) -> bool {
        let host = host.to_ascii_lowercase();
        let host = host.strip_suffix('.').unwrap_or(&host);
        let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
        if let Ok(address) = bare.parse::<IpAddr>() {
            let address = address.to_canonical();
            return address.is_loopback()
                || address == here.to_canonical()
                || self.names.iter().any(|name| name == bare);
        }
        host == "localhost"
            || host.ends_with(".localhost")
            || self.names.iter().any(|name| name == host)
    }

    /// Browsers name the site of the page that asks, unless it is the page of the address itself.
    fn is_origin_ours(&self, headers: &HeaderMap, here: IpAddr) -> Result<bool, StatusCode> {
        let mut origins = headers.get_all(header::ORIGIN).iter();
        let Some(origin) = origins.next() else { return Ok(true) };
        if origins.next().is_some() {
            return Err(StatusCode::BAD_REQUEST);
        }
        let origin = origin.to_str().map_err(|_| StatusCode::FORBIDDEN)?;
        let authority = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
        let host = authority.and_then(host_of);
        Ok(host.is_some_and(|host| self.is_ours(&host, here)))
    }
}

/// The one host that a request names. A target that names another than the header is no honest one.
fn the_host(uri: &Uri, headers: &HeaderMap) -> Result<String, StatusCode> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return Err(StatusCode::BAD_REQUEST);
    };
    let host = host.to_str().ok().and_then(host_of).ok_or(StatusCode::BAD_REQUEST)?;
    match uri.authority().map(|authority| host_of(authority.as_str())) {
        None => Ok(host),
        Some(Some(other)) if other.eq_ignore_ascii_case(&host) => Ok(host),
        Some(_) => Err(StatusCode::BAD_REQUEST),
    }
}

/// The host of `host:port`, without a user's name, which a browser never sends.
fn host_of(authority: &str) -> Option<String> {
    let authority: Authority = authority.parse().ok().filter(|_| !authority.contains('@'))?;
    Some(authority.host().to_owned())
}
