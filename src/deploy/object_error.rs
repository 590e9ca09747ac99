//! What went wrong with a store, from the status and the code word of its answer.

use std::error::Error as _;

use object_store::Error;
use object_store::client::{HttpError, HttpErrorKind};

use super::store::{Fault, StoreError};
use super::told::Told;

const ACCESS: &str =
    "give the key of the store in the environment; `soleus deploy --help` names the variables";
const NETWORK: &str = "see whether the network and the target are well, then deploy again";
const CONDITIONS: &str = "use a store that knows conditional writes, as S3 and Azure do";
const TARGET: &str = "see whether the target in `content/site.yaml` is the right one";

/// What an error of a store means. Its text is looked through and never shown.
pub(super) fn told(error: &Error) -> StoreError {
    let text = error.to_string();
    if text.contains("169.254.169.254") || text.contains("169.254.170.2") {
        return StoreError::new(Fault::Lasting, "no key to the store was found", ACCESS);
    }
    if let Some(failure) = transport(error) {
        return of_transport(failure);
    }
    let status = status(&text);
    let code = code(&text);
    let said = match (status, code) {
        (Some(status), Some(code)) => format!("the store says {status} {code}"),
        (Some(status), None) => format!("the store says {status}"),
        (None, _) => "the store gave no answer that can be read".to_owned(),
    };
    match error {
        Error::Precondition { .. } | Error::AlreadyExists { .. } => {
            StoreError::new(Fault::Conflict, said, NETWORK)
        }
        Error::PermissionDenied { .. } | Error::Unauthenticated { .. } => {
            StoreError::new(Fault::Lasting, said, ACCESS)
        }
        _ if status == Some(501) => StoreError::new(Fault::Lasting, said, CONDITIONS),
        _ if is_passing(status, code) => StoreError::new(Fault::Passing, said, NETWORK),
        _ => StoreError::new(Fault::Lasting, said, TARGET),
    }
}

/// Whether the store is there and an object is not. A store that is not there has no state either, and
/// is not a new target for that.
pub(super) fn is_missing(error: &Error) -> bool {
    let no_store = ["NoSuchBucket", "ContainerNotFound", "AccountNotFound", "ResourceNotFound"];
    let text = error.to_string();
    matches!(error, Error::NotFound { .. })
        && !code(&text).is_some_and(|code| no_store.contains(&code))
}

/// Why no store could be made of settings and environment.
pub(super) fn no_store(error: &Error) -> Told {
    let reason = match error.source().map(ToString::to_string) {
        // These are words of the library, with nothing of the environment in them.
        Some(text) if text.starts_with("Missing ") => text,
        _ => "its settings in the environment cannot be read".to_owned(),
    };
    Told::new(format!("cannot reach the store: {}", lower(&reason)), ACCESS)
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

/// What broke before there was an answer.
fn transport(error: &Error) -> Option<&HttpError> {
    let mut cause = error.source();
    while let Some(error) = cause {
        if let Some(failure) = error.downcast_ref::<HttpError>() {
            return Some(failure);
        }
        cause = error.source();
    }
    None
}

fn of_transport(failure: &HttpError) -> StoreError {
    let what = match failure.kind() {
        HttpErrorKind::Connect => "no connection to the target",
        HttpErrorKind::Timeout => "the target does not answer in time",
        _ => "the connection to the target broke",
    };
    let mut root: &dyn std::error::Error = failure;
    while let Some(cause) = root.source() {
        root = cause;
    }
    let why = root.to_string().replace(char::is_control, " ");
    // Somebody else may be listening, or the clock may be wrong; neither passes by itself.
    let is_lasting = why.contains("invalid peer certificate");
    let fault = if is_lasting { Fault::Lasting } else { Fault::Passing };
    StoreError::new(fault, format!("{what}: {why}"), NETWORK)
}

/// The number after "status code: ".
fn status(text: &str) -> Option<u16> {
    let (_, rest) = text.split_once("status code: ")?;
    rest.get(..3)?.parse().ok()
}

/// The word that a store's answer gives as the code of its error.
fn code(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("<Code>")?;
    let (code, _) = rest.split_once("</Code>")?;
    let is_word = !code.is_empty() && code.len() < 60;
    (is_word && code.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(code)
}

/// Whether the same request may go well later. An answer that cannot be read was cut off.
fn is_passing(status: Option<u16>, code: Option<&str>) -> bool {
    let busy = ["SlowDown", "RequestTimeout", "ServerBusy", "InternalError", "OperationTimedOut"];
    code.is_some_and(|code| busy.contains(&code))
        || status.is_none_or(|status| matches!(status, 200..=299 | 408 | 429 | 500 | 502..=504))
}
