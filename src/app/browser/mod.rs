//! Everything that touches the browser, behind small named functions.

mod clock;
mod dom;
mod file;
mod storage;
mod timer;

pub(super) use clock::{date_and_time, now, time_of_day, today};
pub(super) use dom::{
    announce_ready, block_leaving, hide, input_at, listen, mark_selected, reveal, show_panic, text_area_at,
};
pub(super) use file::{download, read_file};
pub(super) use storage::{BrowserStorage, new_id};
pub(super) use timer::Timer;
