import { msg, str } from "@lit/localize";
import { css, html } from "lit";
import { property } from "lit/decorators.js";
import type { PythonLoading } from "../../engine/engine";
import { AdoptableElement } from "../foundation/adoptable-element";
import { element } from "../foundation/define";
import { bytes } from "../foundation/format";
import { pythonBytes } from "../foundation/python-bytes";
import { base } from "../foundation/styles/base";

/** How far Python's start is: its bytes, then its first interpreter. */
@element("python-loading")
export class PythonLoadingView extends AdoptableElement {
  static override styles = [
    base,
    css`
      progress {
        display: block;
        inline-size: min(24em, 100%);
        margin-block-start: 0.4em;
        accent-color: var(--pp-accent);
      }
    `,
  ];

  /** How far it is. */
  @property({ attribute: false }) accessor loading: PythonLoading = { step: "start" };

  override render() {
    return html`
      <p class="note figure" id="loading">${loadingText(this.loading)}</p>
      ${
        this.loading.step === "download"
          ? html`<progress aria-labelledby="loading" max=${pythonBytes} value=${this.loading.bytes}></progress>`
          : html`<progress aria-labelledby="loading"></progress>`
      }
    `;
  }
}

function loadingText(loading: PythonLoading): string {
  if (loading.step === "start") {
    return msg("Starting Python");
  }
  const [here, all] = [bytes(loading.bytes), bytes(Math.max(loading.bytes, pythonBytes))];
  return msg(str`Loading Python: ${here} of ${all}`);
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-python-loading": PythonLoadingView;
  }
}
