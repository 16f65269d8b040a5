//! The clock and the calendar of this machine.

use crate::report::Day;

/// Milliseconds since 1970.
pub(in crate::app) fn now() -> u64 {
    // Whole, positive and far below 2^53: no rounding.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "see above")]
    let now = js_sys::Date::now() as u64;
    now
}

/// Today, where the user is.
pub(in crate::app) fn today() -> Day {
    let today = js_sys::Date::new_0();
    let civil = || {
        let (month, day) = (u8::try_from(today.get_month() + 1).ok()?, u8::try_from(today.get_date()).ok()?);
        Day::new(i32::try_from(today.get_full_year()).ok()?, month, day)
    };
    // Only a clock beyond the year 9999 has no day; then nothing is due.
    civil().unwrap_or(Day::FIRST)
}

/// `10:42:07`, where the user is.
pub(in crate::app) fn time_of_day(at: u64) -> String {
    #[allow(clippy::cast_precision_loss, reason = "milliseconds since 1970 stay far below 2^53")]
    let time = js_sys::Date::new(&(at as f64).into());
    format!("{:02}:{:02}:{:02}", time.get_hours(), time.get_minutes(), time.get_seconds())
}

/// `2026-01-12 10:42`, where the user is.
pub(in crate::app) fn date_and_time(at: u64) -> String {
    #[allow(clippy::cast_precision_loss, reason = "milliseconds since 1970 stay far below 2^53")]
    let time = js_sys::Date::new(&(at as f64).into());
    format!(
        "{}-{:02}-{:02} {:02}:{:02}",
        time.get_full_year(),
        time.get_month() + 1,
        time.get_date(),
        time.get_hours(),
        time.get_minutes()
    )
}
