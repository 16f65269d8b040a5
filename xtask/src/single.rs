//! Makes one file of a built page, to be opened by double click.
//!
//! From file:// a browser loads no module, no wasm and no style beside the page, so all of it goes inside: the
//! style and the glue as they are, the wasm compressed in a script element that does not run.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use lol_html::html_content::ContentType;
use lol_html::{RewriteStrSettings, element, rewrite_str};

use crate::packing::{UNPACK, packed};
use crate::shrink::only_file;
use crate::slim;

/// The page in `folder` (Trunk's output) as a single document without a policy.
///
/// # Errors
/// When the page needs something that cannot go inside.
pub(crate) fn page(folder: &Path) -> Result<String> {
    let html = fs::read_to_string(folder.join("index.html"))?;
    let program = Program::find(folder, "gongkai")?;
    let start = program.start_script()?;
    let worker = Program::find(folder, "worker")?;
    let parts = [
        part("gongkai_bg.wasm", &program.wasm)?,
        part("worker.js", slim::code(&worker.glue).as_bytes())?,
        part("worker_bg.wasm", &worker.wasm)?,
    ]
    .concat();

    let mut started = false;
    let page = rewrite_str(
        &html,
        RewriteStrSettings::new()
            .append_element_content_handler(element!("link[rel=stylesheet]", |link| {
                let href = link.get_attribute("href").ok_or("a style sheet without an address")?;
                link.replace(&style(&folder.join(href))?, ContentType::Html);
                Ok(())
            }))
            .append_element_content_handler(element!("link[rel=modulepreload], link[rel=preload]", |link| {
                link.remove();
                Ok(())
            }))
            .append_element_content_handler(element!("script[type=module]", |script| {
                script.remove();
                Ok(())
            }))
            .append_element_content_handler(element!("body", |body| {
                started = true;
                body.append(&parts, ContentType::Html);
                body.append(&start, ContentType::Html);
                Ok(())
            })),
    )?;
    ensure!(started, "the page has no <body> to start from");
    Ok(page)
}

/// A wasm program and the glue that wasm-bindgen made for it.
struct Program {
    glue: String,
    wasm: Vec<u8>,
}

impl Program {
    fn find(folder: &Path, name: &str) -> Result<Self> {
        let glue = fs::read_to_string(only_file(folder, name, ".js")?)?;
        let wasm = fs::read(only_file(folder, name, "_bg.wasm")?)?;
        // Such an import (a snippet of JavaScript from some crate) cannot be followed from file://.
        if let Some(import) = glue.lines().find(|line| line.starts_with("import ")) {
            bail!("the glue of {name} loads another file, which a single file cannot: {import}");
        }
        Ok(Self { glue, wasm })
    }

    /// The glue, unchanged, and after it what starts the program from the data beside it and gives out the parts
    /// that are needed later.
    fn start_script(&self) -> Result<String> {
        let init = default_export(&self.glue)?;
        let code = format!(
            r#"{glue}{UNPACK}window.part = unpacked;
unpacked("gongkai_bg.wasm")
  .then((wasm) => {init}({{ module_or_path: wasm }}))
  .then(opening.done, opening.failed);
"#,
            glue = slim::code(&self.glue),
        );
        Ok(format!("<script type=\"module\">\n{}</script>\n", script_text(&code)))
    }
}

/// What the glue exports by default, under the name it has inside.
fn default_export(glue: &str) -> Result<&str> {
    glue.lines()
        .rev()
        .filter_map(|line| line.rsplit_once("export")?.1.trim_start().strip_prefix('{')?.split_once('}'))
        .flat_map(|(names, _)| names.split(','))
        .find_map(|name| name.trim().strip_suffix(" as default"))
        .context("the glue exports no default; wasm-bindgen has changed what it writes")
}

/// Bytes in an element that does not run.
fn part(id: &str, bytes: &[u8]) -> Result<String> {
    Ok(format!("<script type=\"application/octet-stream\" id=\"{id}\">{}</script>\n", packed(bytes)?))
}

fn style(file: &Path) -> Result<String> {
    let css = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    if let Some(line) = css
        .lines()
        .find(|line| line.contains("@import") || (line.contains("url(") && !line.contains("data:")))
    {
        bail!("{} loads another file, which a single file cannot: {}", file.display(), line.trim());
    }
    Ok(format!("<style>\n{}</style>", slim::style(&css).replace("</style", "<\\/style")))
}

/// JavaScript that cannot end the element it stands in. Both changes are no change within a string, and
/// nowhere else does generated code hold such text.
fn script_text(code: &str) -> String {
    code.replace("</script", "<\\/script").replace("<!--", "<\\!--")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{default_export, page, script_text};

    const GLUE: &str =
        "function __wbg_init(x) { return '</script>' }\nexport { initSync, __wbg_init as default };\n";

    fn built_page(glue: &str, css: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let html = "<head><link rel=\"stylesheet\" href=\"./app-1.css\">\
            <link rel=\"modulepreload\" href=\"./gongkai-1.js\"><script type=\"module\">import('./gongkai-1.js')</script>\
            </head><body><p>x</p></body>";
        fs::write(folder.path().join("index.html"), html).unwrap();
        fs::write(folder.path().join("app-1.css"), css).unwrap();
        fs::write(folder.path().join("gongkai-1.js"), glue).unwrap();
        fs::write(folder.path().join("gongkai-1_bg.wasm"), b"\0asm").unwrap();
        fs::write(folder.path().join("worker.js"), "let wasm_bindgen;").unwrap();
        fs::write(folder.path().join("worker_bg.wasm"), b"\0asm").unwrap();
        folder
    }

    #[test]
    fn everything_goes_inside() {
        let folder = built_page(GLUE, "p { color: red }\n");

        let page = page(folder.path()).unwrap();

        assert!(page.contains("<style>\np { color: red }\n</style>"));
        assert!(page.contains("return '<\\/script>'"));
        assert!(page.contains("__wbg_init({ module_or_path: wasm })"));
        assert!(!page.contains("gongkai-1"));
        assert!(page.contains("id=\"worker.js\"") && page.contains("id=\"worker_bg.wasm\""));
        assert_eq!(page.matches("</script>").count(), 4);
        assert!(
            page.contains("async function unpacked(") && page.contains("\nunpacked(\"gongkai_bg.wasm\")")
        );
    }

    #[test]
    fn a_page_that_would_load_something_is_refused() {
        let glue = format!("import {{ x }} from './snippets/x.js';\n{GLUE}");
        assert!(page(built_page(&glue, "").path()).is_err());
        assert!(page(built_page(GLUE, "p { background: url(x.png) }").path()).is_err());
    }

    #[test]
    fn the_default_export_is_found_under_its_inner_name() {
        assert_eq!(default_export(GLUE).unwrap(), "__wbg_init");
        assert!(default_export("export default 1;").is_err());
    }

    #[test]
    fn code_cannot_end_its_element() {
        assert_eq!(script_text("'</script><!--'"), "'<\\/script><\\!--'");
    }
}
