//! Keeps account of the claims made: which sum a figure is part of, and which figure takes another's place.

use super::claim::Before;
use super::frame::Few;
use super::reader::Reader;
use super::scope::Body;
use super::subject::{Applicant, RemedyResult, Route, Stage, Subject};
use super::{Claim, Value};

impl Reader<'_> {
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

    /// Whether both ways into court have just been counted: what follows is of both.
    pub(super) fn split_by_route(&self) -> bool {
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

    /// A paragraph that says what was carried out does not mean that nothing was when it says that all was answered in
    /// time.
    pub(super) fn settle_paragraph(&mut self) {
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
