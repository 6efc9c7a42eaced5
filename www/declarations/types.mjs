// The public element's types in one file, for whoever has it in a typed program: what the manifest
// says of it, and the types of a request and a report, as Rust has them.

import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fields, TAG } from "./manifest.mjs";

const GENERATED = join(import.meta.dirname, "..", "generated", "types");
const IMPORT = /^import type \{ \w+ \} from "(?<path>[^"]+)";\n/gm;

/**
 * The text of `parallel-playground.d.ts`.
 *
 * @param manifest the Custom Elements Manifest
 */
export async function types(manifest) {
  const [{ declarations }] = manifest.modules;
  const [{ name, description, events, members }] = declarations;
  const known = await fields();
  const isField = (member) => known.some((field) => field.name === member.name);
  const others = members.filter((member) => member.kind === "field" && !isField(member));
  return `${await withWhatItNames("RunReport")}
/** A request's fields, by their camelCase names; null is a field's default. */
export interface Fields {
${known.map((field) => `${comment(field.doc)}${field.name}?: ${field.given} | null | undefined;`).join("\n")}
}

/** What a failed run is told by. */
export interface RunErrorDetail {
  code: string;
  field: string | null;
  message: string;
}

/** The events of a run; all of them bubble. */
export interface ${name}EventMap {
${events.map((event) => `${comment(event.description)}"${event.name}": ${event.type.text};`).join("\n")}
}

${comment(description)}export declare class ${name} extends HTMLElement {
${known.map(accessors).join("\n")}
${others.map((member) => `${comment(member.description)}${member.name}: ${member.type.text};`).join("\n")}
${method(members.find((member) => member.name === "run"))}
  addEventListener<K extends keyof ${name}EventMap>(type: K, listener: (this: ${name}, event: ${name}EventMap[K]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "${TAG}": ${name};
  }
}
`;
}

function accessors({ name, doc, given, read }) {
  return `${comment(doc)}get ${name}(): ${read} | null;
set ${name}(value: ${given} | null | undefined);`;
}

/** How a run is asked for: the manifest has no types of what is taken apart at once. */
function method({ name, description, return: { type } }) {
  return `${comment(description)}${name}(overrides?: Fields, options?: { signal?: AbortSignal }): ${type.text};`;
}

function comment(text) {
  return `/** ${text.replaceAll("\n", "\n * ")} */\n`;
}

/** A generated type, after those that it names, each once. */
async function withWhatItNames(type, known = new Set()) {
  const file = join(GENERATED, `${type}.ts`);
  if (known.has(file)) {
    return "";
  }
  known.add(file);
  const source = await readFile(file, "utf8");
  let named = "";
  for (const { groups } of source.matchAll(IMPORT)) {
    named += await withWhatItNames(join(dirname(type), groups.path), known);
  }
  const [, ...lines] = source.replaceAll(IMPORT, "").split("\n");
  return `${named}${lines.join("\n").trim()}\n\n`;
}
