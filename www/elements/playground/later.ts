import { msg } from "@lit/localize";
import { arrived } from "../foundation/later-part";
import { near } from "../foundation/near";

/** A part of the element that the opening page does without. */
interface Later<T> {
  /** What it does, for who is told that it could not be had. */
  what(): string;
  load(): Promise<T>;
}

/** How far below what is seen a part is loaded: small parts, that are there at once. */
const MARGIN = "10%";

const STAGE = { what: () => msg("the view of a run"), load: () => import("./stage") };

const RECORDING = { what: () => msg("a recorded report"), load: () => import("./recording") };

const SETTINGS = { what: () => msg("the settings"), load: () => import("../settings/elements") };

/** Elements that are loaded when the reader comes near them: each is a task of its own. */
const NEAR: Readonly<Record<string, Later<unknown>>> = {
  "playground-contents": { what: () => msg("the contents"), load: () => import("./contents") },
  "playground-embed-dialogue": {
    what: () => msg("the snippets"),
    load: () => import("./embed-dialogue"),
  },
  "playground-empty-lanes": { what: () => msg("the stage"), load: () => import("./empty-lanes") },
  "playground-open-report": {
    what: () => msg("saved reports"),
    load: () => import("./open-report"),
  },
  "playground-hazards": {
    what: () => msg("the hazards"),
    load: () => import("../hazards/elements"),
  },
  "playground-scaling": {
    what: () => msg("how a task scales"),
    load: () => import("../scaling/elements"),
  },
  "playground-code-view": {
    what: () => msg("the source code"),
    load: () => import("../code/elements"),
  },
  "playground-download-directory": {
    what: () => msg("the download directory"),
    load: () => import("../downloads/elements"),
  },
  "playground-kept-here": {
    what: () => msg("what is kept here"),
    load: () => import("../downloads/elements"),
  },
};

/**
 * Loads what shows runs.
 *
 * @throws PlaygroundFailure `start-failed` if it cannot be had; the next call tries again
 */
export function loadStage(): Promise<typeof import("./stage")> {
  return loaded(STAGE);
}

/**
 * Loads what shows a report that an author recorded.
 *
 * @throws PlaygroundFailure `start-failed` if it cannot be had; the next call tries again
 */
export function loadRecording(): Promise<typeof import("./recording")> {
  return loaded(RECORDING);
}

/**
 * Loads the controls.
 *
 * @throws PlaygroundFailure `start-failed` if they cannot be had
 */
export async function loadSettings(): Promise<void> {
  await loaded(SETTINGS);
}

/**
 * Loads the element that is still to come to life, once it is near.
 *
 * @throws PlaygroundFailure `start-failed` if it cannot be had
 */
export async function loadNear(element: Element): Promise<void> {
  if (element.localName in NEAR) {
    await near(element, MARGIN);
    await loadNow(element);
  }
}

/**
 * Loads the element that is still to come to life.
 *
 * @throws PlaygroundFailure `start-failed` if it cannot be had
 */
export async function loadNow(element: Element): Promise<void> {
  const later = NEAR[element.localName];
  if (later !== undefined) {
    await loaded(later);
  }
}

const loading = new Map<Later<unknown>, Promise<unknown>>();

/** Who asks first goes on first, which several imports of one script would not keep to. */
function loaded<T>(later: Later<T>): Promise<T> {
  const begun = (loading.get(later) as Promise<T> | undefined) ?? later.load();
  loading.set(later, begun);
  begun.catch(() => loading.delete(later));
  return arrived(later.what, begun);
}
