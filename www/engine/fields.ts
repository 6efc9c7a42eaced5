import type { FieldValue } from "../generated/types/FieldValue";
import type { Version } from "../generated/types/Version";

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
      fields[name] = name === "versions" ? plainVersions(value) : plainValue(value);
    }
  }
  return fields;
}

/** What is no list of objects is none of versions either: Rust's check says so. */
function plainVersions(value: unknown): FieldValue {
  return Array.isArray(value) && value.length > 0 && value.every(isObject)
    ? value.map(plainVersion)
    : plainValue(value);
}

function plainValue(value: unknown): FieldValue {
  if (typeof value === "number") {
    return value;
  }
  return Array.isArray(value) ? value.map(text) : text(value);
}

/** A value's text; of an object that has none, what kind of value it is. */
function text(value: unknown): string {
  try {
    return String(value);
  } catch {
    return typeof value;
  }
}

/** Whatever window it is of. */
function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** A version of a program; what is no number of ranks is none that Rust's check allows. */
function plainVersion({
  id = "",
  name = "",
  source = "",
  ranks,
  unordered,
}: Partial<Version>): Version {
  const version = {
    id: text(id),
    name: text(name),
    source: text(source),
    unordered: unordered === true,
  };
  return ranks === undefined || ranks === null
    ? version
    : { ...version, ranks: Number.isInteger(ranks) && ranks > 0 && ranks < 2 ** 32 ? ranks : 0 };
}
