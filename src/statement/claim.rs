//! From what a clause named to the subjects it counts.

use super::frame::{Few, Frame, Request};
use super::scope::{Scope, Topic};
use super::subject::{Applicant, DocumentState, Fee, Outcome, RemedyResult, Route, Stage, Subject};

/// What the claims before, in the same sentence, leave open for this one to refer to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Before {
    /// The stage of the claim that splits refer to.
    pub(super) stage: Option<Stage>,
    /// The subject of the last claim.
    pub(super) last: Option<Subject>,
    /// How many outcomes were counted.
    pub(super) outcomes: usize,
}

/// The subjects that one figure counts, or none where they are not certain.
///
/// With `apart` the things listed have a figure each (分别为, 各); otherwise they share one, which is certain only where
/// the form or the language has a name for the sum.
pub(super) fn subjects(frame: &Frame, scope: &Scope, before: Before, apart: bool) -> Few<Subject> {
    let mut found = Few::default();
    let topic = frame.topic.filter(|&topic| topic != Topic::None);
    let mut add = |subjects: Few<Subject>| subjects.iter().for_each(|subject| found.add(subject));
    let bare = frame.request == Some(Request::Bare) && frame.stages.is_empty() && frame.outcomes.is_empty();
    if frame.rest && frame.applicants.is_empty() && (bare || !frame.names_domain()) {
        add(rest(scope, before));
    } else if apart {
        if names_applications(frame) {
            add(applications(frame, scope, before, apart));
        }
        add(remedies(frame, scope, apart));
        add(documents(frame, scope, apart));
        add(decisions(frame, scope, apart));
    } else {
        match topic {
            Some(Topic::Remedies) => add(remedies(frame, scope, apart)),
            Some(Topic::Documents) => add(documents(frame, scope, apart)),
            Some(Topic::Decisions) => add(decisions(frame, scope, apart)),
            _ if names_applications(frame) => add(applications(frame, scope, before, apart)),
            _ => {}
        }
    }
    found
}

fn names_applications(frame: &Frame) -> bool {
    let other = !frame.routes.is_empty() || !frame.decisions.is_empty() || !frame.documents.is_empty();
    let implied = !frame.stages.is_empty() || !frame.applicants.is_empty() || frame.carry;
    frame.request.is_some() || !frame.outcomes.is_empty() || (implied && !other)
}

fn applications(frame: &Frame, scope: &Scope, before: Before, apart: bool) -> Few<Subject> {
    let none = Few::default();
    let elsewhere = scope.elsewhere && before.stage.is_none();
    let named = frame.request == Some(Request::Full) || (!frame.outcomes.is_empty() && !elsewhere);
    let carried = frame.stages.iter().any(|stage| matches!(stage, Stage::CarriedIn | Stage::CarriedOut));
    let ours = (scope.topic == Topic::Applications && !elsewhere) || before.stage.is_some();
    let unforeign = (scope.topic != Topic::Foreign && !elsewhere) || before.stage.is_some();
    let part_of_nothing = scope.part && before.last.is_none() && frame.applicants.is_empty();
    // 主动公开 52 份、依申请公开 77 份: documents, by what is to become of them.
    let marked = frame.published && !frame.disclosed && frame.request.is_some() && frame.stages.is_empty();
    if marked {
        return none;
    }
    if part_of_nothing && frame.stages.is_empty() && frame.outcomes.is_empty() {
        return none;
    }
    if !(named || ours || unforeign && (carried || frame.request.is_some())) {
        return none;
    }
    let case = matches!(before.last, Some(Subject::Remedies { .. })) && scope.topic == Topic::Remedies;
    if case && frame.request.is_none() && frame.outcomes.is_empty() {
        return none;
    }
    let Some(stages) = stages(frame, before, apart) else { return none };
    let Some(applicants) = applicants(frame, apart) else { return none };
    if stages.len() > 1 && applicants.len() > 1 {
        return none;
    }
    let mut found = Few::default();
    for stage in stages.iter() {
        for by in applicants.iter() {
            found.add(Subject::Applications { stage, by });
        }
    }
    found
}

fn stages(frame: &Frame, before: Before, apart: bool) -> Option<Few<Stage>> {
    if !frame.outcomes.is_empty() {
        return outcomes(frame.outcomes, apart);
    }
    let mut stages = frame.stages;
    if frame.carry && frame.list && stages.only() == Some(Stage::Received) {
        return Some(Few::of(Stage::ReceivedAndCarriedIn));
    }
    if frame.carry {
        let answered = matches!(before.last, Some(Subject::Applications { stage: Stage::Answered, .. }));
        stages.add(answered.then_some(Stage::CarriedOut)?);
    }
    let carried_first =
        stages.iter().next().is_some_and(|stage| matches!(stage, Stage::CarriedIn | Stage::CarriedOut));
    if carried_first {
        // 上年结转办结3件: of those carried in, so many are answered.
        if stages.contains(Stage::CarriedIn) && stages.contains(Stage::Answered) {
            return None;
        }
        stages.keep(|stage| stage != Stage::Answered);
    }
    if stages.is_empty() {
        let split = before.stage.filter(|_| !frame.applicants.is_empty());
        return Some(Few::of(split.unwrap_or(Stage::Received)));
    }
    if apart || stages.len() == 1 {
        return Some(stages);
    }
    let has = |stage| stages.contains(stage);
    match (has(Stage::Received), has(Stage::CarriedIn), has(Stage::Answered), has(Stage::CarriedOut)) {
        (true, false, true, false) => (!frame.fresh).then_some(stages),
        (true, true, false, false) if frame.list => Some(Few::of(Stage::ReceivedAndCarriedIn)),
        (true, true, false, false) => Some(Few::of(Stage::CarriedIn)),
        _ => None,
    }
}

/// A group named beside one of its own rows only introduces it: 不予公开（三类内部事务信息）.
fn outcomes(mut named: Few<Outcome>, apart: bool) -> Option<Few<Stage>> {
    let all = named;
    named.keep(|group| !all.iter().any(|row| group.contains(row)));
    if named.len() > 1 && !apart {
        return None;
    }
    let mut stages = Few::default();
    named.iter().for_each(|outcome| stages.add(Stage::Outcome(outcome)));
    Some(stages)
}

fn applicants(frame: &Frame, apart: bool) -> Option<Few<Applicant>> {
    let named = frame.applicants.or(Applicant::All);
    if apart || named.len() == 1 {
        return Some(named);
    }
    let everybody = named.contains(Applicant::NaturalPerson)
        && (named.contains(Applicant::Organisations) || named.contains(Applicant::Other))
        && frame.request.is_some();
    everybody.then(|| Few::of(Applicant::All))
}

fn remedies(frame: &Frame, scope: &Scope, apart: bool) -> Few<Subject> {
    let mut found = Few::default();
    if frame.routes.is_empty() && frame.results.is_empty() {
        return found;
    }
    if judges(frame, scope) {
        return found;
    }
    let named = match (frame.routes.is_empty(), scope.route) {
        (true, Some(route)) if scope.topic == Topic::Remedies => Few::of(route),
        _ => frame.routes,
    };
    let routes = if apart { named } else { together(named).map(Few::of).unwrap_or_default() };
    let results = frame.results.or(RemedyResult::All);
    if (results.len() > 1 && !apart) || (results.len() > 1 && routes.len() > 1) {
        return found;
    }
    for route in routes.iter() {
        for result in results.iter() {
            found.add(Subject::Remedies { route, result });
        }
    }
    found
}

/// Whether the body reports the reviews or suits it decides or pleads, not those over its own disclosure.
pub(super) fn judges(frame: &Frame, scope: &Scope) -> bool {
    let acts = frame.published || frame.stages.contains(Stage::Answered);
    acts && !frame.routes.is_empty() && !scope.disclosure && scope.topic != Topic::Applications
}

/// The one name for several routes.
pub(super) fn together(routes: Few<Route>) -> Option<Route> {
    routes.only().or_else(|| {
        (routes.len() > 1).then(|| {
            let direct = routes.iter().all(|route| !matches!(route, Route::Review | Route::Both));
            if direct { Route::Litigation } else { Route::Both }
        })
    })
}

fn documents(frame: &Frame, scope: &Scope, apart: bool) -> Few<Subject> {
    let mut found = Few::default();
    if frame.documents.is_empty() && (frame.states.is_empty() || scope.topic != Topic::Documents) {
        return found;
    }
    let inherited = scope.state.filter(|_| !frame.published);
    let kinds = if frame.documents.is_empty() {
        scope.document.map(Few::of).unwrap_or_default()
    } else {
        frame.documents
    };
    let states =
        if frame.states.is_empty() { inherited.map(Few::of).unwrap_or_default() } else { frame.states };
    if !apart && (kinds.len() > 1 || states.len() > 1) || kinds.len() > 1 && states.len() > 1 {
        return found;
    }
    for kind in kinds.iter() {
        for state in states.iter() {
            found.add(Subject::Documents { kind, state });
        }
    }
    found
}

fn decisions(frame: &Frame, scope: &Scope, apart: bool) -> Few<Subject> {
    let mut found = Few::default();
    let handled_otherwise = frame.published
        || scope.part
        || frame.stages.contains(Stage::Received)
        || frame.states.contains(DocumentState::Repealed)
        || frame.states.contains(DocumentState::InForce);
    if !handled_otherwise && (apart || frame.decisions.len() == 1) {
        frame.decisions.iter().for_each(|decision| found.add(Subject::Decisions(decision)));
    }
    found
}

/// 其他: the rest of whatever list the sentence is going through.
fn rest(scope: &Scope, before: Before) -> Few<Subject> {
    match before.last {
        Some(Subject::Applications { stage, by }) if by != Applicant::All => {
            Few::of(Subject::Applications { stage, by: Applicant::Other })
        }
        Some(Subject::Applications {
            stage: Stage::Outcome(Outcome::NotCorrected | Outcome::FeeUnpaid),
            ..
        }) => Few::of(Subject::applications(Stage::Outcome(Outcome::OtherReason))),
        Some(Subject::Applications { stage: Stage::Outcome(_), .. }) if before.outcomes > 2 => {
            Few::of(Subject::applications(Stage::Outcome(Outcome::OtherOutcome)))
        }
        Some(Subject::Remedies { route, result })
            if result != RemedyResult::All && scope.topic == Topic::Remedies =>
        {
            Few::of(Subject::Remedies { route, result: RemedyResult::Other })
        }
        _ => Few::default(),
    }
}

/// The charge an amount of money is of.
pub(super) fn fee(frame: &Frame, scope: &Scope) -> Option<Fee> {
    let about_applications =
        scope.topic == Topic::Applications || scope.disclosure || frame.request.is_some();
    let implied = if about_applications { Fee::InformationProcessing } else { Fee::Administrative };
    frame.fee.or(frame.charge.then_some(implied))
}
