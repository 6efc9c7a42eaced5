/** count-words: how often each word occurs in a text. */

import { digest } from "./digest.js";
import { SplitMix64 } from "./splitmix64.js";

const SHOWN = 10;
const VOCABULARY = 5_000;
const WORDS_A_LINE = 10;
const WEIGHT = 2 ** 28;
const CONSONANTS = "tnsrlkmdpbgvfhzj";
const VOWELS = "aeiou";
const SYLLABLES = CONSONANTS.length * VOWELS.length;

/** @type {import("./task.d.ts").Task<string[], Map<string, number>>} */
export const countWords = {
  build(size, seed) {
    const words = randomWords(size, seed);
    const lines = [];
    for (let start = 0; start < size; start += WORDS_A_LINE) {
      lines.push(words.slice(start, start + WORDS_A_LINE).join(" "));
    }
    return lines;
  },
  items: (lines) => lines.length,
  extract: (lines, { start, end }) => lines.slice(start, end),
  run(lines) {
    const counts = new Map();
    for (const line of lines) {
      for (const word of line.split(" ")) {
        counts.set(word, (counts.get(word) ?? 0) + 1);
      }
    }
    return counts;
  },
  combine(parts) {
    const total = new Map();
    for (const part of parts) {
      for (const [word, count] of part) {
        total.set(word, (total.get(word) ?? 0) + count);
      }
    }
    return total;
  },
  describe(_, counts) {
    // The words are of lower-case letters, which JavaScript orders as their bytes.
    const alphabetical = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
    const table = alphabetical.map(([word, count]) => `${word} ${count}\n`).join("");
    return {
      words: alphabetical.reduce((sum, [, count]) => sum + count, 0),
      distinct: counts.size,
      top: alphabetical.toSorted(([, a], [, b]) => b - a).slice(0, SHOWN),
      digest: digest(new TextEncoder().encode(table)),
    };
  },
};

/**
 * Words drawn by Zipf's law: that of rank r occurs about 1/r times as often as the first.
 *
 * @param {number} size
 * @param {number} seed
 */
function randomWords(size, seed) {
  const ranks = Array.from({ length: VOCABULARY }, (_, index) => index + 1);
  let total = 0;
  const ends = ranks.map((rank) => {
    total += Math.floor(WEIGHT / rank);
    return total;
  });
  const vocabulary = ranks.map(wordOf);
  const stream = SplitMix64.at(seed, 0);
  return Array.from({ length: size }, () => vocabulary[firstBeyond(ends, stream.below(total))]);
}

/**
 * The place of the first of some ascending numbers that is greater than another.
 *
 * @param {number[]} ascending
 * @param {number} number
 */
function firstBeyond(ascending, number) {
  let [start, end] = [0, ascending.length];
  while (start < end) {
    const middle = (start + end) >>> 1;
    if (ascending[middle] <= number) {
      start = middle + 1;
    } else {
      end = middle;
    }
  }
  return start;
}

/**
 * The word of a rank, from 1: its number in syllables, the last one first.
 *
 * @param {number} rank
 */
function wordOf(rank) {
  let word = "";
  for (let rest = rank; rest > 0; rest = Math.floor((rest - 1) / SYLLABLES)) {
    const syllable = (rest - 1) % SYLLABLES;
    word += CONSONANTS[Math.floor(syllable / VOWELS.length)] + VOWELS[syllable % VOWELS.length];
  }
  return word;
}
