/** What a reader has to download, compressed as hosts do: no more than was decided. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { moduleWeight, pageWeight } from "./support/weight.ts";

/** Of script and style before the first interaction, in bytes. */
const PAGE = 60 * 1024;
/** Of the WebAssembly module, in bytes: 350 KiB were wished for, and this much it may not pass. */
const MODULE = 360 * 1024;

test("the page, without its engine", (context) => {
  const { files, bytes } = pageWeight();
  context.diagnostic(`${files.join(" + ")}: ${bytes} bytes`);
  assert.ok(bytes <= PAGE, `${bytes} bytes are more than ${PAGE}`);
});

test("the WebAssembly module", (context) => {
  const { bytes } = moduleWeight();
  context.diagnostic(`${bytes} bytes`);
  assert.ok(bytes <= MODULE, `${bytes} bytes are more than ${MODULE}`);
});
