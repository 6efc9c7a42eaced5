import { css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import type { Finding } from "../../generated/types/Finding";
import type { Remedy } from "../../generated/types/Remedy";
import { AdoptableElement } from "../foundation/adoptable-element";
import { strategyTitle } from "../foundation/catalogue";
import { element } from "../foundation/define";
import { base } from "../foundation/styles/base";
import { type FieldName, type Settings, withField } from "../settings/settings";

/** Why each strategy took as long as it did, with what may help as a button that sets it. */
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

  /** What was found, in the order in which it is told. */
  @property({ attribute: false }) accessor findings: readonly Finding[] = [];
  /** The settings that a remedy changes. */
  @property({ attribute: false }) accessor settings: Settings = {};

  /** The remedy that was taken last. */
  @state() private accessor taken: Remedy | null = null;

  override render() {
    if (this.findings.length === 0) {
      return nothing;
    }
    return html`
      <h2>Why</h2>
      <ul>
        ${[...Map.groupBy(this.findings, ({ code }) => code).values()].map((group) => this.#finding(group))}
      </ul>
      <p class="note" aria-live="polite">
        ${this.taken === null ? nothing : `Set: ${this.taken.label}. Press Run to see what it does.`}
      </p>
    `;
  }

  /** What was found of several strategies is said once, with the evidence of each. */
  #finding(findings: readonly Finding[]) {
    const [first] = findings;
    if (first === undefined) {
      return nothing;
    }
    const { message, remedy } = first;
    return html`<li>
      <div>
        <p>${message}</p>
        ${findings.map(
          ({ strategy, evidence }) =>
            html`<p class="note figure"><b>${strategyTitle(strategy)}</b> ${evidence}</p>`,
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

declare global {
  interface HTMLElementTagNameMap {
    "playground-diagnosis": Diagnosis;
  }
}
