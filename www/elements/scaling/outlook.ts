import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { property } from "lit/decorators.js";
import type { RunReport } from "../../generated/types/RunReport";
import { AdoptableElement } from "../foundation/adoptable-element";
import { mayHaveMore, taskChoice } from "../foundation/catalogue";
import { sideBySide } from "../foundation/contenders";
import { element } from "../foundation/define";
import { failurePanel } from "../foundation/failure-panel";
import { laterPart } from "../foundation/later-part";
import { base, folded } from "../foundation/styles/base";

/** What more workers would do. What asks the model is loaded when the section is opened. */
@element("outlook")
export class OutlookSection extends AdoptableElement {
  static override styles = [base, folded];

  /** The run to predict from. */
  @property({ attribute: false }) accessor report: RunReport | null = null;

  readonly #view = laterPart(
    this,
    () => msg("the predictions"),
    () => import("./outlook-view"),
  );

  override render() {
    const { report } = this;
    const results = sideBySide(report?.results ?? []);
    const isTask = taskChoice(report?.request.task ?? "") !== undefined;
    const contenders = results.filter(({ strategy }) => isTask && mayHaveMore(strategy));
    return contenders.length === 0
      ? nothing
      : html`<details @toggle=${() => void this.#view.ask()}>
          <summary><h2>${msg("What would more workers do?")}</h2></summary>
          ${
            this.#view.there === null
              ? failurePanel(this.#view.failure)
              : html`<playground-outlook-view
                  .report=${report}
                  .contenders=${contenders}
                ></playground-outlook-view>`
          }
        </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-outlook": OutlookSection;
  }
}
