//! Published pages of any content management system: the paragraphs and tables of the page, and which of them are
//! not the report but what the page has around it (navigation, tools, footer). Where the report is follows from
//! where its headings and tables are, never from how a particular system names its elements.

use super::document::{self, Passage, Surroundings};
use super::dom::{self, NodeId, ROOT, Tree};
use super::page_words::is_page_words;
use super::source::{Block, Grid, GridCell};
use super::words::Words;
use super::{ImportError, Imported};

/// Reads a page.
pub(super) fn read(page: &str) -> Result<Imported, ImportError> {
    let (passages, surroundings) = apart(page)?;
    document::compose(passages, &surroundings)
}

/// What a page says of the report, and what it has around it.
pub(super) fn apart(page: &str) -> Result<(Vec<Passage>, Surroundings), ImportError> {
    let tree = dom::parse(page).map_err(|dom::TooMuch| ImportError::TooMuch)?;
    Ok(Page::of(&tree).apart())
}

/// A passage of a page with where it stands.
struct Piece {
    passage: Passage,
    /// The element that holds it.
    home: NodeId,
    /// Whether all of it is links.
    linked: bool,
}

struct Page<'a> {
    tree: &'a Tree,
    pieces: Vec<Piece>,
    titles: Vec<String>,
}

impl<'a> Page<'a> {
    fn of(tree: &'a Tree) -> Self {
        let mut reader =
            Reader { tree, nested: nested_tables(tree), words: Words::default(), pieces: Vec::new() };
        reader.read();
        Self { tree, pieces: reader.pieces, titles: titles(tree) }
    }

    /// Parts the report from the words around it.
    fn apart(mut self) -> (Vec<Passage>, Surroundings) {
        let landmarks = document::landmarks(self.pieces.iter().map(|piece| &piece.passage));
        let (Some(first), Some(last)) = (landmarks.first().copied(), landmarks.last().copied()) else {
            return (Vec::new(), Surroundings::default());
        };
        // Every element that holds a landmark is the report's, whatever it is called.
        let mut ours = vec![false; self.tree.len()];
        let mut landmarks_within = vec![0_usize; self.tree.len()];
        for landmark in &landmarks {
            for element in self.tree.ancestors(self.pieces[*landmark].home) {
                ours[element] = true;
                landmarks_within[element] += 1;
            }
        }
        let article = self.article(self.pieces[last].home, &landmarks_within, landmarks.len());
        let aside: Vec<bool> = self
            .pieces
            .iter()
            .enumerate()
            .map(|(index, piece)| {
                let Passage::Words(words) = &piece.passage else { return false };
                if (first..=last).contains(&index) {
                    return self.is_marked_aside(piece.home, &ours, false);
                }
                let tool = piece.linked || (index < first && is_tool(words));
                let outside =
                    index > last && self.tree.ancestors(piece.home).all(|element| element != article);
                tool || outside || self.is_marked_aside(piece.home, &ours, true)
            })
            .collect();
        let mut around = Vec::new();
        let mut passages = Vec::new();
        for (piece, aside) in self.pieces.drain(..).zip(aside) {
            match piece.passage {
                Passage::Words(words) if aside => around.push(words),
                passage => passages.push(passage),
            }
        }
        (passages, Surroundings { titles: self.titles, words: around })
    }

    /// The smallest element that holds all landmarks and more than one paragraph.
    fn article(&self, landmark: NodeId, landmarks_within: &[usize], all: usize) -> NodeId {
        let is_paragraph = |element: NodeId| {
            let name = self.tree.name(element);
            matches!(name, "p" | "li" | "table" | "tbody" | "tr") || is_heading(name)
        };
        self.tree
            .ancestors(landmark)
            .find(|element| landmarks_within[*element] == all && !is_paragraph(*element))
            .unwrap_or(ROOT)
    }

    /// Whether an element stands within one that a page keeps beside its text. By their names alone elements are
    /// judged only before and behind the report.
    fn is_marked_aside(&self, home: NodeId, ours: &[bool], by_name: bool) -> bool {
        self.tree.ancestors(home).take_while(|element| !ours[*element]).any(|element| {
            matches!(self.tree.name(element), "nav" | "footer" | "aside" | "form" | "button")
                || self
                    .tree
                    .attribute(element, "role")
                    .is_some_and(|role| role == "navigation" || role == "contentinfo")
                || by_name && self.is_named_aside(element)
        })
    }

    fn is_named_aside(&self, element: NodeId) -> bool {
        const NAMES: [&str; 24] = [
            "nav",
            "menu",
            "foot",
            "crumb",
            "share",
            "print",
            "toolbar",
            "sidebar",
            "related",
            "relevant",
            "recommend",
            "prev",
            "next",
            "copyright",
            "login",
            "search",
            "fontsize",
            "font-size",
            "qrcode",
            "ewm",
            "fenxiang",
            "dyfx",
            "bdshare",
            "friendlink",
        ];
        ["class", "id"].iter().filter_map(|name| self.tree.attribute(element, name)).any(|value| {
            let value = value.to_ascii_lowercase();
            NAMES.iter().any(|name| value.contains(name))
        })
    }
}

/// Whether a line before the report offers to do something with the page.
fn is_tool(line: &str) -> bool {
    const TOOLS: [&str; 8] = ["分享到", "字体", "字号", "打印", "关闭", "收藏", "扫一扫", "浏览次数"];
    const SHORT: usize = 40;
    line.chars().count() <= SHORT && is_page_words(line) && TOOLS.iter().any(|tool| line.contains(tool))
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// What the page calls itself.
fn titles(tree: &Tree) -> Vec<String> {
    let mut titles = Vec::new();
    for node in tree.below(ROOT, |_| false) {
        match tree.name(node) {
            "title" => {
                titles.push(tree.children(node).iter().filter_map(|child| tree.text(*child)).collect());
            }
            "meta"
                if tree
                    .attribute(node, "name")
                    .is_some_and(|name| name.eq_ignore_ascii_case("articletitle")) =>
            {
                titles.extend(tree.attribute(node, "content").map(str::to_owned));
            }
            "body" => break,
            _ => {}
        }
    }
    titles
        .into_iter()
        .map(|title: String| title.trim().to_owned())
        .filter(|title| !title.is_empty())
        .collect()
}

/// For each node how many tables stand below it.
fn nested_tables(tree: &Tree) -> Vec<usize> {
    let mut nested = vec![0; tree.len()];
    let nodes: Vec<NodeId> = tree.below(ROOT, |_| false).collect();
    // What comes later in the order of the page stands below what comes earlier, or beside it.
    for node in nodes.into_iter().rev() {
        let own = nested[node] + usize::from(tree.name(node) == "table");
        if let Some(parent) = tree.parent(node) {
            nested[parent] += own;
        }
    }
    nested
}

enum Step {
    Enter(NodeId),
    Leave(NodeId),
}

/// Goes through a page and collects its pieces.
struct Reader<'a> {
    tree: &'a Tree,
    nested: Vec<usize>,
    words: Words,
    pieces: Vec<Piece>,
}

impl Reader<'_> {
    fn read(&mut self) {
        let mut steps = vec![Step::Enter(ROOT)];
        // The element whose words are being collected.
        let mut home = ROOT;
        while let Some(step) = steps.pop() {
            match step {
                Step::Enter(node) => {
                    if let Some(text) = self.tree.text(node) {
                        if self.words.is_empty() {
                            home = self.tree.parent(node).map_or(ROOT, |parent| self.block_around(parent));
                        }
                        self.words.add(text);
                        continue;
                    }
                    let name = self.tree.name(node);
                    if is_unseen(self.tree, node) {
                        continue;
                    }
                    if is_block(name) || name == "br" {
                        self.flush(home);
                    }
                    if name == "table" && self.table(node) {
                        continue;
                    }
                    self.words.enter(self.tree, node);
                    steps.push(Step::Leave(node));
                    steps.extend(self.tree.children(node).iter().rev().map(|child| Step::Enter(*child)));
                }
                Step::Leave(node) => {
                    if is_block(self.tree.name(node)) {
                        self.flush(home);
                    }
                    self.words.leave(self.tree, node);
                }
            }
        }
        self.flush(home);
    }

    fn block_around(&self, node: NodeId) -> NodeId {
        self.tree.ancestors(node).find(|element| is_block(self.tree.name(*element))).unwrap_or(ROOT)
    }

    fn flush(&mut self, home: NodeId) {
        let (text, linked) = self.words.take();
        for line in text.split('\n').filter(|line| !line.trim().is_empty()) {
            self.pieces.push(Piece { passage: Passage::Words(line.to_owned()), home, linked });
        }
    }

    /// Whether a table with tables in it is itself a statutory one: by its own words, or because the tables in its
    /// cells are mere dressing.
    fn is_one(&self, node: NodeId, grid: &Grid) -> bool {
        let mut inner = self.tree.below(node, |_| false).filter(|inner| self.tree.name(*inner) == "table");
        document::is_statutory(&own_words(self.tree, node))
            || document::is_statutory(grid)
                && inner.all(|inner| {
                    rows(self.tree, inner).len() <= 1
                        || !document::is_statutory(&self::grid(self.tree, inner).1)
                })
    }

    /// Takes a table as one; false for a table in which other things are laid out.
    fn table(&mut self, node: NodeId) -> bool {
        let (captions, grid) = grid(self.tree, node);
        if self.nested[node] > 0 && !self.is_one(node, &grid) {
            return false;
        }
        let captions = captions.into_iter().map(Block::Paragraph);
        for block in captions.chain([Block::Table(grid)]) {
            let passages = document::passages(block);
            self.pieces.extend(passages.into_iter().map(|passage| Piece {
                passage,
                home: node,
                linked: false,
            }));
        }
        true
    }
}

/// A table with the words that stand in itself, not in tables within it.
fn own_words(tree: &Tree, table: NodeId) -> Grid {
    let rows = rows(tree, table);
    let rows = rows
        .into_iter()
        .map(|row| cells(tree, row).map(|cell| grid_cell(tree, cell, Words::of_own(tree, cell))).collect());
    Grid { rows: rows.collect() }
}

/// A table, and what is printed above it as its caption.
fn grid(tree: &Tree, table: NodeId) -> (Vec<String>, Grid) {
    let captions = tree
        .children(table)
        .iter()
        .filter(|child| tree.name(**child) == "caption" && !is_unseen(tree, **child))
        .map(|caption| Words::of(tree, *caption))
        .filter(|caption| !caption.is_empty())
        .collect();
    let rows = rows(tree, table)
        .into_iter()
        .map(|row| cells(tree, row).flat_map(|cell| unnested(tree, cell)).collect())
        .collect();
    (captions, Grid { rows })
}

/// The rows of a table, hidden ones left out.
fn rows(tree: &Tree, table: NodeId) -> Vec<NodeId> {
    let mut rows = Vec::new();
    for child in tree.children(table) {
        match tree.name(*child) {
            "tr" => rows.push(*child),
            "thead" | "tbody" | "tfoot" => {
                rows.extend(tree.children(*child).iter().filter(|row| tree.name(**row) == "tr"));
            }
            _ => {}
        }
    }
    rows.retain(|row| !is_unseen(tree, *row));
    rows
}

fn cells(tree: &Tree, row: NodeId) -> impl Iterator<Item = NodeId> {
    tree.children(row)
        .iter()
        .copied()
        .filter(|cell| matches!(tree.name(*cell), "td" | "th") && !is_unseen(tree, *cell))
}

fn grid_cell(tree: &Tree, cell: NodeId, text: String) -> GridCell {
    let span = |name: &str, most: usize| {
        let digits = tree.attribute(cell, name).unwrap_or_default().trim();
        let digits = &digits[..digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len())];
        digits.parse::<usize>().unwrap_or(1).min(most)
    };
    // `rowspan="0"` reaches to the end of the table.
    let rowspan = match span("rowspan", 65_534) {
        0 => 65_534,
        rows => rows,
    };
    GridCell { text, colspan: span("colspan", 1_000).max(1), rowspan }
}

/// A cell; where it holds nothing but a table of one row, the cells of that row in its place.
fn unnested(tree: &Tree, cell: NodeId) -> Vec<GridCell> {
    let outer = grid_cell(tree, cell, Words::of(tree, cell));
    let inner = tree.below(cell, |_| false).find(|node| tree.name(*node) == "table");
    if let Some(inner) = inner
        && Words::of_own(tree, cell).is_empty()
        && let [row] = rows(tree, inner).as_slice()
    {
        let mut found: Vec<GridCell> =
            cells(tree, *row).map(|inner| grid_cell(tree, inner, Words::of(tree, inner))).collect();
        let width: usize = found.iter().map(|cell| cell.colspan).sum();
        for cell in &mut found {
            cell.rowspan = outer.rowspan;
        }
        if let Some(last) = found.last_mut() {
            last.colspan += outer.colspan.saturating_sub(width);
            return found;
        }
    }
    vec![outer]
}

/// Elements that a reader of the page does not see, or that are not words of the page.
pub(super) fn is_unseen(tree: &Tree, node: NodeId) -> bool {
    let name = tree.name(node);
    if matches!(
        name,
        "script"
            | "style"
            | "head"
            | "template"
            | "noscript"
            | "iframe"
            | "object"
            | "svg"
            | "select"
            | "textarea"
            | "datalist"
    ) || tree.attribute(node, "hidden").is_some()
    {
        return true;
    }
    let Some(style) = tree.attribute(node, "style") else { return false };
    let plain: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    ["display:none", "visibility:hidden", "mso-hide:all"].iter().any(|hiding| plain.contains(hiding))
}

/// Elements that begin and end paragraphs.
pub(super) fn is_block(name: &str) -> bool {
    is_heading(name)
        || matches!(
            name,
            "html"
                | "body"
                | "address"
                | "article"
                | "aside"
                | "blockquote"
                | "caption"
                | "center"
                | "dd"
                | "details"
                | "dir"
                | "div"
                | "dl"
                | "dt"
                | "fieldset"
                | "figcaption"
                | "figure"
                | "footer"
                | "form"
                | "header"
                | "hr"
                | "legend"
                | "li"
                | "main"
                | "menu"
                | "nav"
                | "ol"
                | "p"
                | "pre"
                | "section"
                | "summary"
                | "table"
                | "tbody"
                | "td"
                | "tfoot"
                | "th"
                | "thead"
                | "tr"
                | "ul"
                | "button"
        )
}
