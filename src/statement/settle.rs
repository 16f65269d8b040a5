//! What a figure, a denial or a word like 全部 makes of what the clause has named.

use rust_decimal::Decimal;

use super::account::routes;
use super::claim;
use super::frame::{Few, Frame, Request};
use super::reader::Reader;
use super::scope::Topic;
use super::subject::{Applicant, Fee, Outcome, RemedyResult, Stage, Subject};
use super::token::{Kind, Measure, Quantity};
use super::word::Word;
use super::{Claim, Value};

impl Reader<'_> {
    /// Settles the quantity at `at` and says which token to hear next.
    pub(super) fn quantity(&mut self, at: usize, quantity: Quantity) -> usize {
        // 没有一件: none.
        if self.denial.is_some()
            && quantity.value == Decimal::ONE
            && matches!(quantity.measure, Measure::Count(_))
        {
            return at + 1;
        }
        let counts = !matches!(quantity.measure, Measure::Other | Measure::Percent);
        let next = if counts { self.hear_behind(at) } else { at + 1 };
        let end = self.tokens[next - 1].end;
        match quantity.measure {
            Measure::Other => {}
            Measure::Percent => self.settle_share(at, quantity, end),
            Measure::Money(_) => self.settle_money(quantity, end),
            Measure::Count(_) | Measure::Bare => {
                let before = self.claims.len();
                self.settle_count(quantity, end);
                self.passed_over = self.claims.len() == before;
            }
        }
        // 一类, 三审三校: a number that counts nothing.
        let nothing = quantity.measure == Measure::Other && end == quantity.number.1;
        self.note_topic(!nothing);
        let listed = self.tokens.get(next).is_some_and(|token| token.kind == Kind::Listing);
        let Frame { published, restricted, .. } = self.frame;
        self.frame =
            Frame { published: listed && published, restricted: listed && restricted, ..Frame::default() };
        (self.denial, self.shared, self.pending) = (None, None, None);
        next
    }

    /// Where what is counted was not named before the figure, hears it behind: `5件政府信息公开申请`, `1件结转下年度`.
    fn hear_behind(&mut self, at: usize) -> usize {
        let complete =
            self.frame.names_domain() || !self.frame.applicants.is_empty() || !self.queue.is_empty();
        if complete {
            return at + 1;
        }
        let verb = self.frame.names_something();
        let ends = |kind: Kind| !matches!(kind, Kind::Word(_) | Kind::Unknown | Kind::Year(_));
        let tokens = self.tokens;
        let until = tokens[at + 1..]
            .iter()
            .position(|token| ends(token.kind))
            .map_or(tokens.len(), |length| at + 1 + length);
        let more = tokens.get(until).is_some_and(|token| matches!(token.kind, Kind::Quantity(_)));
        let mut behind = self.frame;
        behind.unknown = false;
        behind.unknown_just_now = false;
        let mut next = at + 1;
        for token in &tokens[at + 1..until] {
            match token.kind {
                Kind::Word(word) if !goes_with_noun(word, verb || more) => break,
                Kind::Word(word) => behind.hear(word, token.start, token.end),
                _ => behind.hear_unknown(),
            }
            next += 1;
        }
        if next == at + 1 || verb && !behind.names_domain() && !behind.foreign && !behind.unknown {
            return at + 1;
        }
        self.frame = behind;
        next
    }

    fn settle_count(&mut self, quantity: Quantity, end: usize) {
        if self.denial.is_some() {
            return;
        }
        let bare = quantity.measure == Measure::Bare;
        if !self.frame.names_something() {
            if let Some(subject) = self.next_in_queue() {
                let start = quantity.number.0;
                self.count(subject, quantity, start, end);
                return;
            }
            if let Some(sum) = self.sum_of_both() {
                self.count(sum, quantity, quantity.number.0, end);
                return;
            }
            if let Some(pending) = self.pending.take()
                && !self.frame.unknown
                && !self.frame.foreign
            {
                self.frame = pending;
            }
        }
        let mut frame = self.frame;
        let outcome = frame.disclosed && self.scope.part && self.scope.base.is_some();
        if outcome && !frame.names_something() {
            frame.outcomes.add(Outcome::Granted);
        }
        if frame.is_elsewhere() || frame.unknown || (bare && !frame.names_something()) {
            return;
        }
        let each = frame.each || frame.every;
        let apart = each || frame.respectively;
        let subjects = claim::subjects(&frame, &self.scope, self.before(), apart);
        if frame.respectively && frame.named_before && !each && subjects.len() < 2 {
            // The figures are of things that the form does not tell apart.
            return;
        }
        let start = frame.start.unwrap_or(quantity.number.0);
        let mut waiting = subjects.iter();
        if frame.respectively && !each {
            if let Some(first) = waiting.next() {
                self.count(first, quantity, start, end);
            }
            self.queue = waiting.collect();
        } else {
            waiting.for_each(|subject| self.count(subject, quantity, start, end));
        }
    }

    /// 两项合计: what was received and what was carried in, of which each has just been counted.
    fn sum_of_both(&self) -> Option<Subject> {
        let [.., one, other] = self.said() else { return None };
        let is = |claim: &Claim, stage| {
            claim.subject == Subject::applications(stage) && matches!(claim.value, Value::Exactly(_))
        };
        let both = (is(one, Stage::Received) && is(other, Stage::CarriedIn))
            || (is(one, Stage::CarriedIn) && is(other, Stage::Received));
        (self.frame.sum && !self.frame.unknown && both)
            .then_some(Subject::applications(Stage::ReceivedAndCarriedIn))
    }

    fn next_in_queue(&mut self) -> Option<Subject> {
        (!self.queue.is_empty()).then(|| self.queue.remove(0))
    }

    fn count(&mut self, subject: Subject, quantity: Quantity, start: usize, end: usize) {
        let unit = if let Measure::Count(unit) = quantity.measure { unit } else { '件' };
        let counted = match subject {
            Subject::Decisions(_) => !matches!(unit, '条' | '次' | '部' | '封'),
            Subject::Documents { .. } => !matches!(unit, '次' | '封' | '起' | '宗'),
            Subject::Applications { stage: Stage::Outcome(_), .. } => !matches!(unit, '部' | '次'),
            _ => unit != '部',
        };
        if counted {
            let value = if quantity.nil { Value::Nothing } else { Value::Exactly(quantity.value) };
            self.claim(with_quantity(subject, value, quantity, start, end));
        }
    }

    fn settle_money(&mut self, quantity: Quantity, end: usize) {
        let Measure::Money(money) = quantity.measure else { return };
        let frame = self.frame;
        let Some(fee) = claim::fee(&frame, &self.scope) else { return };
        if frame.foreign || frame.unknown || self.denial.is_some() {
            return;
        }
        let start = frame.start.unwrap_or(quantity.number.0);
        let value = if quantity.nil { Value::Nothing } else { Value::Exactly(quantity.value) };
        let claim = with_quantity(Subject::Fees(fee), value, quantity, start, end);
        self.claim(Claim { money: Some(money), ..claim });
    }

    fn settle_share(&mut self, at: usize, quantity: Quantity, end: usize) {
        let frame = self.frame;
        if frame.is_elsewhere() || frame.unknown {
            return;
        }
        let share = Value::Share(quantity.value);
        if frame.rate {
            if frame.request.is_some() || self.scope.topic == Topic::Applications {
                let value = if quantity.value == Decimal::ONE_HUNDRED { Value::All } else { share };
                let start = frame.start.unwrap_or(quantity.number.0);
                self.claim(with_quantity(
                    Subject::applications(Stage::Answered),
                    value,
                    quantity,
                    start,
                    end,
                ));
            }
            return;
        }
        let subject = match self.shared {
            Some(before) => self.subject_of_share(at, &before),
            None => self.next_in_queue(),
        };
        let Some(subject) = subject else { return };
        let of = whole_of_share(&frame);
        let named = self.shared.and_then(|before| before.start);
        let start = named.or(frame.start).unwrap_or(quantity.number.0);
        let claim = with_quantity(subject, share, quantity, start, end);
        self.claim(Claim { of, ..claim });
    }

    /// What has the share: what was named before 占, or else what was counted last; after 分别 several things in turn.
    fn subject_of_share(&mut self, at: usize, before: &Frame) -> Option<Subject> {
        if before.is_elsewhere() || before.unknown || self.denial.is_some() {
            return None;
        }
        if before.names_something() {
            let only_the_whole =
                before.outcomes.is_empty() && before.applicants.is_empty() && before.results.is_empty();
            let named = claim::subjects(
                before,
                &self.scope,
                self.before(),
                before.respectively || self.frame.respectively,
            );
            let mut named = named.iter();
            let first = named.next().filter(|_| !only_the_whole || before.rest);
            self.queue = named.collect();
            return first;
        }
        if self.passed_over && !before.respectively && !self.frame.respectively {
            return None;
        }
        let counted: Vec<Subject> = self
            .said()
            .iter()
            .filter(|claim| !matches!(claim.value, Value::Share(_)))
            .map(|claim| claim.subject)
            .collect();
        if !before.respectively && !self.frame.respectively {
            return counted.last().copied();
        }
        let percent = |kind: Kind| matches!(kind, Kind::Quantity(Quantity { measure: Measure::Percent, .. }));
        let shares = self.tokens[at..]
            .iter()
            .take_while(|token| percent(token.kind) || matches!(token.kind, Kind::Listing | Kind::Word(_)))
            .filter(|token| percent(token.kind))
            .count();
        let mut waiting = counted.get(counted.len().checked_sub(shares)?..)?.iter().copied();
        let first = waiting.next();
        self.queue = waiting.collect();
        first
    }

    /// 未收到…, 无…: denies what was named after it or, where nothing was, what was named before.
    pub(super) fn settle_denial(&mut self) {
        let Some((start, before)) = self.denial.take() else { return };
        let after = self.frame;
        if after.is_elsewhere() || after.unknown {
            return;
        }
        let named = after.names_domain()
            || after.stages.iter().any(|stage| matches!(stage, Stage::CarriedIn | Stage::CarriedOut));
        let (frame, start, end) = if named {
            let mut after = after;
            if after.routes.is_empty() && !after.results.is_empty() {
                // 行政诉讼无败诉
                after.routes = before.routes;
            }
            (after, start, after.end)
        } else if before.names_domain() && !before.is_elsewhere() && !before.unknown {
            (before, before.start.unwrap_or(start), start)
        } else {
            return;
        };
        let unnamed_route =
            frame.routes.is_empty() && !frame.results.is_empty() && routes(self.said()).is_empty();
        // What was counted elsewhere in the sentence led to reviews of its own.
        let other_route = !frame.routes.is_empty() && self.scope.elsewhere && !self.scope.disclosure;
        if frame.handled_first || unnamed_route || other_route {
            return;
        }
        let end = end.max(start);
        for subject in self.denied(&frame) {
            self.claim(plain(subject, Value::Nothing, start, end));
        }
    }

    fn denied(&self, frame: &Frame) -> Vec<Subject> {
        if frame.fee.is_some() || frame.charge {
            let fee = claim::fee(frame, &self.scope);
            return fee
                .filter(|&fee| frame.fee.is_some() || fee == Fee::InformationProcessing)
                .map(Subject::Fees)
                .into_iter()
                .collect();
        }
        let mut subjects = Vec::new();
        if frame.request.is_some() && !frame.routes.is_empty() {
            let mut applications = *frame;
            applications.routes = Few::default();
            applications.topic = Some(Topic::Applications);
            subjects.extend(claim::subjects(&applications, &self.scope, self.before(), false).iter());
        }
        let mut frame = *frame;
        if !frame.routes.is_empty() || !frame.documents.is_empty() {
            frame.stages = Few::default();
        } else if frame.request.is_some() {
            frame.stages.keep(|stage| stage != Stage::Answered);
        }
        // Of things listed none is denied without the others.
        let apart = !frame.decisions.is_empty() || !frame.documents.is_empty();
        subjects.extend(claim::subjects(&frame, &self.scope, self.before(), apart).iter());
        subjects
    }

    /// 全部办结, 均为自然人, 结果维持: says of everything counted before that it is so.
    pub(super) fn settle_totality(&mut self) {
        let frame = self.frame;
        // In brackets a result without 均 explains the one before: 撤销1件（结果纠正）.
        let gloss = self.in_brackets() && !frame.every && !frame.results.is_empty();
        if frame.is_elsewhere() || gloss || self.counted_in_clause() {
            return;
        }
        let carried = frame.including && frame.stages.only() == Some(Stage::CarriedIn);
        if carried && self.scope.ours() {
            self.include_carried_in();
            return;
        }
        let answered = frame.stages.last() == Some(Stage::Answered)
            && frame.stages.iter().all(|stage| matches!(stage, Stage::Answered | Stage::Received));
        let plain_predicate = !frame.unknown && frame.stages.is_empty();
        let subject = if let Some(result) = frame.results.only().filter(|_| plain_predicate) {
            self.route_of_totality(&frame).map(|route| Subject::Remedies { route, result })
        } else if answered && frame.outcomes.is_empty() {
            self.answered_in_total(&frame)
        } else if (plain_predicate || (answered && !frame.unknown))
            && frame.routes.is_empty()
            && self.applications_said(&frame)
        {
            if let Some(outcome) = frame.outcomes.only() {
                self.speaks_of_all(outcome).then_some(Subject::applications(Stage::Outcome(outcome)))
            } else {
                let stage = self.before().stage.unwrap_or(Stage::Received);
                frame.applicants.only().map(|by| Subject::Applications { stage, by })
            }
        } else {
            None
        };
        if let (Some(subject), Some(start)) = (subject, frame.start) {
            self.claim(plain(subject, Value::All, start, frame.end.max(start)));
        }
    }

    /// 上年结转3件全部办结, 审结3件均维持: of those counted in this very clause alone, for which there is no cell.
    fn counted_in_clause(&self) -> bool {
        self.claims.get(self.clause..).unwrap_or_default().iter().any(|claim| match claim.subject {
            Subject::Applications { stage, .. } => matches!(stage, Stage::CarriedIn | Stage::CarriedOut),
            Subject::Remedies { result, .. } => result != RemedyResult::All,
            _ => false,
        })
    }

    /// Whether an application was counted before, of which the clause can speak without naming it.
    fn applications_said(&self, frame: &Frame) -> bool {
        let last = self.said().iter().rev().find(|claim| !matches!(claim.value, Value::Share(_)));
        let counted = last.is_some_and(|claim| match claim.subject {
            Subject::Applications { by, .. } => by == Applicant::All || claim.value == Value::All,
            _ => false,
        });
        let elsewhere = self.scope.elsewhere && self.scope.base.is_none();
        !elsewhere && (counted || (frame.every && self.scope.topic == Topic::Applications))
    }

    /// Whether an outcome without a figure is that of all applications: after others it is that of those alone, unless
    /// it is a row of their group.
    fn speaks_of_all(&self, outcome: Outcome) -> bool {
        match self.said().last().map(|claim| claim.subject) {
            Some(Subject::Applications { stage: Stage::Outcome(before), .. }) => before.contains(outcome),
            _ => self.frame.every || !self.scope.part,
        }
    }

    fn answered_in_total(&self, frame: &Frame) -> Option<Subject> {
        let remedies =
            !frame.routes.is_empty() || (frame.request.is_none() && self.scope.topic == Topic::Remedies);
        if remedies {
            let concluded = !frame.reply && (frame.every || frame.done);
            let route = self.route_of_totality(frame).filter(|_| concluded)?;
            return Some(Subject::Remedies { route, result: RemedyResult::Concluded });
        }
        let named = frame.every && frame.request.is_some();
        let said = self.applications_said(frame)
            && (frame.every || (frame.done && !frame.unknown && frame.request != Some(Request::Full)));
        let by = if frame.applicants.is_empty() { Some(Applicant::All) } else { frame.applicants.only() };
        (named || said).then(|| by.map(|by| Subject::Applications { stage: Stage::Answered, by }))?
    }

    /// The remedies a clause speaks of: those it names with 均, or those counted before it.
    fn route_of_totality(&self, frame: &Frame) -> Option<super::Route> {
        if !frame.routes.is_empty() {
            let said_of_all = frame.every || !frame.results.is_empty();
            return claim::together(frame.routes).filter(|_| said_of_all);
        }
        let said = routes(self.claims.get(self.part..).unwrap_or_default());
        if frame.every && !self.scope.part { claim::together(said) } else { said.last() }
    }
}

/// Whether a word behind a figure still belongs to what is counted. After a verb, or before another figure, only the
/// noun itself does: `收到5件申请并全部办结`.
fn goes_with_noun(word: Word, only_noun: bool) -> bool {
    match word {
        Word::Request { .. }
        | Word::Applicant(_)
        | Word::Route(_)
        | Word::Document(_)
        | Word::Decision(_)
        | Word::Fee(_)
        | Word::Foreign
        | Word::Unrelated
        | Word::Filler
        | Word::Disclosure
        | Word::Cause
        | Word::LedTo
        | Word::Outcome(Outcome::Petition | Outcome::Duplicate) => true,
        Word::Not | Word::PartOf | Word::Including | Word::Share | Word::Comparison | Word::And => false,
        _ => !only_noun,
    }
}

/// What 占…的 names as the whole.
fn whole_of_share(frame: &Frame) -> Option<Subject> {
    let stage = frame.stages.last().or(frame.request.map(|_| Stage::Received));
    stage.map(Subject::applications)
}

fn plain(subject: Subject, value: Value, start: usize, end: usize) -> Claim {
    Claim {
        subject,
        value,
        includes_carried_in: false,
        of: None,
        money: None,
        span: start..end,
        quantity: None,
    }
}

fn with_quantity(subject: Subject, value: Value, quantity: Quantity, start: usize, end: usize) -> Claim {
    let start = start.min(quantity.number.0);
    Claim { quantity: Some(quantity.range()), ..plain(subject, value, start, end) }
}
