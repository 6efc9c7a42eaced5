import { msg, str } from "@lit/localize";
import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import type { GpuInfo } from "../../generated/types/GpuInfo";
import type { RunRequest } from "../../generated/types/RunRequest";
import { AdoptableElement } from "../foundation/adoptable-element";
import { languageFacts, taskChoice } from "../foundation/catalogue";
import { element } from "../foundation/define";
import { count, counted, percent } from "../foundation/format";
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

      .disguised {
        border: 2px solid var(--pp-wrong);
        color: var(--pp-wrong);
      }
    `,
  ];

  /** The request as it was understood. */
  @property({ attribute: false }) accessor request: RunRequest | null = null;
  /** CPython's version, where any of it was in Python. */
  @property() accessor python: string | undefined;
  /** The GPU that computed, if one did. */
  @property({ attribute: false }) accessor gpu: GpuInfo | undefined;
  /** Whether the simulated network could be had. */
  @property({ type: Boolean }) accessor simulated = false;

  override render() {
    const { request } = this;
    if (request === null) {
      return nothing;
    }
    const task = taskChoice(request.task);
    const facts = [
      task?.title ?? msg("A program"),
      ...languageFacts(request.language),
      task === undefined
        ? counted(request.versions.length, msg("version"), msg("versions"))
        : `${count(request.size)} ${task.size.unit}`,
      counted(request.workers, msg("worker"), msg("workers")),
      counted(request.trials, msg("trial"), msg("trials")),
      ...(this.python === undefined ? [] : [`CPython ${this.python}`]),
    ];
    return html`<p class="note figure">
      ${facts.join(" · ")}
      ${task?.kind === "download" ? this.#network(request) : nothing}
      ${this.gpu === undefined ? nothing : adapter(this.gpu)}
    </p>`;
  }

  #network(request: RunRequest) {
    return request.network === "real" || !this.simulated
      ? html`<span class="tag">${msg("real network")}</span>`
      : html`<span class="tag simulated">${simulatedText(request)}</span>`;
  }
}

/** What computed in the name of a GPU; a processor that did so is always called what it is. */
function adapter({ name, software, ownClock }: GpuInfo) {
  const clock = ownClock
    ? msg("computing is timed by its own clock")
    : msg("computing is timed from handing it over until it is seen to be done");
  return html`${
    software
      ? html`<strong class="tag disguised">${msg(str`no GPU: the processor in disguise (${name})`)}</strong>`
      : html`<span class="tag">GPU: ${name}</span>`
  } <span>${clock}</span>`;
}

function simulatedText({ latencyMs, jitterMs, bandwidthKib, failurePercent }: RunRequest): string {
  const jitter = jitterMs > 0 ? ` ± ${jitterMs}` : "";
  const bandwidth = bandwidthKib > 0 ? `, ${count(bandwidthKib)} KiB/s` : "";
  const conditions = `${count(latencyMs)}${jitter} ms${bandwidth}`;
  if (failurePercent === 0) {
    return msg(str`simulated network: ${conditions}`);
  }
  const failures = percent(failurePercent / 100);
  return msg(str`simulated network: ${conditions}, ${failures} fail`);
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-request-line": RequestLine;
  }
}
