//! Renders a report as pages print it that were made by Word, by hand, by any content management system: the same
//! words and figures in markup of every kind.

// A tool for tests: read more often than run.
#![allow(clippy::struct_excessive_bools, clippy::format_push_string)]

use gongkai::form::{LayoutKind, Prose, Section, Table};
use gongkai::report::Report;
use proptest::prelude::*;

/// How a page is made.
#[derive(Debug, Clone)]
pub(crate) struct Style {
    pub(crate) cell: CellStyle,
    pub(crate) frame: Frame,
    pub(crate) chrome: bool,
    pub(crate) encoding: Encoding,
    pub(crate) traditional: bool,
    pub(crate) half_width: bool,
    pub(crate) subtotal: bool,
    pub(crate) no_total: bool,
    pub(crate) reversed: bool,
    pub(crate) figures: FigureStyle,
    pub(crate) split: Split,
    pub(crate) merging: Merging,
    pub(crate) unclosed: bool,
    pub(crate) heading: &'static str,
    pub(crate) note_before_table: bool,
    pub(crate) one_line_source: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CellStyle {
    Plain,
    Paragraph,
    Spans,
    Breaks,
    Padded,
    Word,
    /// Each cell holds a table of its own.
    Nested,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Frame {
    None,
    Divs,
    LayoutTable,
    NestedLayoutTables,
    /// A div for each section.
    Sections,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Utf8Bom,
    Gbk,
    Utf16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FigureStyle {
    Plain,
    FullWidth,
    Units,
    BlankForZero,
    Separators,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Split {
    None,
    /// Table three goes on in a second table, without heads.
    Bare,
    /// … with its heads printed again.
    WithHeads,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Merging {
    Spans,
    /// Merged labels are printed in their first place, and the others are blank.
    FirstPlace,
    /// … in every row that they cover.
    EveryRow,
}

pub(crate) fn styles() -> impl Strategy<Value = Style> {
    let cell = prop_oneof![
        Just(CellStyle::Plain),
        Just(CellStyle::Paragraph),
        Just(CellStyle::Spans),
        Just(CellStyle::Breaks),
        Just(CellStyle::Padded),
        Just(CellStyle::Word),
        Just(CellStyle::Nested),
    ];
    let frame = prop_oneof![
        Just(Frame::None),
        Just(Frame::Divs),
        Just(Frame::LayoutTable),
        Just(Frame::NestedLayoutTables),
        Just(Frame::Sections),
    ];
    let encoding = prop_oneof![
        2 => Just(Encoding::Utf8),
        1 => Just(Encoding::Utf8Bom),
        2 => Just(Encoding::Gbk),
        1 => Just(Encoding::Utf16),
    ];
    let figures = prop_oneof![
        2 => Just(FigureStyle::Plain),
        1 => Just(FigureStyle::FullWidth),
        1 => Just(FigureStyle::Units),
        1 => Just(FigureStyle::BlankForZero),
        1 => Just(FigureStyle::Separators),
    ];
    let split = prop_oneof![2 => Just(Split::None), 1 => Just(Split::Bare), 1 => Just(Split::WithHeads)];
    let merging =
        prop_oneof![2 => Just(Merging::Spans), 1 => Just(Merging::FirstPlace), 1 => Just(Merging::EveryRow)];
    let heading = prop_oneof![Just("h2"), Just("p"), Just("div"), Just("strong")];
    let flags = any::<[bool; 9]>();
    (cell, frame, encoding, figures, split, merging, heading, flags).prop_map(
        |(cell, frame, encoding, figures, split, merging, heading, flags)| Style {
            cell,
            frame,
            chrome: flags[0],
            encoding,
            traditional: flags[1],
            half_width: flags[2],
            subtotal: flags[3],
            no_total: flags[4] && !flags[3],
            reversed: flags[5],
            figures,
            split,
            merging,
            unclosed: flags[6],
            heading,
            note_before_table: flags[7],
            one_line_source: flags[8],
        },
    )
}

/// What is printed in a cell for a figure.
pub(crate) fn printed(style: &Style, figure: &str) -> String {
    match style.figures {
        FigureStyle::FullWidth => figure
            .chars()
            .map(|c| c.to_digit(10).and_then(|digit| char::from_u32('０' as u32 + digit)).unwrap_or(c))
            .collect(),
        FigureStyle::Units if !figure.is_empty() => format!("{figure}件"),
        FigureStyle::BlankForZero if figure == "0" => String::new(),
        FigureStyle::Separators if figure.len() > 3 && figure.bytes().all(|byte| byte.is_ascii_digit()) => {
            let (thousands, rest) = figure.split_at(figure.len() - 3);
            format!("{thousands},{rest}")
        }
        _ => figure.to_owned(),
    }
}

/// Whether a column is printed at all.
pub(crate) fn is_printed(style: &Style, path: &str) -> bool {
    !(style.no_total && path.starts_with("applications.total."))
}

pub(crate) const CHROME: [&str; 9] = [
    "网站首页",
    "政务服务",
    "互动交流",
    "分享到微信",
    "打印本页",
    "上一篇：安全生产通告",
    "下一篇：防汛值班表",
    "主办单位：某某数据中心",
    "网站标识码：9900000001",
];

pub(crate) const NOTE: &str = "下表数据截至当年末。";

pub(crate) fn page(report: &Report, style: &Style) -> Vec<u8> {
    let newline = if style.one_line_source { "" } else { "\n" };
    let mut body = heading(style, "h1", &report.title());
    for section in Section::ALL {
        let mut part = String::new();
        if section != Section::Intro {
            part.push_str(&heading(style, style.heading, &labelled(style, section.heading())));
        }
        for (index, prose) in section.prose().enumerate() {
            if section == Section::Overview {
                let ordinal = "一二三四五".chars().nth(index).unwrap();
                let label = labelled(style, &format!("（{ordinal}）{}", prose.label()));
                part.push_str(&format!("<p>{label}</p>{newline}"));
            }
            part.push_str(&prose_markup(report, prose, style, newline));
        }
        if let Some(table) = section.table_key().and_then(|key| report.edition().table(key)) {
            if style.note_before_table {
                part.push_str(&format!("<p>{NOTE}</p>"));
            }
            part.push_str(&tables(report, table, style, newline));
        }
        if style.frame == Frame::Sections {
            part = format!("<div class=\"part\">{part}</div>");
        }
        body.push_str(&part);
        body.push_str(newline);
    }
    encoded(&framed(&body, style, &report.title()), style.encoding)
}

fn prose_markup(report: &Report, prose: Prose, style: &Style, newline: &str) -> String {
    let paragraphs = report.narrative.get(prose).split('\n').filter(|paragraph| !paragraph.is_empty());
    paragraphs
        .map(|paragraph| {
            let text = escaped(paragraph);
            match style.cell {
                CellStyle::Word => format!(
                    "<p class=MsoNormal style='text-indent:32.0pt'><span lang=EN-US style='font-size:16.0pt'>{text}<o:p></o:p></span></p>{newline}"
                ),
                CellStyle::Spans => format!("<div>&nbsp;&nbsp;<span>{text}</span></div>{newline}"),
                CellStyle::Breaks => format!("{text}<br>{newline}"),
                _ => format!("<p>　　{text}</p>{newline}"),
            }
        })
        .collect()
}

fn heading(style: &Style, tag: &str, text: &str) -> String {
    let text = escaped(text);
    let inner = if style.cell == CellStyle::Spans {
        let cut = text.char_indices().nth(3).map_or(0, |(at, _)| at);
        format!("<span>{}</span><span style='color:#000'>{}</span>", &text[..cut], &text[cut..])
    } else {
        text
    };
    match tag {
        "strong" => format!("<p><strong>{inner}</strong></p>"),
        tag => format!("<{tag}>{inner}</{tag}>"),
    }
}

fn framed(body: &str, style: &Style, title: &str) -> String {
    let (before, behind) = if style.chrome {
        (
            format!(
                "<div class=\"topnav\"><ul><li><a href=/>{}</a></li><li><a href=/b>{}</a><li><a href=/c>{}</a></ul></div><div class=share>{}</div>",
                CHROME[0], CHROME[1], CHROME[2], CHROME[3]
            ),
            format!(
                "<div class=\"tools\"><a href=\"javascript:print()\">{}</a></div><div class=\"prev-next\"><p>{}</p><p>{}</p></div><div id=footer><p>{}</p><p>{}</p></div>",
                CHROME[4], CHROME[5], CHROME[6], CHROME[7], CHROME[8]
            ),
        )
    } else {
        (String::new(), String::new())
    };
    let framed = match style.frame {
        Frame::None | Frame::Sections => body.to_owned(),
        Frame::Divs => format!("<div id=zoom><div class=TRS_Editor>{body}</div></div>"),
        Frame::LayoutTable => format!("<table width=100%><tr><td>{body}</td></tr></table>"),
        Frame::NestedLayoutTables => format!(
            "<table><tbody><tr><td width=20></td><td><table border=0><tr><td align=left>{body}</td></tr></table></td></tr></tbody></table>"
        ),
    };
    let charset = match style.encoding {
        Encoding::Gbk => "gb2312",
        _ => "utf-8",
    };
    format!(
        "<!DOCTYPE html><html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset={charset}\"><title>{title}_某某门户网站</title><style>td{{border:1px}}</style></head><body>{before}<!--[if gte mso 9]><xml>垃圾</xml><![endif]--><div class=wrap>{framed}</div>{behind}<script>var a='一、总体情况';</script></body></html>"
    )
}

fn encoded(page: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => page.as_bytes().to_vec(),
        Encoding::Utf8Bom => [&[0xef, 0xbb, 0xbf], page.as_bytes()].concat(),
        Encoding::Gbk => encoding_rs::GB18030.encode(page).0.into_owned(),
        Encoding::Utf16 => {
            let mut bytes = vec![0xff, 0xfe];
            bytes.extend(page.encode_utf16().flat_map(u16::to_le_bytes));
            bytes
        }
    }
}

/// A place of a table: words, or a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    /// Places with the same number are one cell.
    cell: usize,
    text: String,
    label: bool,
}

fn tables(report: &Report, table: &Table, style: &Style, newline: &str) -> String {
    let (mut places, heads) = laid_out(report, table, style);
    if style.reversed && table.data.key == "applications" {
        // The rows of 不予公开 in reverse.
        let first = places.iter().position(|row| {
            row.iter().any(|place| place.text.contains("国家秘密") || place.text.contains("國家秘密"))
        });
        let first = first.unwrap();
        places[first..first + 8].reverse();
    }
    let split =
        if style.split != Split::None && table.data.key == "applications" { 12 } else { places.len() };
    let (first, second) = places.split_at(split);
    let mut markup = table_markup(first, style, newline);
    if !second.is_empty() {
        let mut rows = if style.split == Split::WithHeads { places[..heads].to_vec() } else { Vec::new() };
        rows.extend(second.to_vec());
        markup.push_str(&table_markup(&rows, style, newline));
    }
    markup
}

/// Every place of the table, and how many rows are heads.
fn laid_out(report: &Report, table: &Table, style: &Style) -> (Vec<Vec<Place>>, usize) {
    let height = table.layout.len();
    let mut places: Vec<Vec<Option<Place>>> = vec![vec![None; table.width]; height];
    let mut count = 0;
    for (y, row) in table.layout.iter().enumerate() {
        for cell in &row.cells {
            count += 1;
            let (text, label) = match cell.kind {
                LayoutKind::Figure(id) => (printed(style, &report.figures.get(id).text()), false),
                _ => (labelled(style, cell.text), true),
            };
            let x = places[y].iter().position(Option::is_none).unwrap();
            for line in &mut places[y..y + cell.rowspan] {
                for place in &mut line[x..x + cell.colspan] {
                    *place = Some(Place { cell: count, text: text.clone(), label });
                }
            }
        }
    }
    let mut places: Vec<Vec<Place>> =
        places.into_iter().map(|row| row.into_iter().map(Option::unwrap).collect()).collect();
    let heads = table.layout.iter().take_while(|row| row.head).count();
    if table.data.key == "applications" {
        if style.no_total {
            for row in &mut places {
                row.pop();
            }
        }
        if style.subtotal {
            for (y, row) in places.iter_mut().enumerate() {
                let at = row.len() - 1;
                let place = match y {
                    0 | 1 => row[at - 1].clone(),
                    2 => Place { cell: 100_000, text: labelled(style, "小计"), label: true },
                    _ => Place { cell: 100_000 + y, text: "9".to_owned(), label: false },
                };
                row.insert(at, place);
            }
        }
    }
    (places, heads)
}

fn table_markup(places: &[Vec<Place>], style: &Style, newline: &str) -> String {
    let mut markup = format!("<table border=1 cellspacing=0>{newline}");
    let close = |tag: &str| if style.unclosed { String::new() } else { format!("</{tag}>") };
    for (y, row) in places.iter().enumerate() {
        markup.push_str("<tr>");
        for (x, place) in row.iter().enumerate() {
            let same = |y: usize, x: usize| {
                places.get(y).and_then(|row| row.get(x)).is_some_and(|other| other.cell == place.cell)
            };
            let first_in_row = x == 0 || !same(y, x - 1);
            let first_in_column = y == 0 || !same(y - 1, x);
            let colspan = (x..row.len()).take_while(|x| same(y, *x)).count();
            let rowspan = (y..places.len()).take_while(|y| same(*y, x)).count();
            let spans = |colspan: usize, rowspan: usize| {
                let mut spans = String::new();
                if colspan > 1 {
                    spans.push_str(&format!(" colspan=\"{colspan}\""));
                }
                if rowspan > 1 {
                    spans.push_str(&format!(" rowspan={rowspan}"));
                }
                spans
            };
            let (attributes, text) = match style.merging {
                Merging::Spans if first_in_row && first_in_column => {
                    (spans(colspan, rowspan), place.text.as_str())
                }
                Merging::FirstPlace if first_in_row && first_in_column => {
                    (String::new(), place.text.as_str())
                }
                Merging::FirstPlace => (String::new(), ""),
                Merging::EveryRow if first_in_row => (spans(colspan, 1), place.text.as_str()),
                Merging::Spans | Merging::EveryRow => continue,
            };
            markup.push_str(&format!(
                "<td{attributes}>{}{}",
                cell_markup(style, text, place.label),
                close("td")
            ));
        }
        markup.push_str(&close("tr"));
        markup.push_str(newline);
    }
    markup.push_str("</table>");
    markup
}

fn cell_markup(style: &Style, text: &str, label: bool) -> String {
    let middle = text.chars().count() / 2;
    let cut = text.char_indices().nth(middle).map_or(0, |(at, _)| at);
    let (one, other) = (escaped(&text[..cut]), escaped(&text[cut..]));
    let text = escaped(text);
    match style.cell {
        CellStyle::Paragraph => format!("<p align=\"center\">{text}</p>"),
        CellStyle::Spans => format!("<span>{one}</span><span style=\"font-family:宋体\">{other}</span>"),
        CellStyle::Breaks if label && !one.is_empty() => format!("{one}<br/>{other}"),
        CellStyle::Plain | CellStyle::Breaks => text,
        CellStyle::Padded => format!("\n  &nbsp;{text}&nbsp;\n"),
        CellStyle::Word => format!(
            "<p class=MsoNormal align=center style='mso-pagination:widow-orphan'><![if !supportMisalignedRows]><![endif]><span lang=EN-US style='font-size:9.0pt'>{one}</span><span>{other}<o:p></o:p></span></p>"
        ),
        CellStyle::Nested => format!("<table><tr><td>{text}</td></tr></table>"),
    }
}

fn labelled(style: &Style, text: &str) -> String {
    let mut text = text.to_owned();
    if style.half_width {
        text = text.replace('（', "(").replace('）', ")").replace('，', ",");
    }
    if style.traditional {
        const PAIRS: &str = "条條项項内內制製发發数數废廢现現规規范範许許处處罚罰强強费費额額单單万萬业業关關请請况況织織总總计計构構会會务務机機结結转轉继繼续續办辦开開区區只隻这這属屬国國类類过過执執询詢无無没沒补補确確访訪举舉报報诉訴复覆认認获獲缴繳纳納讼訟维維纠糾审審经經题題问問进進体體护護权權稳穩决決减減对對采採购購台臺设設门門监監障障需需";
        let pairs: Vec<char> = PAIRS.chars().collect();
        text = text
            .chars()
            .map(|c| pairs.chunks_exact(2).find(|pair| pair[0] == c).map_or(c, |pair| pair[1]))
            .collect();
    }
    text
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
