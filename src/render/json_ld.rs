//! JSON inside an HTML script element.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// The value as JSON that no text in it can break out of: `<`, `>` and `&` never appear, nor the two
/// line ends that JavaScript once tripped over.
#[must_use]
pub fn script(value: &impl Serialize) -> String {
    let mut json = Vec::with_capacity(4 * 1024);
    let written = value.serialize(&mut Serializer::with_formatter(&mut json, InScript));
    written.expect("maps with text keys are JSON");
    String::from_utf8(json).expect("JSON is UTF-8")
}

/// Compact JSON whose texts are escaped for a script element as they are written.
struct InScript;

impl Formatter for InScript {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        // The two line ends begin with 0xE2.
        let may_be_special = |byte| matches!(byte, b'<' | b'>' | b'&' | 0xE2);
        if !fragment.bytes().any(may_be_special) {
            return writer.write_all(fragment.as_bytes());
        }
        fragment.chars().try_for_each(|character| match character {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                write!(writer, "\\u{:04x}", u32::from(character))
            }
            other => writer.write_all(other.encode_utf8(&mut [0; 4]).as_bytes()),
        })
    }
}
