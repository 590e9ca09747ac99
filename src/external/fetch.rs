//! One text from the web, as its owner names it on the command line.

use std::time::Duration;

use ureq::http::Uri;
use ureq::{Agent, Error};

/// Longer than any sitemap or list of files that a site of ours has.
const MOST_BYTES: u64 = 64 * 1024 * 1024;
const LIMIT: Duration = Duration::from_mins(1);
const NAME: &str = concat!("soleus/", env!("CARGO_PKG_VERSION"));

/// The text at an address; `None` where nothing is. Only this machine is asked without `https`.
///
/// # Errors
/// With a line that says why it cannot be read.
pub fn text(address: &str) -> Result<Option<String>, String> {
    let told = |error: &Error| format!("cannot read `{address}`: {error}");
    let config = Agent::config_builder()
        .https_only(!is_loopback(address))
        .timeout_global(Some(LIMIT))
        .max_redirects(5)
        .user_agent(NAME)
        .build();
    match Agent::new_with_config(config).get(address).call() {
        Ok(mut response) => {
            let body = response.body_mut().with_config().limit(MOST_BYTES);
            body.read_to_string().map(Some).map_err(|error| told(&error))
        }
        Err(Error::StatusCode(404 | 410)) => Ok(None),
        Err(error) => Err(told(&error)),
    }
}

fn is_loopback(address: &str) -> bool {
    let uri = address.parse::<Uri>().ok();
    let host = uri.as_ref().and_then(Uri::host).map(|host| host.trim_matches(['[', ']']));
    host.is_some_and(|host| {
        host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
    })
}
