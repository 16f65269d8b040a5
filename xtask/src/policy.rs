//! The content security policy: what a page may load and run is said in the page itself, since a file that is
//! opened by double click and a site of unknown configuration have no headers to say it.

use std::cell::RefCell;

use anyhow::{Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lol_html::html_content::ContentType;
use lol_html::{RewriteStrSettings, element, rewrite_str, text};
use sha2::{Digest, Sha256};

/// Where the page will be opened from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A web server; the page may load the files beside it.
    Hosted,
    /// file://, where nothing beside the page can be loaded.
    File,
}

/// Browsers look for the character set in so many bytes only, and the policy comes before it.
const CHARSET_WITHIN: usize = 1024;

/// The page with its policy as the first element of the head.
///
/// # Errors
/// When the page cannot be read, or the policy pushes the character set out of the browser's sight.
pub(crate) fn with_policy(html: &str, origin: Origin) -> Result<String> {
    let policy = policy(&inline_script_hashes(html)?, origin);
    let meta = format!("\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
    let page = rewrite_str(
        html,
        RewriteStrSettings::new().append_element_content_handler(element!("head", |head| {
            head.prepend(&meta, ContentType::Html);
            Ok(())
        })),
    )?;
    ensure!(page.contains(&meta), "the page has no <head> to put its policy into");
    let charset = page.find("<meta charset");
    ensure!(
        charset.is_some_and(|at| at + "<meta charset=\"utf-8\">".len() <= CHARSET_WITHIN),
        "the character set stands too far down the page to be noticed; shorten what comes before it"
    );
    Ok(page)
}

fn policy(hashes: &[String], origin: Origin) -> String {
    let hashes = hashes.iter().fold(String::new(), |all, hash| all + " 'sha256-" + hash + "'");
    let (own, connect) = match origin {
        Origin::Hosted => ("'self' ", "'self'"),
        Origin::File => ("", "'none'"),
    };
    // The print preview is a srcdoc frame that inherits this policy and carries its style inline.
    format!(
        "default-src 'none'; script-src {own}'wasm-unsafe-eval'{hashes}; style-src {own}'unsafe-inline'; \
         img-src {own}data: blob:; font-src {own}data:; connect-src {connect}; worker-src {own}blob:; \
         frame-src {own}blob:; base-uri 'none'; form-action 'none'"
    )
}

fn inline_script_hashes(html: &str) -> Result<Vec<String>> {
    let scripts = RefCell::new(Vec::new());
    rewrite_str(
        html,
        RewriteStrSettings::new()
            .append_element_content_handler(element!("script", |script| {
                let runs = !script.has_attribute("src")
                    && matches!(
                        script.get_attribute("type").as_deref(),
                        None | Some("module" | "text/javascript")
                    );
                scripts.borrow_mut().push((runs, String::new()));
                Ok(())
            }))
            .append_element_content_handler(text!("script", |chunk| {
                if let Some((_, text)) = scripts.borrow_mut().last_mut() {
                    text.push_str(chunk.as_str());
                }
                Ok(())
            })),
    )?;
    let scripts = scripts.into_inner();
    Ok(scripts
        .into_iter()
        .filter(|(runs, _)| *runs)
        .map(|(_, text)| STANDARD.encode(Sha256::digest(text)))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::{Origin, with_policy};

    const PAGE: &str = "<html><head><meta charset=\"utf-8\"></head><body><script>alert(1)</script>\
        <script type=\"application/octet-stream\">AAAA</script></body></html>";

    #[test]
    fn the_policy_comes_first_and_allows_exactly_the_scripts_that_run() {
        let page = with_policy(PAGE, Origin::File).unwrap();

        assert!(page.starts_with("<html><head>\n<meta http-equiv=\"Content-Security-Policy\""));
        // printf 'alert(1)' | openssl dgst -sha256 -binary | base64
        assert!(page.contains(
            "script-src 'wasm-unsafe-eval' 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=';"
        ));
        assert_eq!(page.matches("sha256-").count(), 1);
        assert!(page.contains("connect-src 'none'"));
    }

    #[test]
    fn a_hosted_page_may_load_the_files_beside_it() {
        let page = with_policy(PAGE, Origin::Hosted).unwrap();

        assert!(page.contains("script-src 'self' 'wasm-unsafe-eval'"));
        assert!(page.contains("connect-src 'self'"));
    }

    #[test]
    fn a_character_set_out_of_sight_is_refused() {
        let page =
            PAGE.replace("<meta charset", &format!("<title>{}</title><meta charset", "公".repeat(300)));

        assert!(with_policy(&page, Origin::File).is_err());
    }
}
