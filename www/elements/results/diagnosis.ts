import { msg, str } from "@lit/localize";
import { css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import type { Finding } from "../../generated/types/Finding";
import type { Remedy } from "../../generated/types/Remedy";
import type { RunReport } from "../../generated/types/RunReport";
import { AdoptableElement } from "../foundation/adoptable-element";
import { contenders, type Titling, titling } from "../foundation/contenders";
import { element } from "../foundation/define";
import { base } from "../foundation/styles/base";
import { type FieldName, type Settings, withField } from "../settings/settings";

/** Why each contender took as long as it did, with what may help as a button that sets it. */
@element("diagnosis")
export class Diagnosis extends AdoptableElement {
  static override styles = [
    base,
    css`
      ul {
        display: grid;
        gap: 1.2em;
        margin-block-start: 0.9em;
      }

      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0.3em 1.5em;
        align-items: start;
        padding-inline-start: 0.9em;
        border-inline-start: 3px solid var(--pp-edge);
      }

      p {
        max-inline-size: 44em;
      }

      @container (inline-size < 32em) {
        li {
          grid-template-columns: minmax(0, 1fr);
        }
      }

      :host {
        container-type: inline-size;
      }
    `,
  ];

  /** The run to explain. */
  @property({ attribute: false }) accessor report: RunReport | null = null;
  /** The settings that a remedy changes. */
  @property({ attribute: false }) accessor settings: Settings = {};

  /** The remedy that was taken last. */
  @state() private accessor taken: Remedy | null = null;

  override render() {
    const { request, diagnosis = [] } = this.report ?? {};
    if (request === undefined || diagnosis.length === 0) {
      return nothing;
    }
    const titleOf = titling(contenders(request));
    return html`
      <h2>${msg("Why")}</h2>
      <ul>
        ${[...Map.groupBy(diagnosis, ({ code, message }) => `${code}: ${message}`).values()].map((group) => this.#finding(group, titleOf))}
      </ul>
      <p class="note" aria-live="polite">
        ${this.taken === null ? nothing : takenText(this.taken)}
      </p>
    `;
  }

  /** What was found of several contenders is said once, with the evidence of each. */
  #finding(findings: readonly Finding[], titleOf: Titling) {
    const [first] = findings;
    if (first === undefined) {
      return nothing;
    }
    const { message, remedy } = first;
    return html`<li>
      <div>
        <p>${message}</p>
        ${findings.map(
          (finding) =>
            html`<p class="note figure"><b>${titleOf(finding)}</b> ${finding.evidence}</p>`,
        )}
      </div>
      ${
        remedy === undefined
          ? nothing
          : html`<button type="button" @click=${() => this.#take(remedy)}>${remedy.label}</button>`
      }
    </li>`;
  }

  #take(remedy: Remedy): void {
    this.taken = remedy;
    // Rust names a remedy's field as the request does.
    const detail = withField(this.settings, remedy.field as FieldName, remedy.value);
    this.dispatchEvent(new CustomEvent<Settings>("settings-change", { detail }));
  }
}

function takenText({ label }: Remedy): string {
  return msg(str`Set: ${label}. Press Run to see what it does.`);
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-diagnosis": Diagnosis;
  }
}
