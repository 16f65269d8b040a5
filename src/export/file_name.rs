//! The name under which an export is saved.

use crate::report::Report;

/// Bytes left of the agency's name. File systems hold 255 bytes or characters; the rest of the title and the
/// browser's " (1)" must still fit behind.
const LONGEST: usize = 180;

/// `云川县水务局2025年政府信息公开工作年度报告.html`: the title and an ending, fit for every file system. What
/// Windows refuses in a name becomes `_`, what is invisible is left out, and a very long agency name is cut.
pub fn file_name(report: &Report, ending: &str) -> String {
    let title = report.title();
    let rest = title.strip_prefix(&report.agency.name).unwrap_or(&title);
    let agency = tidy(&report.agency.name);
    let mut end = agency.len().min(LONGEST);
    while !agency.is_char_boundary(end) {
        end -= 1;
    }
    // A dot in front would hide the file.
    let agency = agency[..end].trim_start_matches(|c: char| c == '.' || c.is_whitespace()).trim_end();
    format!("{agency}{}.{}", tidy(rest), tidy(ending))
}

fn tidy(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c)).map(|c| if is_refused(c) { '_' } else { c }).collect()
}

/// What Windows refuses; white space other than a space is no better anywhere else.
fn is_refused(c: char) -> bool {
    matches!(c, '\\' | '/' | ':' | '*' | '?' | '"' | '<' | '>' | '|') || (c.is_whitespace() && c != ' ')
}

/// Controls, zero-width characters, and the marks that turn the direction of writing: with those an ending can
/// be made to look like another.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(
            c,
            '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
                | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Agency, AgencyKind};

    fn name_for(agency: &str) -> String {
        let agency = Agency { name: agency.into(), kind: AgencyKind::Department };
        file_name(&Report::new(agency, 2025), "html")
    }

    #[test]
    fn a_file_is_named_by_the_title_of_the_report() {
        assert_eq!(name_for("云川县水务局"), "云川县水务局2025年政府信息公开工作年度报告.html");
    }

    #[test]
    fn what_a_file_system_refuses_is_replaced() {
        let rest = "2025年政府信息公开工作年度报告.html";
        assert_eq!(name_for(r#"a\b/c:d*e?f"g<h>i|j"#), format!("a_b_c_d_e_f_g_h_i_j{rest}"));
        assert_eq!(name_for("水\0务\u{202e}局\u{200b}\n"), format!("水务局_{rest}"));
        assert_eq!(name_for("../.. 水务局 "), format!("_.. 水务局{rest}"));
    }

    #[test]
    fn a_file_always_has_a_name_of_bearable_length() {
        assert_eq!(name_for(""), "2025年政府信息公开工作年度报告.html");
        assert_eq!(name_for(" . "), "2025年政府信息公开工作年度报告.html");
        let long = name_for(&"云川县水务局".repeat(100));
        assert!(long.len() <= 250, "{} bytes", long.len());
        assert!(long.ends_with("2025年政府信息公开工作年度报告.html"));
    }
}
