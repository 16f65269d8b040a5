//! A statutory table, editable in place, with the keyboard of a spreadsheet.
//!
//! Handlers sit on the table, not on its cells. A cell is either *marked* (typing replaces, arrows move) or
//! *open* (F2 or double click: arrows move the caret), as in Excel and WPS.

use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::{
    ClipboardEvent, CompositionEvent, Event, FocusEvent, HtmlInputElement, InputEvent, KeyboardEvent,
    MouseEvent, PointerEvent,
};
use maud::Markup;
use wasm_bindgen::JsCast as _;

use super::selection::{Block, Way, line_end, neighbour};
use crate::app::browser;
use crate::app::desk::Desk;
use crate::app::editor::Editor;
use crate::app::erased::watch;
use crate::app::sheet::{Sheet, Shown};
use crate::check::Severity;
use crate::edit::{Edit, copy, paste};
use crate::form::{CellId, Edition, LayoutCell, LayoutKind, LayoutRow, Section, Table};
use crate::report::Entry;

/// What the keyboard is doing in the table.
#[derive(Debug, Clone, Default)]
struct Keys {
    /// The cell with the focus is open: arrows move the caret.
    open: bool,
    /// What stood in the cell when it got the focus, for Esc.
    before: String,
    /// The selected block.
    block: Option<Block>,
    /// The input that has the focus, and its cell.
    focused: Option<(HtmlInputElement, CellId)>,
}

/// The table of a section.
#[component]
pub(in crate::app) fn FormTable(
    /// The open draft.
    editor: Editor,
    /// The section.
    section: Section,
) -> impl IntoView {
    let edition = editor.form();
    let Some(table) = section.table_key().and_then(|key| edition.table(key)) else {
        return ().into_any();
    };
    let node = NodeRef::<html::Div>::new();
    let desk = StoredValue::new(Desk::here());
    let grid = Grid { editor, edition, table, node, keys: StoredValue::new_local(Keys::default()), desk };
    watch(move || {
        let Some(shown) = node.get() else { return };
        editor.with_sheet(|sheet| sheet.attach(&shown, edition));
        editor.last_year.track();
        editor.with_last_year(|last| {
            browser::show_last_year(&shown, |path| {
                let last = last?;
                let entry = last.figures.get(last.edition().find(path)?).text().into_owned();
                Some(if entry.is_empty() { "空".to_owned() } else { entry })
            });
        });
    });
    view! {
        <div
            class="frame"
            tabindex="-1"
            node_ref=node
            on:input=move |event| grid.typed(&event)
            on:compositionend=move |event: CompositionEvent| grid.typed(&event)
            on:keydown=move |event| grid.key(&event)
            on:focusin=move |event| grid.entered(&event)
            on:focusout=move |event| grid.left(&event)
            on:dblclick=move |event: MouseEvent| grid.opened(&event)
            on:pointerdown=move |event| grid.pressed(&event)
            on:pointerover=move |event| grid.dragged(&event)
            on:click=move |event: MouseEvent| grid.clicked(&event)
            on:dragstart=|event| event.prevent_default()
            on:copy=move |event| grid.copied(&event)
            on:cut=move |event| grid.cut(&event)
            on:paste=move |event| grid.pasted(&event)
            inner_html=editor.with_sheet(|sheet| drawn(&grid, section, sheet).into_string())
        ></div>
    }
    .into_any()
}

/// The table as it stands, in its legal layout.
fn drawn(grid: &Grid, section: Section, sheet: &mut Sheet) -> Markup {
    let Table { data, layout, width, .. } = grid.table;
    let heads = layout.iter().filter(|row| row.head).count();
    maud::html! {
        table.form-table data-table=(data.key) aria-label=(section.heading()) {
            colgroup {
                @for column in 0..*width {
                    @if column < data.label_columns { col class={ "label label-" (column) }; } @else { col.figure; }
                }
            }
            @if heads > 0 { thead { @for row in &layout[..heads] { (line(grid, row, sheet)) } } }
            tbody { @for row in &layout[heads..] { (line(grid, row, sheet)) } }
            @if data.is_balanced() {
                tfoot {
                    tr {
                        th.frozen.frozen-0 scope="row" colspan=(data.label_columns) { "平衡（一＋二 与 三＋四）" }
                        @for balance in sheet.balances() { td class=(balance.class()) data-balance { (balance.words()) } }
                    }
                }
            }
        }
    }
}

fn line(grid: &Grid, row: &LayoutRow, sheet: &mut Sheet) -> Markup {
    maud::html! { tr { @for cell in &row.cells { (printed(grid, cell, sheet)) } } }
}

fn printed(grid: &Grid, cell: &LayoutCell, sheet: &mut Sheet) -> Markup {
    let LayoutCell { kind, text, column, colspan, rowspan } = *cell;
    let frozen = format!("frozen frozen-{column}");
    maud::html! {
        @match kind {
            LayoutKind::Figure(id) => (figure(grid, id, colspan, sheet)),
            LayoutKind::Title => th.title colspan=(colspan) scope="colgroup" { (text) },
            LayoutKind::Corner => td class={ "corner " (frozen) } colspan=(colspan) rowspan=(rowspan) { (text) },
            LayoutKind::ColumnHead { group } => {
                th.head scope=(if group { "colgroup" } else { "col" }) colspan=(colspan) rowspan=(rowspan) {
                    span { (text) }
                }
            }
            LayoutKind::RowHead { group } => {
                th class={ @if group { "group " } (frozen) } scope=(if group { "rowgroup" } else { "row" })
                    colspan=(colspan) rowspan=(rowspan) { span { (text) } }
            }
        }
    }
}

fn figure(grid: &Grid, id: CellId, colspan: usize, sheet: &mut Sheet) -> Markup {
    let cell = grid.edition.cell(id);
    let Shown { text, mark, .. } = sheet.cell(id);
    let state = mark.map(Severity::key);
    maud::html! {
        @if cell.is_total() {
            td.computed colspan=(colspan) data-state=[state] {
                output data-cell=(cell.path) aria-label=(cell.name()) tabindex="-1" aria-live="off" { (text) }
            }
        } @else {
            td colspan=(colspan) data-state=[state] {
                input data-cell=(cell.path) aria-label=(cell.name()) inputmode="decimal" autocomplete="off"
                    aria-invalid=[(*mark == Some(Severity::Error)).then_some("true")] spellcheck="false"
                    readonly[grid.editor.reviewing] value=(text);
            }
        }
    }
}

fn caret_to_end(input: &HtmlInputElement) {
    let end = u32::try_from(input.value().encode_utf16().count()).unwrap_or(u32::MAX);
    let _ = input.set_selection_range(end, end);
}

/// A table on screen.
#[derive(Clone, Copy)]
struct Grid {
    editor: Editor,
    edition: &'static Edition,
    table: &'static Table,
    node: NodeRef<html::Div>,
    keys: StoredValue<Keys, LocalStorage>,
    desk: StoredValue<Desk>,
}

impl Grid {
    /// The cell in which an event happened; computed cells too.
    fn place(self, event: &Event) -> Option<CellId> {
        let target = event.target()?.dyn_into::<leptos::web_sys::Element>().ok()?;
        if let Some(path) = target.get_attribute("data-cell") {
            return self.edition.find(&path);
        }
        let cell = target.closest("td").ok()??.query_selector("[data-cell]").ok()??;
        self.edition.find(&cell.get_attribute("data-cell")?)
    }

    /// The input in which an event happened.
    fn input(event: &Event) -> Option<HtmlInputElement> {
        event.target()?.dyn_into().ok()
    }

    fn typed(self, event: &Event) {
        // Until an input method has made up its mind, the text is not the user's yet.
        if event.dyn_ref::<InputEvent>().is_some_and(InputEvent::is_composing) {
            return;
        }
        // Typing happens where the focus is, and has no time to look for the cell.
        let known = self.keys.with_value(|keys| {
            let (input, id) = keys.focused.as_ref()?;
            let target = event.target()?.unchecked_into::<HtmlInputElement>();
            (target == *input).then(|| (*id, input.value()))
        });
        let typed = known.or_else(|| Some((self.place(event)?, Self::input(event)?.value())));
        if let Some((id, text)) = typed {
            self.editor.type_cell(id, &text);
        }
    }

    fn entered(self, event: &FocusEvent) {
        let (Some(id), Some(input)) = (self.place(event), Self::input(event)) else { return };
        input.select();
        let keep = self.keys.with_value(|keys| {
            keys.block.is_some_and(|block| {
                block.is_many() && block.cells(self.table).iter().flatten().any(|cell| *cell == id)
            })
        });
        self.keys.update_value(|keys| {
            keys.open = false;
            keys.before = input.value();
            keys.focused = Some((input.clone(), id));
            if !keep {
                keys.block = Some(Block::of(self.edition, id));
            }
        });
        if !keep {
            self.show_block();
        }
    }

    fn left(self, event: &FocusEvent) {
        // A page that is left takes the focus from a cell that nobody keeps any more.
        if self.keys.try_with_value(|_| ()).is_none() {
            return;
        }
        if let Some(id) = self.place(event) {
            self.editor.settle_cell(id);
        }
        // Out of the table: nothing is selected any more.
        let inside = event
            .related_target()
            .and_then(|target| target.dyn_into::<leptos::web_sys::Node>().ok())
            .zip(self.node.get_untracked())
            .is_some_and(|(target, table)| table.contains(Some(&target)));
        if !inside {
            self.keys.update_value(|keys| keys.block = None);
            self.show_block();
        }
    }

    fn opened(self, event: &MouseEvent) {
        if let Some(input) = Self::input(event) {
            self.keys.update_value(|keys| keys.open = true);
            caret_to_end(&input);
        }
    }

    /// A click marks the cell, unless it is open. The browser means to put the caret into what is selected, and does
    /// so late; only a selection that was made anew survives that.
    fn clicked(self, event: &MouseEvent) {
        if let Some(input) = Self::input(event)
            && !self.keys.with_value(|keys| keys.open)
        {
            let _ = input.set_selection_range(0, 0);
            input.select();
        }
    }

    fn pressed(self, event: &PointerEvent) {
        let Some(id) = self.place(event) else { return };
        let shift = event.shift_key();
        self.keys.update_value(|keys| {
            keys.block = Some(match keys.block {
                Some(block) if shift => block.to(self.edition, id),
                _ => Block::of(self.edition, id),
            });
        });
        if shift {
            // The focus stays where the block began.
            event.prevent_default();
        }
        self.show_block();
    }

    fn dragged(self, event: &PointerEvent) {
        if event.buttons() != 1 {
            return;
        }
        let Some(id) = self.place(event) else { return };
        self.keys.update_value(|keys| keys.block = keys.block.map(|block| block.to(self.edition, id)));
        self.show_block();
    }

    fn key(self, event: &KeyboardEvent) {
        if event.is_composing() || event.key_code() == 229 {
            return;
        }
        let Some(id) = self.place(event) else { return };
        let input = Self::input(event);
        let open = self.keys.with_value(|keys| keys.open);
        let command = event.ctrl_key() || event.meta_key();
        let handled = match event.key().as_str() {
            "ArrowUp" => self.arrow(id, Way::Up, open, event),
            "ArrowDown" => self.arrow(id, Way::Down, open, event),
            "ArrowLeft" => self.arrow(id, Way::Left, open, event),
            "ArrowRight" => self.arrow(id, Way::Right, open, event),
            "Enter" if !command => {
                let next = neighbour(self.edition, id, if event.shift_key() { Way::Up } else { Way::Down });
                if next.is_none() {
                    self.editor.settle_cell(id);
                }
                self.go(next);
                true
            }
            "Home" | "End" if !open && !command => {
                self.go(line_end(self.edition, id, event.key() == "End"));
                true
            }
            "F2" => {
                self.keys.update_value(|keys| keys.open = !open);
                if let Some(input) = input {
                    caret_to_end(&input);
                }
                true
            }
            "Escape" => input.is_some_and(|input| self.escape(id, &input)),
            "Delete" | "Backspace" => self.clear_block(),
            "a" | "A" if command && !open => {
                self.keys.update_value(|keys| keys.block = Some(Block::whole(self.table)));
                self.show_block();
                true
            }
            _ => false,
        };
        if handled {
            event.prevent_default();
        }
    }

    fn arrow(self, id: CellId, way: Way, open: bool, event: &KeyboardEvent) -> bool {
        if open && matches!(way, Way::Left | Way::Right) {
            return false;
        }
        if event.shift_key() {
            let block =
                self.keys.with_value(|keys| keys.block).unwrap_or_else(|| Block::of(self.edition, id));
            self.keys.update_value(|keys| keys.block = Some(block.stretched(self.table, way)));
            self.show_block();
        } else if event.ctrl_key() || event.meta_key() {
            // To the end of the table, as in a spreadsheet.
            let mut last = None;
            let mut next = neighbour(self.edition, id, way);
            while next.is_some() {
                last = next;
                next = next.and_then(|id| neighbour(self.edition, id, way));
            }
            self.go(last);
        } else {
            self.go(neighbour(self.edition, id, way));
        }
        true
    }

    fn go(self, to: Option<CellId>) {
        let Some(id) = to else { return };
        self.keys.update_value(|keys| keys.block = None);
        if let Some(input) = browser::input_at(&self.edition.cell(id).path) {
            let _ = input.focus();
        }
    }

    /// Esc: the cell gets back what stood there when it got the focus.
    fn escape(self, id: CellId, input: &HtmlInputElement) -> bool {
        let before = self.keys.with_value(|keys| keys.before.clone());
        if input.value() != before {
            self.editor.type_cell(id, &before);
        }
        self.keys.update_value(|keys| {
            keys.open = false;
            keys.block = Some(Block::of(self.edition, id));
        });
        self.show_block();
        input.select();
        true
    }

    fn block(self) -> Option<Block> {
        self.keys.with_value(|keys| keys.block).filter(|block| block.is_many())
    }

    fn clear_block(self) -> bool {
        let Some(block) = self.block() else { return false };
        let cells = block.cells(self.table).into_iter().flatten();
        let open =
            cells.filter(|id| !self.edition.cell(*id).is_total()).map(|id| (id, Entry::Blank)).collect();
        let edit = self.editor.with(|report| Edit::enter(report, open));
        self.editor.perform(edit);
        true
    }

    fn copied(self, event: &ClipboardEvent) {
        let Some(block) = self.block() else { return };
        let text = self.editor.with(|report| copy(report, &block.cells(self.table)));
        if let Some(data) = event.clipboard_data() {
            let _ = data.set_data("text/plain", &text);
            event.prevent_default();
        }
    }

    fn cut(self, event: &ClipboardEvent) {
        if self.block().is_some() {
            self.copied(event);
            self.clear_block();
        }
    }

    fn pasted(self, event: &ClipboardEvent) {
        let Some(id) = self.place(event) else { return };
        let Some(text) = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()) else {
            return;
        };
        let one_cell = !text.trim_end_matches(['\r', '\n']).contains(['\t', '\n']);
        if one_cell && self.keys.with_value(|keys| keys.open) {
            return; // Into the text of an open cell, at the caret.
        }
        event.prevent_default();
        match self.editor.with(|report| paste(report, id, &text)) {
            Ok(pasted) => {
                self.editor.perform(pasted.edit);
                self.editor.settle_cell(id);
                if let Some(input) = Self::input(event) {
                    input.select();
                }
                if pasted.dashes > 0 {
                    self.desk.get_value().say(format!(
                        "已粘贴 {} 格，其中 {} 格“-”或“/”按 0 填入。",
                        pasted.cells, pasted.dashes
                    ));
                } else if pasted.cells > 1 {
                    self.desk.get_value().say(format!("已粘贴 {} 格，可以撤销。", pasted.cells));
                }
            }
            Err(error) => self.desk.get_value().fail(error.to_string()),
        }
    }

    fn show_block(self) {
        let Some(table) = self.node.get_untracked() else { return };
        let cells: Vec<&str> = match self.block() {
            Some(block) => block
                .cells(self.table)
                .into_iter()
                .flatten()
                .map(|id| self.edition.cell(id).path.as_str())
                .collect(),
            None => Vec::new(),
        };
        browser::mark_selected(&table, |path| cells.contains(&path));
    }
}
