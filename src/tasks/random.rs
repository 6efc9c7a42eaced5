//! Random numbers that an item can have without its neighbours.
//!
//! SplitMix64 (Steele, Lea & Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA
//! 2014): the state advances by a constant, so a stream can start anywhere at once, and Python
//! can follow it in three lines.

const GOLDEN_GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

/// A stream of random numbers.
#[derive(Debug, Clone)]
pub struct SplitMix64(u64);

impl SplitMix64 {
    /// The stream of one item of one seed: every item has a stream of its own, so that any way
    /// of handing out items draws the same numbers.
    pub fn of_item(seed: u32, item: u64) -> Self {
        let mut seeds = Self(u64::from(seed));
        Self(seeds.next_u64() ^ mix(item.wrapping_mul(GOLDEN_GAMMA)))
    }

    /// The stream of a seed from its number `position` on, counted from 0: where items need
    /// equally many numbers each, one stream serves all, and any range begins at once.
    pub fn at(seed: u32, position: u64) -> Self {
        Self(u64::from(seed).wrapping_add(position.wrapping_mul(GOLDEN_GAMMA)))
    }

    /// The next number, uniform over all of `u64`.
    pub fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN_GAMMA);
        mix(self.0)
    }

    /// The next number, uniform over `0..bound` (by multiplication; the bias is below
    /// bound / 2^32).
    pub fn below(&mut self, bound: u32) -> u32 {
        let high = self.next_u64() >> 32;
        ((high * u64::from(bound)) >> 32) as u32
    }
}

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The reference implementation's first outputs for the seed 1234567, as Rosetta Code's
    /// "Pseudo-random numbers/Splitmix64" lists them.
    #[test]
    fn agrees_with_the_reference_implementation_from_any_position() {
        let expected = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        let mut stream = SplitMix64::at(1_234_567, 0);
        for (position, number) in (0..).zip(expected) {
            assert_eq!(stream.next_u64(), number);
            assert_eq!(SplitMix64::at(1_234_567, position).next_u64(), number);
        }
    }
}
