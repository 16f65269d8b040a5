//! Walks through the words once, clause by clause, and collects the claims.

use super::claim;
use super::frame::{Frame, Request};
use super::scope::{Body, Scope, Topic};
use super::subject::{Applicant, Route, Stage, Subject};
use super::token::{Kind, Token};
use super::word::Word;
use super::{Claim, Value};

/// Where the reader stands.
pub(super) struct Reader<'tokens> {
    pub(super) tokens: &'tokens [Token],
    pub(super) report_year: u16,
    pub(super) claims: Vec<Claim>,
    pub(super) scope: Scope,
    /// What was named since the last quantity or the start of the clause.
    pub(super) frame: Frame,
    /// What the clause before named, if no quantity took it: `收到政府信息公开申请，共5件`.
    pub(super) pending: Option<Frame>,
    /// What was named before 未 or 无, and where that stands.
    pub(super) denial: Option<(usize, Frame)>,
    /// What was named before 占.
    pub(super) shared: Option<Frame>,
    /// Subjects that wait for their figure after 分别为.
    pub(super) queue: Vec<Subject>,
    /// How many claims stood before this sentence, before this part of it (after ；), and before this paragraph.
    pub(super) sentence: usize,
    pub(super) part: usize,
    pub(super) paragraph: usize,
    /// How many stood before this clause.
    pub(super) clause: usize,
    /// The last figure was of something for which there is no claim.
    pub(super) passed_over: bool,
    /// The claim that was made of what was handled.
    pub(super) handled: Option<usize>,
    /// 含上年结转 was said before the sum it is part of.
    pub(super) carried_in_ahead: bool,
    /// Bodies are compared, each with its own figure: `甲局收到3件，乙局收到2件`.
    pub(super) rival: bool,
    pub(super) brackets: Vec<Bracket>,
}

/// What goes on when a bracket closes.
pub(super) struct Bracket {
    scope: Scope,
    frame: Frame,
    denial: Option<(usize, Frame)>,
    claims: usize,
}

impl<'tokens> Reader<'tokens> {
    pub(super) fn new(tokens: &'tokens [Token], report_year: u16) -> Self {
        Self {
            tokens,
            report_year,
            claims: Vec::new(),
            scope: Scope::default(),
            frame: Frame::default(),
            pending: None,
            denial: None,
            shared: None,
            queue: Vec::new(),
            sentence: 0,
            part: 0,
            paragraph: 0,
            clause: 0,
            passed_over: false,
            handled: None,
            carried_in_ahead: false,
            rival: false,
            brackets: Vec::new(),
        }
    }

    pub(super) fn read(mut self) -> Vec<Claim> {
        let mut at = 0;
        while let Some(token) = self.tokens.get(at) {
            at = self.token(at, token).max(at + 1);
        }
        self.finish_clause();
        self.settle_paragraph();
        // Nearly in order already: what is settled late moves up a place or two.
        let mut ordered: Vec<Claim> = Vec::with_capacity(self.claims.len());
        for claim in self.claims {
            let place = ordered.partition_point(|other| other.span.start <= claim.span.start);
            ordered.insert(place, claim);
        }
        ordered
    }

    /// Hears the token at `at` and says which one to hear next.
    fn token(&mut self, at: usize, token: &Token) -> usize {
        match token.kind {
            Kind::Word(word) => self.word(at, word, token),
            Kind::Quantity(quantity) => return self.quantity(at, quantity),
            Kind::Unknown => self.frame.hear_unknown(),
            Kind::Listing => {
                self.frame.joined = true;
                // 未掌握、无法提供: what was denied is over.
                if self.frame.unknown && !self.frame.names_something() {
                    self.denial = None;
                }
            }
            Kind::Year(year) => self.year(at, year),
            Kind::Open => self.open(),
            Kind::Close => self.close(),
            Kind::Comma => self.finish_clause(),
            Kind::Semicolon => {
                self.finish_clause();
                self.pending = None;
                self.part = self.claims.len();
                self.scope.part &= self.scope.base.is_some();
                if self.scope.body == Body::Other && !self.rival {
                    self.scope.body = Body::Unnamed;
                }
            }
            Kind::Stop | Kind::Paragraph => self.finish_sentence(token.kind == Kind::Paragraph),
        }
        at + 1
    }

    fn finish_sentence(&mut self, paragraph: bool) {
        self.finish_clause();
        self.brackets.clear();
        self.pending = None;
        (self.carried_in_ahead, self.rival, self.handled) = (false, false, None);
        (self.sentence, self.part) = (self.claims.len(), self.claims.len());
        if paragraph {
            self.settle_paragraph();
            self.scope = Scope::default();
        } else {
            self.scope.next_sentence();
        }
    }

    fn year(&mut self, at: usize, year: u16) {
        if self.compared(at) {
            return;
        }
        if self.tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Word(Word::OtherYears)) {
            // 2019年以来
            self.scope.part_of_year = year != self.report_year;
            return;
        }
        if self.near(at, 1, Word::And) && self.compares_later(at) {
            // 与2021年的291件相比
            self.scope.comparison = true;
            return;
        }
        // 2020年、2021年、2022年分别: figures of several years.
        let several = at.checked_sub(2).is_some_and(|first| {
            matches!(self.tokens[first].kind, Kind::Year(_)) && self.tokens[at - 1].kind == Kind::Listing
        });
        self.scope.other_year = several || year != self.report_year;
        self.scope.part_of_year = false;
        self.begin_anew();
    }

    /// Whether the year at `at` is only compared with: 较2021年, 与上年相比.
    fn compared(&self, at: usize) -> bool {
        let compares = |token: &Token| token.kind == Kind::Word(Word::Comparison);
        self.scope.comparison || self.tokens[at + 1..].iter().take(2).any(compares)
    }

    fn compares_later(&self, at: usize) -> bool {
        let clause = self.tokens[at..].iter().take_while(|token| {
            !matches!(token.kind, Kind::Comma | Kind::Semicolon | Kind::Stop | Kind::Paragraph)
        });
        clause.into_iter().any(|token| token.kind == Kind::Word(Word::Comparison))
    }

    /// A year opens a statement: a verb before it, often of a heading, has no part in it.
    fn begin_anew(&mut self) {
        if !self.frame.stages.is_empty() {
            self.note_topic(false);
            self.frame = Frame::default();
        }
    }

    fn open(&mut self) {
        let frame = std::mem::take(&mut self.frame);
        let bracket = Bracket {
            scope: self.scope.clone(),
            frame,
            denial: self.denial.take(),
            claims: self.claims.len(),
        };
        self.brackets.push(bracket);
        self.pending = None;
    }

    /// After a bracket the clause goes on as before it. Outcomes in a bracket without a figure specify the one outside:
    /// `不予公开（三类内部事务信息）2件`.
    fn close(&mut self) {
        let inside = self.frame;
        let specifies = self.brackets.last().is_some_and(|bracket| !bracket.frame.outcomes.is_empty());
        if specifies && !inside.every && self.denial.is_none() {
            self.frame = Frame::default();
        }
        self.finish_clause();
        self.pending = None;
        let Some(bracket) = self.brackets.pop() else { return };
        let topic = self.scope.topic;
        self.scope = bracket.scope;
        self.frame = bracket.frame;
        self.denial = bracket.denial;
        if self.claims.len() == bracket.claims {
            self.frame.take_outcomes(&inside);
        } else {
            self.scope.topic = topic;
        }
    }

    fn word(&mut self, at: usize, word: Word, token: &Token) {
        match word {
            Word::Not => {
                self.settle_denial();
                self.denial = Some((token.start, std::mem::take(&mut self.frame)));
            }
            Word::Share => self.shared = Some(std::mem::take(&mut self.frame)),
            Word::PartOf => self.part_of(),
            Word::Breakdown => {
                self.scope.body = Body::Own;
                if self.scope.topic == Topic::None {
                    self.scope.topic = Topic::Applications;
                }
                self.part_of();
            }
            Word::Besides => self.scope.part = false,
            // 其中我局: the reporting body as a part of what it reports on.
            Word::Own => {
                if self.scope.body == Body::First && self.claims.len() > self.sentence {
                    // 审批局办理320件，我局不再办理: the first body was not the one that reports.
                    self.claims.truncate(self.sentence);
                    self.scope.base = None;
                }
                let named = self.near(at, 1, Word::PartOf) || self.near(at, 1, Word::Body);
                self.scope.body = if self.scope.part && named { Body::Other } else { Body::Own };
                self.frame.about = false;
            }
            Word::Body => self.body(at),
            Word::Subordinate if self.near(at, 1, Word::Own) => {}
            Word::Subordinate => self.scope.body = Body::Other,
            Word::Disclosure => {
                self.scope.disclosure = true;
                (self.frame.about, self.frame.unknown_just_now) = (false, false);
            }
            // 2022年以来, 今年以来.
            Word::OtherYears if self.follows_year(at) => {}
            Word::LastYear | Word::NextYear | Word::OtherYears if self.compared(at) => {}
            // 与去年的108件相比
            Word::LastYear if self.near(at, 1, Word::And) && self.compares_later(at) => {
                self.scope.comparison = true;
            }
            Word::Citizen if self.is_anybody(at) => {
                self.frame.hear(Word::Applicant(Applicant::All), token.start, token.end);
            }
            Word::Citizen => {
                self.frame.hear(Word::Applicant(Applicant::NaturalPerson), token.start, token.end);
            }
            _ if self.scope.hear(word) => {}
            _ => {
                self.scope.disclosure |= word == Word::Request { bare: false };
                self.scope.part |= word == Word::Including;
                self.frame.hear(word, token.start, token.end);
            }
        }
    }

    /// Whether 公民 means whoever applied: no other applicants are named in the sentence.
    fn is_anybody(&self, at: usize) -> bool {
        let ends = |token: &&Token| !matches!(token.kind, Kind::Stop | Kind::Paragraph);
        let others =
            |token: &Token| matches!(token.kind, Kind::Word(Word::Applicant(by)) if by != Applicant::All);
        !self.scope.part && !self.tokens[at..].iter().take_while(ends).any(others)
    }

    /// After 其中 the claim just made is what the figures that follow are parts of; but a list of outcomes is over then,
    /// and 其中 goes back to what was received.
    fn part_of(&mut self) {
        self.scope.part = true;
        let outcome = |claim: &Claim| {
            matches!(claim.subject, Subject::Applications { stage: Stage::Outcome(_), by: Applicant::All })
        };
        let said = self.said();
        let listed = said.iter().filter(|claim| outcome(claim)).count() > 1;
        let whole = said.iter().rposition(|claim| {
            matches!(claim.subject, Subject::Applications { by: Applicant::All, .. })
                && matches!(claim.value, Value::Exactly(_))
                && !(listed && outcome(claim))
        });
        // 共12件（上年结转1件，本年新收11件），其中自然人10件: parts of both together.
        let both =
            said.iter().position(|claim| claim.subject == Subject::applications(Stage::ReceivedAndCarriedIn));
        let of_one = |whole: &usize| {
            let of = |stage| said[*whole].subject == Subject::applications(stage);
            of(Stage::Received) || of(Stage::CarriedIn)
        };
        let whole = both.filter(|_| whole.as_ref().is_some_and(of_one)).or(whole);
        if let Some(whole) = whole {
            self.scope.base = Some(self.sentence + whole);
        }
    }

    /// A body's name ends here. The first one in a sentence is the one that reports, unless it is named after 其中 or
    /// after figures, or another follows with figures of its own.
    fn body(&mut self, at: usize) {
        let continued = self.near(at, 1, Word::Own) || self.near(at, 1, Word::Body);
        let receiver = self.near(at, 1, Word::Via) || self.near(at, 2, Word::Via);
        if continued || receiver || self.scope.topic == Topic::Remedies {
            return;
        }
        if self.scope.part || self.claims.len() > self.sentence {
            self.rival |= matches!(self.scope.body, Body::First | Body::Own) && !self.scope.part;
            self.scope.body = Body::Other;
        } else if self.scope.body == Body::Unnamed {
            self.scope.body = Body::First;
        }
    }

    fn follows_year(&self, at: usize) -> bool {
        let named = at.checked_sub(1).is_some_and(|near| matches!(self.tokens[near].kind, Kind::Year(_)));
        named || self.near(at, 1, Word::ThisYear)
    }

    fn near(&self, at: usize, distance: usize, word: Word) -> bool {
        at.checked_sub(distance).is_some_and(|near| self.tokens[near].kind == Kind::Word(word))
    }

    /// The end of a clause: what it denied or said of all, if it named no figure, becomes a claim.
    pub(super) fn finish_clause(&mut self) {
        if self.denial.is_some() {
            self.settle_denial();
        } else if self.shared.take().is_none() {
            self.settle_totality();
        }
        self.note_topic(false);
        let usable = self.frame.names_domain() && !self.frame.foreign && !self.frame.unknown;
        self.pending = usable.then_some(self.frame);
        self.frame = Frame::default();
        self.queue.clear();
        self.clause = self.claims.len();
        self.scope.next_clause();
    }

    /// Remembers what the clause was about, for clauses that do not say it again.
    pub(super) fn note_topic(&mut self, counted: bool) {
        let frame = &self.frame;
        if claim::judges(frame, &self.scope) {
            (self.scope.topic, self.scope.route) = (Topic::Foreign, None);
            return;
        }
        let said_so = !frame.stages.is_empty() || frame.every;
        let elsewhere = counted || (said_so && self.scope.topic != Topic::Applications);
        if frame.foreign && !frame.restricted && elsewhere {
            self.scope.topic = Topic::Foreign;
            if counted {
                // What follows goes with this, and no more with what was counted before.
                (self.scope.elsewhere, self.scope.base) = (true, None);
            }
        } else if let Some(topic) = frame.topic.filter(|&topic| topic != Topic::None && !frame.foreign) {
            if frame.names_domain() || !frame.states.is_empty() {
                self.scope.topic = topic;
                // 依申请公开方面，…
                self.scope.elsewhere &= counted || frame.request != Some(Request::Full);
            }
        } else if counted && frame.unknown && !frame.names_domain() && self.scope.base.is_none() {
            self.scope.topic = Topic::Foreign;
        }
        self.scope.route = claim::together(frame.routes).or(self.scope.route);
        if self.split_by_route() {
            self.scope.route = Some(Route::Litigation);
        }
        self.scope.document = frame.documents.last().or(self.scope.document);
        self.scope.state = frame.states.last().or(self.scope.state);
    }
}
