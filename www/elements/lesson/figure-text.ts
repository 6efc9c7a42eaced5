import { bytes, count, duration, percent, times } from "../foundation/format";
import { locale } from "../foundation/locale";

const THREE_DIGITS = { minimumSignificantDigits: 3, maximumSignificantDigits: 3 };

/** The ways in which a figure is written, by the names that authors give them. */
const FORMATS = {
  times,
  ms: duration,
  percent,
  bytes,
  number: (value: number) =>
    Number.isInteger(value) ? count(value) : value.toLocaleString(locale(), THREE_DIGITS),
} as const;

/** A figure as it is written: as an author asked, or else as figures of its field are. */
export function figureText(value: number, field: string, format: string | null): string {
  const asked = Object.entries(FORMATS).find(([name]) => name === format);
  const [, write] = asked ?? ["", FORMATS[usual(field)]];
  return write(value);
}

function usual(field: string): keyof typeof FORMATS {
  if (field.endsWith("Ms")) {
    return "ms";
  }
  if (field.startsWith("bytes")) {
    return "bytes";
  }
  return field === "speedup" ? "times" : field === "efficiency" ? "percent" : "number";
}
