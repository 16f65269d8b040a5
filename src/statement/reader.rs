//! Walks through the words once, clause by clause, and collects the claims.

use super::claim::{self, Before};
use super::frame::{Few, Frame, Request};
use super::scope::{Body, Scope, Topic};
use super::subject::{Applicant, RemedyResult, Route, Stage, Subject};
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
    handled: Option<usize>,
    /// 含上年结转 was said before the sum it is part of.
    pub(super) carried_in_ahead: bool,
    /// Bodies are compared, each with its own figure: `甲局收到3件，乙局收到2件`.
    rival: bool,
    brackets: Vec<Bracket>,
}

/// What goes on when a bracket closes.
struct Bracket {
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
        (self.carried_in_ahead, self.rival) = (false, false);
        (self.sentence, self.part) = (self.claims.len(), self.claims.len());
        if paragraph {
            self.settle_paragraph();
            self.scope = Scope::default();
        } else {
            self.scope.next_sentence();
        }
    }

    /// A paragraph that says what was carried out does not mean that nothing was when it says that all was answered in
    /// time.
    fn settle_paragraph(&mut self) {
        let paragraph = self.claims.get(self.paragraph..).unwrap_or_default();
        let carried_out = paragraph.iter().any(|claim| {
            claim.subject == Subject::applications(Stage::CarriedOut)
                && matches!(claim.value, Value::Exactly(number) if !number.is_zero())
        });
        if carried_out {
            let mut place = 0;
            let paragraph = self.paragraph;
            self.claims.retain(|claim| {
                place += 1;
                place <= paragraph || claim.value != Value::All || !is_answered(claim)
            });
        }
        self.paragraph = self.claims.len();
        (self.sentence, self.part, self.clause) = (self.paragraph, self.paragraph, self.paragraph);
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

    /// Whether both ways into court have just been counted: what follows is of both.
    fn split_by_route(&self) -> bool {
        let [.., one, other] = self.said() else { return false };
        let route = |claim: &Claim| match claim.subject {
            Subject::Remedies { route, result: RemedyResult::All } => Some(route),
            _ => None,
        };
        let both = [route(one), route(other)];
        both.contains(&Some(Route::LitigationDirect)) && both.contains(&Some(Route::LitigationAfterReview))
    }

    pub(super) fn before(&self) -> Before {
        let stage =
            self.scope.base.and_then(|base| self.claims.get(base)).and_then(|claim| match claim.subject {
                Subject::Applications { stage, .. } => Some(stage),
                _ => None,
            });
        let outcome = |claim: &&Claim| {
            let outcome = matches!(claim.subject, Subject::Applications { stage: Stage::Outcome(_), .. });
            outcome && matches!(claim.value, Value::Exactly(_))
        };
        let said = self.said();
        let last = said.last().map(|claim| claim.subject);
        Before { stage, last, outcomes: said.iter().filter(outcome).count() }
    }

    /// The claims of this sentence so far.
    pub(super) fn said(&self) -> &[Claim] {
        self.claims.get(self.sentence..).unwrap_or_default()
    }

    /// Makes a claim, if the clause is about this report's figures.
    pub(super) fn claim(&mut self, mut claim: Claim) {
        if self.scope.body == Body::First && self.said_of_the_whole(&claim) {
            // 全省受理21467件。省政府办公厅收到418件: a part.
            self.scope.body = Body::Other;
        }
        if !self.scope.ours() {
            // 含2021年收到并结转本年的1件
            let carried = [Stage::CarriedIn, Stage::ReceivedAndCarriedIn].map(Subject::applications);
            if carried.contains(&claim.subject)
                && self.scope.other_year
                && self.scope.part
                && self.scope.body != Body::Other
            {
                self.include_carried_in();
            }
            if self.rival
                && self.scope.body == Body::Other
                && self.said().iter().any(|own| own.subject == claim.subject)
            {
                self.claims.truncate(self.sentence);
                self.scope.base = None;
            }
            return;
        }
        if self.is_of_some_answered(&claim) {
            return;
        }
        if self.frame.handled && is_answered(&claim) {
            self.handled = Some(self.claims.len());
        }
        let both = matches!(claim.subject, Subject::Applications { stage: Stage::ReceivedAndCarriedIn, .. });
        claim.includes_carried_in |= both;
        if let Subject::Applications { stage, by: Applicant::All } = claim.subject
            && matches!(claim.value, Value::Exactly(_))
        {
            self.sum(&mut claim, stage);
        }
        self.claims.push(claim);
    }

    /// Whether the paragraph has said it, in an earlier sentence, with another figure.
    fn said_of_the_whole(&self, claim: &Claim) -> bool {
        let earlier = self.claims.get(self.paragraph..self.sentence).unwrap_or_default();
        let exact = |claim: &Claim| matches!(claim.value, Value::Exactly(_));
        exact(claim)
            && earlier
                .iter()
                .any(|one| one.subject == claim.subject && exact(one) && one.value != claim.value)
    }

    /// Keeps account of what splits refer to, and of 含上年结转 within a sum.
    fn sum(&mut self, claim: &mut Claim, stage: Stage) {
        match stage {
            Stage::CarriedIn if self.is_within() => self.include_carried_in(),
            // 办理58件（含结转下年2件）: what was handled, not what was answered.
            Stage::CarriedOut if self.frame.including && self.is_within() => {
                if let Some(whole) =
                    self.scope.base.take().filter(|&base| self.claims.get(base).is_some_and(is_answered))
                {
                    self.claims.remove(whole);
                }
            }
            Stage::CarriedIn | Stage::CarriedOut => {}
            _ => {
                if std::mem::take(&mut self.carried_in_ahead) {
                    include(claim);
                }
                if (!self.scope.part && self.brackets.is_empty()) || stage == Stage::Answered {
                    self.scope.base = Some(self.claims.len());
                    self.scope.fresh = self.frame.fresh;
                }
            }
        }
    }

    pub(super) fn in_brackets(&self) -> bool {
        !self.brackets.is_empty()
    }

    /// Whether what is counted now is said to be part of the sum just counted: 其中, 含, or in brackets behind it.
    fn is_within(&self) -> bool {
        let received = |claim: &Claim| claim.subject == Subject::applications(Stage::Received);
        let directly =
            self.claims.iter().skip(self.scope.base.map_or(usize::MAX, |base| base + 1)).all(received);
        let part = self.scope.part || self.in_brackets();
        part && !self.scope.fresh && (self.frame.including || directly)
    }

    /// Whether a figure is only of some of what was answered: 办结58件，其中按时办结56件. Where the larger one was of what
    /// was handled (办理58件，其中办结56件), that is no claim.
    fn is_of_some_answered(&mut self, claim: &Claim) -> bool {
        let Value::Exactly(answered) = claim.value else { return false };
        let whole = self.said().iter().position(|before| {
            is_answered(before) && matches!(before.value, Value::Exactly(whole) if whole > answered)
        });
        let Some(whole) = whole.filter(|_| is_answered(claim)).map(|place| self.sentence + place) else {
            return false;
        };
        if self.handled != Some(whole) {
            return true;
        }
        self.claims.remove(whole);
        self.scope.base = None;
        false
    }

    /// 含上年结转: the sum it is part of holds it, whether that was said already or follows.
    pub(super) fn include_carried_in(&mut self) {
        match self.scope.base.and_then(|base| self.claims.get_mut(base)) {
            Some(whole) => include(whole),
            None => self.carried_in_ahead = true,
        }
    }
}

fn is_answered(claim: &Claim) -> bool {
    claim.subject == Subject::applications(Stage::Answered)
}

fn include(claim: &mut Claim) {
    if let Subject::Applications { stage: stage @ (Stage::Received | Stage::Answered), by } = claim.subject {
        let stage = if stage == Stage::Received { Stage::ReceivedAndCarriedIn } else { stage };
        claim.subject = Subject::Applications { stage, by };
        claim.includes_carried_in = true;
    }
}

/// The subjects of `claims`' remedies, each once.
pub(super) fn routes(claims: &[Claim]) -> Few<super::Route> {
    let mut routes = Few::default();
    for claim in claims {
        if let Subject::Remedies { route, .. } = claim.subject {
            routes.add(route);
        }
    }
    routes
}
