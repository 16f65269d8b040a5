//! Makes what Trunk built as small as it can be: what the glue exports and the page does not use goes, functions that are
//! alike stand side by side, so that they compress, and the names that join glue and program become short.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::run::run;
use crate::tools;

/// What browsers of the last years have and the compiler uses.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Less code in the end than with `-Oz`, once it is compressed. The names by which functions are put in order are those
/// of what they are made from: what was compiled twice for two types stands side by side. A copy of a function in place of
/// a call is seldom smaller, once all is compressed.
const SMALLER: [&str; 10] = [
    "-O3",
    "--always-inline-max-function-size=1",
    "--flexible-inline-max-function-size=4",
    "--one-caller-inline-max-function-size=40",
    "--gufa",
    "-O3",
    "--reorder-functions-by-name",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// The module of the imports, once names are short.
const MODULE: &str = "a";

/// Shrinks the page, the worker and the style sheets in a folder that Trunk wrote.
///
/// # Errors
/// When a tool cannot be installed or fails.
pub(crate) fn built(folder: &Path) -> Result<()> {
    let tools = Tools { binaryen: tools::binaryen()?, esbuild: tools::esbuild()? };
    tools.page(&Program::find(folder, "gongkai")?)?;
    tools.worker(&Program::find(folder, "worker")?)?;
    for entry in fs::read_dir(folder)? {
        let file = entry?.path();
        if file.extension().is_some_and(|ending| ending == "css") {
            tools.minify(&file)?;
        }
    }
    Ok(())
}

/// Glue and wasm of a program.
struct Program {
    glue: PathBuf,
    wasm: PathBuf,
}

impl Program {
    fn find(folder: &Path, name: &str) -> Result<Self> {
        Ok(Self { glue: only_file(folder, name, ".js")?, wasm: only_file(folder, name, "_bg.wasm")? })
    }
}

/// The one file with such a name, whatever hash stands in it.
///
/// # Errors
/// When there is none, or another one.
pub(crate) fn only_file(folder: &Path, name: &str, ending: &str) -> Result<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let file = entry.file_name().to_string_lossy().into_owned();
        if file.starts_with(name) && file.ends_with(ending) {
            found.push(entry.path());
        }
    }
    ensure!(
        found.len() == 1,
        "{} should hold one {name}*{ending}, but holds {}",
        folder.display(),
        found.len()
    );
    Ok(found.remove(0))
}

struct Tools {
    binaryen: PathBuf,
    esbuild: PathBuf,
}

impl Tools {
    fn page(&self, program: &Program) -> Result<()> {
        let glue = self.shaken(&program.glue)?;
        self.keep_exports(&program.wasm, &used_exports(&glue))?;
        let names = self.optimise(&program.wasm, &["--minify-imports-and-exports-and-modules"])?;
        let glue = with_short_names(&glue, &serde_json::from_str(&names).context("no map of short names")?);
        fs::write(&program.glue, glue)?;
        self.minify(&program.glue)
    }

    fn worker(&self, program: &Program) -> Result<()> {
        self.optimise(&program.wasm, &[])?;
        self.minify(&program.glue)
    }

    /// The glue without what the page does not use: it uses the default export.
    fn shaken(&self, glue: &Path) -> Result<String> {
        let (entry, shaken) = (glue.with_extension("entry.js"), glue.with_extension("shaken.js"));
        let path = glue.file_name().unwrap_or_default().to_string_lossy().into_owned();
        fs::write(&entry, format!("export {{ default }} from {};", Value::from(format!("./{path}"))))?;
        run(self.esbuild().arg("--bundle").arg("--format=esm").arg(&entry).arg(out(&shaken)))?;
        let text = fs::read_to_string(&shaken)?;
        fs::remove_file(entry)?;
        fs::remove_file(shaken)?;
        Ok(text)
    }

    /// Minifies code or a style sheet, by its ending.
    fn minify(&self, file: &Path) -> Result<()> {
        let small = file.with_file_name("small").with_extension(file.extension().unwrap_or_default());
        run(self.esbuild().arg("--minify").arg("--charset=utf8").arg(file).arg(out(&small)))?;
        Ok(fs::rename(small, file)?)
    }

    /// Takes the other exports out of a program, and what only they need.
    fn keep_exports(&self, wasm: &Path, exports: &[String]) -> Result<()> {
        let mut graph: Vec<Value> =
            exports.iter().map(|name| json!({ "name": name, "export": name, "root": true })).collect();
        graph.push(json!({ "name": "the start", "root": true }));
        let file = wasm.with_extension("graph.json");
        fs::write(&file, Value::Array(graph).to_string())?;
        let kept = wasm.with_extension("kept");
        let mut metadce = Command::new(self.binaryen.join("wasm-metadce"));
        metadce.args(FEATURES).arg("-g").arg("--graph-file").arg(&file).arg(wasm).arg("-o").arg(&kept);
        output_of(&mut metadce)?;
        fs::remove_file(file)?;
        Ok(fs::rename(kept, wasm)?)
    }

    /// Optimises a program; what the tool prints.
    fn optimise(&self, wasm: &Path, more: &[&str]) -> Result<String> {
        let small = wasm.with_extension("small");
        let mut optimiser = Command::new(self.binaryen.join("wasm-opt"));
        optimiser.args(FEATURES).args(SMALLER).args(more).arg(wasm).arg("-o").arg(&small);
        let printed = output_of(&mut optimiser)?;
        fs::rename(small, wasm)?;
        Ok(printed)
    }

    fn esbuild(&self) -> Command {
        let mut esbuild = Command::new(self.esbuild.join("esbuild"));
        esbuild.arg("--log-level=error");
        esbuild
    }
}

fn out(file: &Path) -> String {
    format!("--outfile={}", file.display())
}

fn output_of(command: &mut Command) -> Result<String> {
    let output =
        command.output().with_context(|| format!("cannot start {}", command.get_program().display()))?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{} failed: {said}", command.get_program().display());
    Ok(String::from_utf8(output.stdout)?)
}

/// The exports that the glue asks for, each once.
fn used_exports(glue: &str) -> Vec<String> {
    let mut used: Vec<String> = glue
        .match_indices("wasm.")
        .filter(|(at, _)| !glue[..*at].ends_with(is_of_a_name))
        .map(|(at, found)| glue[at + found.len()..].chars().take_while(|c| is_of_a_name(*c)).collect())
        .filter(|name: &String| !name.is_empty())
        .collect();
    used.sort();
    used.dedup();
    used
}

/// The glue with the names that the map gives (`{ imports: [[module, old, new]], exports: [[old, new]] }`).
fn with_short_names(glue: &str, map: &Value) -> String {
    let text = |pair: &Value, at: usize| pair[at].as_str().unwrap_or_default().to_owned();
    let list = |key: &str| map[key].as_array().cloned().unwrap_or_default();
    let mut glue = glue.to_owned();
    for import in list("imports") {
        glue = renamed(&glue, &text(&import, 1), &text(&import, 2));
        glue = glue.replace(&format!("\"{}\":", text(&import, 0)), &format!("\"{MODULE}\":"));
    }
    for export in list("exports") {
        let (old, new) = (text(&export, 0), text(&export, 1));
        glue = renamed(&glue, &format!("wasm.{old}"), &format!("wasm.{new}"));
    }
    glue
}

/// The text with each whole name replaced.
fn renamed(text: &str, old: &str, new: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(old) {
        let (before, after) = (&rest[..at], &rest[at + old.len()..]);
        let whole = !before.ends_with(is_of_a_name) && !after.starts_with(is_of_a_name);
        result.push_str(before);
        result.push_str(if whole { new } else { old });
        rest = after;
    }
    result + rest
}

fn is_of_a_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{used_exports, with_short_names};

    const GLUE: &str = "wasm.__free(1); f(wasm.main, wasm.memory.buffer); mywasm.other; const i = { __new_1: g, __new_12: h };\
        return { \"./x_bg.js\": i };";

    #[test]
    fn exports_are_those_that_the_glue_asks_for() {
        assert_eq!(used_exports(GLUE), ["__free", "main", "memory"]);
    }

    #[test]
    fn only_whole_names_become_short() {
        let map = json!({
            "imports": [["./x_bg.js", "__new_1", "b"], ["./x_bg.js", "__new_12", "c"]],
            "exports": [["main", "d"], ["memory", "e"]],
        });
        assert_eq!(
            with_short_names(GLUE, &map),
            "wasm.__free(1); f(wasm.d, wasm.e.buffer); mywasm.other; const i = { b: g, c: h };return { \"a\": i };"
        );
    }
}
