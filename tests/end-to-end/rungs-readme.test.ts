/** What the README says of where the playground runs is what the engines are held against. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { BROWSERS } from "./browsers/chosen.ts";
import { PLACES, pythonRung } from "./rungs.ts";

test("the README shows this table", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  for (const place of PLACES) {
    const { name, rungs } = place;
    const engines = BROWSERS.map((browser) => browser.name);
    const python = engines.map((engine) => pythonRung(engine, place)).join(", ");
    const cells = [name, ...engines.map((engine) => rungs[engine]), python];
    assert.ok(readme.includes(`| ${cells.join(" | ")} |\n`), `the README lacks ${name}`);
  }
});
