import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import type { Environment } from "../../generated/types/Environment";
import { element } from "../foundation/define";
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

  @state() private accessor opened = false;

  #open(): void {
    this.opened = true;
    void import("./scaling-view");
  }

  override render() {
    return html`<details @toggle=${this.#open}>
      <summary><h2>${msg("How it scales")}</h2></summary>
      ${
        this.opened
          ? html`<playground-scaling-view
              .settings=${this.settings}
              .environment=${this.environment}
            ></playground-scaling-view>`
          : nothing
      }
    </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-scaling": ScalingSection;
  }
}
