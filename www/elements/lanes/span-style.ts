import type { Language } from "../../generated/types/Language";
import type { SpanKind } from "../../generated/types/SpanKind";

/** How a kind of span is told apart where its colour is not seen. */
export type Texture =
  | "solid"
  | "thin-line"
  | "crossed"
  | "upright"
  | "level"
  | "sparse-diagonal"
  | "dense-diagonal";

/** How a kind of span looks and what it means; its colour is `--pp-span-KIND`. */
export interface SpanStyle {
  readonly label: string;
  readonly meaning: string;
  /** What it means in Python, where that is something else. */
  readonly inPython?: string;
  readonly texture: Texture;
}

/** Every kind, in the legend's order. */
export const SPAN_STYLES: Readonly<Record<SpanKind, SpanStyle>> = {
  run: {
    label: "run",
    meaning: "computing items",
    inPython: "holding the GIL: running Python",
    texture: "solid",
  },
  fetch: {
    label: "fetch",
    meaning: "waiting for a response and reading it",
    texture: "dense-diagonal",
  },
  wait: {
    label: "wait",
    meaning: "idle, or pausing between two tries of a request",
    texture: "thin-line",
  },
  "lock-wait": {
    label: "lock wait",
    meaning: "waiting for a lock that another worker holds",
    inPython: "waiting for the GIL or another lock",
    texture: "crossed",
  },
  serialise: {
    label: "serialise",
    meaning: "turning data into bytes, or bytes into data",
    inPython: "pickling, or unpickling",
    texture: "upright",
  },
  copy: {
    label: "copy",
    meaning: "moving bytes between two memories",
    texture: "level",
  },
  start: { label: "start", meaning: "being started", texture: "sparse-diagonal" },
};

/** What a kind of span means in these languages: in each, where it is not the same. */
export function meaningIn(kind: SpanKind, languages: readonly Language[]): string {
  const { meaning, inPython = meaning } = SPAN_STYLES[kind];
  if (!languages.includes("python") || inPython === meaning) {
    return meaning;
  }
  return languages.length === 1 ? inPython : `${meaning}; in Python: ${inPython}`;
}

/** Every kind of span, in the legend's order. */
export const SPAN_KINDS = Object.keys(SPAN_STYLES) as readonly SpanKind[];

/** What the spans of each kind are filled with. */
export type Fills<Fill> = Readonly<Record<SpanKind, Fill>>;
