import { msg, str } from "@lit/localize";
import { type Locale, locale } from "../../engine/locale";

/** How each language writes its numbers and dates. */
const WRITTEN: Readonly<Record<Locale, string>> = { en: "en-GB", de: "de-DE" };
/** What counts have between their thousands, and figures before their fractions. */
const SEPARATORS: Readonly<Record<Locale, readonly [thousands: string, fraction: string]>> = {
  en: [",", "."],
  de: [".", ","],
};
/** A sum of nothing may come as -0, which is no number to show. */
const signDisplay = "negative";
const MINUTE_MS = 60_000;
const SECOND_MS = 1000;
const KIB = 1024;
/** Keeps a number and its unit on one line. */
const GAP = "\u00a0";

/** Makes something when it is first asked for: all formats at once are half of the page's start. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** The page's language does not change once anything is drawn. */
function written(): string {
  return WRITTEN[locale()];
}

function numbers(options: Intl.NumberFormatOptions): () => Intl.NumberFormat {
  return once(() => new Intl.NumberFormat(written(), { signDisplay, ...options }));
}

const threeDigits = numbers({ minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
const plain = numbers({ maximumSignificantDigits: 3 });
/** By the number of digits after the point. */
const fixed = Array.from({ length: 7 }, (_, digits) => numbers({ maximumFractionDigits: digits }));
const percentage = numbers({ style: "percent", maximumFractionDigits: 0 });
const list = once(() => new Intl.ListFormat(written(), { type: "conjunction" }));
const moments = once(
  () => new Intl.DateTimeFormat(written(), { dateStyle: "long", timeStyle: "short" }),
);

/** A moment, told by the reader's own clock: `28 February 2026 at 09:30`. */
export function moment(date: string): string {
  return moments().format(new Date(date));
}

/**
 * A count, such as `2,000,000`. The page opens with counts, and a browser's first format takes
 * longer than everything else that is drawn then.
 */
export function count(value: number): string {
  const [thousands] = SEPARATORS[locale()];
  return value.toFixed(0).replace(/\B(?=(?:\d{3})+$)/g, thousands);
}

/** A number with so many digits after the point, such as `0.250`. */
export function decimal(value: number, digits: number): string {
  const [, fraction] = SEPARATORS[locale()];
  return value.toFixed(digits).replace(".", fraction);
}

/** A count with its noun, such as `1 worker`. */
export function counted(value: number, singular: string, plural: string): string {
  return `${count(value)} ${value === 1 ? singular : plural}`;
}

/** A length of time in milliseconds, to three digits: `0.42 ms`, `812 ms`, `1.62 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms >= MINUTE_MS) {
    const minutes = Math.floor(ms / MINUTE_MS);
    const seconds = (ms - minutes * MINUTE_MS) / SECOND_MS;
    return `${count(minutes)}${GAP}min${GAP}${count(seconds)}${GAP}s`;
  }
  return ms >= SECOND_MS
    ? `${threeDigits().format(ms / SECOND_MS)}${GAP}s`
    : `${(ms === 0 ? plain : threeDigits)().format(ms)}${GAP}ms`;
}

/** A length of time that is only estimated, in whole seconds: `less than 1 s`, `about 12 s`. */
export function roughly(ms: number): string {
  if (ms < SECOND_MS) {
    return msg("less than 1\u00a0s");
  }
  const seconds = Math.round(ms / SECOND_MS);
  return about(seconds < 60 ? `${seconds}${GAP}s` : duration(seconds * SECOND_MS));
}

/** That something is so much, or nearly so. */
export function about(amount: string): string {
  return msg(str`about ${amount}`);
}

/** How many a second, such as `1,230 items/s`. */
export function rate(perSecond: number, noun: string): string {
  return `${plain().format(perSecond)}${GAP}${noun}/s`;
}

/** A round length of time, as on an axis: `20 ms`, `1.5 s`. */
export function roundDuration(ms: number): string {
  return ms >= SECOND_MS
    ? `${plain().format(ms / SECOND_MS)}${GAP}s`
    : `${plain().format(ms)}${GAP}ms`;
}

/**
 * A place on a time axis, told apart from its neighbours.
 *
 * @param endMs where the axis ends, which decides the unit
 * @param stepMs how far from each other two such places are
 */
export function instant(ms: number, endMs: number, stepMs: number): string {
  const isLong = endMs >= SECOND_MS && stepMs >= SECOND_MS / 100;
  const unit = isLong ? SECOND_MS : 1;
  // A step of exactly 0.01 has a logarithm that is only nearly -2.
  const digits = Math.max(0, -Math.floor(Math.log10(stepMs / unit) + 1e-9));
  const format = fixed[Math.min(digits, fixed.length - 1)] ?? plain;
  return `${format().format(ms / unit)}${GAP}${isLong ? "s" : "ms"}`;
}

/** Which trial it is, by its number: the warm-up is none of those that count. */
export function trialName(trial: number): string {
  return trial === 0 ? msg("warm-up") : msg(str`trial ${trial}`);
}

/** A running clock, in seconds and tenths. */
export function clock(ms: number): string {
  const minutes = Math.floor(ms / MINUTE_MS);
  const seconds = decimal((ms - minutes * MINUTE_MS) / SECOND_MS, 1);
  return `${minutes}:${seconds.padStart(4, "0")}`;
}

/** How many times as fast, such as `1.93×`. */
export function times(factor: number): string {
  return `${threeDigits().format(factor)}×`;
}

/** A share, such as `96%`. */
export function percent(share: number): string {
  return percentage().format(share);
}

/** An amount of data, such as `1.24 MiB`. */
export function bytes(amount: number): string {
  if (amount < KIB) {
    return counted(amount, msg("byte"), msg("bytes"));
  }
  return amount < KIB * KIB
    ? `${plain().format(amount / KIB)}${GAP}KiB`
    : `${plain().format(amount / KIB / KIB)}${GAP}MiB`;
}

/** `a, b and c`. */
export function enumerate(names: readonly string[]): string {
  return list().format(names);
}
