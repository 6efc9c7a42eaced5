import { msg } from "@lit/localize";
import { css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import type { Environment } from "../../generated/types/Environment";
import type { Rung } from "../../generated/types/Rung";
import { element } from "../foundation/define";
import { count, duration } from "../foundation/format";
import { PatientElement } from "../foundation/patient-element";
import { base } from "../foundation/styles/base";

const RUNGS: readonly Rung[] = ["single", "processes", "threads"];

const NAMES: Readonly<Record<Rung, () => string>> = {
  threads: () => msg("Threads and processes"),
  processes: () => msg("Processes only"),
  single: () => msg("One worker only"),
};

/** How far up the ladder threads → processes → single this page could climb; why, on request. */
@element("rung-badge")
export class RungBadge extends PatientElement {
  static override styles = [
    base,
    css`
      .unknown {
        visibility: hidden;
      }

      summary,
      .unknown {
        display: flex;
        inline-size: fit-content;
        align-items: center;
        gap: 0.6em;
        padding: 0.3em 0.7em;
        border: 1px solid var(--pp-edge);
        border-radius: 2em;
        background: var(--pp-surface);
        font-size: 0.8125em;
        list-style: none;
      }

      summary::-webkit-details-marker {
        display: none;
      }

      summary::after {
        content: attr(data-asks);
        color: var(--pp-accent);
        font-weight: 400;
        text-decoration: underline;
        text-underline-offset: 0.15em;
      }

      .ladder {
        display: inline-flex;
        flex-direction: column-reverse;
        gap: 2px;
      }

      .ladder i {
        inline-size: 1.1em;
        block-size: 3px;
        background: var(--pp-rule);
      }

      .ladder i.reached {
        background: var(--pp-accent);
      }

      .why {
        max-inline-size: 38em;
        margin-block-start: 0.6em;
      }

      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 0.2em 1.6em;
        margin-block-start: 0.5em;
      }

      dl div {
        display: flex;
        gap: 0.5em;
      }

      dd {
        color: var(--pp-ink);
      }
    `,
  ];

  /** Where runs take place; nothing until the engine has found out. */
  @property({ attribute: false }) accessor environment: Environment | null = null;
  /** Why this rung, and what would raise it. */
  @property({ attribute: false }) accessor why = "";

  @state() private accessor open = false;

  override render() {
    if (this.environment === null) {
      // Its place is kept, so that nothing moves when it is known.
      return html`<div class="unknown">${NAMES.threads()}</div>`;
    }
    const { rung } = this.environment;
    const reached = RUNGS.indexOf(rung);
    return html`
      <details
        @toggle=${({ target }: Event) => {
          this.open = (target as HTMLDetailsElement).open;
        }}
      >
        <summary data-asks=${msg("why?")}>
          <span class="ladder" aria-hidden="true">
            ${RUNGS.map((_, step) => html`<i class=${step <= reached ? "reached" : ""}></i>`)}
          </span>
          ${NAMES[rung]()}
        </summary>
        <div class="why note">
          <p>${this.why}</p>
          ${this.open ? facts(this.environment) : nothing}
        </div>
      </details>
    `;
  }
}

function facts(environment: Environment) {
  const { logicalCores, isolated, timerResolutionMs, simulatedNetwork } = environment;
  const rows = [
    [msg("Logical cores"), count(logicalCores)],
    [msg("Cross-origin isolated"), isolated ? msg("yes") : msg("no")],
    [msg("Clock resolution"), duration(timerResolutionMs)],
    [msg("Simulated network"), simulatedNetwork ? msg("available") : msg("not available")],
  ];
  return html`<dl>
    ${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd class="figure">${value}</dd></div>`)}
  </dl>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-rung-badge": RungBadge;
  }
}
