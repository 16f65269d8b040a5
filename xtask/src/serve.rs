//! Serves a folder to browsers on this machine.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::thread::{self, JoinHandle};

use anyhow::{Context, Result, anyhow};
use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::{build, dist, paths};

/// What to serve.
pub(crate) enum Source {
    /// The page, compiled now.
    Compiled(build::Profile),
    /// dist/site as it is.
    Built,
}

/// Builds the page if asked to and serves it until the process is ended.
///
/// # Errors
/// When the page does not build or the port is taken.
pub(crate) fn serve(source: &Source, port: u16) -> Result<()> {
    // Taken first: who has to wait for a build should not learn afterwards that the port was not free.
    let listener = listen(port)?;
    let folder = match source {
        Source::Built => {
            dist::must_exist()?;
            paths::site()
        }
        Source::Compiled(profile) => {
            let site = paths::target().join("site");
            dist::hosted(&build::page(*profile)?, &site)?;
            site
        }
    };
    let running = Running::start(listener, &folder)?;
    println!("Serving on {} (Ctrl+C ends it)", running.address);
    running.server.join().map_err(|_| anyhow!("the server stopped"))?
}

/// A server that answers in the background for as long as the process lives.
pub(crate) struct Running {
    /// Where the page is, with a slash at the end.
    pub(crate) address: String,
    server: JoinHandle<Result<()>>,
}

impl Running {
    /// Serves `folder` on a port that is free.
    ///
    /// # Errors
    /// When there is no such folder, or no port.
    pub(crate) fn on_free_port(folder: &Path) -> Result<Self> {
        Self::start(listen(0)?, folder)
    }

    fn start(listener: TcpListener, folder: &Path) -> Result<Self> {
        let address = format!("http://{}/", listener.local_addr()?);
        let folder = folder.canonicalize().with_context(|| format!("there is no {}", folder.display()))?;
        listener.set_nonblocking(true)?;
        // The next build must be seen at once.
        let fresh = with_header(header::CACHE_CONTROL, "no-cache");
        let as_named = with_header(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        let files = Router::new().fallback_service(ServeDir::new(folder)).layer(fresh).layer(as_named);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let server = thread::spawn(move || {
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener)?;
                Ok(axum::serve(listener, files).await?)
            })
        });
        Ok(Self { address, server })
    }
}

fn with_header(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}

/// Only this machine can connect.
fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => {
            anyhow!(
                "port {port} is in use by another program; choose another, as in `--port {}`",
                port.saturating_add(1)
            )
        }
        _ => anyhow!(error).context(format!("cannot listen on port {port}")),
    })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::{Read, Write};
    use std::net::TcpStream;
    use std::time::Duration;

    use super::{Running, listen};

    fn folder() -> tempfile::TempDir {
        let outer = tempfile::tempdir().unwrap();
        fs::create_dir_all(outer.path().join("site")).unwrap();
        fs::write(outer.path().join("secret.txt"), "secret").unwrap();
        fs::write(outer.path().join("site/index.html"), "公开").unwrap();
        fs::write(outer.path().join("site/a b.wasm"), "wasm").unwrap();
        outer
    }

    fn ask(running: &Running, path: &str) -> String {
        let host = running.address.trim_start_matches("http://").trim_end_matches('/');
        let mut stream = TcpStream::connect(host).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let outer = folder();
        let running = Running::on_free_port(&outer.path().join("site")).unwrap();

        for path in
            ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "//etc/passwd", "/none", "/%ff"]
        {
            let answer = ask(&running, path);
            assert!(answer.starts_with("HTTP/1.1 4"), "{path}: {answer}");
            assert!(!answer.ends_with("secret"), "{path}");
        }
        assert!(ask(&running, "/?x").ends_with("公开"));
    }

    #[test]
    fn answers_carry_the_type_that_browsers_insist_on() {
        let outer = folder();
        let running = Running::on_free_port(&outer.path().join("site")).unwrap();

        assert!(ask(&running, "/a%20b.wasm").contains("content-type: application/wasm\r\n"));
        assert!(ask(&running, "/").contains("content-type: text/html\r\n"));
        assert!(ask(&running, "/").contains("cache-control: no-cache\r\n"));
    }

    /// Browsers keep a handful of connections open each; who comes next must not wait for one to end.
    #[test]
    fn idle_connections_keep_nobody_waiting() {
        let outer = folder();
        let running = Running::on_free_port(&outer.path().join("site")).unwrap();
        let host = running.address.trim_start_matches("http://").trim_end_matches('/').to_owned();
        let idle: Vec<TcpStream> = (0..50).map(|_| TcpStream::connect(&host).unwrap()).collect();

        assert!(ask(&running, "/").ends_with("公开"));
        drop(idle);
    }

    #[test]
    fn a_port_in_use_is_named() {
        let taken = listen(0).unwrap();
        let port = taken.local_addr().unwrap().port();

        assert!(listen(port).unwrap_err().to_string().contains(&port.to_string()));
    }
}
