import { msg, str } from "@lit/localize";
import { css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { PlaygroundFailure } from "../../engine/engine";
import type { Environment } from "../../generated/types/Environment";
import { AdoptableElement } from "../foundation/adoptable-element";
import {
  catalogue,
  isInReach,
  languagesAmong,
  strategyEntry,
  takesWorkers,
  unsuitedBecause,
} from "../foundation/catalogue";
import { isSame, titling } from "../foundation/contenders";
import { element } from "../foundation/define";
import { duration } from "../foundation/format";
import { Presence } from "../foundation/presence";
import { base } from "../foundation/styles/base";
import { numbers } from "../foundation/styles/numbers";
import { type Settings, words } from "../settings/settings";
import { chunkSection } from "./chunk-section";
import {
  type ChunkSweep,
  type SweepOptions,
  type SweepProgress,
  type Swept,
  sweepChunks,
  sweepWorkers,
  type WorkerSweep,
} from "./sweep";
import { workerSection } from "./worker-section";

/** What is being measured, until it is there or given up. */
interface Running {
  readonly progress: SweepProgress | null;
  readonly cancel: AbortController;
}

/** How a contender fares with more workers, and with larger chunks. */
@element("scaling-view")
export class ScalingView extends AdoptableElement {
  static override styles = [
    base,
    numbers,
    css`
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 0.6em 1em;
        align-items: center;
        margin-block-start: 0.8em;
      }

      select {
        min-block-size: 2.5em;
        margin-inline-start: 0.4em;
        padding: 0.3em 0.6em;
        border: 1px solid var(--pp-edge);
        border-radius: var(--pp-radius);
        background: var(--pp-surface);
        color: var(--pp-ink);
        font: inherit;
        font-size: 0.9375em;
      }

      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.9em;
        margin-block-start: 1.8em;
      }

      p {
        max-inline-size: 44em;
      }
    `,
  ];

  /** The settings to run with; the sweep sets workers, chunk size, language and strategy. */
  @property({ attribute: false }) accessor settings: Settings = {};
  @property({ attribute: false }) accessor environment: Environment | null = null;

  @state() private accessor chosen: Swept | null = null;
  @state() private accessor running: Running | null = null;
  @state() private accessor workers: WorkerSweep | null = null;
  @state() private accessor chunks: ChunkSweep | null = null;
  @state() private accessor failure: string | null = null;

  readonly #presence = new Presence(this);

  get #choices(): Swept[] {
    const { task = catalogue.defaultTask } = this.settings;
    const languages = languagesAmong(words(this.settings.language));
    const all = takesWorkers.flatMap((strategy) =>
      languages.map((language) => ({ language, strategy })),
    );
    const titleOf = titling(all);
    return all
      .filter(({ language, strategy }) => {
        const needs = strategyEntry(strategy)?.needs ?? "threads";
        const fits = isInReach(needs, this.environment, language);
        return fits && unsuitedBecause(strategy, task) === undefined;
      })
      .map((contender) => ({ ...contender, title: titleOf(contender) }));
  }

  async #measure(sweep: (options: SweepOptions) => Promise<void>): Promise<void> {
    const cancel = new AbortController();
    this.failure = null;
    this.running = { progress: null, cancel };
    const onProgress = (progress: SweepProgress) => {
      this.running = { progress, cancel };
    };
    const onFailure = ({ message }: PlaygroundFailure) => {
      this.failure = message;
    };
    try {
      const signal = AbortSignal.any([cancel.signal, this.#presence.signal]);
      await sweep({ signal, onProgress, onFailure });
    } catch (exception) {
      if (!(exception instanceof PlaygroundFailure)) {
        throw exception;
      }
      this.failure = exception.message;
    } finally {
      this.running = null;
    }
  }

  #measureWorkers(swept: Swept, cores: number, most: number): void {
    void this.#measure(async (options) => {
      const workers = await sweepWorkers(this.settings, swept, cores, most, options);
      this.workers = workers ?? this.workers;
    });
  }

  #measureChunks(swept: Swept): void {
    void this.#measure(async (options) => {
      this.chunks = await sweepChunks(this.settings, swept, options);
    });
  }

  override render() {
    const choices = this.#choices;
    const { chosen } = this;
    const swept = choices.find((own) => chosen !== null && isSame(own, chosen)) ?? choices[0];
    const cores = this.environment?.logicalCores;
    if (swept === undefined || cores === undefined) {
      return html`<p class="note">${msg("No strategy can have several workers here.")}</p>`;
    }
    const most = Math.min(2 * cores, catalogue.workers.max);
    return html`
      <p class="note">
        ${msg("Runs the task above again and again, with one more worker or larger chunks each time.")}
      </p>
      <div class="actions">
        <label>
          <span class="label">${msg("Strategy")}</span>
          <select
            @change=${({ target }: Event) => {
              this.chosen = choices[(target as HTMLSelectElement).selectedIndex] ?? null;
            }}
          >
            ${choices.map((own) => html`<option ?selected=${own === swept}>${own.title}</option>`)}
          </select>
        </label>
        ${
          this.running === null
            ? html`
                <button type="button" @click=${() => this.#measureWorkers(swept, cores, most)}>
                  ${msg(str`Measure 1 to ${most} workers`)}
                </button>
                <button type="button" @click=${() => this.#measureChunks(swept)}>${msg("Measure chunk sizes")}</button>
              `
            : html`<button type="button" @click=${() => this.running?.cancel.abort()}>${msg("Cancel")}</button>`
        }
        <span class="note figure" role="status">${this.running === null ? nothing : progressText(this.running.progress)}</span>
      </div>
      ${this.failure === null ? nothing : html`<p class="wrong" role="alert">${this.failure}</p>`}
      ${this.workers === null ? nothing : workerSection(this.workers, cores)}
      ${this.chunks === null ? nothing : chunkSection(this.chunks)}
    `;
  }
}

function progressText(progress: SweepProgress | null): string {
  if (progress === null) {
    return msg("Starting");
  }
  const { done, of, remainingMs } = progress;
  const number = done + 1;
  if (remainingMs === null) {
    return msg(str`Run ${number} of ${of}`);
  }
  const rest = duration(remainingMs);
  return msg(str`Run ${number} of ${of}, about ${rest} to go`);
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-scaling-view": ScalingView;
  }
}
