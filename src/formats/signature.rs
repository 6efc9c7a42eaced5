//! What format bytes are of, by how they begin.

use crate::format::Format;
use crate::reader::Reader;

/// An SVG's root is looked for in so many bytes.
const MOST_PROLOGUE: usize = 64 << 10;

impl Format {
    /// The format that bytes begin like, if they begin like a picture.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Self::Gif),
            [
                b'R',
                b'I',
                b'F',
                b'F',
                _,
                _,
                _,
                _,
                b'W',
                b'E',
                b'B',
                b'P',
                ..,
            ] => Some(Self::WebP),
            [0, 0, 1 | 2, 0, count, more, ..] if (*count, *more) != (0, 0) => Some(Self::Ico),
            [b'B', b'M', ..] if is_bitmap(bytes) => Some(Self::Bmp),
            [_, _, _, _, b'f', b't', b'y', b'p', ..] if is_avif(bytes) => Some(Self::Avif),
            _ if is_svg(bytes) => Some(Self::Svg),
            _ => None,
        }
    }
}

/// Whether what follows a bitmap's first header is as long as one of its second headers.
fn is_bitmap(bytes: &[u8]) -> bool {
    let mut reader = Reader(bytes);
    let length = reader.skip(14).and_then(|()| reader.u32_le());
    matches!(length, Some(12 | 16 | 40 | 52 | 56 | 64 | 108 | 124))
}

/// Whether one of the brands is that of a still or moving AVIF.
fn is_avif(bytes: &[u8]) -> bool {
    let is_avif = |(place, brand): (usize, &[u8])| {
        // The second is no brand but a version.
        place != 1 && matches!(brand, b"avif" | b"avis")
    };
    brands(bytes).is_some_and(|brands| brands.chunks(4).enumerate().any(is_avif))
}

/// What a file's first box holds, four bytes each.
fn brands(bytes: &[u8]) -> Option<&[u8]> {
    let mut reader = Reader(bytes);
    let length = reader.u32_be()?;
    reader.skip(4)?;
    reader.take(length.checked_sub(8)?)
}

/// Whether a text's first element is `svg`.
fn is_svg(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let beginning = &bytes[..bytes.len().min(MOST_PROLOGUE)];
    // A character may be cut in two at the end.
    let text = beginning
        .utf8_chunks()
        .next()
        .map_or("", |chunk| chunk.valid());
    svg_root(text).is_some()
}

/// A text from the name of its root on, if that is `svg`.
pub(crate) fn svg_root(text: &str) -> Option<&str> {
    let mut rest = text.trim_start();
    loop {
        let markup = rest.strip_prefix('<')?;
        let end = if markup.starts_with("!--") {
            "-->"
        } else if markup.starts_with('?') {
            "?>"
        } else if markup.starts_with("!DOCTYPE") {
            let has_subset = markup.find('[') < markup.find('>') && markup.contains('[');
            if has_subset { "]>" } else { ">" }
        } else {
            let name = markup
                .split(|end: char| end.is_whitespace() || "/>".contains(end))
                .next()?;
            let local = name.rsplit(':').next()?;
            return (local == "svg").then_some(markup);
        };
        rest = markup.split_once(end)?.1.trim_start();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_known_by_how_they_begin() {
        let bitmap = [&b"BM"[..], &[0; 12], &[40, 0, 0, 0]].concat();
        for (bytes, format) in [
            (&b"\xff\xd8\xff\xe0"[..], Format::Jpeg),
            (b"\x89PNG\r\n\x1a\n", Format::Png),
            (b"GIF87a", Format::Gif),
            (b"GIF89a", Format::Gif),
            (b"RIFF\0\0\0\0WEBPVP8 ", Format::WebP),
            (b"\0\0\x01\0\x01\0", Format::Ico),
            (b"\0\0\x02\0\x01\0", Format::Ico),
            (&bitmap, Format::Bmp),
            (b"\0\0\0\x18ftypmif1\0\0\0\0miafavif", Format::Avif),
            (b"\0\0\0\x10ftypavis\0\0\0\0", Format::Avif),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Format::Svg),
            (b"\xef\xbb\xbf\n<?xml version='1.0'?>\n<!-- <html> -->\n<!DOCTYPE svg PUBLIC 'a' 'b'><s:svg>\xff", Format::Svg),
            (b"<!DOCTYPE svg [<!ENTITY a '>'>]> <svg>", Format::Svg),
        ] {
            assert_eq!(Format::of(bytes), Some(format), "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn what_only_looks_like_a_picture_is_none() {
        for bytes in [
            &b""[..],
            b"\xff\xd8",
            b"BM of another kind of text",
            b"\0\0\x01\0\0\0",
            b"RIFF\0\0\0\0WAVE",
            b"\0\0\0\x18ftypmp42avif\0\0\0\0mp41",
            b"\0\0\0\x07ftypavif",
            b"<!doctype html><svg></svg>",
            b"<html><svg></svg>",
            b"<svgs/>",
            b"<!-- <svg>",
            b"text <svg>",
        ] {
            assert_eq!(Format::of(bytes), None, "{}", bytes.escape_ascii());
        }
    }
}
