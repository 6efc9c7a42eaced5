//! When something was, as a report has it: ISO 8601, in UTC.

use serde::{Deserialize, Serialize};

/// A moment, such as `2026-02-28T09:30:00.000Z`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String")]
pub struct Date(String);

/// A text is no moment, or not in the form that JavaScript's `Date` gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a date is written as 2026-02-28T09:30:00.000Z")]
pub struct NoDate;

impl Date {
    /// Now.
    #[cfg(target_arch = "wasm32")]
    pub fn now() -> Self {
        Self(js_sys::Date::new_0().to_iso_string().into())
    }
}

impl TryFrom<String> for Date {
    type Error = NoDate;

    fn try_from(text: String) -> Result<Self, NoDate> {
        if is_moment(&text) {
            Ok(Self(text))
        } else {
            Err(NoDate)
        }
    }
}

/// Whether a text has a date's form, and its numbers are those of some moment.
fn is_moment(text: &str) -> bool {
    let form = "0000-00-00T00:00:00.000Z";
    let fits = |(given, wanted): (u8, u8)| match wanted {
        b'0' => given.is_ascii_digit(),
        mark => given == mark,
    };
    if text.len() != form.len() || !text.bytes().zip(form.bytes()).all(fits) {
        return false;
    }
    let number = |at: std::ops::Range<usize>| text[at].parse::<u32>().unwrap_or(u32::MAX);
    let (year, month) = (number(0..4), number(5..7));
    (1..=12).contains(&month)
        && (1..=days(year, month)).contains(&number(8..10))
        && number(11..13) < 24
        && number(14..16) < 60
        && number(17..19) < 60
}

/// The days of a month.
fn days(year: u32, month: u32) -> u32 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_moments_there_are_and_nothing_else() {
        let read = |text: &str| Date::try_from(text.to_owned());
        for text in ["2026-02-28T09:30:00.000Z", "2000-02-29T23:59:59.999Z"] {
            assert_eq!(read(text), Ok(Date(text.into())));
        }
        for text in [
            "",
            "yesterday",
            "2026-02-28",
            "2026-02-28T09:30:00Z",
            "2026-02-28T09:30:00.000+01:00",
            "2026-02-29T09:30:00.000Z",
            "1900-02-29T09:30:00.000Z",
            "2026-13-01T09:30:00.000Z",
            "2026-04-31T09:30:00.000Z",
            "2026-02-28T24:00:00.000Z",
            "2026-02-28T09:60:00.000Z",
            "2026-02-28T09:30:61.000Z",
            "２026-02-28T09:30:00.00Z",
        ] {
            assert_eq!(read(text), Err(NoDate), "{text}");
        }
    }
}
