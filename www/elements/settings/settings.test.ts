import assert from "node:assert/strict";
import { test } from "node:test";
import type { RunRequest } from "../../generated/types/RunRequest";
import {
  addresses,
  attributeOf,
  FIELD_NAMES,
  fieldOf,
  fieldText,
  fieldValue,
  fromAddress,
  type Settings,
  settingsOf,
  toAddress,
  withField,
  words,
} from "./settings";

const NOWHERE = { search: "", hash: "" };

/** What comes back of settings that went into an address. */
function throughAddress(settings: Settings): Settings {
  return fromAddress(new URL(toAddress(settings, NOWHERE), "https://example.org/"));
}

test("attributes are the fields in kebab-case, and lead back to them", () => {
  assert.equal(attributeOf("bandwidthKib"), "bandwidth-kib");
  for (const field of FIELD_NAMES) {
    assert.equal(fieldOf(attributeOf(field)), field);
  }
  assert.equal(fieldOf("colour"), undefined);
});

test("settings go into a URL and come back", () => {
  const settings: Settings = {
    task: "download-images",
    strategies: "sequential threads",
    chunkSize: "auto",
    urls: "https://example.com/a.jpg?x=1&y=2 https://example.com/ü.png",
  };
  assert.deepEqual(throughAddress(settings), settings);
});

test("a request's settings are whole, and come back from a URL", () => {
  const request = {
    ...Object.fromEntries(FIELD_NAMES.map((field, index) => [field, index + 1])),
    strategies: ["sequential", "threads"],
    urls: [],
    chunkSize: "auto",
  } as unknown as RunRequest;
  const settings = settingsOf(request);
  assert.equal(settings.strategies, "sequential threads");
  assert.deepEqual(
    Object.keys(settings),
    FIELD_NAMES.filter((field) => field !== "urls"),
  );
  assert.deepEqual(throughAddress(settings), settings);
});

test("addresses stay whole, in a text and on their way through a URL", () => {
  const urls = ["http://h/a b ü.png", "http://h/2", "nonsense"];
  const request = { urls } as unknown as RunRequest;
  const { urls: text } = throughAddress({ urls: settingsOf(request).urls ?? "" });
  assert.deepEqual(addresses(text), urls);
  assert.deepEqual(addresses("https://a/1 https://b/?c=http://d/"), [
    "https://a/1",
    "https://b/?c=http://d/",
  ]);
  assert.deepEqual(addresses(undefined), []);
});

test("what a URL says besides is kept, and a field at its default is dropped", () => {
  const before = { search: "?theme=dark&size=5&seed=3", hash: "#top" };
  assert.equal(toAddress({ size: "7" }, before), "?theme=dark&size=7#top");
  assert.equal(toAddress({}, { search: "?size=5", hash: "#urls=http://h/" }), "");
});

test("a field that is emptied is at its default", () => {
  assert.deepEqual(withField({ size: "7", seed: "1" }, "size", " "), { seed: "1" });
  assert.deepEqual(withField({ size: "7" }, "size", null), {});
});

test("lists may be given as arrays, by white space or by commas", () => {
  const strategies = ["threads", "processes"];
  for (const text of ["threads processes", "threads,processes", " threads,\n processes "]) {
    assert.deepEqual(words(text), strategies);
  }
  assert.deepEqual(fieldValue("strategies", fieldText("strategies", strategies) ?? ""), strategies);
  const urls = ["http://h/a b,c.png", "https://i/ü.png"];
  for (const text of [urls.join("\n"), urls.join(" "), urls.join(","), urls.join(", ")]) {
    assert.deepEqual(addresses(text), urls, text);
  }
  assert.deepEqual(fieldValue("urls", fieldText("urls", urls) ?? ""), urls);
});

test("a field's value is a number where its text is one, and null at its default", () => {
  assert.equal(fieldValue("workers", "-1"), -1);
  assert.equal(fieldValue("chunkSize", "auto"), "auto");
  assert.equal(fieldValue("size", "2,000,000"), "2,000,000");
  assert.equal(fieldValue("task", "7"), "7");
  assert.equal(fieldValue("size", undefined), null);
  assert.equal(fieldText("size", null), null);
  assert.equal(fieldText("size", undefined), null);
});

test("a list too long for a host goes into the fragment, and comes back", () => {
  const urls = Array.from(
    { length: 150 },
    (_, index) => `https://example.com/pictures/${index}.jpg`,
  );
  const settings: Settings = { task: "download-images", urls: urls.join("\n") };
  const { search, hash } = new URL(toAddress(settings, NOWHERE), "https://example.org/");
  assert.equal(search, "?task=download-images");
  assert.deepEqual(fromAddress({ search, hash }), settings);
});

test("no link has a user or a password in it", () => {
  const urls = "https://user:pass@h/a@b.png http://user@i/?c=d@e https://j/@k";
  const { urls: linked } = throughAddress({ urls });
  assert.equal(linked, "https://h/a@b.png http://i/?c=d@e https://j/@k");
  // However browsers let it be written.
  for (const [urls, linked] of [
    ["https:user:pass@h/a", "https:h/a"],
    ["HTTP:/user:pass@h/a", "HTTP:/h/a"],
    ["http:///user:pass@h/a", "http:///h/a"],
    ["http:\\\\user:pass@h/a", "http:\\\\h/a"],
    ["http://us er:p ss@h/a", "http://h/a"],
    ["http://a/\n//user:pass@h/a", "http://a/\n//h/a"],
    ["http://a\\b@c", "http://a\\b@c"],
    ["http://a/\nhttp:b@c\nmailto:me@h", "http://a/\nhttp:c\nmailto:me@h"],
  ] as const) {
    assert.equal(throughAddress({ urls }).urls, linked);
  }
});
