import assert from "node:assert/strict";
import { test } from "node:test";
import { scriptsIn, whyNotFound } from "./listings.ts";

/** An element with these scripts in it. */
function article(...scripts: { text: string; dataset: Record<string, string> }[]): Element {
  const nothing = { title: "", querySelector: () => null };
  const all = scripts.map(({ text, dataset }) => ({ ...nothing, textContent: text, dataset }));
  return { querySelectorAll: () => all } as unknown as Element;
}

test("a listing loses what all of its lines begin with, and nothing else", () => {
  const text = "\n    def work():\n\n        return 1\n  \n";
  const [draft] = scriptsIn(article({ text, dataset: {} }));
  assert.equal(draft?.source, "def work():\n\n    return 1\n");
  const [flat] = scriptsIn(article({ text: "a\n  b", dataset: {} }));
  assert.equal(flat?.source, "a\n  b\n");
});

test("what an author says of a listing is told on", () => {
  const [ranks, plain] = scriptsIn(
    article(
      { text: "pass", dataset: { name: "Ranks", ranks: "4", unordered: "" } },
      { text: "pass", dataset: {} },
    ),
  );
  assert.deepEqual(ranks, { name: "Ranks", source: "pass\n", ranks: 4, unordered: true });
  assert.deepEqual(plain, { name: "Version 2", source: "pass\n", unordered: false });
});

test("ids that the page has not are named", () => {
  const root = {
    getElementById: (id: string) => (id === "one" ? {} : null),
  } as unknown as Document;
  assert.equal(whyNotFound("#one one", root), undefined);
  assert.match(
    whyNotFound("#one #tow three", root) ?? "",
    /no listing with the id “tow” and “three”/,
  );
});
