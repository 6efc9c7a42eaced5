//! What tells whether two outputs are equal.

use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

/// What an output is made of, in short: equal for equal outputs, and for no others. What the network
/// kept from it is left open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
pub struct Fingerprint(Vec<Option<String>>);

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
    pub fn of(output: String) -> Self {
        Self(vec![Some(output)])
    }

    /// That of an output of several things, of which some may be missing.
    pub(super) fn of_several(things: Vec<Option<String>>) -> Self {
        Self(things)
    }

    /// What can be said of two outputs that have these.
    pub fn compare(&self, other: &Self) -> Comparison {
        let is_open = |(one, other): (&Option<String>, &Option<String>)| {
            one.is_none() || other.is_none() || one == other
        };
        if self == other {
            Comparison::Equal
        } else if self.0.len() == other.0.len() && self.0.iter().zip(&other.0).all(is_open) {
            Comparison::Open
        } else {
            Comparison::Different
        }
    }
}

#[cfg(test)]
mod tests {
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
            (Fingerprint::of("a".into()), Comparison::Different),
        ] {
            assert_eq!(whole.compare(&other), comparison, "{other:?}");
            assert_eq!(other.compare(&whole), comparison, "{other:?}");
        }
        let both = fingerprint([Some("a"), None]);
        assert_eq!(both.compare(&both), Comparison::Equal);
    }
}
