//! The form as data, held against the statutory tables.

use gongkai::form::{EDITION_2019, EDITION_2021, Edition, IdentityKind, Kind, LayoutKind};

/// The reference tables stand beside the project and are not part of it; elsewhere this is skipped.
fn reference(edition: &Edition) -> Option<String> {
    let path = format!("../shared/format/cells-{}.tsv", edition.year);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        eprintln!("skipped: {path} is not here");
    }
    text
}

fn described(edition: &Edition) -> Vec<String> {
    edition
        .cells
        .iter()
        .map(|cell| {
            let kind = match (cell.is_total(), cell.kind) {
                (true, _) => "total",
                (false, Kind::Count) => "count",
                (false, Kind::Signed) => "signed",
                (false, Kind::Amount) => "amount",
            };
            let table = edition.tables[cell.table].data.numeral;
            let column: Vec<_> = cell.column.iter().copied().filter(|label| *label != "申请人情况").collect();
            let (row, column) = (cell.row.join("/"), column.join("/"));
            // Table four has no row labels: the reference puts its groups in their place.
            let (row, column) = match (row.is_empty(), column.rsplit_once('/')) {
                (true, Some((groups, own))) => (groups.to_owned(), own.to_owned()),
                _ => (row, column),
            };
            format!("{}\t{kind}\t{table}\t{row}\t{column}", cell.path)
        })
        .collect()
}

#[test]
fn every_cell_is_the_statutory_one() {
    for edition in [&*EDITION_2021, &*EDITION_2019] {
        if let Some(reference) = reference(edition) {
            let expected: Vec<_> = reference.lines().filter(|line| !line.starts_with('#')).collect();
            assert_eq!(described(edition), expected, "edition {}", edition.year);
        }
    }
}

#[test]
fn edition_2021_has_200_cells_and_42_identities() {
    let of = |kind| EDITION_2021.identities.iter().filter(|identity| identity.kind == kind).count();
    assert_eq!(EDITION_2021.cells.len(), 200);
    assert_eq!(EDITION_2021.identities.len(), 42);
    assert_eq!(of(IdentityKind::Balance), 7);
    assert_eq!(of(IdentityKind::SumOfRows), 7);
    assert_eq!(of(IdentityKind::SumOfColumns), 25 + 3);
}

#[test]
fn the_identities_name_the_right_cells() {
    let identity = |kind, total: &str| {
        let total = EDITION_2021.find(total);
        EDITION_2021
            .identities
            .iter()
            .find(|identity| identity.kind == kind && identity.right.iter().any(|id| Some(*id) == total))
    };
    let parts = |kind, total| identity(kind, total).map_or(0, |identity| identity.left.len());
    assert_eq!(parts(IdentityKind::SumOfRows, "applications.business.outcome_total"), 21);
    assert_eq!(parts(IdentityKind::SumOfColumns, "applications.total.carried_out"), 6);
    assert_eq!(parts(IdentityKind::SumOfColumns, "remedies.litigation.direct.total"), 4);
    let balance = identity(IdentityKind::Balance, "applications.other.carried_out").map(|identity| {
        let paths = |ids: &[gongkai::form::CellId]| -> Vec<String> {
            ids.iter().map(|id| EDITION_2021.cell(*id).path.clone()).collect()
        };
        (paths(&identity.left), paths(&identity.right))
    });
    let expected = (
        vec!["applications.other.received".to_owned(), "applications.other.carried_in".to_owned()],
        vec!["applications.other.outcome_total".to_owned(), "applications.other.carried_out".to_owned()],
    );
    assert_eq!(balance, Some(expected));
}

#[test]
fn the_printed_tables_tile_without_gap_or_overlap() {
    for edition in [&*EDITION_2021, &*EDITION_2019] {
        for table in &edition.tables {
            let mut taken = vec![vec![false; table.width]; table.layout.len()];
            for (y, row) in table.layout.iter().enumerate() {
                for cell in &row.cells {
                    let x = taken[y].iter().position(|taken| !taken).expect("a free place in the row");
                    for row in &mut taken[y..y + cell.rowspan] {
                        for place in &mut row[x..x + cell.colspan] {
                            assert!(!*place, "overlap in table {} at row {y}: {cell:?}", table.data.numeral);
                            *place = true;
                        }
                    }
                }
            }
            assert!(taken.iter().flatten().all(|taken| *taken), "gap in table {}", table.data.numeral);
        }
    }
}

#[test]
fn the_printed_tables_have_the_legal_size() {
    let size = |edition: &Edition| -> Vec<(usize, usize)> {
        edition.tables.iter().map(|table| (table.layout.len(), table.width)).collect()
    };
    assert_eq!(size(&EDITION_2021), [(14, 4), (28, 10), (4, 15)]);
    assert_eq!(size(&EDITION_2019), [(18, 4), (26, 10), (4, 15)]);
    let figures = EDITION_2021.tables.iter().flat_map(|table| &table.layout).flat_map(|row| &row.cells);
    assert_eq!(figures.filter(|cell| matches!(cell.kind, LayoutKind::Figure(_))).count(), 200);
}

#[test]
fn a_cell_is_named_in_the_words_of_the_form() {
    let name =
        |path: &str| EDITION_2021.find(path).map(|id| EDITION_2021.cell(id).name()).unwrap_or_default();
    assert_eq!(name("applications.natural_person.refused.state_secret"), "自然人 · 三（三）1.属于国家秘密");
    assert_eq!(name("applications.total.outcome_total"), "总计 · 三（七）总计");
    assert_eq!(name("disclosure.coercion.decisions"), "行政强制 · 本年处理决定数量");
    assert_eq!(name("remedies.litigation.direct.total"), "未经复议直接起诉 · 总计");
}
