/** What shows runs. The opening page can do without it, and loads it once there is time. */

import { html, nothing } from "lit";
import type { Fields, Place } from "../../engine/engine";
import type { RunReport } from "../../generated/types/RunReport";
import { failedDownloads } from "../downloads/downloads";
import { titling } from "../foundation/contenders";
import { counted, moment } from "../foundation/format";
import { graphSection, reservations, verdict } from "../results/results";
import { contendersOf, isLive, logsOf, outcomes, type RunView, viewOf } from "../run/run";
import type { Settings } from "../settings/settings";
import { Announcer } from "./announcer";
import { failurePanel } from "./failure-panel";
import type { SavedReport } from "./open-report";
import { Runs, type Watcher } from "./runs";
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

  /** Whether a run is going on or waiting. */
  get isLive(): boolean {
    return this.#runs.isLive;
  }

  /** What a screen reader is to say of the runs. */
  get spoken(): string {
    const { view } = this.#runs;
    return view === null ? "" : this.#announcer.sentence(view, performance.now());
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
          ${view.failure === null ? nothing : failurePanel(view.failure)}
          ${this.#savedView === null ? nothing : this.#savedNotice()}
          ${this.#status(view, around.place)}
          ${
            isLive(view)
              ? html`<playground-run-progress .view=${view}></playground-run-progress>`
              : html`<playground-strategy-results .view=${view}></playground-strategy-results>
                  ${this.#comparison()}`
          }
          ${explanation(view, around)} ${downloads(view)} ${outputs(view)} ${lanes(view, around)}
          ${
            view.report === null
              ? nothing
              : html`<playground-take-along .report=${view.report}></playground-take-along>`
          }
        `;
  }

  #savedNotice() {
    const { name, report } = this.#saved ?? {};
    const date = report?.endedAt === undefined ? "" : ` on ${moment(report.endedAt)}`;
    const newest = () => {
      this.#savedView = null;
      this.#redraw();
    };
    return html`<p class="notice">
      This is the saved report ${name}, run${date} in ${report?.environment.browser}.
      ${
        this.#runs.view === null
          ? nothing
          : html`<button type="button" @click=${newest}>Show the newest run</button>`
      }
    </p>`;
  }

  #status(view: RunView, place: Place | null) {
    const cancel = () => this.#runs.cancel();
    return html`<section class="status">
      <div class="phase">
        <h2>${phaseTitle(view)}</h2>
        ${
          isLive(view) || view.startedAt !== null
            ? html`<playground-run-clock .startedAt=${view.startedAt} .endedAt=${view.endedAt}></playground-run-clock>`
            : nothing
        }
        ${isLive(view) ? html`<button type="button" @click=${cancel}>Cancel</button>` : nothing}
      </div>
      <playground-request-line
        .request=${view.request}
        .simulated=${place?.environment.simulatedNetwork ?? true}
      ></playground-request-line>
      ${
        view.loading === null
          ? nothing
          : html`<playground-python-loading .loading=${view.loading}></playground-python-loading>`
      }
      ${reservations(view.report?.results ?? []).map((sentence) => html`<p class="notice">${sentence}</p>`)}
      ${
        failedDownloads(view).length > 0
          ? html`<p class="notice">Not every download succeeded; the time spent on those that failed counts as well. They are listed below.</p>`
          : nothing
      }
      ${view.notices.map(({ message }) => html`<p class="notice">${message}</p>`)}
    </section>`;
  }

  #comparison() {
    const newest = this.#runs.view?.report ?? null;
    return this.#saved === null || newest === null
      ? nothing
      : html`<playground-report-comparison
          .saved=${this.#saved.report}
          .name=${this.#saved.name}
          .newest=${newest}
        ></playground-report-comparison>`;
  }
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

function outputs(view: RunView) {
  return html`
    ${paintedPicture(view)}
    ${
      logsOf(view).length > 0
        ? html`<playground-run-log .view=${view}></playground-run-log>`
        : nothing
    }
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

function lanes(view: RunView, { theme }: Surroundings) {
  const all = outcomes(view);
  return html`
    ${
      all.length > 0
        ? html`<playground-lane-view
            .outcomes=${all}
            .framed=${view.pictures.size > 0}
            .theme=${theme}
          ></playground-lane-view>`
        : nothing
    }
    ${graphSection(all)}
  `;
}

function phaseTitle({ phase, ahead, loading, report }: RunView): string {
  if (loading !== null && phase !== "cancelling") {
    return "Loading Python";
  }
  switch (phase) {
    case "checking":
      return "Starting";
    case "queued":
      return `Waiting for ${counted(ahead, "other run")}`;
    case "running":
      return "Running";
    case "cancelling":
      return "Cancelling";
    case "finished":
      return verdict(report?.results ?? []);
    case "cancelled":
      return `Cancelled. ${verdict(report?.results ?? [])}`;
    case "failed":
      return "The run broke off";
  }
}
