import assert from "node:assert/strict";
import { test } from "node:test";
import { pictureBlob } from "./picture-blob";

test("only an SVG is named", () => {
  const type = (text: string) => pictureBlob(new TextEncoder().encode(text)).type;
  assert.equal(type("<svg/>"), "image/svg+xml");
  assert.equal(type("\ufeff\n <?xml version='1.0'?><svg/>"), "image/svg+xml");
  assert.equal(type("GIF89a<"), "");
  assert.equal(type(""), "");
});
