// What the public element has, as a Custom Elements Manifest: what its class says, and the fields of
// a request, which are properties that no class spells out.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { create, ts } from "@custom-elements-manifest/analyzer";
// Its front door leaves out what understands Lit's decorators.
import { litPlugin } from "@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js";
import { moduleHere } from "../module-here.mjs";

const WWW = join(import.meta.dirname, "..");
const ELEMENT = "elements/playground/parallel-playground.ts";
/** What it has in common with other elements that run something. */
const AUTHORED = "elements/foundation/authored-element.ts";
const SETTINGS = "elements/settings/settings.ts";
const REQUEST = "generated/types/RunRequest.ts";

/** The tag of the public element, and the script that defines it. */
export const TAG = "parallel-playground";

/** What a field's property may be set to, and what it is when it is read. */
const TYPES = {
  text: { given: "string", read: "string" },
  number: { given: "number | string", read: "number | string" },
  words: { given: "readonly string[] | string", read: "string[]" },
  addresses: { given: "readonly string[] | string", read: "string[]" },
};

const read = (file) => readFile(join(WWW, file), "utf8");

/**
 * The fields of a request, as properties of the element.
 *
 * @returns {Promise<{ name: string, attribute: string, doc: string, given: string, read: string }[]>}
 */
export async function fields() {
  const { FIELDS, attributeOf } = await moduleHere(SETTINGS);
  const docs = docsOf(await read(REQUEST));
  return Object.entries(FIELDS).map(([name, kind]) => ({
    name,
    attribute: attributeOf(name),
    doc: docs.get(name),
    ...TYPES[kind],
  }));
}

/** What is said of each member of a type. */
function docsOf(source) {
  const documented = /\/\*\*\n(?<doc>(?: \*.*\n)*?) \*\/\n(?<name>\w+): /g;
  return new Map(
    Array.from(source.matchAll(documented), ({ groups: { doc, name } }) => [
      name,
      doc.replaceAll(/^ \* ?/gm, "").trim(),
    ]),
  );
}

/** The manifest, whose one module is the site's script. */
export async function manifest() {
  const sources = await Promise.all(
    [ELEMENT, AUTHORED].map(async (file) =>
      ts.createSourceFile(file, await read(file), ts.ScriptTarget.ES2022, true),
    ),
  );
  const { modules, ...analysed } = create({ modules: sources, plugins: litPlugin() });
  const [element, authored] = modules.map(({ declarations }) =>
    declarations.find(({ kind }) => kind === "class"),
  );
  const isPublic = ({ name, privacy }) => privacy === undefined && !name.startsWith("#");
  // What only says what was promised has its description there.
  const own = [
    ...element.members.filter(({ description }) => description),
    ...authored.members,
  ].filter((member) => isPublic(member) && isOurs(member));
  const properties = (await fields()).map(({ name, attribute, doc, given }) => ({
    kind: "field",
    name,
    attribute,
    description: doc,
    reflects: true,
    type: { text: `${given} | null` },
  }));
  const attributes = properties.map(({ name, attribute, description }) => ({
    name: attribute,
    fieldName: name,
    description,
    type: { text: "string" },
  }));
  const path = `${TAG}.js`;
  const { name, description, events } = element;
  const ownAttributes = [...element.attributes, ...authored.attributes];
  return {
    ...analysed,
    modules: [
      {
        kind: "javascript-module",
        path,
        declarations: [
          {
            kind: "class",
            customElement: true,
            tagName: TAG,
            name,
            description,
            attributes: [...attributes, ...ownAttributes],
            // What has no description is a call of `dispatchEvent`, and no kind of event.
            events: events.filter((event) => event.description),
            members: [...properties, ...own],
          },
        ],
        exports: [
          { kind: "custom-element-definition", name: TAG, declaration: { name, module: path } },
        ],
      },
    ],
  };
}

/** What overrides Lit's is nothing to those who use the element. */
function isOurs({ kind, name }) {
  return kind === "field" || name === "run";
}
