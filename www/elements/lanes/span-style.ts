import { msg, str } from "@lit/localize";
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
  label(): string;
  meaning(): string;
  /** What it means in Python, where that is something else. */
  inPython?(): string;
  readonly texture: Texture;
}

/** Every kind, in the legend's order. */
export const SPAN_STYLES: Readonly<Record<SpanKind, SpanStyle>> = {
  run: {
    label: () => msg("run"),
    meaning: () => msg("computing items"),
    inPython: () => msg("holding the GIL: running Python"),
    texture: "solid",
  },
  fetch: {
    label: () => msg("fetch"),
    meaning: () => msg("waiting for a response and reading it"),
    texture: "dense-diagonal",
  },
  wait: {
    label: () => msg("wait"),
    meaning: () => msg("idle, or pausing between two tries of a request"),
    texture: "thin-line",
  },
  "lock-wait": {
    label: () => msg("lock wait"),
    meaning: () => msg("waiting for a lock that another worker holds"),
    inPython: () => msg("waiting for the GIL or another lock"),
    texture: "crossed",
  },
  serialise: {
    label: () => msg("serialise"),
    meaning: () => msg("turning data into bytes, or bytes into data"),
    inPython: () => msg("pickling, or unpickling"),
    texture: "upright",
  },
  copy: {
    label: () => msg("copy"),
    meaning: () => msg("moving bytes between two memories"),
    texture: "level",
  },
  start: {
    label: () => msg("start"),
    meaning: () => msg("being started"),
    texture: "sparse-diagonal",
  },
};

/** What a kind of span means in these languages: in each, where it is not the same. */
export function meaningIn(kind: SpanKind, languages: readonly Language[]): string {
  const style = SPAN_STYLES[kind];
  const meaning = style.meaning();
  const inPython = style.inPython?.();
  if (!languages.includes("python") || inPython === undefined) {
    return meaning;
  }
  return languages.length === 1 ? inPython : msg(str`${meaning}; in Python: ${inPython}`);
}

/** Every kind of span, in the legend's order. */
export const SPAN_KINDS = Object.keys(SPAN_STYLES) as readonly SpanKind[];

/** What the spans of each kind are filled with. */
export type Fills<Fill> = Readonly<Record<SpanKind, Fill>>;
