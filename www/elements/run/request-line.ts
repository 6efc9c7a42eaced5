import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import type { RunRequest } from "../../generated/types/RunRequest";
import { AdoptableElement } from "../foundation/adoptable-element";
import { languageFacts, taskChoice } from "../foundation/catalogue";
import { element } from "../foundation/define";
import { count, counted } from "../foundation/format";
import { base } from "../foundation/styles/base";

/** What was asked for, in a line; a simulated network is always called so. */
@element("request-line")
export class RequestLine extends AdoptableElement {
  static override styles = [
    base,
    css`
      .tag {
        display: inline-block;
        padding: 0.05em 0.55em;
        border: 1px solid var(--pp-edge);
        border-radius: 2em;
        color: var(--pp-ink);
      }

      .simulated {
        border-style: dashed;
      }
    `,
  ];

  /** The request as it was understood. */
  @property({ attribute: false }) accessor request: RunRequest | null = null;
  /** Whether the simulated network could be had. */
  @property({ type: Boolean }) accessor simulated = false;

  override render() {
    const { request } = this;
    if (request === null) {
      return nothing;
    }
    const task = taskChoice(request.task);
    const facts = [
      task?.title ?? request.task,
      ...languageFacts(request.language),
      `${count(request.size)} ${task?.size.unit ?? "items"}`,
      counted(request.workers, "worker"),
      counted(request.trials, "trial"),
    ];
    return html`<p class="note figure">
      ${facts.join(" · ")} ${task?.kind === "download" ? this.#network(request) : nothing}
    </p>`;
  }

  #network(request: RunRequest) {
    return request.network === "real" || !this.simulated
      ? html`<span class="tag">real network</span>`
      : html`<span class="tag simulated">simulated network: ${conditions(request)}</span>`;
  }
}

function conditions({ latencyMs, jitterMs, bandwidthKib, failurePercent }: RunRequest): string {
  const jitter = jitterMs > 0 ? ` ± ${jitterMs}` : "";
  const bandwidth = bandwidthKib > 0 ? `, ${count(bandwidthKib)} KiB/s` : "";
  const failures = failurePercent > 0 ? `, ${failurePercent}% fail` : "";
  return `${count(latencyMs)}${jitter} ms${bandwidth}${failures}`;
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-request-line": RequestLine;
  }
}
