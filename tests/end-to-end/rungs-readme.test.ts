/** What the README says of where the playground runs is what the engines are held against. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { BROWSERS } from "./browsers/chosen.ts";
import { PLACES } from "./rungs.ts";

test("the README shows this table", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  for (const { name, rungs } of PLACES) {
    const cells = [name, ...BROWSERS.map((browser) => rungs[browser.name])];
    assert.ok(readme.includes(`| ${cells.join(" | ")} |\n`), `the README lacks ${name}`);
  }
});
