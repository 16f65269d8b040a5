//! All native tests, as one program: thirty would be linked one by one and run one after the other.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod begin;
mod beside;
mod carry_over;
mod checks;
mod clean;
mod cli;
mod compare;
mod diagnosis;
mod drift;
mod edit;
mod export;
mod form;
mod generate;
mod hostile;
mod hostile_files;
mod import;
mod import_foreign;
mod import_pages;
mod import_properties;
mod layers;
mod markup;
mod mutation;
mod published;
mod report;
mod review;
mod review_files;
mod round_trip;
mod said;
mod statement;
mod store;
mod template;
mod versions;
mod word;
mod workbook;
mod years;
