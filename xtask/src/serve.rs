//! Serves a folder to browsers on this machine.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use anyhow::{Context, Result, anyhow, bail};
use percent_encoding::percent_decode_str;
use tiny_http::{Header, Method, Request, Response, Server};

use crate::{build, dist, paths};

/// A browser opens about six connections at once; two workers of the browser tests come here at a time.
const THREADS: usize = 8;

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
    for thread in running.threads {
        thread.join().map_err(|_| anyhow!("the server stopped"))?;
    }
    Ok(())
}

/// A server that answers in the background for as long as the process lives.
pub(crate) struct Running {
    /// Where the page is, with a slash at the end.
    pub(crate) address: String,
    threads: Vec<thread::JoinHandle<()>>,
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
        let server = Arc::new(Server::from_listener(listener, None).map_err(|error| anyhow!(error))?);
        let threads = (0..THREADS)
            .map(|_| {
                let (server, folder) = (Arc::clone(&server), folder.clone());
                thread::spawn(move || {
                    while let Ok(request) = server.recv() {
                        // A browser that goes away in the middle of an answer is no fault.
                        let _ = answer(request, &folder);
                    }
                })
            })
            .collect();
        Ok(Self { address, threads })
    }
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

fn answer(request: Request, folder: &Path) -> Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return Ok(request.respond(Response::empty(405))?);
    }
    let Some(file) = requested_file(folder, request.url()) else {
        return Ok(request.respond(Response::from_string("not found").with_status_code(404))?);
    };
    let kind = mime_guess::from_path(&file).first_or_octet_stream();
    let charset = if kind.type_() == mime_guess::mime::TEXT { "; charset=utf-8" } else { "" };
    let response = Response::from_file(File::open(&file)?)
        .with_header(header("Content-Type", &format!("{kind}{charset}"))?)
        // The next build must be seen at once.
        .with_header(header("Cache-Control", "no-cache")?)
        .with_header(header("X-Content-Type-Options", "nosniff")?);
    Ok(request.respond(response)?)
}

fn header(name: &str, value: &str) -> Result<Header> {
    match Header::from_bytes(name, value) {
        Ok(header) => Ok(header),
        Err(()) => bail!("{name}: {value} is no header"),
    }
}

/// The file that an address stands for, if it is one inside `folder` (a canonical path).
fn requested_file(folder: &Path, address: &str) -> Option<PathBuf> {
    let path = address.split(['?', '#']).next()?;
    let path = percent_decode_str(path).decode_utf8().ok()?;
    let mut file = folder.join(path.trim_start_matches('/')).canonicalize().ok()?;
    if file.is_dir() {
        file = file.join("index.html");
    }
    // Dots and links have been followed by now; whatever they did, the end must lie inside.
    (file.starts_with(folder) && fs::metadata(&file).is_ok_and(|metadata| metadata.is_file())).then_some(file)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::{Read, Write};
    use std::net::TcpStream;

    use super::{Running, listen, requested_file};

    fn folder() -> tempfile::TempDir {
        let outer = tempfile::tempdir().unwrap();
        fs::create_dir_all(outer.path().join("site")).unwrap();
        fs::write(outer.path().join("secret.txt"), "secret").unwrap();
        fs::write(outer.path().join("site/index.html"), "公开").unwrap();
        fs::write(outer.path().join("site/a b.wasm"), "wasm").unwrap();
        outer
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let outer = folder();
        let site = outer.path().join("site").canonicalize().unwrap();

        for address in
            ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "//etc/passwd", "/none", "/%ff"]
        {
            assert_eq!(requested_file(&site, address), None, "{address}");
        }
        assert_eq!(requested_file(&site, "/?x#y"), Some(site.join("index.html")));
        assert_eq!(requested_file(&site, "/a%20b.wasm"), Some(site.join("a b.wasm")));
    }

    #[test]
    fn answers_carry_the_type_that_browsers_insist_on() {
        let outer = folder();
        let running = Running::on_free_port(&outer.path().join("site")).unwrap();
        let host = running.address.trim_start_matches("http://").trim_end_matches('/').to_owned();
        let get = |path: &str| {
            let mut stream = TcpStream::connect(&host).unwrap();
            write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            answer
        };

        assert!(get("/a%20b.wasm").contains("Content-Type: application/wasm\r\n"));
        assert!(get("/").contains("Content-Type: text/html; charset=utf-8\r\n"));
        assert!(get("/none").starts_with("HTTP/1.1 404"));
    }

    #[test]
    fn a_port_in_use_is_named() {
        let taken = listen(0).unwrap();
        let port = taken.local_addr().unwrap().port();

        assert!(listen(port).unwrap_err().to_string().contains(&port.to_string()));
    }
}
