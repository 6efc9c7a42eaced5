import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import type { RunReport } from "../../generated/types/RunReport";
import { AdoptableElement } from "../foundation/adoptable-element";
import { mayHaveMore, taskChoice } from "../foundation/catalogue";
import { sideBySide } from "../foundation/contenders";
import { element } from "../foundation/define";
import { base, folded } from "../foundation/styles/base";

/** What more workers would do. What asks the model is loaded when the section is opened. */
@element("outlook")
export class OutlookSection extends AdoptableElement {
  static override styles = [base, folded];

  /** The run to predict from. */
  @property({ attribute: false }) accessor report: RunReport | null = null;

  @state() private accessor opened = false;

  #open(): void {
    this.opened = true;
    void import("./outlook-view");
  }

  override render() {
    const { report } = this;
    const results = sideBySide(report?.results ?? []);
    const isTask = taskChoice(report?.request.task ?? "") !== undefined;
    const contenders = results.filter(({ strategy }) => isTask && mayHaveMore(strategy));
    return contenders.length === 0
      ? nothing
      : html`<details @toggle=${this.#open}>
          <summary><h2>${msg("What would more workers do?")}</h2></summary>
          ${
            this.opened
              ? html`<playground-outlook-view
                  .report=${report}
                  .contenders=${contenders}
                ></playground-outlook-view>`
              : nothing
          }
        </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-outlook": OutlookSection;
  }
}
