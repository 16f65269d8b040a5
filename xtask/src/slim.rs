//! Takes out of generated text what no browser needs: comments and indentation, where it is not minified anyway: the
//! pages, and all of a development build.

/// Code without lines that are nothing but comment, and without indentation. The glue of wasm-bindgen holds no text
/// over several lines.
pub(crate) fn code(code: &str) -> String {
    let mut within = false;
    let lines = code.lines().map(str::trim).filter(|line| {
        within |= line.starts_with("/*");
        let comment = within || line.starts_with("//");
        within &= !line.ends_with("*/");
        !comment && !line.is_empty()
    });
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// A style sheet without comments and indentation.
pub(crate) fn style(css: &str) -> String {
    let mut rest = css;
    let mut bare = String::new();
    while let Some((before, after)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    bare.lines().map(str::trim).filter(|line| !line.is_empty()).flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::{code, style};

    #[test]
    fn comments_and_indentation_go() {
        let glue = "/**\n * @returns {number}\n */\nfunction f() {\n    // why\n    return '// no comment';\n}\n/* one */\n";
        assert_eq!(code(glue), "function f() {\nreturn '// no comment';\n}\n");
        assert_eq!(style("/* a\n b */\np {\n  color: red; /* c */\n}\n"), "p {\ncolor: red;\n}\n");
    }
}
