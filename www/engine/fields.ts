import type { FieldValue } from "../generated/types/FieldValue";

/** A request's fields as they were given, by their camelCase names; unknown ones are ignored. */
export type Fields = Record<string, FieldValue>;

/**
 * Fields that can be sent to a worker, whatever a script put into them: nothing is dropped but
 * what was not given, so that Rust's check, and not the browser's copying, refuses the rest.
 */
export function plainFields(given: Readonly<Record<string, unknown>>): Fields {
  const fields: Fields = {};
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined && value !== null) {
      fields[name] = plainValue(value);
    }
  }
  return fields;
}

function plainValue(value: unknown): FieldValue {
  if (typeof value === "number") {
    return value;
  }
  return Array.isArray(value) ? value.map(String) : String(value);
}
