//! One written copy of a draft, with what is needed to tell whether it is whole.

/// A slot: a line with generation, time and checksum, then the payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// How often the draft had been saved when this was written.
    pub generation: u64,
    /// When it was written, in milliseconds since 1970.
    pub saved_at: u64,
    /// The draft as text.
    pub payload: String,
}

const MARK: &str = "gongkai.slot";

impl Slot {
    /// The slot as text.
    pub fn write(&self) -> String {
        let Self { generation, saved_at, payload } = self;
        let checksum = checksum(*generation, *saved_at, payload);
        format!("{MARK} {generation} {saved_at} {checksum:08x}\n{payload}")
    }

    /// The slot, if the text is whole.
    pub fn read(text: &str) -> Option<Self> {
        let (head, payload) = text.split_once('\n')?;
        let mut words = head.split(' ');
        if words.next() != Some(MARK) {
            return None;
        }
        let generation = words.next()?.parse().ok()?;
        let saved_at = words.next()?.parse().ok()?;
        let stated = u32::from_str_radix(words.next()?, 16).ok()?;
        let whole = stated == checksum(generation, saved_at, payload);
        whole.then(|| Self { generation, saved_at, payload: payload.to_owned() })
    }
}

fn checksum(generation: u64, saved_at: u64, payload: &str) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&generation.to_le_bytes());
    hasher.update(&saved_at.to_le_bytes());
    hasher.update(payload.as_bytes());
    hasher.finalize()
}
