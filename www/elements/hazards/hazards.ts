import { msg, str } from "@lit/localize";
import { css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { Engine, PlaygroundFailure } from "../../engine/engine";
import hazards from "../../generated/hazards.json";
import type { Environment } from "../../generated/types/Environment";
import type { HazardEntry } from "../../generated/types/HazardEntry";
import type { HazardReport } from "../../generated/types/HazardReport";
import type { Scene } from "../../generated/types/Scene";
import { isInReach } from "../foundation/catalogue";
import { element } from "../foundation/define";
import { texts } from "../foundation/locale";
import { PatientElement } from "../foundation/patient-element";
import { base } from "../foundation/styles/base";
import type { Outcome as LaneOutcome } from "../run/run";

/** What became of a hazard: its report, or why there is none. */
type Outcome = HazardReport | PlaygroundFailure;

/** What can go wrong where workers share something: small exhibits, each run on demand. */
@element("hazards")
export class Hazards extends PatientElement {
  static override styles = [
    base,
    css`
      ul {
        display: grid;
        gap: 2em;
        margin-block-start: 1em;
      }

      .head {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4em 1em;
        align-items: baseline;
        justify-content: space-between;
      }

      p {
        max-inline-size: 44em;
      }

      dl {
        display: grid;
        gap: 1.1em;
        margin-block: 1em;
      }

      dt {
        font-weight: 650;
      }

      .harmed {
        color: var(--pp-wrong);
      }
    `,
  ];

  /** Where runs take place, once that is known. */
  @property({ attribute: false }) accessor environment: Environment | null = null;

  @state() private accessor outcomes: ReadonlyMap<string, Outcome> = new Map();
  /** The hazard that is being run. */
  @state() private accessor running: string | null = null;

  async #run(id: string): Promise<void> {
    if (this.running !== null) {
      return;
    }
    this.running = id;
    // What shows the lanes is wanted only then; where it cannot be had, the rest is told all the same.
    import("../timeline/elements").catch(() => undefined);
    try {
      this.#keep(id, await Engine.shared().runHazard(id));
    } catch (exception) {
      if (!(exception instanceof PlaygroundFailure)) {
        throw exception;
      }
      this.#keep(id, exception);
    } finally {
      this.running = null;
    }
  }

  #keep(id: string, outcome: Outcome): void {
    this.outcomes = new Map(this.outcomes).set(id, outcome);
  }

  override render() {
    return html`
      <h2>${msg("What can go wrong")}</h2>
      <ul>
        ${(texts()?.hazards ?? (hazards as HazardEntry[])).map((hazard) => this.#hazard(hazard))}
      </ul>
    `;
  }

  #hazard({ id, title, summary, lesson, needs }: HazardEntry) {
    const isPossible = isInReach(needs, this.environment);
    const outcome = this.outcomes.get(id);
    return html`<li id=${id}>
      <div class="head">
        <h3>${title}</h3>
        <button
          type="button"
          aria-label=${msg(str`Run: ${title}`)}
          aria-disabled=${this.running !== null || !isPossible}
          @click=${() => (isPossible ? this.#run(id) : undefined)}
        >
          ${this.running === id ? msg("Running …") : msg("Run")}
        </button>
      </div>
      <p>${summary}</p>
      ${isPossible ? nothing : html`<p class="note">${msg("Cannot run here: see “why?” above.")}</p>`}
      <div aria-live="polite">${outcome === undefined ? nothing : told(outcome, lesson)}</div>
    </li>`;
  }
}

function told(outcome: Outcome, lesson: string) {
  return outcome instanceof PlaygroundFailure
    ? html`<p class="harmed">${outcome.message}</p>`
    : html`
        <dl>
          ${outcome.scenes.map(
            ({ title, outcome, harmed }) => html`<div>
              <dt>${title}</dt>
              <dd class=${harmed ? "harmed" : ""}>${outcome}</dd>
            </div>`,
          )}
        </dl>
        <p>${lesson}</p>
        <playground-lane-view bare .outcomes=${outcome.scenes.map(asOutcome)}></playground-lane-view>
      `;
}

/** A scene in the form in which lanes are shown: as a strategy's only trial. */
function asOutcome({ title, lanes, elapsedMs, breakdown }: Scene): LaneOutcome {
  const traffic = { messages: 0, bytesCopied: 0, bytesShared: 0, bytesReceived: 0, retries: 0 };
  const trial = {
    elapsedMs,
    startupMs: 0,
    breakdown,
    traffic,
    lanes,
    tracks: [],
    graph: [],
    incidents: [],
    log: [],
    console: [],
  };
  return {
    language: "rust",
    strategy: title,
    title,
    workers: lanes.length,
    trials: [trial],
    result: null,
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-hazards": Hazards;
  }
}
