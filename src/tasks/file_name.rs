//! What a picture is saved under.

use formats::Format;

/// The most bytes of a name, which leaves room for a number before it and an ending after it in what
/// file systems allow.
const MOST_BYTES: usize = 180;

/// The name of item `item`: its number, then the last part of the address it came from, which ends
/// in one of the format's endings, or else is given its usual one.
pub(super) fn file_name(item: usize, address: &str, format: Format) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let last = decoded(path.rsplit('/').next().unwrap_or_default());
    let name: String = last
        .chars()
        .filter(|&character| is_allowed(character))
        .collect();
    let name = shortened(name.trim_matches(|end: char| end.is_whitespace() || end == '.'));
    let (name, ending) = match name {
        "" => ("picture", Some(usual_ending(format))),
        name if ends_as_a_picture(name) => (name, None),
        name => (name, Some(usual_ending(format))),
    };
    let number = item + 1;
    match ending {
        None => format!("{number:03}-{name}"),
        Some(ending) => format!("{number:03}-{name}.{ending}"),
    }
}

/// Whether some file system does not take a character, or it would make a name look like another.
fn is_allowed(character: char) -> bool {
    let is_invisible = matches!(character,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffd}');
    !character.is_control() && !is_invisible && !"\\/:*?\"<>|".contains(character)
}

/// As many whole characters as there is room for.
fn shortened(name: &str) -> &str {
    name.get(..name.floor_char_boundary(MOST_BYTES))
        .unwrap_or(name)
}

fn usual_ending(format: Format) -> &'static str {
    format.extensions()[0]
}

/// Whether a name ends as a picture's does, of whatever format: its server may know better.
fn ends_as_a_picture(name: &str) -> bool {
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    let endings = || Format::ALL.iter().flat_map(|format| format.extensions());
    ending.is_some_and(|ending| endings().any(|other| *other == ending))
}

/// A part of an address in the letters that it stands for.
fn decoded(part: &str) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let [first, after @ ..] = rest {
        let number = match rest {
            [b'%', high, low, ..] => hexadecimal(*high).zip(hexadecimal(*low)),
            _ => None,
        };
        let (byte, next) = match number {
            Some((high, low)) => (16 * high + low, &rest[3..]),
            None => (*first, after),
        };
        bytes.push(byte);
        rest = next;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hexadecimal(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|digit| digit as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_letters_and_get_the_ending_that_they_lack() {
        use Format::*;
        for (address, format, name) in [
            ("http://host/a.png?x=/y", Png, "001-a.png"),
            ("http://host/photo", Jpeg, "001-photo.jpg"),
            ("http://host/show.php?id=1", WebP, "001-show.php.webp"),
            ("http://host/", Gif, "001-picture.gif"),
            ("http://host/%2e%2e", Svg, "001-picture.svg"),
            ("http://host/Фото 1.JPEG", Jpeg, "001-Фото 1.JPEG"),
            ("http://host/%E5%86%99%E7%9C%9F", Avif, "001-写真.avif"),
            ("http://host/हिन्दी.png", Png, "001-हिन्दी.png"),
            ("http://host/100%.png", Png, "001-100%.png"),
            ("http://host/a%2Fb%5Cc%00%3Ad.bmp", Bmp, "001-abcd.bmp"),
            ("http://host/gpj.%E2%80%AE.exe", Ico, "001-gpj..exe.ico"),
            // It is a PNG, whatever it says.
            ("http://host/a.jpg", Png, "001-a.jpg"),
        ] {
            assert_eq!(file_name(0, address, format), name);
        }
    }

    #[test]
    fn long_names_are_cut_between_letters() {
        let long = "ü".repeat(500);
        let name = file_name(899, &format!("http://host/{long}.png"), Format::Png);
        assert!(name.len() < 200 && name.ends_with("ü.png"), "{name}");
    }
}
