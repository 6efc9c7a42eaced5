// The page's texts in other languages than English, which stands in the source: in `msg(…)`, and in
// the site's documents. LANGUAGE.xlf has each text with its translation.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readConfigFileAndWriteSchema } from "@lit/localize-tools/lib/config.js";
import { RuntimeLitLocalizer } from "@lit/localize-tools/lib/modes/runtime.js";
import { textsAsModule } from "./documents.mjs";

const WWW = join(import.meta.dirname, "..");
const GENERATED = join(WWW, "generated/texts");
const config = readConfigFileAndWriteSchema(join(WWW, "lit-localize.json"));

/** The languages besides English. */
export const LANGUAGES = config.targetLocales;

/** What collects texts and translates them, once it has those of the documents as well. */
async function localizer() {
  await mkdir(GENERATED, { recursive: true });
  await writeFile(join(GENERATED, "documents.ts"), await textsAsModule(WWW));
  const own = new RuntimeLitLocalizer(config);
  const { errors } = own.extractSourceMessages();
  if (errors.length > 0) {
    const told = errors.map(({ file, messageText }) => `${file?.fileName}: ${messageText}`);
    throw new Error(`Not every text can be collected:\n${told.join("\n")}`);
  }
  return own;
}

/** Brings the languages' files up to date with the source: what is new there has no translation yet. */
export async function collectTexts() {
  const own = await localizer();
  await own.writeInterchangeFiles();
}

/** What each language lacks: English texts without a translation. */
export async function lackingTexts() {
  return lackingIn(await localizer());
}

/**
 * Makes each language's module; what a language lacks it says in English.
 *
 * @returns what each language lacks
 */
export async function writeTexts() {
  const own = await localizer();
  await own.build();
  for (const language of LANGUAGES) {
    const path = join(GENERATED, `${language}.ts`);
    const module = await readFile(path, "utf8");
    await writeFile(path, module.replace(/from 'lit'/, 'from "../../texts/html"'));
  }
  return lackingIn(own);
}

function lackingIn(own) {
  const { messages } = own.extractSourceMessages();
  const { translations } = own.readTranslationsSync();
  return LANGUAGES.flatMap((language) => {
    const known = new Set(translations.get(language)?.map(({ name }) => name));
    return messages
      .filter(({ name }) => !known.has(name))
      .map(({ contents }) => `${language}: ${contents.map(written).join("")}`);
  });
}

/** A part of a text: words, or what stands between them. */
function written(part) {
  return typeof part === "string" ? part : part.untranslatable;
}
