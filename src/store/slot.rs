//! One written copy of a draft, with what is needed to tell whether it is whole.

use crc::{CRC_32_ISO_HDLC, Crc, NoTable};

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

/// Bit by bit: tables that make it faster would be 16 kB of what the page has to load.
const CRC: Crc<u32, NoTable> = Crc::<u32, NoTable>::new(&CRC_32_ISO_HDLC);

fn checksum(generation: u64, saved_at: u64, payload: &str) -> u32 {
    let mut digest = CRC.digest();
    digest.update(&generation.to_le_bytes());
    digest.update(&saved_at.to_le_bytes());
    digest.update(payload.as_bytes());
    digest.finalize()
}
