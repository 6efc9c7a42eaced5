/** What a reader has to download, compressed as hosts do: no more than was decided. */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as testBed from "./support/test-bed.ts";
import { moduleWeight, pageWeight } from "./support/weight.ts";

/**
 * Of script and style before the first interaction, opening or idle, in bytes: 40 KiB, and what it takes
 * to choose a language and to have every text translated, and to keep spans without an object for each.
 */
const PAGE = 43 * 1024;
/**
 * Of the WebAssembly module, in bytes. What decodes pictures is a module of its own, which only
 * tasks that decode load.
 */
const MODULE = 330 * 1024;

for (const document of ["index.html", "playground.html", "embed.html"]) {
  test(`${document}, without its engine`, async (context) => {
    const site = await testBed.site();
    const page = await testBed.page();
    await page.open(site.root + document);
    const { files, bytes } = pageWeight(await page.call("return inPage.loaded();"));
    context.diagnostic(`${files.join(" + ")}: ${bytes} bytes`);
    assert.ok(bytes <= PAGE, `${bytes} bytes are more than ${PAGE}`);
  });
}

test("the WebAssembly module", (context) => {
  const { bytes } = moduleWeight();
  context.diagnostic(`${bytes} bytes`);
  assert.ok(bytes <= MODULE, `${bytes} bytes are more than ${MODULE}`);
});
