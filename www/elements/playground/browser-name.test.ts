import assert from "node:assert/strict";
import { test } from "node:test";
import { browserName } from "./browser-name";

test("a browser has the name that its readers know", () => {
  const webKit = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)";
  assert.equal(browserName(`${webKit} Chrome/141.0.0.0 Safari/537.36`), "Chrome 141");
  assert.equal(browserName(`${webKit} Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0`), "Edge 141");
  assert.equal(browserName(`${webKit} Version/18.2 Safari/605.1.15`), "Safari 18");
  assert.equal(browserName("Mozilla/5.0 (X11; Linux) Gecko/20100101 Firefox/140.0"), "Firefox 140");
});

test("what is no browser keeps its own words", () => {
  assert.equal(browserName("CPython 3.14 on Linux"), "CPython 3.14 on Linux");
});
