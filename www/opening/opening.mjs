// What the full page shows before its script has run: the element as it first looks, made into
// plain HTML and CSS at build time. Declarative shadow DOM would bring its styles inline, which the
// site's policy forbids.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, transform } from "esbuild";

const WWW = join(import.meta.dirname, "..");

/** An element's name, and its styles. */
const STYLED = /<(?<tag>[\w-]+)[^>]*><template [^>]*><style>(?<css>.*?)<\/style>/gs;
/** What holds an element's shadow, and what Lit notes to itself. */
const WRAPPING = /<!--.*?-->|<style>.*?<\/style>|<\/?template[^>]*>/gs;
/** `:host`, and perhaps what it has to match. */
const HOST = /:host(?:\((?<matching>(?:[^()]|\([^()]*\))*)\))?/g;

/**
 * The opening, to stand in the element's tag, and its styles.
 *
 * @returns {Promise<{ html: string, css: string }>}
 */
export async function opening() {
  const { rendered, shared } = await render();
  const body = rendered
    .replaceAll(WRAPPING, "")
    .replaceAll(/<\/?parallel-playground[^>]*>/g, "")
    // What is a property of an element is written as an attribute, which counts by being there.
    .replaceAll(/ (?:checked="false"|defer-hydration)/g, "")
    // Its elements must not come to life a second time.
    .replaceAll(/<playground-(?<name>[\w-]+)/g, '<div data-part="$<name>"')
    .replaceAll(/<\/playground-[\w-]+>/g, "</div>")
    .replaceAll(/\s+/g, " ");
  const html = `<div class="opening" slot="opening" inert aria-hidden="true">${body}</div>`;
  const { code: css } = await transform(styles(rendered, shared), { loader: "css", minify: true });
  return { html, css };
}

/** The element, rendered by Lit on this machine. */
async function render() {
  const outfile = join(WWW, "generated", "opening.mjs");
  await build({
    absWorkingDir: WWW,
    bundle: true,
    // Nothing is known of the reader's machine, and nothing is said of Python before it is chosen.
    define: { BUILD_ID: '""', PYTHON_BYTES: "0", "navigator.hardwareConcurrency": '""' },
    entryPoints: ["opening/render.ts"],
    format: "esm",
    outfile,
    packages: "external",
    platform: "node",
    target: "es2022",
  });
  return import(pathToFileURL(outfile).href);
}

/** The elements' styles, each for what was its element. */
function styles(rendered, shared) {
  const own = new Map();
  for (const { groups } of rendered.matchAll(STYLED)) {
    const name = groups.tag.replace("playground-", "");
    const scope = name === groups.tag ? ".opening" : `.opening [data-part="${name}"]`;
    own.set(scope, groups.css.replace(shared, ""));
  }
  const rules = [[[...own.keys()].join(), shared], ...own];
  return rules
    .map(([scope, css]) => `${scope} { ${css.replaceAll(HOST, "&$<matching>")} }`)
    .join("\n");
}
