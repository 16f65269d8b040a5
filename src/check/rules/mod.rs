//! One rule a file, named after the fault.

pub mod applicants_do_not_sum;
pub mod blank_cell;
pub mod column_out_of_balance;
pub mod cover_letter_wording;
pub mod fee_unit;
pub mod figure_missing;
pub mod implausible_outcome;
pub mod in_force_too_low;
pub mod late;
pub mod markup_left;
pub mod not_a_count;
pub mod not_a_number;
pub mod nothing_filled;
pub mod outcomes_do_not_sum;
pub mod outdated_reference;
pub mod overview_too_long;
pub mod placeholder_left;
pub mod problems_perfunctory;
pub mod processing_fees_unreported;
pub mod regulations_without_power;
pub mod remedies_do_not_sum;
pub mod section_missing;
pub mod wrong_edition;
pub mod wrong_period;
pub mod wrong_year;
