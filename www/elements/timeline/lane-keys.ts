import { msg } from "@lit/localize";

/** What a key does while the lanes have the focus. */
export type LaneAction =
  | "before"
  | "after"
  | "above"
  | "below"
  | "first"
  | "last"
  | "select"
  | "release"
  | "earlier"
  | "later"
  | "zoom-in"
  | "zoom-out"
  | "zoom-to"
  | "fit"
  | "help";

/** Keys that belong together, as the page lists them. */
export interface LaneKeys {
  /** How they are written on a keyboard. */
  shown(): readonly string[];
  meaning(): string;
  /** By `KeyboardEvent.key`, after `Shift+` where that has to be held. */
  readonly actions: Readonly<Record<string, LaneAction>>;
}

/** All keys, in the order in which the page lists them. */
export const LANE_KEYS: readonly LaneKeys[] = [
  {
    shown: () => ["←", "→"],
    meaning: () => msg("the span before, the span after"),
    actions: { ArrowLeft: "before", ArrowRight: "after" },
  },
  {
    shown: () => ["↑", "↓"],
    meaning: () => msg("the lane above, the lane below"),
    actions: { ArrowUp: "above", ArrowDown: "below" },
  },
  {
    shown: () => [msg("Home"), msg("End")],
    meaning: () => msg("the lane’s first span, its last"),
    actions: { Home: "first", End: "last" },
  },
  {
    shown: () => [msg("Enter")],
    meaning: () => msg("select the span"),
    actions: { Enter: "select" },
  },
  { shown: () => ["Esc"], meaning: () => msg("let it go"), actions: { Escape: "release" } },
  {
    shown: () => ["+", "−"],
    meaning: () => msg("zoom in, zoom out"),
    actions: { "+": "zoom-in", "Shift++": "zoom-in", "=": "zoom-in", "-": "zoom-out" },
  },
  {
    shown: () => [msg("Shift ←"), msg("Shift →")],
    meaning: () => msg("look earlier, look later"),
    actions: { "Shift+ArrowLeft": "earlier", "Shift+ArrowRight": "later" },
  },
  { shown: () => ["Z"], meaning: () => msg("zoom to the span"), actions: { z: "zoom-to" } },
  { shown: () => ["0"], meaning: () => msg("show everything"), actions: { "0": "fit" } },
  {
    shown: () => ["?"],
    meaning: () => msg("these keys"),
    actions: { "?": "help", "Shift+?": "help" },
  },
];

const ACTIONS = new Map(LANE_KEYS.flatMap(({ actions }) => Object.entries(actions)));

/** What a pressed key does, if anything: the browser's own shortcuts stay its own. */
export function actionOf(event: KeyboardEvent): LaneAction | undefined {
  if (event.ctrlKey || event.altKey || event.metaKey) {
    return undefined;
  }
  return ACTIONS.get(event.shiftKey ? `Shift+${event.key}` : event.key);
}
