//! The table of rules: code → rule. The order here is the order of findings of equal weight.

use super::{Rule, rules};

/// Every rule.
pub static RULES: &[&Rule] = &[
    &rules::nothing_filled::RULE,
    &rules::implausible_outcome::RULE,
    &rules::column_out_of_balance::RULE,
    &rules::outcomes_do_not_sum::RULE,
    &rules::applicants_do_not_sum::RULE,
    &rules::remedies_do_not_sum::RULE,
    &rules::blank_cell::RULE,
    &rules::not_a_number::RULE,
    &rules::not_a_count::RULE,
    &rules::fee_unit::RULE,
    &rules::regulations_without_power::RULE,
    &rules::in_force_too_low::RULE,
    &rules::wrong_year_pair::RULE,
    &rules::carry_over_changed::RULE,
    &rules::in_force_does_not_roll::RULE,
    &rules::large_change::RULE,
    &rules::copied_prose::RULE,
    &rules::same_figures::RULE,
    &rules::section_missing::RULE,
    &rules::overview_too_long::RULE,
    &rules::problems_perfunctory::RULE,
    &rules::processing_fees_unreported::RULE,
    &rules::wrong_year::RULE,
    &rules::wrong_period::RULE,
    &rules::placeholder_left::RULE,
    &rules::cover_letter_wording::RULE,
    &rules::markup_left::RULE,
    &rules::figure_missing::RULE,
    &rules::outdated_reference::RULE,
    &rules::count_of_parts::RULE,
    &rules::broken_paragraph::RULE,
    &rules::repeated_paragraph::RULE,
    &rules::personal_information::RULE,
    &rules::other_agency::RULE,
    &rules::received_differs::RULE,
    &rules::carried_differs::RULE,
    &rules::answered_differs::RULE,
    &rules::outcome_differs::RULE,
    &rules::remedies_differ::RULE,
    &rules::absence_contradicted::RULE,
    &rules::documents_differ::RULE,
    &rules::decisions_or_fees_differ::RULE,
    &rules::share_differs::RULE,
    &rules::applicants_differ::RULE,
    &rules::late::RULE,
    &rules::wrong_edition::RULE,
    &rules::label_differs::RULE,
    &rules::heading_differs::RULE,
    &rules::page_drifted::RULE,
];

/// The rule with a code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code == code)
}
