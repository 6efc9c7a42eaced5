import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import type { Trial } from "../../generated/types/Trial";
import { counted, duration, percent } from "../foundation/format";
import { inlineStyle } from "../foundation/inline-style";
import { workerColour } from "../foundation/worker-colour";
import {
  beginsMachine,
  busyShare,
  haveNames,
  inFlightText,
  laneName,
  machinesText,
  type ShownTrial,
} from "../lanes/lanes";

/** The lanes' names, each with the colour in which its worker's pictures are framed, if any are. */
export function namesOf({ lanes }: Trial, areFramed: boolean) {
  return haveNames(lanes.length)
    ? lanes.map(
        (lane, worker) =>
          html`<li class=${beginsMachine(lanes, worker) ? "begins" : ""} title=${laneName(lane)}>${areFramed ? frame(worker) : nothing}${laneName(lane)}</li>`,
      )
    : html`<li>${laneCount(lanes.length)}</li>`;
}

function laneCount(lanes: number): string {
  return counted(lanes, msg("lane"), msg("lanes"));
}

function frame(worker: number) {
  return html`<i .style=${inlineStyle({ "border-color": workerColour(worker) })}></i>`;
}

/** How much of the time each lane was computing. */
export function sharesOf(trial: Trial) {
  return haveNames(trial.lanes.length)
    ? trial.lanes.map((lane) => html`<li>${percent(busyShare(lane, trial))}</li>`)
    : nothing;
}

/** How long a trial took, what it had in flight, and on which machines. */
export function timesOf(trial: Trial): string {
  const { elapsedMs, startupMs, lanes } = trial;
  const start = startupMs > 0 ? startText(duration(startupMs)) : null;
  return [duration(elapsedMs), inFlightText(trial), start, machinesText(lanes)]
    .filter(Boolean)
    .join(" · ");
}

function startText(time: string): string {
  return msg(str`workers started before 0, in ${time}`);
}

/** A trial's lanes, for who does not see them. */
export function descriptionOf({ title, trial: { lanes, elapsedMs } }: ShownTrial): string {
  const [rows, time] = [laneCount(lanes.length), duration(elapsedMs)];
  return msg(
    str`${title}: ${rows} over ${time}. The table below says how long each was computing.`,
  );
}
