import { msg } from "@lit/localize";
import { html } from "lit";
import { property } from "lit/decorators.js";
import type { Environment } from "../../generated/types/Environment";
import { element } from "../foundation/define";
import { failurePanel } from "../foundation/failure-panel";
import { laterPart } from "../foundation/later-part";
import { PatientElement } from "../foundation/patient-element";
import { base, folded } from "../foundation/styles/base";
import type { Settings } from "../settings/settings";

/** How the task scales. What measures and charts it is loaded when the section is opened. */
@element("scaling")
export class ScalingSection extends PatientElement {
  static override styles = [base, folded];

  /** The fields that were set. */
  @property({ attribute: false }) accessor settings: Settings = {};
  @property({ attribute: false }) accessor environment: Environment | null = null;

  readonly #view = laterPart(
    this,
    () => msg("how a task scales"),
    () => import("./scaling-view"),
  );

  override render() {
    return html`<details @toggle=${() => void this.#view.ask()}>
      <summary><h2>${msg("How it scales")}</h2></summary>
      ${
        this.#view.there === null
          ? failurePanel(this.#view.failure)
          : html`<playground-scaling-view
              .settings=${this.settings}
              .environment=${this.environment}
            ></playground-scaling-view>`
      }
    </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-scaling": ScalingSection;
  }
}
