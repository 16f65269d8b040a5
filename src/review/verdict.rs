//! Verdicts, and whether the report may be published as it is.

use std::collections::BTreeSet;

use super::Review;
use super::note::{Matter, Note, Outcome, Verdict};
use crate::report::Fingerprint;

/// What the newest verdict says of the report as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Approval {
    /// Nobody has given a verdict.
    None,
    /// Passed as it is.
    Passed {
        /// By whom.
        by: String,
        /// When, in milliseconds since 1970.
        at: u64,
    },
    /// Passed, but the report has changed since.
    Stale {
        /// By whom.
        by: String,
        /// When, in milliseconds since 1970.
        at: u64,
    },
    /// Returned, whether or not the report has changed since.
    Returned {
        /// By whom.
        by: String,
        /// When, in milliseconds since 1970.
        at: u64,
    },
}

impl Review {
    /// The newest verdict of each reviewer, the newest first.
    pub fn verdicts(&self) -> Vec<(&Note, &Verdict)> {
        let mut seen = BTreeSet::new();
        self.all_verdicts().filter(|(note, _)| seen.insert(note.by.as_str())).collect()
    }

    /// What the newest verdict says of a report with this fingerprint.
    pub fn approval(&self, current: Fingerprint) -> Approval {
        let Some((note, verdict)) = self.all_verdicts().next() else { return Approval::None };
        let (by, at) = (note.by.clone(), note.at);
        match verdict.outcome {
            Outcome::Returned => Approval::Returned { by, at },
            Outcome::Passed if verdict.fingerprint.parse() == Ok(current) => Approval::Passed { by, at },
            Outcome::Passed => Approval::Stale { by, at },
        }
    }

    /// Every verdict, the newest first.
    fn all_verdicts(&self) -> impl Iterator<Item = (&Note, &Verdict)> {
        self.notes.iter().rev().filter_map(|note| match &note.matter {
            Matter::Verdict(verdict) => Some((note, verdict)),
            _ => None,
        })
    }
}
