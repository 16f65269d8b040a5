//! A package: parts with their types and how they refer to each other, in a zip archive.

use std::io::{Cursor, Write as _};

use zip::result::ZipResult;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

use super::xml::Xml;

const CONTENT_TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const PACKAGE_REFERENCES: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A kind of part.
struct Kind {
    /// How the names of such parts begin.
    begins: &'static str,
    content_type: &'static str,
    /// By which relation another part refers to it.
    relation: &'static str,
    /// How references to it are named, where they are named.
    id: &'static str,
}

const KINDS: [Kind; 7] = [
    Kind {
        begins: "word/document",
        content_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        relation: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
        id: "rIdDocument",
    },
    Kind {
        begins: "word/styles",
        content_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml",
        relation: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles",
        id: "rIdStyles",
    },
    Kind {
        begins: "word/settings",
        content_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml",
        relation: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings",
        id: "rIdSettings",
    },
    Kind {
        begins: "word/fontTable",
        content_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml",
        relation: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable",
        id: "rIdFonts",
    },
    Kind {
        begins: "word/footer",
        content_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml",
        relation: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer",
        id: "rIdFooter",
    },
    Kind {
        begins: "docProps/core",
        content_type: "application/vnd.openxmlformats-package.core-properties+xml",
        relation: "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        id: "rIdCore",
    },
    Kind {
        begins: "docProps/custom",
        content_type: "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        relation: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties",
        id: "rIdCustom",
    },
];

/// Packs parts by their names. The same parts always give the same bytes.
pub(super) fn pack(parts: &[(&str, Vec<u8>)]) -> ZipResult<Vec<u8>> {
    let names: Vec<&str> = parts.iter().map(|(name, _)| *name).collect();
    // All files of an archive are as old as archives can be, for they have no age of their own.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, content: &[u8]| -> ZipResult<()> {
        archive.start_file(name, options)?;
        archive.write_all(content)?;
        Ok(())
    };
    add("[Content_Types].xml", &content_types(&names))?;
    let (of_document, of_package): (Vec<&str>, Vec<&str>) =
        names.iter().partition(|name| name.starts_with("word/") && **name != "word/document.xml");
    add("_rels/.rels", &references(&of_package, ""))?;
    add("word/_rels/document.xml.rels", &references(&of_document, "word/"))?;
    for (name, content) in parts {
        add(name, content)?;
    }
    Ok(archive.finish()?.into_inner())
}

fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| name.starts_with(kind.begins))
}

fn content_types(names: &[&str]) -> Vec<u8> {
    Xml::document("Types", &[("xmlns", CONTENT_TYPES)], |xml| {
        for (extension, content_type) in
            [("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "application/xml")]
        {
            xml.empty("Default", &[("Extension", extension), ("ContentType", content_type)]);
        }
        for name in names {
            let Some(kind) = kind(name) else { continue };
            let part = format!("/{name}");
            xml.empty("Override", &[("PartName", &part), ("ContentType", kind.content_type)]);
        }
    })
}

fn references(names: &[&str], folder: &str) -> Vec<u8> {
    Xml::document("Relationships", &[("xmlns", PACKAGE_REFERENCES)], |xml| {
        for name in names {
            let Some(kind) = kind(name) else { continue };
            // Of footers there are several: `rIdFooter1`.
            let rest = name.strip_prefix(kind.begins).unwrap_or_default();
            let id = format!("{}{}", kind.id, rest.trim_end_matches(".xml"));
            let target = name.strip_prefix(folder).unwrap_or(name);
            xml.empty("Relationship", &[("Id", &id), ("Type", kind.relation), ("Target", target)]);
        }
    })
}

/// `docProps/core.xml`: what file managers and Word show of a file.
pub(super) fn core_properties(title: &str, author: &str) -> Vec<u8> {
    let namespaces = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    Xml::document("cp:coreProperties", &namespaces, |xml| {
        xml.element("dc:title", &[], |xml| xml.text(title));
        xml.element("dc:creator", &[], |xml| xml.text(author));
        xml.element("dc:language", &[], |xml| xml.text("zh-CN"));
    })
}

/// `docProps/custom.xml` with one property.
pub(super) fn custom_property(name: &str, value: &str) -> Vec<u8> {
    let namespaces = [
        ("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"),
        ("xmlns:vt", "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"),
    ];
    // The identifier of the format for properties that a program made up, and the first number that is free.
    let property = [("fmtid", "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"), ("pid", "2"), ("name", name)];
    Xml::document("Properties", &namespaces, |xml| {
        xml.element("property", &property, |xml| {
            xml.element("vt:lpwstr", &[], |xml| xml.text(value));
        });
    })
}
