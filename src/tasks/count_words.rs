//! `count-words`: how often each word occurs in a text.
//!
//! The classic of map and reduce: each range of the text is mapped to a table of its words'
//! counts, and the tables are reduced to one by adding them up. An item is a line, so that no
//! word is ever cut in two. A process is sent its lines and sends back its table; of a long range
//! that is much shorter than the lines, of a short one it is not.

use std::cmp::Reverse;
use std::fmt::Write;
use std::ops::Range;

use fnv::FnvHashMap;
use locale::Text;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::digest::digest;
use super::entry::decode;
use super::packed::Packed;
use super::random::SplitMix64;
use super::{Description, Entry, Fetched, Kind, Parameters, SizeField, Task};

pub(super) const ENTRY: Entry = Entry {
    id: "count-words",
    title: Text::new("Count words", "Wörter zählen"),
    summary: Text::new(
        "Counts the words of a text: each range of lines gives a table of counts, and the tables are added up. Map and reduce.",
        "Zählt die Wörter eines Textes: Jeder Bereich von Zeilen ergibt eine Tabelle von Anzahlen, und die Tabellen werden addiert. Map und Reduce.",
    ),
    kind: Kind::Compute,
    size: SizeField {
        label: Text::new("Words", "Wörter"),
        unit: Text::new("words", "Wörter"),
        default: 1_000_000,
        python_default: 500_000,
        min: 1,
        max: 20_000_000,
    },
    needs_pictures: false,
    on_gpu: Err(Text::new(
        "A GPU computes with numbers in arrays of known sizes, not with words in a table that grows.",
        "Eine GPU rechnet mit Zahlen in Feldern von bekannter Größe, nicht mit Wörtern in einer Tabelle, die wächst.",
    )),
    build: |&Parameters { size, seed, .. }| Box::new(CountWords::new(random_text(size, seed))),
    decode: decode::<CountWords>,
};

/// How many of the most frequent words are shown.
const SHOWN: usize = 10;

/// Counts the words of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountWords {
    text: String,
    /// Where each line ends, in bytes from the beginning of the text, behind its line break.
    line_ends: Packed<u32>,
}

impl CountWords {
    /// A text whose words are separated by white space; it is shorter than 4 GiB.
    pub fn new(text: String) -> Self {
        let ends = text.split_inclusive('\n').scan(0, |end, line| {
            *end += line.len() as u32;
            Some(*end)
        });
        Self {
            line_ends: Packed(ends.collect()),
            text,
        }
    }

    /// Where a line starts, in bytes from the beginning of the text.
    fn line_start(&self, line: usize) -> u32 {
        line.checked_sub(1).map_or(0, |above| self.line_ends[above])
    }

    /// The text of some lines.
    fn lines(&self, range: Range<usize>) -> &str {
        &self.text[self.line_start(range.start) as usize..self.line_start(range.end) as usize]
    }
}

/// How often each word occurs: as two texts rather than as a map of many, so that it is sent at
/// once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordCounts {
    /// The words, a line each.
    words: String,
    /// Their counts.
    counts: Packed<u32>,
}

impl WordCounts {
    /// Each word and its count.
    fn iter(&self) -> impl Iterator<Item = (&str, u32)> {
        self.words.lines().zip(self.counts.iter().copied())
    }
}

impl<'a> FromIterator<(&'a str, u32)> for WordCounts {
    /// Adds up the counts of equal words.
    fn from_iter<I: IntoIterator<Item = (&'a str, u32)>>(words: I) -> Self {
        let mut totals = FnvHashMap::<&str, u32>::default();
        for (word, count) in words {
            *totals.entry(word).or_default() += count;
        }
        let mut words = String::new();
        let mut counts = Vec::with_capacity(totals.len());
        for (word, count) in totals {
            words.push_str(word);
            words.push('\n');
            counts.push(count);
        }
        Self {
            words,
            counts: Packed(counts),
        }
    }
}

impl Task for CountWords {
    type Part = WordCounts;

    fn len(&self) -> usize {
        self.line_ends.len()
    }

    fn run(&self, range: Range<usize>, _: Vec<Fetched>) -> WordCounts {
        let words = self.lines(range).split_ascii_whitespace();
        words.map(|word| (word, 1)).collect()
    }

    fn extract(&self, range: Range<usize>) -> Self {
        let start = self.line_start(range.start);
        let ends = self.line_ends[range.clone()].iter().map(|end| end - start);
        Self {
            text: self.lines(range).into(),
            line_ends: Packed(ends.collect()),
        }
    }

    fn combine(&self, parts: Vec<WordCounts>) -> WordCounts {
        parts.iter().flat_map(WordCounts::iter).collect()
    }

    fn combining_is_work(&self) -> bool {
        true
    }

    fn describe(&self, counts: WordCounts) -> Description {
        let mut counts: Vec<(&str, u32)> = counts.iter().collect();
        counts.sort_unstable();
        let table = counts
            .iter()
            .fold(String::new(), |mut table, (word, count)| {
                writeln!(table, "{word} {count}").expect("a text takes any writing");
                table
            });
        // Stable: equally frequent words stay in order.
        counts.sort_by_key(|&(_, count)| Reverse(count));
        json!({
            "words": counts.iter().map(|&(_, count)| u64::from(count)).sum::<u64>(),
            "distinct": counts.len(),
            "top": counts[..counts.len().min(SHOWN)],
            "digest": digest(table.as_bytes()),
        })
        .into()
    }
}

/// Different words that a text may hold.
const VOCABULARY: u32 = 5_000;
const WORDS_A_LINE: u32 = 10;

/// A text of so many words, drawn from a seed by Zipf's law: the word of rank r occurs about 1/r
/// times as often as the first. That is how words are spread in every language.
fn random_text(words: u32, seed: u32) -> String {
    let ends: Vec<u32> = (1..=VOCABULARY)
        .scan(0, |end, rank| {
            *end += WEIGHT / rank;
            Some(*end)
        })
        .collect();
    let total = ends.last().copied().unwrap_or_default();
    let vocabulary: Vec<String> = (1..=VOCABULARY).map(word).collect();
    let mut stream = SplitMix64::at(seed, 0);
    let mut text = String::new();
    for number in 1..=words {
        let drawn = stream.below(total);
        text.push_str(&vocabulary[ends.partition_point(|&end| end <= drawn)]);
        let ends_line = number.is_multiple_of(WORDS_A_LINE) || number == words;
        text.push(if ends_line { '\n' } else { ' ' });
    }
    text
}

/// The first word's weight; that of rank r is this by r, rounded down. All weights together are
/// below 2^32.
const WEIGHT: u32 = 1 << 28;

/// The word of a rank, from 1: its number in bijective base 80, whose digits are syllables, the
/// last one first. No two ranks share a word, and frequent words are short.
fn word(rank: u32) -> String {
    const CONSONANTS: &[u8] = b"tnsrlkmdpbgvfhzj";
    const VOWELS: &[u8] = b"aeiou";
    const SYLLABLES: usize = CONSONANTS.len() * VOWELS.len();
    let mut word = String::new();
    let mut rest = rank as usize;
    while rest > 0 {
        let syllable = (rest - 1) % SYLLABLES;
        word.push(CONSONANTS[syllable / VOWELS.len()].into());
        word.push(VOWELS[syllable % VOWELS.len()].into());
        rest = (rest - 1) / SYLLABLES;
    }
    word
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn describe(task: &CountWords, ranges: &[Range<usize>]) -> Description {
        let parts = ranges
            .iter()
            .map(|range| task.run(range.clone(), Vec::new()));
        task.describe(task.combine(parts.collect()))
    }

    #[test]
    fn counts_a_text_by_hand() {
        let task = CountWords::new("to be or\nnot to be\n\n  that is\n".into());
        assert_eq!(task.len(), 4);
        let Description { value, .. } = describe(&task, &[0..1, 1..4]);
        assert_eq!(value["words"], 8);
        assert_eq!(value["distinct"], 6);
        assert_eq!(
            value["top"],
            json!([
                ["be", 2],
                ["to", 2],
                ["is", 1],
                ["not", 1],
                ["or", 1],
                ["that", 1]
            ])
        );
        let table = b"be 2\nis 1\nnot 1\nor 1\nthat 1\nto 2\n";
        assert_eq!(value["digest"], digest(table));
    }

    #[test]
    fn cuts_out_whole_lines() {
        let task = CountWords::new("a b\nc\nd e".into());
        assert_eq!(task.extract(1..3), CountWords::new("c\nd e".into()));
        assert_eq!(task.extract(3..3), CountWords::new(String::new()));
    }

    #[test]
    fn words_are_distinct_and_the_first_are_short() {
        let words: BTreeSet<String> = (1..=VOCABULARY).map(word).collect();
        assert_eq!(words.len(), VOCABULARY as usize);
        let some = [1, 2, 6, 80, 81, 82, 5_000].map(word);
        assert_eq!(some, ["ta", "te", "na", "ju", "tata", "teta", "dufe"]);
    }

    #[test]
    fn the_text_follows_zipfs_law() {
        let words = 200_000;
        let text = random_text(words, 3);
        assert_eq!(text.lines().count(), 20_000);
        let task = CountWords::new(text);
        let counts = task.run(0..task.len(), Vec::new());
        let harmonic: f64 = (1..=VOCABULARY).map(|rank| 1.0 / f64::from(rank)).sum();
        for rank in [1, 2, 3, 10, 50] {
            let expected = f64::from(words) / f64::from(rank) / harmonic;
            let word = word(rank);
            let (_, count) = counts
                .iter()
                .find(|&(other, _)| other == word)
                .expect("a count");
            let count = f64::from(count);
            // Four standard deviations of such a count.
            let allowed = 4.0 * expected.sqrt();
            assert!(
                (count - expected).abs() < allowed,
                "rank {rank}: {count} for {expected}"
            );
        }
    }

    #[test]
    fn the_last_line_may_be_shorter() {
        let text = random_text(13, 1);
        let lines: Vec<usize> = text.lines().map(|line| line.split(' ').count()).collect();
        assert_eq!(lines, [10, 3]);
    }
}
