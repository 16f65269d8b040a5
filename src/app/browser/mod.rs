//! Everything that touches the browser, behind small named functions.

mod clock;
mod dom;
mod file;
mod storage;
mod timer;
mod worker;

pub(super) use clock::{date_and_time, now, time_of_day, today};
pub(super) use dom::{
    announce_ready, around, balances_within, block_leaving, cells_within, change_pane, clear_form,
    focus_within, follow_links_within, hide, input_at, is_checked, listen, mark_commented, mark_selected,
    place_before, reveal, select_words, selected_words, set_text, set_title, show_form, show_last_year,
    show_state, show_text, show_within, text_of, text_within, typed_text, unfolded, write_before,
};
pub(super) use file::{download, read_file};
pub(super) use storage::{BrowserStorage, keeps, new_id, preference, set_preference};
pub(super) use timer::Timer;
pub(super) use worker::{NoAnswer, Office, Wanted};
