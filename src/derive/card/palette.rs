//! The pixels of a card → a PNG of at most 256 colours, which is a third as long as one of all colours.

use std::collections::BTreeMap;

use png::{BitDepth, ColorType, Compression, Encoder, Filter};

/// Red, green and blue.
type Colour = [u8; 3];

/// How many colours a palette holds.
const MOST: usize = 256;

/// The PNG of opaque pixels, which are four bytes each.
pub(super) fn png(pixels: &[u8], width: u32, height: u32) -> Vec<u8> {
    let pixels: Vec<Colour> =
        pixels.chunks_exact(4).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let counts = counted(&pixels);
    let fewer =
        (0..8).map(|bits| merged(&counts, bits)).find(|groups| groups.colours.len() <= MOST);
    let groups = fewer.expect("one bit of each of three colours makes eight groups");
    let mut known = (Colour::default(), groups.place(Colour::default()));
    let places: Vec<u8> = pixels
        .into_iter()
        .map(|pixel| {
            // Most pixels are as the one before.
            if pixel != known.0 {
                known = (pixel, groups.place(pixel));
            }
            known.1
        })
        .collect();
    encoded(&places, groups.colours.concat(), width, height)
}

/// How often each colour occurs.
fn counted(pixels: &[Colour]) -> BTreeMap<Colour, usize> {
    let mut counts = BTreeMap::new();
    for run in pixels.chunk_by(|a, b| a == b) {
        *counts.entry(run[0]).or_default() += run.len();
    }
    counts
}

/// Colours that share a place in the palette, since they differ in their last bits only.
struct Groups {
    bits: u32,
    /// The places by what the colours share.
    places: BTreeMap<Colour, u8>,
    /// The colour of each place: the one of its group that occurs most.
    colours: Vec<Colour>,
}

impl Groups {
    fn place(&self, colour: Colour) -> u8 {
        self.places.get(&shared(colour, self.bits)).copied().unwrap_or_default()
    }
}

fn merged(counts: &BTreeMap<Colour, usize>, bits: u32) -> Groups {
    let mut groups: BTreeMap<Colour, (usize, Colour)> = BTreeMap::new();
    for (colour, count) in counts {
        let most = groups.entry(shared(*colour, bits)).or_insert((*count, *colour));
        if *count > most.0 {
            *most = (*count, *colour);
        }
    }
    let places = groups.keys().copied().zip(0..=u8::MAX).collect();
    Groups { bits, places, colours: groups.into_values().map(|(_, colour)| colour).collect() }
}

fn shared(colour: Colour, bits: u32) -> Colour {
    colour.map(|part| part >> bits)
}

fn encoded(places: &[u8], palette: Vec<u8>, width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(palette);
    encoder.set_compression(Compression::Balanced);
    // What is next to a number of the palette says nothing of it.
    encoder.set_filter(Filter::NoFilter);
    let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(places));
    written.expect("memory can be written to");
    bytes
}
