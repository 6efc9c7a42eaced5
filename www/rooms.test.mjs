/** The map of the rooms is true: it is what the linter holds. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const read = (file) => readFileSync(new URL(file, import.meta.url), "utf8");

test("the map has every room, with those that the linter lets it know", () => {
  const rooms = readdirSync(new URL("elements", import.meta.url));
  assert.deepEqual(Object.keys(drawn()).sort(), rooms.sort());
  assert.deepEqual(drawn(), allowed());
});

/** Each room with those it knows, as the map's table has them. */
function drawn() {
  const rows = read("README.md").matchAll(/^\| `(?<room>\w+)\/` \|[^|]*\|(?<known>[^|]*)\|$/gm);
  return Object.fromEntries(
    Array.from(rows, ({ groups: { room, known } }) => [
      room,
      Array.from(known.matchAll(/\w+/g), String).sort(),
    ]),
  );
}

/** The same, as the linter lets them; what every room stands on goes without saying. */
function allowed() {
  const rules = JSON.parse(read("rooms.json")).overrides.flatMap(({ includes, linter }) => {
    const [{ group }] = linter.rules.style.noRestrictedImports.options.patterns;
    const known = group.map((path) => path.match(/^!\.\.\/(\w+)\//)?.[1]).filter(Boolean);
    return includes.map((path) => [path.match(/^elements\/(\w+)\//)?.[1], known]);
  });
  return Object.fromEntries(
    rules
      .filter(([room]) => room !== undefined)
      .map(([room, known]) => [
        room,
        [...new Set(known)].filter((name) => name !== "foundation").sort(),
      ]),
  );
}
