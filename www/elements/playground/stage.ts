/** What shows runs. The opening page can do without it, and loads it once there is time. */

import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import type { Fields, Place } from "../../engine/engine";
import type { RunReport } from "../../generated/types/RunReport";
import { failedDownloads } from "../downloads/downloads";
import type { SavedReport } from "../foundation/authored-element";
import { clocksText } from "../foundation/clocks";
import { titling } from "../foundation/contenders";
import { failurePanel } from "../foundation/failure-panel";
import { counted, enumerate, moment } from "../foundation/format";
import { placeName } from "../foundation/place-name";
import type { Part } from "../foundation/shown-parts";
import type { Watcher } from "../foundation/watcher";
import { deviations, graphSection, reservations, verdict } from "../results/results";
import {
  consolesOf,
  contendersOf,
  isLive,
  logsOf,
  outcomes,
  type RunView,
  viewOf,
} from "../run/run";
import type { Settings } from "../settings/settings";
import { Announcer, waitingText } from "./announcer";
import { browserName } from "./browser-name";
import { goOnAtStatus } from "./go-on";
import { Runs } from "./runs";
import "../downloads/elements";
import "../hazards/elements";
import "../reports/elements";
import "../results/elements";
import "../run/elements";
import "../scaling/elements";
import "../timeline/elements";

/** What the stage is told by the element that it belongs to. */
export interface Surroundings {
  readonly settings: Settings;
  readonly place: Place | null;
  readonly theme: string;
  /** Whether what takes much room is left out. */
  readonly compact: boolean;
  /** What an author had marked of the lanes. */
  readonly highlight: string | null;
  /** What of the strategies asked for cannot run here, by their titles. */
  readonly beyond: readonly string[];
  /** Whether a part of what there is to show is wanted. */
  shows(part: Part): boolean;
  /** Called when a remedy changes the settings. */
  onChange(settings: Settings): void;
}

/** Where an element shows its runs, or a report that was saved. */
export class Stage {
  readonly #runs: Runs;
  readonly #announcer = new Announcer();
  readonly #redraw: () => void;
  /** A report that was opened from a file. */
  #saved: SavedReport | null = null;
  /** The view of it, while it is shown instead of the newest run. */
  #savedView: RunView | null = null;

  /** @param redraw called when there is something else to show */
  constructor(redraw: () => void) {
    this.#redraw = redraw;
    this.#runs = new Runs(redraw);
  }

  /** Whether there is nothing to show yet. */
  get isEmpty(): boolean {
    return this.#view === null;
  }

  /** What a screen reader is to say of the runs. */
  get spoken(): string {
    const { view } = this.#runs;
    return view === null ? "" : this.#announcer.sentence(view, performance.now());
  }

  /** The report that is shown, if any. */
  get report(): RunReport | null {
    return this.#view?.report ?? null;
  }

  /** Whether that is from a file. */
  get isSaved(): boolean {
    return this.#savedView !== null;
  }

  get #view(): RunView | null {
    return this.#savedView ?? this.#runs.view;
  }

  /**
   * Runs what the fields say, and shows it.
   *
   * @throws PlaygroundFailure if the request is refused or the run breaks off
   */
  run(fields: Fields, watcher: Watcher): Promise<RunReport> {
    this.#savedView = null;
    return this.#runs.run(fields, watcher);
  }

  /** Shows a saved report, or no longer. */
  open(saved: SavedReport | null): void {
    this.#saved = saved;
    this.#savedView = saved === null ? null : viewOf(saved.report);
    this.#redraw();
  }

  /** Everything there is to show, from how the run stands to how to take it along. */
  render(around: Surroundings) {
    const view = this.#view;
    return view === null
      ? nothing
      : html`
          ${failurePanel(view.failure?.message)}
          ${this.#savedView === null ? nothing : this.#savedNotice(around.beyond)}
          ${this.#status(view, around)}
          ${isLive(view) ? html`<playground-run-progress .view=${view}></playground-run-progress>` : nothing}
          ${PARTS.map(({ part, show }) => (around.shows(part) ? show(view, around) : nothing))}
          ${around.shows("report") ? this.#toKeep(view, around) : nothing}
        `;
  }

  #savedNotice(beyond: readonly string[]) {
    const newest = ({ currentTarget }: Event) => {
      this.#savedView = null;
      this.#redraw();
      void goOnAtStatus((currentTarget as Element).getRootNode());
    };
    return html`<p class="notice">
      ${this.#saved?.isRecorded ? recordedText(this.#saved, beyond) : savedText(this.#saved)}
      ${
        this.#runs.view === null
          ? nothing
          : html`<button type="button" @click=${newest}>${msg("Show the newest run")}</button>`
      }
    </p>`;
  }

  #status(view: RunView, { place, shows }: Surroundings) {
    const { results = [], request } = view.report ?? {};
    // Where results are shown, each says so itself.
    const unequal = shows("results") ? [] : deviations(results);
    const cancel = ({ currentTarget }: Event) => {
      this.#runs.cancel();
      void goOnAtStatus((currentTarget as Element).getRootNode());
    };
    return html`<section class="status">
      <div class="phase">
        <h2 tabindex="-1">${phaseTitle(view)}</h2>
        ${
          isLive(view) || view.startedAt !== null
            ? html`<playground-run-clock .startedAt=${view.startedAt} .endedAt=${view.endedAt}></playground-run-clock>`
            : nothing
        }
        ${isLive(view) ? html`<button type="button" @click=${cancel}>${msg("Cancel")}</button>` : nothing}
      </div>
      <playground-request-line
        .request=${view.request}
        .python=${view.report?.environment.python}
        .gpu=${view.report?.environment.gpu}
        .simulated=${place?.environment.simulatedNetwork ?? true}
      ></playground-request-line>
      ${
        view.loading === null
          ? nothing
          : html`<playground-python-loading .loading=${view.loading}></playground-python-loading>`
      }
      ${[...reservations(results, request?.versions), ...unequal].map((sentence) => html`<p class="notice">${sentence}</p>`)}
      ${
        failedDownloads(view).length > 0
          ? html`<p class="notice">${msg("Not every download succeeded; the time spent on those that failed counts as well. They are listed below.")}</p>`
          : nothing
      }
      ${view.notices.map(({ message }) => html`<p class="notice">${message}</p>`)}
    </section>`;
  }

  /** How it compares with a saved one, and what it can be saved as. */
  #toKeep(view: RunView, { theme }: Surroundings) {
    const newest = this.#runs.view?.report ?? null;
    return html`
      ${
        this.#saved === null || newest === null || isLive(view)
          ? nothing
          : html`<playground-report-comparison
              .saved=${this.#saved.report}
              .name=${this.#saved.name}
              .newest=${newest}
            ></playground-report-comparison>
            <playground-lane-view
              bare
              .outcomes=${[...named(newest, msg("newest")), ...named(this.#saved.report, this.#saved.name)]}
              .theme=${theme}
            ></playground-lane-view>`
      }
      ${
        view.report === null
          ? nothing
          : html`<playground-take-along .report=${view.report}></playground-take-along>`
      }
    `;
  }
}

/** The parts of what a run has to show, in the order in which they stand. */
const PARTS: readonly {
  readonly part: Part;
  show(view: RunView, around: Surroundings): unknown;
}[] = [
  { part: "results", show: results },
  { part: "why", show: explanation },
  { part: "output", show: output },
  { part: "log", show: log },
  { part: "lanes", show: lanes },
];

/** What a report's contenders have to show, each with whose it is. */
function named(report: RunReport, name: string) {
  return outcomes(viewOf(report)).map((outcome) => ({
    ...outcome,
    title: `${outcome.title} · ${name}`,
  }));
}

function savedText(saved: SavedReport | null): string {
  const { name, report } = saved ?? {};
  const place = report === undefined ? msg("a browser") : placeName(report.environment);
  if (report?.endedAt === undefined) {
    return msg(str`This is the saved report ${name}, run in ${place}.`);
  }
  const date = moment(report.endedAt);
  return msg(str`This is the saved report ${name}, run on ${date} in ${place}.`);
}

/** Where and when a report was recorded, and why it is shown where that is not by choice. */
function recordedText({ report }: SavedReport, beyond: readonly string[]): string {
  const place = browserName(placeName(report.environment));
  const cores = counted(report.environment.logicalCores, msg("logical core"), msg("logical cores"));
  return [recordedWhere(report, place, cores), ...whyRecorded(beyond)].join(" ");
}

function recordedWhere({ endedAt }: RunReport, place: string, cores: string): string {
  if (endedAt === undefined) {
    return msg(str`Recorded, in ${place} on ${cores}.`);
  }
  const date = moment(endedAt);
  return msg(str`Recorded on ${date}, in ${place} on ${cores}.`);
}

function whyRecorded(beyond: readonly string[]): string[] {
  const which = enumerate(beyond);
  return beyond.length === 0 ? [] : [msg(str`This browser cannot run ${which} on this page.`)];
}

function results(view: RunView) {
  return isLive(view)
    ? nothing
    : html`<playground-strategy-results .view=${view}></playground-strategy-results>`;
}

function explanation({ report }: RunView, { settings, compact, onChange }: Surroundings) {
  return html`
    <playground-diagnosis
      .report=${report}
      .settings=${settings}
      @settings-change=${({ detail }: CustomEvent<Settings>) => onChange(detail)}
    ></playground-diagnosis>
    ${compact ? nothing : html`<playground-outlook .report=${report}></playground-outlook>`}
  `;
}

function downloads(view: RunView) {
  return html`
    ${
      view.pictures.size > 0
        ? html`<playground-picture-gallery .view=${view}></playground-picture-gallery>`
        : nothing
    }
    ${
      failedDownloads(view).length > 0
        ? html`<playground-failed-downloads .view=${view}></playground-failed-downloads>`
        : nothing
    }
  `;
}

/** What was computed or downloaded, as far as it can be looked at. */
function output(view: RunView) {
  return html`${downloads(view)} ${paintedPicture(view)}`;
}

function log(view: RunView) {
  return html`
    ${consolesOf(view).length > 0 ? html`<playground-console .view=${view}></playground-console>` : nothing}
    ${logsOf(view).length > 0 ? html`<playground-run-log .view=${view}></playground-run-log>` : nothing}
  `;
}

function paintedPicture(view: RunView) {
  const [first] = view.painted;
  return first === undefined
    ? nothing
    : html`<playground-painted-picture
        .bands=${view.painted}
        .whose=${titling(contendersOf(view))(first)}
      ></playground-painted-picture>`;
}

function lanes(view: RunView, { theme, highlight }: Surroundings) {
  const all = outcomes(view);
  return html`
    ${
      all.length > 0
        ? html`<playground-lane-view
            .outcomes=${all}
            .framed=${view.pictures.size > 0}
            .highlight=${highlight}
            .theme=${theme}
          ></playground-lane-view>`
        : nothing
    }
    ${clocksNote(view)}
    ${graphSection(all)}
  `;
}

/** What is to be known of lanes that are on several machines. */
function clocksNote({ report }: RunView) {
  const told = report === null ? "" : clocksText(report.environment);
  return told === "" ? nothing : html`<p class="note clocks">${told}</p>`;
}

function phaseTitle({ phase, ahead, loading, report }: RunView): string {
  if (loading !== null && phase !== "cancelling") {
    return msg("Loading Python");
  }
  switch (phase) {
    case "checking":
      return msg("Starting");
    case "queued":
      return waitingText(ahead);
    case "running":
      return msg("Running");
    case "cancelling":
      return msg("Cancelling");
    case "finished":
      return verdict(report?.results ?? [], report?.request.versions);
    case "cancelled":
      return `${msg("Cancelled.")} ${verdict(report?.results ?? [], report?.request.versions)}`;
    case "failed":
      return msg("The run failed");
  }
}
