//! The figures on screen: what each cell shows, and the element that shows it. Cells are no signals: there are some two
//! hundred, a key moves five of them, and writing into those is all there is to do.

use leptos::web_sys::{Element, HtmlInputElement};
use wasm_bindgen::JsCast as _;

use super::browser;
use crate::check::Severity;
use crate::form::{CellId, Edition};

/// How a column of table three stands to the printed balance.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Balance {
    /// Nothing is filled in.
    #[default]
    Empty,
    /// 平衡
    Even,
    /// 差: by how much the right side is too high (+) or too low (−).
    Off(String),
}

impl Balance {
    /// The class of its box.
    pub(super) const fn class(&self) -> &'static str {
        match self {
            Self::Empty => "none",
            Self::Even => "done",
            Self::Off(_) => "err",
        }
    }

    /// The words in it.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Even => "平衡".to_owned(),
            Self::Off(difference) => format!("差 {difference}"),
        }
    }
}

/// A cell on screen.
#[derive(Default)]
pub(super) struct Shown {
    /// Its text.
    pub(super) text: String,
    /// The worst that is said of it.
    pub(super) mark: Option<Severity>,
    place: Option<Place>,
}

/// The element that shows a cell.
enum Place {
    Typed(HtmlInputElement),
    Computed(Element),
}

impl Place {
    fn element(&self) -> &Element {
        match self {
            Self::Typed(input) => input,
            Self::Computed(output) => output,
        }
    }
}

/// All figures on screen.
#[derive(Default)]
pub(super) struct Sheet {
    cells: Vec<Shown>,
    balances: Vec<(Balance, Option<Element>)>,
}

impl Sheet {
    /// A cell.
    pub(super) fn cell(&mut self, id: CellId) -> &mut Shown {
        if self.cells.len() <= id.index() {
            self.cells.resize_with(id.index() + 1, Shown::default);
        }
        &mut self.cells[id.index()]
    }

    /// The balances, in the order of the columns.
    pub(super) fn balances(&self) -> impl Iterator<Item = &Balance> {
        self.balances.iter().map(|(balance, _)| balance)
    }

    /// Learns which elements of a table that has just been drawn show what.
    pub(super) fn attach(&mut self, table: &Element, edition: &Edition) {
        for (path, element) in browser::cells_within(table) {
            if let Some(id) = edition.find(&path) {
                let place = element.dyn_into().map_or_else(Place::Computed, Place::Typed);
                self.cell(id).place = Some(place);
            }
        }
        for (index, element) in browser::balances_within(table).into_iter().enumerate() {
            if let Some(balance) = self.balances.get_mut(index) {
                balance.1 = Some(element);
            }
        }
    }

    /// Shows the text of a cell.
    pub(super) fn show(&mut self, id: CellId, text: &str) {
        let cell = self.cell(id);
        let is_new = cell.text != text;
        text.clone_into(&mut cell.text);
        match &cell.place {
            // A cell that is typed in shows what is typed: only the element knows.
            Some(Place::Typed(input)) if input.value() != text => input.set_value(text),
            Some(Place::Computed(output)) if is_new => browser::show_text(output, text),
            _ => {}
        }
    }

    /// Shows the worst that is said of a cell.
    pub(super) fn mark(&mut self, id: CellId, mark: Option<Severity>) {
        let cell = self.cell(id);
        if cell.mark != mark {
            cell.mark = mark;
            if let Some(place) = &cell.place {
                browser::show_state(place.element(), mark.map(Severity::key), mark == Some(Severity::Error));
            }
        }
    }

    /// Shows the balance of a column.
    pub(super) fn balance(&mut self, column: usize, balance: Balance) {
        if self.balances.len() <= column {
            self.balances.resize_with(column + 1, Default::default);
        }
        let (shown, element) = &mut self.balances[column];
        if *shown != balance {
            if let Some(element) = element {
                element.set_class_name(balance.class());
                browser::show_text(element, &balance.words());
            }
            *shown = balance;
        }
    }
}
