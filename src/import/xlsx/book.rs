//! The parts of a workbook: which sheets are shown, where they are, and what their cells refer to.

use std::collections::BTreeMap;

use super::cells::Referred;
use super::{KIND, strings, styles};
use crate::import::package::{OfficeError, Package};
use crate::import::xml::{Event, Xml};

const BROKEN: OfficeError = OfficeError::Broken(KIND);

/// A workbook.
pub(super) struct Book<'a> {
    parts: Parts<'a>,
    /// The names of the sheets that are shown, each with its part.
    pub(super) shown: Vec<(String, String)>,
    /// What their cells refer to.
    pub(super) referred: Referred,
}

impl<'a> Book<'a> {
    /// Opens a file.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, OfficeError> {
        let mut parts = Parts::open(bytes)?;
        let package = parts.references("_rels/.rels", "")?;
        let of_kind = |references: &References, kind| {
            references
                .values()
                .find(|reference| reference.kind == kind)
                .map(|reference| reference.part.clone())
        };
        let main = of_kind(&package, "officeDocument").unwrap_or_else(|| "xl/workbook.xml".to_owned());
        let (folder, name) = main.split_at(main.rfind('/').map_or(0, |at| at + 1));
        let references = parts.references(&format!("{folder}_rels/{name}.rels"), folder)?;
        let mut beside = |kind, usual| {
            let part = of_kind(&references, kind).unwrap_or_else(|| format!("{folder}{usual}"));
            parts.part(&part)
        };
        let strings = beside("sharedStrings", "sharedStrings.xml")?;
        let styles = beside("styles", "styles.xml")?;
        let referred = Referred {
            strings: strings.as_deref().map(strings::shared).transpose()?.unwrap_or_default(),
            styles: styles.as_deref().map(styles::read).transpose()?.unwrap_or_default(),
            since_1904: false,
        };
        let text = parts.part(&main)?.ok_or(BROKEN)?;
        let mut book = Self { parts, shown: Vec::new(), referred };
        book.read(&text, &references)?;
        Ok(book)
    }

    fn read(&mut self, text: &str, references: &References) -> Result<(), OfficeError> {
        let mut xml = Xml::new(text, KIND);
        while let Some(event) = xml.next()? {
            let Event::Open(element) = event else { continue };
            match element.name() {
                "sheet" => {
                    let id = element.attribute("id");
                    let reference = id.and_then(|id| references.get(&id)).ok_or(BROKEN)?;
                    let is_shown = element.attribute("state").is_none_or(|state| state == "visible");
                    if is_shown && reference.kind == "worksheet" {
                        let name = element.attribute("name").unwrap_or_default();
                        self.shown.push((name, reference.part.clone()));
                    }
                }
                "workbookPr" => {
                    if let Some(value) = element.attribute("date1904") {
                        self.referred.since_1904 = matches!(value.as_str(), "1" | "true");
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The text of a part that must be there.
    pub(super) fn part(&mut self, name: &str) -> Result<String, OfficeError> {
        self.parts.part(name)?.ok_or(BROKEN)
    }
}

/// What a part refers to, by the keys that it uses.
type References = BTreeMap<String, Reference>;

/// Another part, as one refers to it.
struct Reference {
    /// What it is: the last word of an address.
    kind: String,
    part: String,
}

/// An archive, in which the parts are found however their names are spelt.
struct Parts<'a> {
    package: Package<'a>,
    names: BTreeMap<String, String>,
}

impl<'a> Parts<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, OfficeError> {
        let package = Package::open(bytes, KIND)?;
        let names = package.names().into_iter().map(|name| (spelt_alike(&name), name)).collect();
        Ok(Self { package, names })
    }

    fn part(&mut self, name: &str) -> Result<Option<String>, OfficeError> {
        match self.names.get(&spelt_alike(name)) {
            Some(name) => self.package.part(name),
            None => Ok(None),
        }
    }

    /// Reads a part with references; `folder` is where the part stands that refers.
    fn references(&mut self, part: &str, folder: &str) -> Result<References, OfficeError> {
        let mut references = References::new();
        let text = self.part(part)?.unwrap_or_default();
        let mut xml = Xml::new(&text, KIND);
        while let Some(event) = xml.next()? {
            let Event::Open(element) = event else { continue };
            if element.name() == "Relationship"
                && let (Some(id), Some(target)) = (element.attribute("Id"), element.attribute("Target"))
            {
                let part =
                    target.strip_prefix('/').map_or_else(|| format!("{folder}{target}"), str::to_owned);
                let kind = element.attribute("Type").unwrap_or_default();
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                references.insert(id, Reference { kind, part });
            }
        }
        Ok(references)
    }
}

fn spelt_alike(name: &str) -> String {
    name.replace('\\', "/").to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    const SHEET: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";

    fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            archive.start_file(*name, SimpleFileOptions::default()).unwrap();
            archive.write_all(content.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn sheets(content: &str) -> String {
        format!("<x:workbook xmlns:x='a' xmlns:y='b'><x:sheets>{content}</x:sheets></x:workbook>")
    }

    #[test]
    fn the_sheets_that_are_shown_are_found() {
        let references = format!(
            r#"<Relationships><Relationship Id="r1" Type="{SHEET}" Target="worksheets/one.xml"/>
            <Relationship Id="r2" Type="{SHEET}" Target="/other/two.xml"/>
            <Relationship Id="r3" Type="a/chartsheet" Target="chart.xml"/></Relationships>"#
        );
        let book = sheets(
            r#"<x:sheet name="甲" sheetId="7" y:id="r2"/><x:sheet name="乙" y:id="r1" state="visible"/>
            <x:sheet name="丙" y:id="r1" state="veryHidden"/><x:sheet name="丁" y:id="r3"/>"#,
        );
        let bytes = archive(&[("xl/workbook.xml", &book), ("xl/_rels/workbook.xml.rels", &references)]);
        let book = Book::open(&bytes).unwrap();

        let found: Vec<(&str, &str)> =
            book.shown.iter().map(|(name, part)| (name.as_str(), part.as_str())).collect();
        assert_eq!(found, [("甲", "other/two.xml"), ("乙", "xl/worksheets/one.xml")]);
        assert!(!book.referred.since_1904);
    }

    #[test]
    fn parts_are_where_the_package_says_however_they_are_spelt() {
        let package = r#"<Relationships><Relationship Id="a" Type="b/officeDocument" Target="/Book/Main.xml"/></Relationships>"#;
        let bytes = archive(&[
            ("_rels/.rels", package),
            ("book\\main.xml", "<workbook><workbookPr date1904='1'/></workbook>"),
            (
                "Book/_rels/Main.xml.rels",
                r#"<Relationships><Relationship Id="a" Type="b/styles" Target="Looks.xml"/></Relationships>"#,
            ),
            ("Book/sharedstrings.xml", "<sst><si><t>一</t></si></sst>"),
            ("Book/looks.xml", "<styleSheet><cellXfs><xf/></cellXfs></styleSheet>"),
        ]);
        let book = Book::open(&bytes).unwrap();

        assert_eq!(book.referred.strings, ["一"]);
        assert_eq!(book.referred.styles.len(), 1);
        assert!(book.referred.since_1904);
    }

    #[test]
    fn a_workbook_that_refers_to_nothing_is_broken() {
        let nowhere = sheets(r#"<x:sheet name="甲" y:id="r1"/>"#);
        for parts in [&[("xl/styles.xml", "<a/>")][..], &[("xl/workbook.xml", &nowhere)]] {
            assert_eq!(Book::open(&archive(parts)).err(), Some(BROKEN));
        }
    }
}
