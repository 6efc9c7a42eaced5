//! How long a server asks to be left alone: the `Retry-After` header (RFC 9110, section 10.2.3).

/// The pause in milliseconds that a header's value asks for, in seconds or until a date; nothing if
/// it says neither. `until` yields how many milliseconds there are until a date, or no number:
/// browsers read dates in almost anything, but one of HTTP begins with the name of its day.
pub(super) fn pause_ms(value: &str, until: impl Fn(&str) -> f64) -> Option<u32> {
    let value = value.trim();
    let ms = if value.bytes().all(|byte| byte.is_ascii_digit()) {
        1_000.0 * value.parse::<f64>().ok()?
    } else if value.starts_with(|first: char| first.is_ascii_alphabetic()) {
        until(value)
    } else {
        return None;
    };
    // A number that is too large becomes the largest; a date that has passed asks for no pause.
    (!ms.is_nan()).then_some(ms.ceil() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asks_for_seconds_or_until_a_date() {
        let until = |date: &str| match date {
            "Thu, 26 Nov 2026 12:00:02 GMT" => 1_500.0,
            "Thu, 26 Nov 2026 11:00:00 GMT" => -3_600_000.0,
            // As V8 does, which finds a date in them.
            "-5" | "1.5" | "1, 2" => -8e11,
            _ => f64::NAN,
        };
        let pauses = [
            "2",
            " 0 ",
            "Thu, 26 Nov 2026 12:00:02 GMT",
            "Thu, 26 Nov 2026 11:00:00 GMT",
            "4000000000",
            "99999999999999",
            "soon",
            "-5",
            "1.5",
            "1, 2",
            "",
        ]
        .map(|value| pause_ms(value, until));
        let expected = [
            Some(2_000),
            Some(0),
            Some(1_500),
            Some(0),
            Some(u32::MAX),
            Some(u32::MAX),
            None,
            None,
            None,
            None,
            None,
        ];
        assert_eq!(pauses, expected);
    }
}
