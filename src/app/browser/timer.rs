//! One thing to be done a little later.

use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};

/// A timer that can be set again, which forgets what it was set for before.
#[derive(Debug, Default)]
pub(in crate::app) struct Timer {
    handle: Option<TimeoutHandle>,
}

impl Timer {
    /// Does something after a while, unless set again or stopped before.
    pub(in crate::app) fn set(&mut self, after: Duration, act: impl FnOnce() + 'static) {
        self.stop();
        self.handle = set_timeout_with_handle(act, after).ok();
    }

    /// Whether it is set for something, be it done already.
    pub(in crate::app) const fn runs(&self) -> bool {
        self.handle.is_some()
    }

    /// Forgets what it was set for.
    pub(in crate::app) fn stop(&mut self) {
        if let Some(handle) = self.handle.take() {
            handle.clear();
        }
    }
}
