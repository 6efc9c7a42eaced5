import type { RunRequest } from "../../generated/types/RunRequest";

/** A field that a request may set. */
export type FieldName = Exclude<keyof RunRequest, "version">;

/** The fields that were set, as texts: what is absent has its default. Rust checks them. */
export type Settings = Readonly<Partial<Record<FieldName, string>>>;

/** A record, so that the compiler notices a field that the request has gained or lost. */
const FIELDS: Readonly<Record<FieldName, true>> = {
  task: true,
  strategies: true,
  workers: true,
  trials: true,
  size: true,
  chunkSize: true,
  call: true,
  startMethod: true,
  preDispatch: true,
  verbose: true,
  seed: true,
  inFlight: true,
  retries: true,
  timeoutMs: true,
  network: true,
  latencyMs: true,
  jitterMs: true,
  bandwidthKib: true,
  failurePercent: true,
  make: true,
  urls: true,
};

/** All fields, in the order in which a URL names them. */
export const FIELD_NAMES = Object.keys(FIELDS) as readonly FieldName[];

/** A field's name in attributes and URLs: kebab-case. */
export function attributeOf(field: FieldName): string {
  return field.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}

const BY_ATTRIBUTE = new Map(FIELD_NAMES.map((field) => [attributeOf(field), field]));

/** The field of an attribute, if it is one. */
export function fieldOf(attribute: string): FieldName | undefined {
  return BY_ATTRIBUTE.get(attribute);
}

/** The settings with one field set, or back at its default. */
export function withField(settings: Settings, field: FieldName, value: string | null): Settings {
  const { [field]: _, ...others } = settings;
  return value === null || value.trim() === "" ? others : { ...others, [field]: value };
}

/** The words of a list field: white space separates them. */
export function words(value: string | undefined): string[] {
  return value?.split(/\s+/).filter((word) => word !== "") ?? [];
}

/** All settings of a request, those at their defaults as well. */
export function settingsOf(request: RunRequest): Settings {
  return Object.fromEntries(
    FIELD_NAMES.map((field) => {
      const value = request[field];
      return [field, Array.isArray(value) ? value.join(" ") : String(value)];
    }).filter(([, value]) => value !== ""),
  );
}

/** The settings that a URL's query names. */
export function fromQuery(search: string): Settings {
  const query = new URLSearchParams(search);
  let settings: Settings = {};
  for (const [attribute, field] of BY_ATTRIBUTE) {
    settings = withField(settings, field, query.get(attribute));
  }
  return settings;
}

/** A query that names these settings and keeps whatever else it said. */
export function toQuery(settings: Settings, search: string): string {
  const query = new URLSearchParams(search);
  for (const [attribute, field] of BY_ATTRIBUTE) {
    const value = settings[field];
    if (value === undefined) {
      query.delete(attribute);
    } else {
      query.set(attribute, value);
    }
  }
  return query.toString();
}
