import { html, nothing } from "lit";
import type { Trial } from "../../generated/types/Trial";
import { counted, duration, percent } from "../foundation/format";
import { inlineStyle } from "../foundation/inline-style";
import { workerColour } from "../foundation/worker-colour";
import { busyShare, haveNames, inFlightText, type ShownTrial } from "../lanes/lanes";

/** The lanes' names, each with the colour in which its worker's pictures are framed, if any are. */
export function namesOf({ lanes }: Trial, areFramed: boolean) {
  return haveNames(lanes.length)
    ? lanes.map(({ name }, worker) => html`<li>${areFramed ? frame(worker) : nothing}${name}</li>`)
    : html`<li>${counted(lanes.length, "lane")}</li>`;
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

/** How long a trial took, and what it had in flight. */
export function timesOf(trial: Trial): string {
  const { elapsedMs, startupMs } = trial;
  const inFlight = inFlightText(trial);
  const start = startupMs > 0 ? ` · workers started before 0, in ${duration(startupMs)}` : "";
  return `${duration(elapsedMs)}${inFlight === null ? "" : ` · ${inFlight}`}${start}`;
}

/** A trial's lanes, for who does not see them. */
export function descriptionOf({ title, trial: { lanes, elapsedMs } }: ShownTrial): string {
  return `${title}: ${counted(lanes.length, "lane")} over ${duration(elapsedMs)}. The table below says how long each was computing.`;
}
