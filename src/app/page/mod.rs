//! One file a page.

mod compare;
mod edit;
mod home;
mod rules;
mod unknown;

pub(super) use compare::ComparePage;
pub(super) use edit::EditPage;
pub(super) use home::HomePage;
pub(super) use rules::RulesPage;
pub(super) use unknown::UnknownPage;
