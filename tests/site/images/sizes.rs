//! The files that are made of a picture.

use image::{DynamicImage, ImageDecoder as _, ImageFormat, codecs::jpeg::JpegDecoder};

use super::{OWN, built, encoded, halves, jpeg, on_disk, one, pictures, png, site};
use crate::support::Tree;

/// What a camera writes into a picture: that it was held upright, and where it was.
fn with_notes(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut notes = b"Exif\0\0MM\0*\0\0\0\x08\0\x02".to_vec();
    notes.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    notes.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38, 0, 0, 0, 0]);
    notes.extend(b"51.5007 N, 0.1246 W, a secret place");
    let length = u16::try_from(notes.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &notes, &jpeg[2..]].concat()
}

fn read(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory(bytes).expect("a picture")
}

fn size(bytes: &[u8]) -> (u32, u32) {
    let picture = read(bytes);
    (picture.width(), picture.height())
}

fn of_one(file: &str, bytes: &[u8]) -> Tree {
    let front_matter = OWN.replace("hill.jpg", file);
    let folder = on_disk(
        &site(&front_matter, &format!("![A hill at dawn]({file})")),
        &[(&format!("content/articles/{file}"), bytes)],
    );
    built(folder.path())
}

#[test]
fn a_large_photograph_comes_in_four_sizes_and_one_in_its_own_format() {
    let tree = of_one("hill.jpg", &jpeg(2400, 1600));
    let expected = [
        "articles/hill.1200.HASH.jpg",
        "articles/hill.1200.HASH.webp",
        "articles/hill.1600.HASH.webp",
        "articles/hill.480.HASH.webp",
        "articles/hill.800.HASH.webp",
    ];
    assert_eq!(pictures(&tree), expected);
    for (width, height) in [(480, 320), (800, 533), (1200, 800), (1600, 1066)] {
        let (_, bytes) = one(&tree, &format!("articles/hill.{width}."), ".webp");
        assert_eq!(
            (size(bytes), image::guess_format(bytes).ok()),
            ((width, height), Some(ImageFormat::WebP))
        );
    }
    let (_, bytes) = one(&tree, "articles/hill.1200.", ".jpg");
    assert_eq!(
        (size(bytes), image::guess_format(bytes).ok()),
        ((1200, 800), Some(ImageFormat::Jpeg))
    );
}

#[test]
fn no_size_is_larger_than_the_original_or_hardly_smaller_than_the_next() {
    let widths = |width: u32| -> Vec<u32> {
        let tree = of_one("hill.jpg", &jpeg(width, 20));
        let names = tree.keys().filter(|file| file.contains(".webp"));
        let mut widths: Vec<u32> =
            names.map(|file| file.split('.').nth(1).unwrap().parse().unwrap()).collect();
        widths.sort_unstable();
        widths
    };
    let rows: [(u32, &[u32]); 6] = [
        (1, &[1]),
        (480, &[480]),
        (500, &[500]),
        (560, &[480, 560]),
        (1300, &[480, 800, 1300]),
        (9000, &[480, 800, 1200, 1600]),
    ];
    for (width, expected) in rows {
        assert_eq!(widths(width), expected, "{width}");
    }
}

#[test]
fn a_photograph_is_upright_and_says_nothing_of_where_it_was_taken() {
    // Held upright, the left half of what is stored is the top.
    let lying = with_notes(&jpeg(600, 300), 6);
    let mut decoder = JpegDecoder::new(std::io::Cursor::new(&lying)).unwrap();
    assert!(decoder.exif_metadata().unwrap().is_some(), "the test writes what cameras do");
    let tree = of_one("hill.jpg", &lying);
    for (begin, end) in [("articles/hill.300.", ".webp"), ("articles/hill.300.", ".jpg")] {
        let (_, bytes) = one(&tree, begin, end);
        let picture = read(bytes).into_rgb8();
        assert_eq!(picture.dimensions(), (300, 600), "{end}");
        let (top, bottom) = (picture.get_pixel(150, 100), picture.get_pixel(150, 500));
        assert!(top[0] > 150 && top[2] < 80, "{end}: the top is {top:?}");
        assert!(bottom[2] > 150 && bottom[0] < 80, "{end}: the bottom is {bottom:?}");
    }
    for (file, bytes) in &tree {
        let says = |words: &[u8]| bytes.windows(words.len()).any(|part| part == words);
        assert!(!says(b"Exif") && !says(b"secret place"), "{file}");
    }
    assert!(!tree.contains_key("articles/hill.jpg"), "the original is published");
}

#[test]
fn what_shines_through_a_png_still_does() {
    let mut picture = halves(40, 20).into_rgba8();
    picture.put_pixel(0, 0, image::Rgba([9, 9, 9, 0]));
    let tree = of_one("sign.png", &encoded(&picture.into(), ImageFormat::Png));
    for end in [".webp", ".png"] {
        let (_, bytes) = one(&tree, "articles/sign.40.", end);
        let pixels = read(bytes).into_rgba8();
        assert_eq!((pixels.get_pixel(0, 0)[3], pixels.get_pixel(1, 0)[3]), (0, 255), "{end}");
    }
}

#[test]
fn a_picture_of_one_pixel_and_a_very_long_one_have_their_sizes_too() {
    let tree = of_one("dot.png", &png(1, 1));
    assert_eq!(pictures(&tree), ["articles/dot.1.HASH.png", "articles/dot.1.HASH.webp"]);
    // WebP ends at 16,383 pixels; who scrolls that far gets the picture in its own format.
    let tree = of_one("long.png", &png(16, 17_000));
    assert_eq!(pictures(&tree), ["articles/long.16.HASH.png"]);
    let tree = of_one("wide.png", &png(17_000, 1));
    assert_eq!(size(one(&tree, "articles/wide.480.", ".webp").1), (480, 1));
}

#[test]
fn wide_colours_are_changed_to_what_they_look_like_on_the_web() {
    let profile = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    image::ImageEncoder::set_icc_profile(&mut encoder, profile).unwrap();
    halves(40, 20).write_with_encoder(encoder).unwrap();
    let tree = of_one("wide.png", &bytes);
    let (_, bytes) = one(&tree, "articles/wide.40.", ".png");
    let red = read(bytes).into_rgb8();
    // The same red has more of it in the narrower colours.
    assert!(red.get_pixel(0, 0)[0] > 210, "{:?}", red.get_pixel(0, 0));
}

#[test]
fn the_bytes_of_a_recipe_change_only_with_its_number() {
    // When this fails since an encoder is another, raise `RECIPE` in `src/plan/picture.rs` with it:
    // caches and browsers hold the old bytes under the old names.
    let tree = of_one("hill.jpg", &jpeg(640, 320));
    let names: Vec<String> = tree
        .iter()
        .filter(|(file, _)| file.contains("hill."))
        .map(|(file, bytes)| format!("{file} {}", &blake3::hash(bytes).to_hex()[..16]))
        .collect();
    expect_test::expect![[r"
        articles/hill.480.18c47f99c8.webp 2446865b8ce879e9
        articles/hill.640.5e147988f1.jpg d95b95213ee16d8c
        articles/hill.640.bdaa059d31.webp 4852a3fcc70fcfb5"]]
    .assert_eq(&names.join("\n"));
}
