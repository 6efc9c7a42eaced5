import { msg } from "@lit/localize";
import { css, html } from "lit";
import { property } from "lit/decorators.js";
import { catalogue, strategyEntry } from "../foundation/catalogue";
import { element } from "../foundation/define";
import { PatientElement } from "../foundation/patient-element";
import { base } from "../foundation/styles/base";
import { type Settings, words } from "../settings/settings";

/** More lanes than these are not drawn one by one. */
const MOST_LANES = 8;

/** The stage before the first run: the lanes that will be filled, still empty. */
@element("empty-lanes")
export class EmptyLanes extends PatientElement {
  static override styles = [
    base,
    css`
      h2 {
        font-size: 1.75em;
      }

      .lead {
        max-inline-size: 36em;
        margin-block: 0.4em 2em;
      }

      .strategies {
        display: grid;
        grid-template-columns: fit-content(8em) minmax(0, 1fr);
        gap: 1.6em 1.25em;
        border-block-start: 1px solid var(--pp-ink);
        padding-block-start: 1.4em;
      }

      .strategies li {
        display: grid;
        grid-column: 1 / -1;
        grid-template-columns: subgrid;
        align-items: center;
        color: var(--pp-muted);
        font-size: 0.875em;
      }

      .lanes {
        display: grid;
        gap: 6px;
      }

      i {
        block-size: 22px;
        border: 1px dashed var(--pp-rule);
        border-inline-start: 1px solid var(--pp-edge);
      }

      .time {
        margin-block-start: 0.8em;
        text-align: end;
      }

      @media print {
        .lead {
          display: none;
        }
      }
    `,
  ];

  /** The fields that were set. */
  @property({ attribute: false }) accessor settings: Settings = {};

  override render() {
    const given = words(this.settings.strategies);
    const strategies = given.length > 0 ? given : catalogue.defaultStrategies;
    return html`
      <h2>${msg("Nothing has run yet")}</h2>
      <p class="lead">
        ${msg("Press Run. Each strategy executes the task for real, in this tab, and every stretch of its workers’ time is drawn on a lane.")}
      </p>
      <ul class="strategies" aria-hidden="true">
        ${strategies.map((id) => this.#strategy(id))}
      </ul>
      <p class="time note" aria-hidden="true">${msg("time →")}</p>
    `;
  }

  #strategy(id: string) {
    const entry = strategyEntry(id);
    const lanes = entry === undefined || entry.needs === "single" ? 1 : this.#workers();
    return html`<li>
      <span>${entry?.title ?? id}</span>
      <span class="lanes">${Array.from({ length: lanes }, () => html`<i></i>`)}</span>
    </li>`;
  }

  #workers(): number {
    const workers = Number(this.settings.workers ?? navigator.hardwareConcurrency);
    return Number.isInteger(workers) ? Math.min(Math.max(workers, 1), MOST_LANES) : 1;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-empty-lanes": EmptyLanes;
  }
}
