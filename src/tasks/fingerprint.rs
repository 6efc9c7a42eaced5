//! What tells whether two outputs are equal.

use serde::{Deserialize, Serialize};
use serde_json::Value;
#[cfg(feature = "typescript")]
use ts_rs::TS;

/// What an output is made of, in short: equal for equal outputs, and for no others. What the network
/// kept from it is left open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
pub struct Fingerprint {
    things: Vec<Option<String>>,
    /// What another language's libraries make in another way, such as the bytes of a JPEG.
    own: Option<String>,
}

/// What can be said of two outputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// They are the same.
    Equal,
    /// All that both of them have is the same; the network kept something from one that the other
    /// has.
    Open,
    /// Something is not the same.
    Different,
}

impl Fingerprint {
    /// That of an output that nothing was kept from.
    pub fn of(output: &Value) -> Self {
        let mut output = output.clone();
        make_numbers_alike(&mut output);
        Self::of_several(vec![Some(output.to_string())])
    }

    /// That of an output of several things, of which some may be missing.
    pub(super) fn of_several(things: Vec<Option<String>>) -> Self {
        Self { things, own: None }
    }

    /// The same of an output that has, besides, what only one language makes in this way.
    pub(super) fn with_own(self, own: Option<String>) -> Self {
        Self { own, ..self }
    }

    /// Whether the network kept nothing from the output.
    pub(super) fn is_whole(&self) -> bool {
        self.things.iter().all(Option::is_some)
    }

    /// What can be said of two outputs that have these.
    pub fn compare(&self, other: &Self) -> Comparison {
        if self == other {
            Comparison::Equal
        } else if self.agrees(other) && is_open((&self.own, &other.own)) {
            Comparison::Open
        } else {
            Comparison::Different
        }
    }

    /// Whether an output of another language's program is the same in all that both of them have.
    pub fn agrees(&self, other: &Self) -> bool {
        let pairs = self.things.iter().zip(&other.things);
        self.things.len() == other.things.len() && pairs.into_iter().all(is_open)
    }
}

fn is_open((one, other): (&Option<String>, &Option<String>)) -> bool {
    one.is_none() || other.is_none() || one == other
}

/// Writes numbers as JavaScript has them, to which 4.0 is 4. In place: maps made anew would be a
/// hundredth of the WebAssembly module.
fn make_numbers_alike(value: &mut Value) {
    match value {
        Value::Number(number) => {
            let float = number.as_f64().filter(|float| *float == float.trunc());
            if let Some(float) = float.filter(|float| float.abs() < 1e15) {
                *number = (float as i64).into();
            }
        }
        Value::Array(values) => values.iter_mut().for_each(make_numbers_alike),
        Value::Object(fields) => fields.values_mut().for_each(make_numbers_alike),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_both_have_can_differ() {
        let fingerprint = |things: [Option<&str>; 2]| {
            Fingerprint::of_several(things.map(|thing| thing.map(str::to_owned)).into())
        };
        let whole = fingerprint([Some("a"), Some("b")]);
        for (other, comparison) in [
            (whole.clone(), Comparison::Equal),
            (fingerprint([Some("a"), None]), Comparison::Open),
            (fingerprint([None, None]), Comparison::Open),
            (fingerprint([Some("b"), None]), Comparison::Different),
            (fingerprint([Some("a"), Some("c")]), Comparison::Different),
            (Fingerprint::of(&"a".into()), Comparison::Different),
        ] {
            assert_eq!(whole.compare(&other), comparison, "{other:?}");
            assert_eq!(other.compare(&whole), comparison, "{other:?}");
        }
        let both = fingerprint([Some("a"), None]);
        assert_eq!(both.compare(&both), Comparison::Equal);
    }

    #[test]
    fn languages_agree_where_only_what_is_their_own_differs() {
        let of = |value: Value, own: &str| Fingerprint::of(&value).with_own(Some(own.into()));
        let rust = of(json!({ "estimate": 4.0, "all": [1, 2.5] }), "a");
        let python = of(json!({ "all": [1, 2.5], "estimate": 4 }), "b");
        assert!(rust.agrees(&python));
        assert_eq!(rust.compare(&python), Comparison::Different);
        assert!(!rust.agrees(&of(json!({ "all": [1, 2], "estimate": 4 }), "a")));
    }
}
