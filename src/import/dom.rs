//! Parses a page as browsers do (html5ever) into a tree that holds what an import looks at. However deep or large
//! a page is, the tree is neither deep nor large.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::collections::HashMap;

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use html5ever::tree_builder::{TreeBuilder, TreeSink};
use html5ever::{Attribute, LocalName, QualName, local_name, ns};

/// Elements within elements; browsers stop at about this depth, too.
const DEEPEST: u32 = 400;
/// Nodes of a tree: a page made by Word has some ten thousand.
const MOST_NODES: usize = 400_000;
/// Attributes of an element. Looking for repeated ones takes time that grows with their square.
const MOST_ATTRIBUTES: usize = 500;

/// Attributes that an import looks at.
const ATTRIBUTES: [&str; 15] = [
    "data-charts",
    "aria-hidden",
    "class",
    "colspan",
    "content",
    "data-cell",
    "data-prose",
    "hidden",
    "href",
    "id",
    "name",
    "role",
    "rowspan",
    "style",
    "type",
];

/// A page that has more in it than a report can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooMuch;

/// The place of a node.
pub(super) type NodeId = usize;

/// The root of every tree.
pub(super) const ROOT: NodeId = 0;

#[derive(Debug)]
enum Kind {
    Element(Vec<(LocalName, StrTendril)>),
    Text(StrTendril),
    /// The document, a comment, the inside of a template.
    Other,
}

#[derive(Debug)]
struct Node {
    /// The name of an element; empty for anything else.
    name: QualName,
    kind: Kind,
    parent: Option<NodeId>,
    children: Vec<NodeId>,
    depth: u32,
}

/// A tree.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

/// Parses a page.
pub(super) fn parse(page: &str) -> Result<Tree, TooMuch> {
    const PIECE: usize = 64 * 1024;
    if has_monstrous_tag(page) {
        return Err(TooMuch);
    }
    let builder = TreeBuilder::new(Sink::new(), html5ever::tree_builder::TreeBuilderOpts::default());
    let gate = Gate { builder, passed_over: RefCell::new(HashMap::new()) };
    let tokenizer = Tokenizer::new(gate, html5ever::tokenizer::TokenizerOpts::default());
    let queue = BufferQueue::default();
    let mut rest = page;
    while !rest.is_empty() {
        let (piece, behind) = rest.split_at(rest.floor_char_boundary(PIECE));
        rest = behind;
        queue.push_back(StrTendril::from_slice(piece));
        // A script is never run: the tokenizer only pauses behind it.
        while !matches!(tokenizer.feed(&queue), html5ever::interface::TokenizerResult::Done) {}
        if tokenizer.sink.is_full() {
            return Err(TooMuch);
        }
    }
    tokenizer.end();
    if tokenizer.sink.is_full() { Err(TooMuch) } else { Ok(tokenizer.sink.builder.sink.finish()) }
}

impl Tree {
    /// The name of an element in lower case; empty for anything else.
    pub(super) fn name(&self, node: NodeId) -> &str {
        &self.nodes[node].name.local
    }

    /// The text of a text node.
    pub(super) fn text(&self, node: NodeId) -> Option<&str> {
        match &self.nodes[node].kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// An attribute of an element.
    pub(super) fn attribute(&self, node: NodeId, wanted: &str) -> Option<&str> {
        match &self.nodes[node].kind {
            Kind::Element(attributes) => {
                attributes.iter().find(|(name, _)| &**name == wanted).map(|(_, value)| &**value)
            }
            _ => None,
        }
    }

    /// The children of a node.
    pub(super) fn children(&self, node: NodeId) -> &[NodeId] {
        &self.nodes[node].children
    }

    /// The parent of a node.
    pub(super) fn parent(&self, node: NodeId) -> Option<NodeId> {
        self.nodes[node].parent
    }

    /// A node and those around it, from the inside out.
    pub(super) fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(Some(node), |node| self.nodes[*node].parent)
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// All nodes below a node in the order of the page, but those below nodes that are passed over.
    pub(super) fn below<'a>(
        &'a self,
        node: NodeId,
        pass_over: impl Fn(NodeId) -> bool + 'a,
    ) -> impl Iterator<Item = NodeId> + 'a {
        let mut left: Vec<NodeId> = self.nodes[node].children.iter().rev().copied().collect();
        std::iter::from_fn(move || {
            loop {
                let next = left.pop()?;
                if !pass_over(next) {
                    left.extend(self.nodes[next].children.iter().rev());
                    return Some(next);
                }
            }
        })
    }
}

/// Stands between tokenizer and tree builder and keeps the tree within bounds.
struct Gate {
    builder: TreeBuilder<NodeId, Sink>,
    /// Elements that were closed as soon as they were opened, because they stood too deep: their end tags, which
    /// come later, end nothing.
    passed_over: RefCell<HashMap<LocalName, usize>>,
}

impl Gate {
    fn is_full(&self) -> bool {
        self.builder.sink.nodes.borrow().len() > MOST_NODES
    }

    fn ends_what_was_passed_over(&self, tag: &Tag) -> bool {
        let mut passed_over = self.passed_over.borrow_mut();
        match passed_over.get_mut(&tag.name) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        }
    }
}

impl TokenSink for Gate {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        if self.is_full() {
            return TokenSinkResult::Continue;
        }
        let Token::TagToken(tag) = token else { return self.builder.process_token(token, line) };
        if tag.kind == TagKind::EndTag {
            if self.ends_what_was_passed_over(&tag) {
                return TokenSinkResult::Continue;
            }
            return self.builder.process_token(Token::TagToken(tag), line);
        }
        let name = tag.name.clone();
        self.builder.sink.deepest.set(0);
        let result = self.builder.process_token(Token::TagToken(tag), line);
        if self.builder.sink.deepest.get() > DEEPEST && matches!(result, TokenSinkResult::Continue) {
            let end = Tag {
                kind: TagKind::EndTag,
                name: name.clone(),
                self_closing: false,
                attrs: Vec::new(),
                had_duplicate_attributes: false,
            };
            *self.passed_over.borrow_mut().entry(name).or_default() += 1;
            return self.builder.process_token(Token::TagToken(end), line);
        }
        result
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Where the tree builder puts the nodes.
struct Sink {
    nodes: RefCell<Vec<Node>>,
    /// The depth of the deepest element that was put since this was last reset.
    deepest: Cell<u32>,
}

impl Sink {
    fn new() -> Self {
        let sink = Self { nodes: RefCell::new(Vec::new()), deepest: Cell::new(0) };
        sink.create(Kind::Other);
        sink
    }

    fn create(&self, kind: Kind) -> NodeId {
        self.create_named(QualName::new(None, ns!(), local_name!("")), kind)
    }

    fn create_named(&self, name: QualName, kind: Kind) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { name, kind, parent: None, children: Vec::new(), depth: 0 });
        nodes.len() - 1
    }

    fn detach(&self, node: NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(parent) = nodes[node].parent.take()
            && let Some(at) = nodes[parent].children.iter().rposition(|child| *child == node)
        {
            nodes[parent].children.remove(at);
        }
    }

    fn insert(&self, parent: NodeId, at: usize, child: NodeOrText<NodeId>) {
        let child = match child {
            NodeOrText::AppendText(text) => {
                let mut nodes = self.nodes.borrow_mut();
                let before = at.checked_sub(1).and_then(|before| nodes[parent].children.get(before)).copied();
                if let Some(before) = before
                    && let Kind::Text(known) = &mut nodes[before].kind
                {
                    known.push_tendril(&text);
                    return;
                }
                drop(nodes);
                self.create(Kind::Text(text))
            }
            NodeOrText::AppendNode(node) => {
                self.detach(node);
                node
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        let depth = nodes[parent].depth + 1;
        let at = at.min(nodes[parent].children.len());
        nodes[parent].children.insert(at, child);
        nodes[child].parent = Some(parent);
        nodes[child].depth = depth;
        if matches!(nodes[child].kind, Kind::Element(_)) {
            self.deepest.set(self.deepest.get().max(depth));
        }
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        Tree { nodes: self.nodes.into_inner() }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        Ref::map(self.nodes.borrow(), |nodes| &nodes[*target].name)
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> NodeId {
        let attributes = attrs
            .into_iter()
            .filter(|attribute| ATTRIBUTES.contains(&&*attribute.name.local))
            .map(|attribute| (attribute.name.local, attribute.value))
            .collect();
        self.create_named(name, Kind::Element(attributes))
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.create(Kind::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.create(Kind::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        let end = self.nodes.borrow()[*parent].children.len();
        self.insert(*parent, end, child);
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        if self.nodes.borrow()[*element].parent.is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, _: &NodeId) -> NodeId {
        // The inside of a template is not shown: it is built outside the tree.
        self.create(Kind::Other)
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        if let NodeOrText::AppendNode(node) = child {
            self.detach(node);
        }
        let place = {
            let nodes = self.nodes.borrow();
            let parent = nodes[*sibling].parent;
            // What is put before a table stands close to the end of the children.
            parent.map(|parent| {
                let at = nodes[parent].children.iter().rposition(|child| child == sibling).unwrap_or(0);
                (parent, at)
            })
        };
        if let Some((parent, at)) = place {
            self.insert(parent, at, child);
        }
    }

    fn add_attrs_if_missing(&self, _: &NodeId, _: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &NodeId) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let children = std::mem::take(&mut nodes[*node].children);
        for child in &children {
            nodes[*child].parent = Some(*new_parent);
        }
        nodes[*new_parent].children.extend(children);
    }
}

/// Whether a tag has more attributes than any that a person or an office program writes. What stands between
/// quotes, in comments and in scripts is passed over.
fn has_monstrous_tag(page: &str) -> bool {
    let bytes = page.as_bytes();
    let mut at = 0;
    while let Some(open) = find(bytes, at, b"<") {
        at = open + 1;
        let rest = &bytes[at..];
        if rest.starts_with(b"!--") {
            at = find(bytes, at, b"-->").unwrap_or(bytes.len());
        } else if rest.get(..6).is_some_and(|name| name.eq_ignore_ascii_case(b"script")) {
            at = find(bytes, at, b"</").unwrap_or(bytes.len());
        } else if rest.first().is_some_and(u8::is_ascii_alphabetic) {
            let (mut quote, mut parts) = (None, 0);
            for byte in rest {
                at += 1;
                match (quote, byte) {
                    (None, b'>') => break,
                    (None, b'"' | b'\'') => quote = Some(*byte),
                    (Some(open), _) if open == *byte => quote = None,
                    (None, b'=' | b'/') => parts += 1,
                    (None, byte) if byte.is_ascii_whitespace() => parts += 1,
                    _ => {}
                }
                if parts > 3 * MOST_ATTRIBUTES {
                    return true;
                }
            }
        }
    }
    false
}

fn find(bytes: &[u8], from: usize, wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut from = from;
    loop {
        from += bytes.get(from..)?.iter().position(|byte| *byte == first)?;
        if bytes[from..].starts_with(wanted) {
            return Some(from);
        }
        from += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(page: &str) -> String {
        let tree = parse(page).unwrap();
        tree.below(ROOT, |_| false).filter_map(|node| tree.text(node)).collect()
    }

    #[test]
    fn a_page_is_parsed_as_browsers_do() {
        assert_eq!(words("<table><tr><td>一<td>二</table>三&nbsp;<b>四<p>五</b>六"), "一二三\u{a0}四五六");
        assert_eq!(
            words("<![if !supportLists]>1.<![endif]><!--[if gte mso 9]><xml>甲</xml><![endif]-->乙"),
            "1.乙"
        );
    }

    #[test]
    fn what_is_too_deep_is_made_flat_and_loses_no_words() {
        let deep = format!("{}甲{}乙", "<div>".repeat(100_000), "</div>".repeat(100_000));
        assert_eq!(words(&deep), "甲乙");
        let tables = format!("{}甲", "<table><tr><td>".repeat(20_000));
        assert!(words(&tables).contains('甲'));
        let tree = parse(&"<b><i>".repeat(20_000)).unwrap();
        assert!((0..tree.len()).all(|node| tree.ancestors(node).count() <= 2 * DEEPEST as usize));
    }

    #[test]
    fn what_is_too_large_is_refused() {
        let bold: Vec<String> = (0..390).map(|number| format!("<b id={number}>")).collect();
        let bold = bold.concat();
        for page in [
            format!("<table>{}", "<td>1".repeat(1_000_000)),
            format!("<p>{bold}{}", "<p>1".repeat(100_000)),
            format!("<p{}>", " a".repeat(1_000_000)),
        ] {
            assert!(parse(&page).is_err(), "{}", &page[..40]);
        }
    }
}
