//! JSON inside an HTML script element.

use std::io::{self, Write};

use memchr::{memchr, memchr3};
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
        let bytes = fragment.as_bytes();
        if memchr3(b'<', b'>', b'&', bytes).is_none() && memchr(0xE2, bytes).is_none() {
            return writer.write_all(bytes);
        }
        fragment.chars().try_for_each(|character| match character {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                write!(writer, "\\u{:04x}", u32::from(character))
            }
            other => writer.write_all(other.encode_utf8(&mut [0; 4]).as_bytes()),
        })
    }
}
