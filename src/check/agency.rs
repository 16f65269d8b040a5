//! What the name of an agency says: the places it belongs to, and what it is there.

use std::ops::Range;

use crate::report::{Agency, AgencyKind};

/// A name taken apart: `河北省云川市水务局` is 河北省, 云川市 and 水务局.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Name<'a> {
    /// Places, the widest first.
    pub(super) places: Vec<&'a str>,
    /// What follows the narrowest place; the whole name where no place is named.
    pub(super) body: &'a str,
}

impl<'a> Name<'a> {
    pub(super) fn of(name: &'a str) -> Self {
        let name = name.trim();
        let mut places = Vec::new();
        let mut start = 0;
        while let Some(range) = next_place(name, start) {
            start = range.end;
            places.push(&name[range]);
        }
        Self { places, body: &name[start..] }
    }

    /// The narrowest place.
    pub(super) fn place(&self) -> Option<&'a str> {
        self.places.last().copied()
    }
}

/// The characters with which names of places end; 街道 ends with two.
pub(super) const fn ends_place(c: char) -> bool {
    matches!(c, '省' | '市' | '县' | '区' | '旗' | '州' | '盟' | '镇' | '乡')
}

/// The place named next in an agency's name. Two characters at least stand before its last one: 市场, 城市
/// and 乡村 are no places.
fn next_place(name: &str, start: usize) -> Option<Range<usize>> {
    let mut characters = 0;
    let mut last = None;
    let mut begin = start;
    for (offset, c) in name[start..].char_indices() {
        let at = start + offset;
        let next = name[at + c.len_utf8()..].chars().next();
        if ends_place(c)
            && characters >= 2
            && !matches!(last, Some('城' | '社' | '地' | '行' | '政'))
            && !matches!((c, next), ('市' | '乡' | '镇' | '州' | '区', Some('场' | '村' | '容' | '域' | '划')))
            // 双江拉祜族佤族自治县, 广西壮族自治区: one name. 云川市市辖区 does not occur.
            && !matches!(next, Some('级' | '直'))
        {
            return Some(begin..at + c.len_utf8());
        }
        // 国家税务总局云川县税务局: the place begins after the body above.
        if c == '局' && next.is_some() {
            begin = at + c.len_utf8();
            characters = 0;
        } else {
            characters += 1;
        }
        last = Some(c);
    }
    None
}

/// Whether the body can make regulations (规章): 立法法 gives that to the departments of the State Council,
/// to provinces and to cities with districts. Only said where the name leaves no doubt that it cannot.
pub(super) fn may_make_regulations(agency: &Agency) -> bool {
    match agency.kind {
        AgencyKind::Prefecture | AgencyKind::Province | AgencyKind::Vertical => true,
        AgencyKind::Township | AgencyKind::County => false,
        AgencyKind::Department => match Name::of(&agency.name).places.as_slice() {
            [] => true,
            [place] => is_province(place),
            _ => false,
        },
    }
}

fn is_province(place: &str) -> bool {
    place.ends_with('省')
        || place.ends_with("自治区")
        || matches!(place, "北京市" | "天津市" | "上海市" | "重庆市")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_taken_apart() {
        for (name, places, body) in [
            ("云川县水务局", &["云川县"][..], "水务局"),
            ("河北省机关事务管理局", &["河北省"], "机关事务管理局"),
            ("河北省云川市青石区城市管理局", &["河北省", "云川市", "青石区"], "城市管理局"),
            ("云川市市场监督管理局", &["云川市"], "市场监督管理局"),
            ("云川县住房和城乡建设局", &["云川县"], "住房和城乡建设局"),
            ("国家税务总局云川县税务局", &["云川县"], "税务局"),
            ("广西壮族自治区财政厅", &["广西壮族自治区"], "财政厅"),
            ("云川县白河镇人民政府", &["云川县", "白河镇"], "人民政府"),
            ("水利部", &[], "水利部"),
            ("", &[], ""),
        ] {
            assert_eq!(Name::of(name), Name { places: places.to_vec(), body }, "{name}");
        }
    }
}
