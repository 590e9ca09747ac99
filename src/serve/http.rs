//! The sockets: an accept loop of our own, since a server that any page of the browser can reach needs
//! time-outs for its clients and bounds for connections.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioTimer;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tower::ServiceExt as _;

use super::patient::Patient;

/// How many connections are held at once, at all addresses together; fewer than the files that a
/// process may open by default.
const CONNECTIONS: usize = 512;
/// How long a client may take for the head of a request.
const HEADER: Duration = Duration::from_secs(5);
/// The longest head of a request, in bytes.
const LONGEST_HEADER: usize = 16 * 1024;
/// How many ports are tried when the first is busy.
const TRIES: u16 = 20;

/// The address that a request came in at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Here(pub(super) IpAddr);

/// Listens at `host` and at the other loopback address of the same port, where there is one, so that
/// `localhost` leads here whichever of the two a browser tries.
pub(super) fn listen(host: IpAddr, port: u16, strict: bool) -> io::Result<Vec<TcpListener>> {
    let last = if strict || port == 0 { port } else { port.saturating_add(TRIES) };
    let mut busy = None;
    for port in port..=last {
        match listen_at(host, port) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => busy = Some(error),
            listening => return listening,
        }
    }
    Err(busy.expect("at least one port was tried"))
}

fn listen_at(host: IpAddr, port: u16) -> io::Result<Vec<TcpListener>> {
    let first = TcpListener::bind((host, port))?;
    let port = first.local_addr()?.port();
    let mut listeners = vec![first];
    if let Some(other) = other_loopback(host) {
        match TcpListener::bind((other, port)) {
            Ok(second) => listeners.push(second),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => return Err(error),
            // This machine has no such address.
            Err(_) => {}
        }
    }
    for listener in &listeners {
        listener.set_nonblocking(true)?;
    }
    Ok(listeners)
}

fn other_loopback(host: IpAddr) -> Option<IpAddr> {
    match host {
        IpAddr::V4(Ipv4Addr::LOCALHOST) => Some(Ipv6Addr::LOCALHOST.into()),
        IpAddr::V6(Ipv6Addr::LOCALHOST) => Some(Ipv4Addr::LOCALHOST.into()),
        _ => None,
    }
}

/// Places for all connections together.
pub(super) fn places() -> Arc<Semaphore> {
    Arc::new(Semaphore::new(CONNECTIONS))
}

/// Serves every connection for which there is a place until the program ends.
pub(super) async fn accept(
    listener: TcpListener,
    router: Router,
    places: Arc<Semaphore>,
) -> io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    loop {
        let place = Arc::clone(&places).acquire_owned().await.expect("nobody closes it");
        match listener.accept().await {
            Ok((stream, _)) => {
                let router = router.clone();
                tokio::spawn(async move {
                    serve(stream, router).await;
                    drop(place);
                });
            }
            // Too many open files, or a client that went at once: the next may do better.
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
}

async fn serve(stream: TcpStream, router: Router) {
    let Ok(here) = stream.local_addr().map(|address| address.ip()) else { return };
    // A page is small, and its author is waiting for it.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Here(here));
        router.clone().oneshot(request)
    });
    // A connection that breaks concerns nobody but the client that broke it.
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER)
        .max_buf_size(LONGEST_HEADER)
        .serve_connection(Patient::new(stream), service)
        .await;
}
