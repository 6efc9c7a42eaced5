import type { RunRequest } from "../../generated/types/RunRequest";
import { locale } from "../foundation/locale";
import { parts, words } from "../foundation/words";

export { words };

/** A field that a request may set; a program is no text. */
export type FieldName = Exclude<keyof RunRequest, "version" | "versions">;

/** The fields that were set, as texts: what is absent has its default. Rust checks them. */
export type Settings = Readonly<Partial<Record<FieldName, string>>>;

/** What a field's value is to scripts; a number may be a word as well, as `auto`. */
export type FieldKind = "text" | "number" | "words" | "addresses";

/** A record, so that the compiler notices a field that the request has gained or lost. */
export const FIELDS: Readonly<Record<FieldName, FieldKind>> = {
  task: "text",
  language: "words",
  strategies: "words",
  workers: "number",
  trials: "number",
  size: "number",
  chunkSize: "number",
  call: "text",
  startMethod: "text",
  preDispatch: "number",
  verbose: "number",
  seed: "number",
  inFlight: "number",
  retries: "number",
  timeoutMs: "number",
  network: "text",
  latencyMs: "number",
  jitterMs: "number",
  bandwidthKib: "number",
  failurePercent: "number",
  make: "text",
  urls: "addresses",
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

/**
 * The addresses of a list: one a line, or several with white space or a comma between them. An
 * address may have those itself, so that only what begins as one does begins another.
 */
export function addresses(value: string | undefined): string[] {
  return parts(value, /\n|[\s,]+(?=[a-z][a-z\d+.-]*:\/\/)/i);
}

/** A field's value as scripts read it: what is at its default is null. */
export function fieldValue(
  field: FieldName,
  text: string | undefined,
): string | number | string[] | null {
  if (text === undefined) {
    return null;
  }
  switch (FIELDS[field]) {
    case "text":
      return text;
    case "number":
      return Number.isNaN(Number(text)) ? text : Number(text);
    case "words":
      return words(text);
    case "addresses":
      return addresses(text);
  }
}

/** The text of a value that a script gave a field; null puts it back at its default. */
export function fieldText(field: FieldName, value: unknown): string | null {
  if (value === null || value === undefined) {
    return null;
  }
  // An address may hold a space, but no end of a line.
  const between = FIELDS[field] === "addresses" ? "\n" : " ";
  return Array.isArray(value) ? value.join(between) : String(value);
}

/** All settings of a request, those at their defaults as well. */
export function settingsOf(request: RunRequest): Settings {
  return Object.fromEntries(
    FIELD_NAMES.map((field) => [field, fieldText(field, request[field])]).filter(
      ([, text]) => text !== "",
    ),
  );
}

/** What of an address names settings, as `location` has it. */
export type Address = Readonly<Pick<Location, "search" | "hash">>;

/** Hosts take about 8 KB of a request's line and headers together, cookies among them. */
const LONGEST_QUERY = 4_000;

/** The settings that an address names, in its query or its fragment. */
export function fromAddress({ search, hash }: Address): Settings {
  return { ...named(search), ...named(hash.slice(1)) };
}

/**
 * The end of an address that names these settings and keeps whatever else it said. Long lists go
 * into the fragment, which no host is sent; what opens a door to others is left out.
 */
export function toAddress(settings: Settings, { search, hash }: Address): string {
  const { urls, ...others } = withoutPasswords(settings);
  const query = naming(urls === undefined ? others : { ...others, urls }, search);
  const kept = hash.startsWith("#urls=") ? "" : hash;
  if (urls === undefined || query.length <= LONGEST_QUERY) {
    return `${query === "" ? "" : `?${query}`}${kept}`;
  }
  return `?${naming(others, search)}#${new URLSearchParams({ urls })}`;
}

/** What an address says besides the settings: theme and language, unless they are the usual ones. */
export function searchOf(theme: string): string {
  const search = new URLSearchParams(theme === "auto" ? {} : { theme });
  if (locale() !== "en") {
    search.set("lang", locale());
  }
  return search.toString();
}

/**
 * A user and a password, and what stands before them: browsers take either slash, and for `http:`
 * and `https:` as many as there are.
 */
const USER = /(:\/\/|\bhttps?:[/\\]*|^\s*[/\\]{2,})[^\n/\\?#]*@/gim;

/** The settings without the users and passwords that addresses may begin with. */
export function withoutPasswords(settings: Settings): Settings {
  const { urls } = settings;
  return withField(settings, "urls", urls?.replace(USER, "$1") ?? null);
}

function named(search: string): Settings {
  const query = new URLSearchParams(search);
  let settings: Settings = {};
  for (const [attribute, field] of BY_ATTRIBUTE) {
    settings = withField(settings, field, query.get(attribute));
  }
  return settings;
}

function naming(settings: Settings, search: string): string {
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
