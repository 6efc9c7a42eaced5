import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { MsgFn } from "@lit/localize/internal/types.js";
import { noteSpoken } from "../../engine/locale";
import {
  bytes,
  clock,
  count,
  decimal,
  duration,
  enumerate,
  moment,
  percent,
  times,
} from "./format";

/** Texts stay as they are: here it is about figures. */
const translate = ((text: string) => text) as MsgFn;

before(() => {
  const catalogue = {} as never;
  noteSpoken("de", { translate, translateAll: () => undefined, catalogue, hazards: [] });
});

const spaced = (text: string) => text.replaceAll("\u00a0", " ");

test("in German figures have a decimal comma, and points between thousands", () => {
  assert.equal(count(2_000_000), "2.000.000");
  assert.equal(decimal(0.25, 3), "0,250");
  assert.equal(times(1.934), "1,93×");
  assert.equal(spaced(percent(0.96)), "96 %");
  assert.equal(spaced(duration(1620)), "1,62 s");
  assert.equal(spaced(bytes(1_300_000)), "1,24 MiB");
  assert.equal(clock(65_400), "1:05,4");
});

test("so are lists and moments as German writes them", () => {
  assert.equal(enumerate(["Threads", "Prozesse", "Ranks"]), "Threads, Prozesse und Ranks");
  assert.match(moment("2026-02-28T09:30:00Z"), /^2[78]\. Februar 2026/);
});
