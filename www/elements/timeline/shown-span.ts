import { msg, str } from "@lit/localize";
import type { ItemRange } from "../../generated/types/ItemRange";
import type { Lane } from "../../generated/types/Lane";
import type { Language } from "../../generated/types/Language";
import type { Span } from "../../generated/types/Span";
import { count, duration } from "../foundation/format";
import { indexOf, laneName, meaningIn, type ShownTrial, SPAN_STYLES } from "../lanes/lanes";
import type { SpanPlace } from "./trial-lanes";

/** Where a span of one of the trials that are shown is. */
export interface ShownSpan {
  /** The title of the trial's contender. */
  readonly title: string;
  readonly place: SpanPlace;
}

/** A span with the lane it is on, and the language that it is of. */
export interface SpanOnLane {
  readonly language: Language;
  readonly lane: Lane;
  readonly span: Span;
}

/** The span that is at a place, while it is known. */
export function spanOnLane(
  shown: readonly ShownTrial[],
  where: ShownSpan | null,
): SpanOnLane | undefined {
  if (where === null) {
    return undefined;
  }
  const own = shown.find(({ title }) => title === where.title);
  const lane = own?.trial.lanes[where.place.lane];
  const span = lane && indexOf(lane).at(where.place.span);
  return own === undefined || lane === undefined || span === undefined
    ? undefined
    : { language: own.language, lane, span };
}

/** A span in words. */
export function spanText({ language, lane, span }: SpanOnLane): string {
  const name = laneName(lane);
  const label = SPAN_STYLES[span.kind].label();
  const meaning = meaningIn(span.kind, [language]);
  const length = duration(span.endMs - span.startMs);
  const begin = duration(span.startMs);
  if (span.range === undefined) {
    return msg(str`${name}: ${label} (${meaning}), ${length} from ${begin}`);
  }
  const items = itemsText(span.range);
  return msg(str`${name}: ${label} (${meaning}), ${items}, ${length} from ${begin}`);
}

function itemsText({ start, end }: ItemRange): string {
  const [first, last] = [count(start), count(end - 1)];
  return end - start === 1 ? msg(str`item ${first}`) : msg(str`items ${first} to ${last}`);
}
