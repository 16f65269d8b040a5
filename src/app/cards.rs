//! The findings on screen: a card each, by section. Like figures, cards are no signals: a key moves a few of them, which
//! are written at once. What is found again keeps its card, and with it what is opened or typed in it; where only the
//! values have changed, so do the words of the card.

use std::sync::Arc;

use leptos::web_sys::Element;
use maud::Markup;

use super::browser;
use crate::check::{Finding, Look, Place, Severity};
use crate::form::{Edition, Section};

/// What the buttons of a card do (`data-do`).
pub(super) const GO: &str = "go";
pub(super) const FIX: &str = "fix";
pub(super) const SEEN: &str = "seen";
pub(super) const CARRY: &str = "carry";
pub(super) const EXPLAIN: &str = "explain";
pub(super) const TAKE_BACK: &str = "take-back";
pub(super) const TELL: &str = "tell";

/// All cards.
pub(super) struct Cards {
    groups: Vec<Group>,
    /// The edition whose addresses the cards bear.
    edition: u16,
    reviewing: bool,
    /// What a card is known by (`data-key`): none had the next one.
    next_key: usize,
}

/// The cards of a section.
#[derive(Default)]
struct Group {
    heading: Option<Element>,
    list: Option<Element>,
    cards: Vec<Card>,
}

struct Card {
    finding: Arc<Finding>,
    key: usize,
    element: Element,
}

impl Cards {
    /// No cards yet. In a report that is reviewed here they offer no change.
    pub(super) fn new(reviewing: bool) -> Self {
        let groups = Section::ALL.iter().map(|_| Group::default()).collect();
        Self { groups, edition: 0, reviewing, next_key: 0 }
    }

    /// Makes room for the cards in an element.
    pub(super) fn attach(&mut self, panel: &Element) {
        let rooms = maud::html! {
            @for section in Section::ALL { h3 hidden { (section.short()) } div.list {} }
        };
        panel.set_inner_html(&rooms.0);
        let mut next = panel.first_element_child();
        let mut room = || {
            let here = next.take()?;
            next = here.next_element_sibling();
            Some(here)
        };
        for group in &mut self.groups {
            *group = Group { heading: room(), list: room(), cards: Vec::new() };
        }
    }

    /// The finding of a card.
    pub(super) fn finding(&self, key: usize) -> Option<Arc<Finding>> {
        let mut cards = self.groups.iter().flat_map(|group| &group.cards);
        cards.find(|card| card.key == key).map(|card| Arc::clone(&card.finding))
    }

    /// Shows what was found in a section.
    pub(super) fn show(&mut self, section: Section, findings: &[&Arc<Finding>], edition: &Edition) {
        if std::mem::replace(&mut self.edition, edition.year) != edition.year {
            for group in &mut self.groups {
                group.cards.drain(..).for_each(|card| card.element.remove());
            }
        }
        let Some(group) = self.groups.get_mut(section.index()) else { return };
        let Some(list) = &group.list else { return };
        let is_shown = |(card, finding): (&Card, &&Arc<Finding>)| Arc::ptr_eq(&card.finding, finding);
        if group.cards.len() == findings.len() && group.cards.iter().zip(findings).all(is_shown) {
            return;
        }
        let mut old: Vec<_> = group.cards.drain(..).map(Some).collect();
        let mut cards: Vec<Option<(usize, Card)>> = findings
            .iter()
            .map(|finding| take(&mut old, |known| Arc::ptr_eq(known, finding) || known == *finding))
            .collect();
        for (place, finding) in cards.iter_mut().zip(findings) {
            if place.is_none() {
                *place = take(&mut old, |known| differs_in_words_alone(known, finding));
            }
            if let Some((_, card)) = place {
                card.take_over(finding);
            }
        }
        old.into_iter().flatten().for_each(|card| card.element.remove());

        // From the last to the first, each is put before the one that follows it. Cards that stay stand in the order
        // in which they stood; one that stood behind a card that now follows it is moved.
        let mut next: Option<Element> = None;
        let mut bound = usize::MAX;
        let mut end = cards.len();
        while end > 0 {
            if let Some((stood, card)) = &cards[end - 1] {
                if *stood < bound {
                    bound = *stood;
                } else {
                    browser::place_before(list, &card.element, next.as_ref());
                }
                next = Some(card.element.clone());
                end -= 1;
                continue;
            }
            let start = cards[..end].iter().rposition(Option::is_some).map_or(0, |before| before + 1);
            let mut markup = String::new();
            for (finding, key) in findings[start..end].iter().zip(self.next_key..) {
                markup.push_str(&card(finding, key, edition, self.reviewing).0);
            }
            let mut written = browser::write_before(list, &markup, next.as_ref());
            for place in (start..end).rev() {
                let Some(element) = written else { break };
                written = element.previous_element_sibling();
                next = Some(element.clone());
                let (finding, key) = (Arc::clone(findings[place]), self.next_key + place - start);
                cards[place] = Some((usize::MAX, Card { finding, key, element }));
            }
            self.next_key += end - start;
            end = start;
        }
        group.cards = cards.into_iter().flatten().map(|(_, card)| card).collect();
        if let Some(heading) = &group.heading
            && heading.has_attribute("hidden") != group.cards.is_empty()
        {
            let _ = heading.toggle_attribute("hidden");
        }
    }
}

impl Card {
    /// Has the card show a finding that differs from its own in words alone.
    fn take_over(&mut self, finding: &Arc<Finding>) {
        if Arc::ptr_eq(&self.finding, finding) {
            return;
        }
        if self.finding.message != finding.message {
            browser::show_within(&self.element, ".sum", 0, &finding.message);
        }
        for (index, (fix, before)) in finding.fixes.iter().zip(&self.finding.fixes).enumerate() {
            if fix.label != before.label {
                browser::show_within(&self.element, "[data-do=fix]", index, &fix.label);
            }
        }
        self.finding = Arc::clone(finding);
    }
}

/// Takes the first card out whose finding fits, with the place at which it stood.
fn take(cards: &mut [Option<Card>], fits: impl Fn(&Arc<Finding>) -> bool) -> Option<(usize, Card)> {
    let mut all = cards.iter_mut().enumerate();
    let (place, card) = all.find(|(_, card)| card.as_ref().is_some_and(|card| fits(&card.finding)))?;
    Some((place, card.take()?))
}

/// Whether two findings have the same card but for its words.
fn differs_in_words_alone(one: &Finding, other: &Finding) -> bool {
    let same_place = match (&one.place, &other.place) {
        (Place::Prose(ours, _), Place::Prose(theirs, _)) => ours == theirs,
        (ours, theirs) => ours == theirs,
    };
    let buttons = |finding: &Finding| (finding.fixes.len(), finding.explained.is_some());
    same_place && one.rule == other.rule && buttons(one) == buttons(other) && one.explained == other.explained
}

/// A card: elements that browsers parse on their fast path, for cards come and go with keys.
fn card(finding: &Finding, key: usize, edition: &Edition, reviewing: bool) -> Markup {
    let rule = finding.rule;
    let (open, mine) = (finding.explained.is_none(), !reviewing);
    maud::html! {
        div.finding.explained[!open] role="group" data-finding=(rule.code) data-severity=(finding.severity.key())
            data-place=(finding.place.path(edition)) data-key=(key)
        {
            p.top { b { (finding.severity.label()) " " (rule.code) } " " (finding.place.name(edition)) }
            p.what { (rule.title) }
            p.sum { (finding.message) }
            @if let Some(reason) = &finding.explained {
                p.reason {
                    "已说明：" (reason) " "
                    @if mine { button.plain data-do=(TAKE_BACK) { "取消说明" } }
                }
            }
            div.do {
                button.line data-do=(GO) { "转到" }
                @if mine {
                    @for (index, fix) in finding.fixes.iter().enumerate() {
                        button.line data-do=(FIX) data-fix=(index) { (fix.label) }
                    }
                    @if matches!(rule.look, Look::Import) { button.line data-do=(SEEN) { "已核对" } }
                    @if rule.code == "P02" { button.line data-do=(CARRY) data-fix { "数据带入新版表格" } }
                    @if open && finding.severity == Severity::Warning {
                        button.plain data-do=(EXPLAIN) aria-expanded="false" { "说明原因" }
                    }
                }
                button.plain data-do=(TELL) aria-expanded="false" { "规则说明" }
            }
        }
    }
}
