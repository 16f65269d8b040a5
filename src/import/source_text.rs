//! A document as text, with its cells parted by tabs: what the reader of copied text understands.

use super::source::{Block, Source};
use super::{ImportError, Imported, text};

/// Reads a report out of a document.
pub(super) fn read(source: &Source) -> Result<Imported, ImportError> {
    let mut words = String::new();
    for block in &source.blocks {
        match block {
            Block::Paragraph(text) => {
                words.push_str(text);
                words.push('\n');
            }
            Block::Table(grid) => {
                // Cells that a merged one covers are blank ones, as in a table that was copied.
                let mut covered: Vec<usize> = Vec::new();
                for row in &grid.rows {
                    let mut line: Vec<String> = Vec::new();
                    let mut cells = row.iter();
                    let mut column = 0;
                    loop {
                        if covered.get(column).is_some_and(|rows| *rows > 0) {
                            covered[column] -= 1;
                            line.push(String::new());
                            column += 1;
                            continue;
                        }
                        let Some(cell) = cells.next() else { break };
                        line.push(cell.text.replace(['\n', '\t'], " "));
                        line.extend((1..cell.colspan).map(|_| String::new()));
                        if covered.len() < column + cell.colspan {
                            covered.resize(column + cell.colspan, 0);
                        }
                        covered[column..column + cell.colspan].fill(cell.rowspan - 1);
                        column += cell.colspan;
                    }
                    words.push_str(&line.join("\t"));
                    words.push('\n');
                }
            }
        }
    }
    text::read(&words)
}
