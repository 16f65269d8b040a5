//! The two ways in which offices set the report: as the official template, and as an official document
//! (公文, GB/T 9704-2012).

/// How a Word file is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layout {
    /// As the template that came with the notice of 2021: 宋体, title of 18 points.
    #[default]
    Template,
    /// As an official document (公文): 22 lines of 28 characters on a page, 三号仿宋.
    Official,
}

impl Layout {
    /// Every layout.
    pub const ALL: [Self; 2] = [Self::Template, Self::Official];

    /// The name in messages between programs.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Template => "template",
            Self::Official => "official",
        }
    }

    /// The layout with a name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layout| layout.key() == key)
    }

    /// The name on screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Template => "国办模板格式",
            Self::Official => "公文格式（GB/T 9704）",
        }
    }

    pub(super) const fn measures(self) -> &'static Measures {
        match self {
            Self::Template => &TEMPLATE,
            Self::Official => &OFFICIAL,
        }
    }
}

/// A type face at a size.
#[derive(Debug, Clone, Copy)]
pub(super) struct Face {
    /// The face of Chinese characters.
    pub(super) chinese: &'static str,
    /// The face of Latin letters and digits.
    pub(super) latin: &'static str,
    /// The size in half points.
    pub(super) size: usize,
    /// Whether it is bold.
    pub(super) bold: bool,
    /// By how much each character is set closer to the next, in twentieths of a point.
    pub(super) closer: usize,
}

impl Face {
    /// The width of a Chinese character, in twentieths of a point.
    pub(super) const fn width(self) -> usize {
        self.size * 10 - self.closer
    }
}

/// Lengths in twentieths of a point (a millimetre is 56.7 of them).
#[derive(Debug)]
pub(super) struct Measures {
    pub(super) top: usize,
    pub(super) right: usize,
    pub(super) bottom: usize,
    pub(super) left: usize,
    /// From the lower edge of the paper to the page number.
    pub(super) footer: usize,
    /// Of a table; a wider one than the lines of text reaches into both margins alike.
    pub(super) table_width: usize,
    pub(super) title: Face,
    pub(super) heading: Face,
    pub(super) sub_heading: Face,
    pub(super) body: Face,
    pub(super) cell: Face,
    pub(super) page_number: Face,
    /// From line to line.
    pub(super) line: Line,
    /// The fill of the clause titles in table two.
    pub(super) title_fill: Option<&'static str>,
    /// The least height of a row.
    pub(super) row_height: usize,
}

/// From line to line.
#[derive(Debug, Clone, Copy)]
pub(super) enum Line {
    /// A multiple of the height of the line, in 240ths.
    Multiple(usize),
    /// A grid of lines at this pitch.
    Grid(usize),
}

/// A4, in twentieths of a point.
pub(super) const PAPER: (usize, usize) = (11906, 16838);

const SONG: Face = Face { chinese: "宋体", latin: "宋体", size: 24, bold: false, closer: 0 };

/// Margins of 25.4 and 31.75 mm; sizes, fills and the width of the tables as in the template.
const TEMPLATE: Measures = Measures {
    top: 1440,
    right: 1800,
    bottom: 1440,
    left: 1800,
    footer: 992,
    table_width: 9740,
    title: Face { size: 36, bold: true, ..SONG },
    heading: Face { bold: true, ..SONG },
    sub_heading: SONG,
    body: SONG,
    cell: Face { size: 20, ..SONG },
    page_number: Face { size: 18, ..SONG },
    line: Line::Multiple(360),
    title_fill: Some("C6D9F1"),
    row_height: 340,
};

const FANG: Face =
    Face { chinese: "仿宋_GB2312", latin: "Times New Roman", size: 32, bold: false, closer: 5 };

/// 37 mm above and 28 mm left of a type area of 156 by 225 mm. The 22 lines on it stand 225 / 22 mm apart; 28
/// characters of 16 points are wider than 156 mm by 5.8 points, so each is set closer by a quarter of a point. A grid
/// of characters would say the same, but is understood by few programs where its cells are narrower than characters.
const OFFICIAL: Measures = Measures {
    top: 2098,
    right: 1474,
    bottom: 1984,
    left: 1588,
    footer: 1304,
    table_width: 8844,
    title: Face { chinese: "方正小标宋简体", size: 44, closer: 0, ..FANG },
    heading: Face { chinese: "黑体", ..FANG },
    sub_heading: Face { chinese: "楷体_GB2312", ..FANG },
    body: FANG,
    cell: Face { chinese: "宋体", size: 18, closer: 0, ..FANG },
    page_number: Face { size: 28, ..SONG },
    line: Line::Grid(579),
    title_fill: None,
    row_height: 340,
};

/// What to use for a face that a computer may lack.
pub(super) const SUBSTITUTES: [(&str, &str); 3] =
    [("仿宋_GB2312", "仿宋"), ("楷体_GB2312", "楷体"), ("方正小标宋简体", "华文中宋")];

#[cfg(test)]
mod tests {
    use super::*;

    /// Twentieths of a point in tenths of a millimetre.
    fn tenths(length: usize) -> usize {
        (length * 254 + 720) / 1440
    }

    #[test]
    fn an_official_document_has_the_type_area_of_the_standard() {
        assert_eq!((tenths(OFFICIAL.top), tenths(OFFICIAL.left)), (370, 280));
        assert_eq!(tenths(PAPER.0 - OFFICIAL.left - OFFICIAL.right), 1560);
        assert_eq!(tenths(PAPER.1 - OFFICIAL.top - OFFICIAL.bottom), 2250);
        let Line::Grid(line) = OFFICIAL.line else { panic!("no grid") };
        assert_eq!((PAPER.1 - OFFICIAL.top - OFFICIAL.bottom) / line, 22);
        assert_eq!((PAPER.0 - OFFICIAL.left - OFFICIAL.right) / OFFICIAL.body.width(), 28);
    }

    #[test]
    fn the_template_has_its_margins() {
        assert_eq!((tenths(TEMPLATE.top), tenths(TEMPLATE.bottom)), (254, 254));
        assert_eq!((tenths(TEMPLATE.left), tenths(TEMPLATE.right)), (318, 318));
    }

    #[test]
    fn layouts_are_known_by_their_names() {
        for layout in Layout::ALL {
            assert_eq!(Layout::from_key(layout.key()), Some(layout));
        }
        assert_eq!(Layout::from_key("letter"), None);
    }
}
