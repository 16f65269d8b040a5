//! The state behind the editor: one report, and what of it is on screen and can change.
//!
//! The report itself is not reactive. A step changes it, says what it touched, and only what was touched is shown
//! anew: one key typed in a cell moves that cell, the totals it feeds, and the findings. Figures are written into their
//! cells (`sheet.rs`); the rest has a signal each.

use std::ops::{Deref, Range};
use std::time::Duration;

use leptos::prelude::*;

use super::board::{Board, set_if_new};
use super::browser::{self, BrowserStorage, Timer};
use super::desk::Desk;
use super::reviewing::Deeds;
use super::sheet::{Balance, Sheet};
use crate::check::{self, Auditor, Finding, Fix, Place, Remark, Severity, Subject};
use crate::edit::{Changes, Edit, History, Typing};
use crate::form::{CellId, Edition, IdentityKind, Prose, Section};
use crate::report::{
    Agency, AgencyKind, Carried, CarriedOver, Day, Entry, Explanation, Period, Report, carry_over,
};
use crate::store::{Cause, Draft, Drafts, KeptNotice, Round, Saved, StoreError};

/// How long after the last key a draft is saved.
const QUIET: Duration = Duration::from_millis(400);

/// How long a change may wait to be saved while typing goes on.
const LONGEST: Duration = Duration::from_millis(800);

/// Keys further apart than this, in milliseconds, make separate steps to undo.
const PAUSE: u64 = 1500;

/// Whether what is on screen is what is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SaveState {
    /// Saved at a time, in milliseconds since 1970.
    Saved(u64),
    /// Changed since, and about to be saved.
    Saving,
    /// Not saved, and why.
    Failed(String),
    /// Not saved, because another window saved the draft in the meantime.
    Overtaken,
}

/// Who reports on which year: the fields above the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    /// Who reports.
    pub(super) agency: Agency,
    /// The year.
    pub(super) year: u16,
    /// The time covered.
    pub(super) period: Period,
}

/// Words of a prose that are marked, and as what: a severity's key, or [`COMMENTED`].
pub(super) type Words = (Range<usize>, &'static str);

/// What words are marked as that a comment is about.
pub(super) const COMMENTED: &str = "comment";

struct State {
    id: String,
    name: String,
    report: Report,
    last_year: Option<Report>,
    history: History,
    auditor: Auditor,
    notices: Vec<KeptNotice>,
    round: Round,
    /// Words that open comments are about.
    commented: Vec<(Prose, Range<usize>)>,
    unknown: serde_json::Map<String, serde_json::Value>,
    saved: Saved,
    /// The draft as it was saved last, without its name.
    kept: Draft,
    /// Whether the report as it was opened has been kept as a version.
    opened_kept: bool,
    changed: bool,
    /// When the first change that is not saved yet was made.
    changed_at: u64,
    /// When the last one was.
    touched_at: u64,
    last_key: u64,
    timer: Timer,
    today: Day,
}

impl State {
    fn draft(&self) -> Draft {
        Draft {
            name: self.name.clone(),
            report: self.report.clone(),
            last_year: self.last_year.clone(),
            notices: self.notices.clone(),
            round: self.round.clone(),
            unknown: self.unknown.clone(),
        }
    }
}

/// A handle to the open draft; copies are the same editor. It is one address, since closures by the dozen hold one; what
/// stands there are handles themselves, a few hundred bytes for each draft that is opened, which are never given back.
#[derive(Clone, Copy)]
pub(super) struct Editor(&'static Handles);

impl Deref for Editor {
    type Target = Handles;

    fn deref(&self) -> &Handles {
        self.0
    }
}

/// What of an editor can be looked at, followed and changed.
pub(super) struct Handles {
    state: StoredValue<State, LocalStorage>,
    sheet: StoredValue<Sheet, LocalStorage>,
    words: StoredValue<Vec<RwSignal<Vec<Words>>>>,
    prose: StoredValue<Vec<RwSignal<String>>>,
    /// The cell that is typed in just now.
    typing: StoredValue<Option<CellId>>,
    /// The fields above the report.
    pub(super) head: RwSignal<Head>,
    /// The number of the edition in use.
    pub(super) edition: RwSignal<u16>,
    /// What the audit says.
    pub(super) board: Board,
    /// Notices of the import, until dismissed.
    pub(super) notices: RwSignal<Vec<KeptNotice>>,
    /// Whether it is saved.
    pub(super) save: RwSignal<SaveState>,
    /// Whether there is a step to take back, and one to take again.
    pub(super) steps: RwSignal<(bool, bool)>,
    /// Whether it was sent here to be reviewed, and is not changed here.
    pub(super) reviewing: bool,
    /// Notified when another report becomes last year's.
    pub(super) last_year: Trigger,
    /// Notified when the report has changed in any way, if something was said of it.
    pub(super) touched: Trigger,
    /// Notified when another window may have said something in the review.
    pub(super) said: Trigger,
    /// How many comments wait for an answer.
    pub(super) open_comments: RwSignal<usize>,
    /// What is to be done in the review.
    pub(super) deeds: StoredValue<Deeds, LocalStorage>,
    /// What was said, as markup.
    pub(super) panel: RwSignal<String>,
    /// Whether all comments are shown, not only those that wait, and how many at once.
    pub(super) remarks: RwSignal<(bool, u64)>,
    /// Whether the review is on screen, in place of what the checks found.
    pub(super) show_review: RwSignal<bool>,
    /// The address of the cell, prose or field that had the focus last.
    pub(super) focused: RwSignal<Option<String>>,
}

impl Editor {
    /// Opens a draft.
    pub(super) fn open(id: &str) -> Result<Self, StoreError> {
        let (draft, saved) = Desk::here().drafts().open(id)?;
        let kept = Draft { name: String::new(), ..draft.clone() };
        let Draft { name, report, last_year, notices, round, unknown } = draft;
        let head = Head { agency: report.agency.clone(), year: report.year, period: report.period.clone() };
        let edition = report.edition().year;
        let editor = Self(Box::leak(Box::new(Handles {
            sheet: StoredValue::new_local(Sheet::default()),
            words: StoredValue::new(Prose::ALL.iter().map(|_| RwSignal::new(Vec::new())).collect()),
            prose: StoredValue::new(Prose::ALL.iter().map(|_| RwSignal::new(String::new())).collect()),
            typing: StoredValue::new(None),
            head: RwSignal::new(head),
            edition: RwSignal::new(edition),
            board: Board::new(round.reviewing),
            notices: RwSignal::new(notices.clone()),
            save: RwSignal::new(SaveState::Saved(saved.at)),
            steps: RwSignal::new((false, false)),
            reviewing: round.reviewing,
            last_year: Trigger::new(),
            touched: Trigger::new(),
            said: Trigger::new(),
            open_comments: RwSignal::new(0),
            deeds: StoredValue::new_local(Deeds::default()),
            panel: RwSignal::new(String::new()),
            remarks: RwSignal::new((false, 0)),
            show_review: RwSignal::new(round.reviewing),
            focused: RwSignal::new(None),
            state: StoredValue::new_local(State {
                id: id.to_owned(),
                name,
                kept,
                opened_kept: false,
                report,
                last_year,
                history: History::default(),
                auditor: Auditor::default(),
                notices,
                round,
                commented: Vec::new(),
                unknown,
                saved,
                changed: false,
                changed_at: 0,
                touched_at: 0,
                last_key: 0,
                timer: Timer::default(),
                today: browser::today(),
            }),
        })));
        editor.show_all();
        Ok(editor)
    }

    /// Looks at the report.
    pub(super) fn with<T>(self, look: impl FnOnce(&Report) -> T) -> T {
        self.state.with_value(|state| look(&state.report))
    }

    /// The draft's identifier.
    pub(super) fn id(self) -> String {
        self.state.with_value(|state| state.id.clone())
    }

    /// The edition in use.
    pub(super) fn form(self) -> &'static Edition {
        self.with(Report::edition)
    }

    /// Looks at the figures on screen, or changes them; nothing happens once the editor is gone.
    pub(super) fn with_sheet<T: Default>(self, act: impl FnOnce(&mut Sheet) -> T) -> T {
        self.sheet.try_update_value(act).unwrap_or_default()
    }

    /// The text of a prose.
    pub(super) fn prose(self, prose: Prose) -> RwSignal<String> {
        self.prose.with_value(|all| all[prose.index()])
    }

    /// The words of a prose that findings are about.
    pub(super) fn words(self, prose: Prose) -> RwSignal<Vec<Words>> {
        self.words.with_value(|words| words[prose.index()])
    }

    /// Takes what was typed in a cell. Half-typed text stays on screen as it is.
    pub(super) fn type_cell(self, id: CellId, text: &str) {
        let entry = Entry::typed(text);
        self.typing.set_value(Some(id));
        self.typed(Typing::Cell(id), |report| Edit::enter(report, vec![(id, entry)]));
        self.typing.set_value(None);
        self.with_sheet(|sheet| sheet.show(id, text));
    }

    /// Ends the typing in a cell: it shows what is kept.
    pub(super) fn settle_cell(self, id: CellId) {
        self.state.update_value(|state| state.history.seal());
        let text = self.with(|report| report.figures.get(id).text().into_owned());
        self.with_sheet(|sheet| sheet.show(id, &text));
    }

    /// Takes the text of a prose.
    pub(super) fn type_prose(self, prose: Prose, text: String) {
        let text = text.replace("\r\n", "\n");
        self.typed(Typing::Prose(prose), |_| Edit::Prose(prose, text));
    }

    /// Takes a field above the report.
    pub(super) fn type_head(self, edit: Edit) {
        self.typed(Typing::Head, |_| edit);
    }

    /// Takes another year: period, and on an untouched form the edition, follow.
    pub(super) fn change_year(self, year: u16) {
        let edit = self.with(|report| {
            let mut edits = vec![Edit::Year(year)];
            if report.period == Period::of_year(report.year) {
                edits.push(Edit::Period(Period::of_year(year)));
            }
            let untouched = report.figures.entries().iter().all(Entry::is_blank);
            if untouched && Edition::for_year(year).year != report.edition().year {
                let mut other = Report::new(report.agency.clone(), year);
                other.narrative = report.narrative.clone();
                other.unknown.clone_from(&report.unknown);
                return Edit::Report(Box::new(other));
            }
            Edit::Several(edits)
        });
        self.perform(edit);
    }

    /// Takes another kind of agency.
    pub(super) fn change_kind(self, kind: AgencyKind) {
        let agency = self.with(|report| Agency { kind, ..report.agency.clone() });
        self.perform(Edit::Agency(agency));
    }

    /// Makes an edit that is a step of its own.
    pub(super) fn perform(self, edit: Edit) {
        let changes = self.step(|report, history| {
            history.seal();
            history.perform(report, edit)
        });
        self.show(&changes);
    }

    /// Makes a fix.
    pub(super) fn fix(self, fix: &Fix) {
        let edit = self.with(|report| fix.edit(report));
        self.perform(edit);
    }

    /// Gives the reason for a finding, or takes it back.
    pub(super) fn explain(self, finding: &Finding, reason: Option<String>) {
        let all = self.with(|report| {
            let place = finding.place.path(report.edition());
            let other = |given: &&Explanation| given.rule != finding.rule.code || given.place != place;
            let mut all: Vec<_> = report.explanations.iter().filter(other).cloned().collect();
            all.extend(reason.map(|reason| Explanation {
                rule: finding.rule.code.to_owned(),
                place,
                reason,
                about: finding.message.clone(),
                unknown: serde_json::Map::new(),
            }));
            all
        });
        self.perform(Edit::Explanations(all));
    }

    /// Takes the last step back, and shows where it was.
    pub(super) fn undo(self) {
        self.cross(History::undo);
    }

    /// Takes the last undone step again, and shows where it was.
    pub(super) fn redo(self) {
        self.cross(History::redo);
    }

    fn cross(self, way: impl FnOnce(&mut History, &mut Report) -> Option<Changes>) {
        let changes = self.step(|report, history| way(history, report));
        let Some(changes) = changes else { return };
        if changes.whole {
            // They spoke of the import that has just been taken back.
            self.state.update_value(|state| state.notices.clear());
            self.notices.set(Vec::new());
        }
        self.show(&changes);
        let edition = self.form();
        let cell = changes.cells.iter().map(|id| edition.cell(*id)).find(|cell| !cell.is_total());
        if let Some(cell) = cell {
            browser::reveal(&cell.path);
        } else if let Some(prose) = changes.prose.first() {
            browser::reveal(prose.path());
        }
    }

    fn typed(self, typing: Typing, build: impl FnOnce(&Report) -> Edit) {
        let now = browser::now();
        self.state.update_value(|state| {
            if now.saturating_sub(state.last_key) > PAUSE {
                state.history.seal();
            }
            state.last_key = now;
        });
        let changes = self.step(|report, history| history.typed(report, typing, build));
        self.show(&changes);
    }

    /// Takes a step, unless the editor's page has been left in the meantime, or the report is only reviewed here.
    fn step<T: Default>(self, act: impl FnOnce(&mut Report, &mut History) -> T) -> T {
        if self.reviewing {
            return T::default();
        }
        self.keep_as_opened();
        self.state.try_update_value(|state| act(&mut state.report, &mut state.history)).unwrap_or_default()
    }

    /// Keeps the report as it was opened, before the first change: yesterday's state can be had back.
    fn keep_as_opened(self) {
        let first = self.state.try_update_value(|state| {
            !std::mem::replace(&mut state.opened_kept, true) && !state.report.is_untouched()
        });
        if first == Some(true) {
            // Nobody asked for it: where there is no room, nothing is said.
            let _ = self.keep_version(Cause::Opened, "");
        }
    }

    /// Keeps the report as it is as a version.
    pub(super) fn keep_version(self, cause: Cause, name: &str) -> Result<(), StoreError> {
        self.state.with_value(|state| {
            let drafts = Drafts::new(BrowserStorage);
            drafts.versions().keep(&state.id, &state.report, cause, name, browser::now()).map(drop)
        })
    }

    /// Puts a version back; can be undone, and what is there now is kept as a version too.
    pub(super) fn restore(self, number: u64) -> Result<(), StoreError> {
        let version = Drafts::new(BrowserStorage).versions().open(&self.id(), number)?;
        // A version that takes no room from others is not worth refusing the user's wish.
        let _ = self.keep_version(Cause::Restored, "");
        self.perform(self.with(|report| Edit::towards(report, version.report)));
        Ok(())
    }

    /// Looks at last year's report.
    pub(super) fn with_last_year<T>(self, look: impl FnOnce(Option<&Report>) -> T) -> T {
        self.state.with_value(|state| look(state.last_year.as_ref()))
    }

    /// Attaches last year's report, or takes it away.
    pub(super) fn attach_last_year(self, last_year: Option<Report>) {
        self.state.update_value(|state| state.last_year = last_year);
        self.last_year.notify();
        self.show_audit();
        self.save_soon();
    }

    /// Looks at the round of review.
    pub(super) fn with_round<T>(self, look: impl FnOnce(&Round) -> T) -> T {
        self.state.with_value(|state| look(&state.round))
    }

    /// Changes the round of review.
    pub(super) fn change_round(self, change: impl FnOnce(&mut Round)) {
        self.state.update_value(|state| change(&mut state.round));
        self.save_soon();
    }

    /// Marks the words that comments are about.
    pub(super) fn mark_commented(self, commented: Vec<(Prose, Range<usize>)>) {
        let new = self.state.try_update_value(|state| {
            let new = state.commented != commented;
            state.commented = commented;
            new
        });
        if new == Some(true) {
            self.show_audit();
        }
    }

    fn show_all(self) {
        let mut changes = Changes { head: true, ..Changes::default() };
        changes.cells.extend(self.form().ids());
        changes.prose.extend(Prose::ALL);
        self.show_report(&changes);
        self.show_audit();
    }

    fn show(self, changes: &Changes) {
        if *changes == Changes::default() {
            return;
        }
        if self.with_round(|round| !round.notes.is_empty()) {
            self.touched.notify();
        }
        if changes.whole {
            self.edition.set(self.form().year);
            self.show_all();
        } else {
            self.show_report(changes);
            self.show_audit();
        }
        let steps = self.state.with_value(|state| (state.history.can_undo(), state.history.can_redo()));
        set_if_new(self.steps, steps);
        self.save_soon();
    }

    fn show_report(self, changes: &Changes) {
        self.state.with_value(|state| {
            let typing = self.typing.get_value();
            self.with_sheet(|sheet| {
                // What is half typed stays on screen as it is.
                for id in changes.cells.iter().filter(|id| Some(**id) != typing) {
                    sheet.show(*id, &state.report.figures.get(*id).text());
                }
                if !changes.cells.is_empty() {
                    for (column, balance) in balances(&state.report).enumerate() {
                        sheet.balance(column, balance);
                    }
                }
            });
            for prose in &changes.prose {
                set_if_new(self.prose(*prose), state.report.narrative.get(*prose).to_owned());
            }
            if changes.head {
                let Report { agency, year, period, .. } = &state.report;
                set_if_new(self.head, Head { agency: agency.clone(), year: *year, period: period.clone() });
            }
            for section in Section::ALL {
                let edition = state.report.edition();
                let touched = changes.prose.iter().any(|prose| prose.section() == section)
                    || changes
                        .cells
                        .iter()
                        .any(|id| edition.tables[edition.cell(*id).table].section == section);
                if touched {
                    self.board.fill(&state.report, section);
                }
            }
        });
    }

    fn show_audit(self) {
        let audit = self.state.try_update_value(|state| {
            let remarks: Vec<_> = state.notices.iter().map(remark).collect();
            let (report, last_year, today) = (&state.report, state.last_year.as_ref(), state.today);
            state.auditor.audit(&Subject { report, last_year, remarks: &remarks, today })
        });
        let Some(audit) = audit else { return };
        let ids: Vec<CellId> = self.form().ids().collect();
        let mut marks = vec![None; ids.len()];
        let mut words: Vec<Vec<Words>> = vec![Vec::new(); Prose::ALL.len()];
        let mut mark_words = |prose: Prose, range: &Range<usize>, key| {
            let words = &mut words[prose.index()];
            let place = words.partition_point(|(other, _)| other.start <= range.start);
            words.insert(place, (range.clone(), key));
        };
        self.state.with_value(|state| {
            for (prose, range) in &state.commented {
                mark_words(*prose, range, COMMENTED);
            }
        });
        for finding in &audit.findings {
            match &finding.place {
                Place::Cell(id) => {
                    let worst: &mut Option<Severity> = &mut marks[id.index()];
                    *worst = Some(worst.map_or(finding.severity, |worst| worst.min(finding.severity)));
                }
                Place::Prose(prose, Some(range)) => mark_words(*prose, range, finding.severity.key()),
                _ => {}
            }
        }
        self.with_sheet(|sheet| {
            for (id, mark) in ids.into_iter().zip(marks) {
                sheet.mark(id, mark);
            }
        });
        self.words.with_value(|signals| {
            for (signal, words) in signals.iter().zip(words) {
                set_if_new(*signal, words);
            }
        });
        self.with(|report| self.board.show(audit, report));
    }

    /// Saves within a second of the last key.
    fn save_soon(self) {
        // What could not be saved stays said until it is.
        if matches!(self.save.get_untracked(), SaveState::Saved(_)) {
            self.save.set(SaveState::Saving);
        }
        self.state.update_value(|state| {
            let now = browser::now();
            state.touched_at = now;
            if !state.changed {
                state.changed = true;
                state.changed_at = now;
            }
            // One that runs already looks for itself how long it has been quiet.
            if !state.timer.runs() {
                state.timer.set(QUIET, move || self.save_if_quiet());
            }
        });
    }

    /// Saves, unless somebody is typing, who can be waited for a little.
    fn save_if_quiet(self) {
        let wait = self.state.try_update_value(|state| {
            let now = browser::now();
            let since = |at: u64| Duration::from_millis(now.saturating_sub(at));
            let left = QUIET
                .saturating_sub(since(state.touched_at))
                .min(LONGEST.saturating_sub(since(state.changed_at)));
            state.timer.stop();
            let waits = state.changed && !left.is_zero();
            if waits {
                state.timer.set(left, move || self.save_if_quiet());
            }
            waits
        });
        if wait == Some(false) {
            self.save_now();
        }
    }

    /// Saves at once what is not saved yet.
    pub(super) fn save_now(self) {
        let outcome = self.state.try_update_value(|state| {
            state.timer.stop();
            if !state.changed {
                return None;
            }
            let drafts = Drafts::new(BrowserStorage);
            let mut outcome = drafts.save(&state.id, &state.draft(), state.saved, browser::now());
            if outcome == Err(StoreError::Overtaken)
                && let Ok((there, saved)) = drafts.open(&state.id)
                && (Draft { name: String::new(), ..there.clone() }) == state.kept
            {
                // Only its name in the list was changed elsewhere.
                state.name = there.name;
                outcome = drafts.save(&state.id, &state.draft(), saved, browser::now());
            }
            if let Ok(saved) = outcome {
                state.kept = Draft { name: String::new(), ..state.draft() };
                state.saved = saved;
                state.changed = false;
            }
            Some(outcome)
        });
        match outcome.flatten() {
            None => {}
            Some(Ok(saved)) => self.save.set(SaveState::Saved(saved.at)),
            Some(Err(StoreError::Overtaken)) => self.save.set(SaveState::Overtaken),
            Some(Err(error)) => self.save.set(SaveState::Failed(error.to_string())),
        }
    }

    /// Tries again to save what could not be saved.
    pub(super) fn save_again(self) {
        self.state.update_value(|state| state.changed = true);
        self.save_now();
    }

    /// Takes over what another window saved, as a step that can be undone.
    pub(super) fn reload(self) {
        let id = self.id();
        match Drafts::new(BrowserStorage).open(&id) {
            Ok((draft, saved)) => {
                self.state.update_value(|state| {
                    state.saved = saved;
                    state.kept = Draft { name: String::new(), ..draft.clone() };
                    state.name.clone_from(&draft.name);
                    state.last_year.clone_from(&draft.last_year);
                    state.round.clone_from(&draft.round);
                    state.changed = false;
                });
                self.last_year.notify();
                self.said.notify();
                // Exactly what is stored: nothing to save, and no reason to overtake the other window in turn.
                self.save.set(SaveState::Saved(saved.at));
                self.replace(draft);
                self.state.update_value(|state| {
                    state.timer.stop();
                    state.changed = false;
                });
                self.save.set(SaveState::Saved(saved.at));
            }
            Err(error) => self.save.set(SaveState::Failed(error.to_string())),
        }
    }

    /// Whether two handles are of the same editor.
    pub(super) fn is(self, other: Self) -> bool {
        self.state == other.state
    }

    /// Whether something on screen is not kept yet.
    pub(super) fn is_unsaved(self) -> bool {
        self.state.try_with_value(|state| state.changed).unwrap_or(false)
    }

    /// The draft as it stands on screen.
    pub(super) fn draft(self) -> Draft {
        self.state.with_value(State::draft)
    }

    /// Replaces the report by another; can be undone.
    pub(super) fn replace(self, draft: Draft) {
        self.state.update_value(|state| state.notices.clone_from(&draft.notices));
        self.notices.set(draft.notices);
        self.perform(Edit::Report(Box::new(draft.report)));
    }

    /// Puts the report into the edition that its year must use; can be undone.
    pub(super) fn carry_over(self) {
        let CarriedOver { report, moved, left_behind } =
            self.with(|report| carry_over(report, Edition::for_year(report.year)));
        let notice = |(code, carried): (&str, Carried)| KeptNotice {
            code: code.to_owned(),
            place: carried.place,
            text: carried.text,
        };
        let moved = moved.into_iter().map(|carried| ("I03", carried));
        let left_behind = left_behind.into_iter().map(|carried| ("I01", carried));
        let mut draft = Draft::new(report);
        draft.notices = moved.chain(left_behind).map(notice).collect();
        self.replace(draft);
    }

    /// Adds notices of an import.
    pub(super) fn add_notices(self, more: Vec<KeptNotice>) {
        self.state.update_value(|state| state.notices.extend(more));
        self.forget_notices(|_| false);
    }

    /// Puts the notices of the import away that are no findings.
    pub(super) fn dismiss_notices(self) {
        self.forget_notices(|notice| !is_finding(notice));
    }

    /// Puts a remark of the import away: it has been seen to.
    pub(super) fn dismiss(self, finding: &Finding) {
        let form = self.form();
        let place = finding.place.path(form);
        self.forget_notices(|notice| {
            notice.code == finding.rule.code
                && notice.text == finding.message
                && Place::at(&notice.place, form).path(form) == place
        });
        self.show_audit();
    }

    fn forget_notices(self, which: impl Fn(&KeptNotice) -> bool) {
        self.state.update_value(|state| state.notices.retain(|notice| !which(notice)));
        self.notices.set(self.state.with_value(|state| state.notices.clone()));
        self.save_soon();
    }
}

/// The balances of a report, in the order of the columns.
fn balances(report: &Report) -> impl Iterator<Item = Balance> + '_ {
    let identities = &report.edition().identities;
    identities.iter().filter(|identity| identity.kind == IdentityKind::Balance).map(|identity| {
        let (left, right) = (report.figures.sum(&identity.left), report.figures.sum(&identity.right));
        let difference = right.value - left.value;
        if left.present + right.present == 0 {
            Balance::Empty
        } else if difference.is_zero() {
            Balance::Even
        } else if difference.is_sign_positive() {
            Balance::Off(format!("+{}", difference.normalize()))
        } else {
            Balance::Off(format!("−{}", difference.abs().normalize()))
        }
    })
}

/// A kept notice, for the rules that the import looks for.
pub(super) fn remark(notice: &KeptNotice) -> Remark<'_> {
    Remark { code: &notice.code, place: &notice.place, text: &notice.text }
}

/// Whether a notice is shown as a finding.
pub(super) fn is_finding(notice: &KeptNotice) -> bool {
    check::rule(&notice.code).is_some()
}
