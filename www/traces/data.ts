/** Reads what others wrote: plain data, of which nothing is taken for granted. */

import { msg, str } from "@lit/localize";

/** Plain data with names. */
export type Fields = Readonly<Record<string, unknown>>;

/** What is not as its format has it: a sentence without its end says so. */
export class Flaw extends Error {}

/** Whether a value has fields. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A field that has fields. */
export function fieldsIn(of: Fields, name: string): Fields {
  const value = of[name];
  if (!isFields(value)) {
    throw new Flaw(msg(str`it has no “${name}”`));
  }
  return value;
}

/** A field that is a number. */
export function numberIn(of: Fields, name: string, missing?: number): number {
  const value = of[name] ?? missing;
  if (typeof value !== "number") {
    const found = value === undefined ? msg("missing") : written(value);
    throw new Flaw(msg(str`“${name}” is ${found}, and no number`));
  }
  return value;
}

/** A field as a text, whatever it is. */
export function textIn(of: Fields, name: string): string {
  const value = of[name] ?? "";
  return typeof value === "object" ? written(value) : `${value}`;
}

/** A value as it stands in the file; of one that holds others, which may go on for long, its brackets. */
function written(value: unknown): string {
  if (typeof value !== "object") {
    return JSON.stringify(value);
  }
  return Array.isArray(value) ? "[…]" : "{…}";
}
