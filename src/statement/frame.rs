//! What a clause has said since its last quantity.

use super::scope::Topic;
use super::subject::{
    Applicant, Decision, DocumentKind, DocumentState, Fee, Outcome, RemedyResult, Route, Stage,
};
use super::word::Word;

/// A handful of things named one after another. What does not fit any more is not kept, and `overflow` says so.
#[derive(Debug, Clone, Copy)]
pub(super) struct Few<T> {
    items: [Option<T>; 6],
    count: usize,
}

impl<T: Copy + PartialEq> Default for Few<T> {
    fn default() -> Self {
        Self { items: [None; 6], count: 0 }
    }
}

impl<T: Copy + PartialEq> Few<T> {
    pub(super) fn of(item: T) -> Self {
        let mut few = Self::default();
        few.add(item);
        few
    }

    pub(super) fn add(&mut self, item: T) {
        if self.contains(item) {
            return;
        }
        if let Some(slot) = self.items.get_mut(self.count) {
            *slot = Some(item);
            self.count += 1;
        }
    }

    pub(super) fn contains(&self, item: T) -> bool {
        self.iter().any(|other| other == item)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = T> + '_ {
        self.items.iter().flatten().copied()
    }

    pub(super) fn keep(&mut self, wanted: impl Fn(T) -> bool) {
        let kept = *self;
        *self = Self::default();
        kept.iter().filter(|&item| wanted(item)).for_each(|item| self.add(item));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub(super) fn len(&self) -> usize {
        self.count
    }

    pub(super) fn last(&self) -> Option<T> {
        self.count.checked_sub(1).and_then(|last| self.items[last])
    }

    /// The only item, if there is one and no other.
    pub(super) fn only(&self) -> Option<T> {
        if self.count == 1 { self.items[0] } else { None }
    }

    /// The items, or `default` where there are none.
    pub(super) fn or(self, default: T) -> Self {
        if self.is_empty() { Self::of(default) } else { self }
    }
}

/// How surely an application for information was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Request {
    /// 申请.
    Bare,
    /// 政府信息公开申请.
    Full,
}

/// The things named, and how they were put.
#[derive(Debug, Clone, Copy, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a word that was or was not said; they combine freely"
)]
pub(super) struct Frame {
    /// Where the first thing named begins, and where the last one ends.
    pub(super) start: Option<usize>,
    pub(super) end: usize,
    pub(super) request: Option<Request>,
    pub(super) stages: Few<Stage>,
    pub(super) outcomes: Few<Outcome>,
    pub(super) applicants: Few<Applicant>,
    pub(super) routes: Few<Route>,
    pub(super) results: Few<RemedyResult>,
    pub(super) documents: Few<DocumentKind>,
    pub(super) states: Few<DocumentState>,
    pub(super) decisions: Few<Decision>,
    pub(super) fee: Option<Fee>,
    /// 收费, 费用.
    pub(super) charge: bool,
    /// 其他.
    pub(super) rest: bool,
    /// 结转, in or out not said.
    pub(super) carry: bool,
    pub(super) every: bool,
    pub(super) each: bool,
    pub(super) respectively: bool,
    /// What is counted was named before 分别.
    pub(super) named_before: bool,
    pub(super) done: bool,
    pub(super) rate: bool,
    /// 新收 was said.
    pub(super) fresh: bool,
    /// 办理 alone was said.
    pub(super) handled: bool,
    /// 答复 was said.
    pub(super) reply: bool,
    /// 合计 was said.
    pub(super) sum: bool,
    /// 和, 及 or 、 since the last thing named.
    pub(super) joined: bool,
    /// Some two things named were joined by 和, 及, 、 or stood side by side.
    pub(super) list: bool,
    pub(super) cause: bool,
    pub(super) about: bool,
    /// 含 was said.
    pub(super) including: bool,
    /// Something else was named, after which nothing of the form's was.
    pub(super) foreign: bool,
    /// Only a part is meant, by channel or theme.
    pub(super) restricted: bool,
    pub(super) channel: bool,
    pub(super) published: bool,
    /// 公开 alone.
    pub(super) disclosed: bool,
    /// Text was passed over since the last thing named.
    pub(super) unknown: bool,
    /// The last thing heard was text passed over.
    pub(super) unknown_just_now: bool,
    /// 办理, 答复 stood before the application: `未答复申请人提出的申请`.
    pub(super) handled_first: bool,
    /// Of which of the form's subjects the last thing named was.
    pub(super) topic: Option<Topic>,
}

impl Frame {
    /// Hears one word that stands from `start` to `end`.
    pub(super) fn hear(&mut self, word: Word, start: usize, end: usize) {
        let (about, unknown_just_now) = (self.about, self.unknown_just_now);
        if !matches!(word, Word::Filler | Word::Sum) {
            self.about = false;
            self.unknown_just_now = false;
        }
        let topic = match word {
            Word::Request { bare } => {
                // 备案申请, 护照申请: an application of another kind.
                let other = unknown_just_now || self.foreign || (self.published && !self.disclosed);
                if bare && other {
                    self.foreign = true;
                    return;
                }
                self.ask(bare);
                Some(Topic::Applications)
            }
            Word::Among if self.stages.is_empty() => {
                self.foreign = true;
                return;
            }
            Word::Among => {
                self.ask(true);
                Some(Topic::Applications)
            }
            Word::Stage(_) | Word::Fresh | Word::Handled | Word::Reply => {
                self.handled = word == Word::Handled && !self.stages.contains(Stage::Answered);
                self.fresh |= word == Word::Fresh;
                self.reply |= word == Word::Reply;
                self.stages.add(match word {
                    Word::Stage(stage) => stage,
                    Word::Fresh => Stage::Received,
                    _ => Stage::Answered,
                });
                Some(self.topic.unwrap_or(Topic::None))
            }
            Word::Outcome(outcome) => {
                self.outcomes.add(outcome);
                Some(Topic::Applications)
            }
            Word::Applicant(applicant) => {
                self.applicants.add(applicant);
                Some(self.topic.unwrap_or(Topic::None))
            }
            // 税务行政复议: a review of another kind.
            Word::Route(_) if unknown_just_now && !self.cause || self.foreign && self.joined => {
                self.foreign = true;
                return;
            }
            Word::Route(route) => {
                self.take_route(route);
                Some(Topic::Remedies)
            }
            Word::Result(result) => {
                self.results.add(result);
                Some(Topic::Remedies)
            }
            Word::Document(kind) => {
                self.documents.add(kind);
                Some(Topic::Documents)
            }
            Word::State(state) => {
                self.states.add(state);
                Some(Topic::Documents)
            }
            Word::Decision(decision) => {
                self.decisions.add(decision);
                Some(Topic::Decisions)
            }
            Word::Fee(fee) => {
                self.fee = Some(fee);
                Some(Topic::Fees)
            }
            _ => {
                self.hear_manner(word, about);
                None
            }
        };
        if let Some(topic) = topic {
            self.start.get_or_insert(start);
            self.end = end;
            self.list |= self.joined;
            (self.joined, self.unknown) = (false, false);
            let neutral = matches!(
                word,
                Word::Stage(_)
                    | Word::Fresh
                    | Word::Handled
                    | Word::Reply
                    | Word::Applicant(_)
                    | Word::State(_)
            );
            self.foreign &= neutral;
            if topic != Topic::None {
                self.topic = Some(topic);
            }
        } else if matches!(word, Word::Rate | Word::Rest | Word::Charge | Word::Every) {
            self.start.get_or_insert(start);
            self.end = end;
        }
    }

    fn ask(&mut self, bare: bool) {
        self.handled_first |= self.stages.iter().next() == Some(Stage::Answered);
        if self.request != Some(Request::Full) {
            self.request = Some(if bare { Request::Bare } else { Request::Full });
        }
    }

    /// A remedy is what an application led to, unless both are listed: then they count side by side.
    fn take_route(&mut self, route: Route) {
        if self.cause || !self.joined {
            self.request = None;
        }
        if matches!(route, Route::LitigationDirect | Route::LitigationAfterReview) {
            self.routes.keep(|other| other != Route::Litigation);
        } else if route == Route::Litigation
            && self
                .routes
                .iter()
                .any(|other| matches!(other, Route::LitigationDirect | Route::LitigationAfterReview))
        {
            return;
        }
        self.routes.add(route);
    }

    fn hear_manner(&mut self, word: Word, about: bool) {
        match word {
            Word::Charge => self.charge = true,
            Word::Rest => self.rest = true,
            Word::Carry => self.carry = true,
            Word::Every => self.every = true,
            Word::Each => self.each = true,
            Word::Respectively => {
                self.respectively = true;
                self.named_before = self.names_something();
            }
            Word::Done => self.done = true,
            Word::Rate => self.rate = true,
            Word::Sum => self.sum = true,
            Word::And => self.joined = true,
            Word::Cause => self.cause = true,
            Word::LedTo if self.cause => self.request = None,
            Word::Including => self.including = true,
            Word::Foreign => {
                self.foreign = true;
                self.restricted |= about;
            }
            Word::Published => self.published = true,
            Word::Disclosed => (self.published, self.disclosed) = (true, true),
            Word::Channel => self.channel = true,
            Word::AllChannels => self.channel = false,
            Word::About => self.about = true,
            Word::Kind => self.restricted |= self.unknown,
            Word::Unrelated => self.pass_over(about),
            _ => {}
        }
    }

    /// Hears text that holds no word of the lexicon.
    pub(super) fn hear_unknown(&mut self) {
        self.pass_over(self.about);
        self.unknown_just_now = true;
        self.about = false;
    }

    fn pass_over(&mut self, about: bool) {
        self.unknown = true;
        self.restricted |= about;
    }

    /// Whether what is meant is something else, or a part of the form's things for which it has no cell.
    pub(super) fn is_elsewhere(&self) -> bool {
        self.foreign || self.restricted || self.channel
    }

    /// Whether anything the form counts was named.
    pub(super) fn names_something(&self) -> bool {
        self.names_domain()
            || !(self.stages.is_empty() && self.applicants.is_empty() && self.states.is_empty())
            || self.rest
            || self.carry
    }

    /// Whether it was said, too, of which table.
    pub(super) fn names_domain(&self) -> bool {
        self.request.is_some()
            || !(self.outcomes.is_empty()
                && self.routes.is_empty()
                && self.results.is_empty()
                && self.documents.is_empty()
                && self.decisions.is_empty())
            || self.fee.is_some()
            || self.charge
    }

    /// Takes in what `other`, which stood in brackets, named.
    pub(super) fn take_outcomes(&mut self, other: &Self) {
        if !self.outcomes.is_empty() {
            other.outcomes.iter().for_each(|outcome| self.outcomes.add(outcome));
            self.end = self.end.max(other.end);
        }
    }
}
