//! Bytes in a page: compressed as far as gzip goes, then seven bits a character. Base64 carries six, and would make
//! the single file a seventh larger.

use anyhow::Result;

/// What stands before `unpacked(id)` in the page: bytes out of an element's text, as a stream.
pub(crate) const UNPACK: &str = r#"
async function unpacked(id) {
  const text = document.getElementById(id).textContent;
  const bytes = new Uint8Array((text.length * 7) >> 3);
  let held = 0, bits = 0, end = 0;
  for (let at = 0; at < text.length; at++) {
    held = (held << 7) | (text.charCodeAt(at) & 127);
    bits += 7;
    if (bits >= 8) {
      bits -= 8;
      bytes[end++] = held >> bits;
      held &= (1 << bits) - 1;
    }
  }
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream, { headers: { "Content-Type": "application/wasm" } });
}
"#;

/// The text of an element that holds `bytes` and does not run.
///
/// # Errors
/// When they cannot be compressed.
pub(crate) fn packed(bytes: &[u8]) -> Result<String> {
    let options = zopfli::Options {
        iteration_count: std::num::NonZero::new(5).unwrap_or(std::num::NonZero::<u64>::MIN),
        ..zopfli::Options::default()
    };
    let mut compressed = Vec::new();
    zopfli::compress(options, zopfli::Format::Gzip, bytes, &mut compressed)?;
    Ok(text(&compressed))
}

fn text(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 8 / 7 * 33 / 32);
    let (mut held, mut bits) = (0_u32, 0);
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 7 {
            bits -= 7;
            text.push(character(held >> bits));
        }
        held &= (1 << bits) - 1;
    }
    if bits > 0 {
        text.push(character(held << (7 - bits)));
    }
    text
}

/// What HTML would read as something else has a twin further up, whose last seven bits are the same.
fn character(value: u32) -> char {
    let value = value & 127;
    let own = u8::try_from(value).map_or(' ', char::from);
    match own {
        '\0' | '\r' | '<' => char::from_u32(0x100 + value).unwrap_or(' '),
        own => own,
    }
}

#[cfg(test)]
mod tests {
    use super::{packed, text};

    /// As the page does it.
    fn bytes(text: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        let (mut held, mut bits) = (0_u32, 0);
        for character in text.chars() {
            held = held << 7 | u32::from(character) & 127;
            bits += 7;
            if bits >= 8 {
                bits -= 8;
                bytes.push(u8::try_from(held >> bits & 255).unwrap());
                held &= (1 << bits) - 1;
            }
        }
        bytes
    }

    #[test]
    fn what_is_put_in_comes_out() {
        for length in 0..300_u32 {
            let put: Vec<u8> = (0..length).map(|at| u8::try_from(at * 197 % 256).unwrap()).collect();
            let text = text(&put);
            assert_eq!(bytes(&text), put, "{length}");
            assert!(!text.contains(['\0', '\r', '<']));
        }
    }

    #[test]
    fn it_is_compressed() {
        assert!(packed(&vec![0; 100_000]).unwrap().len() < 1_000);
    }
}
