import { msg, str } from "@lit/localize";
import { css, html } from "lit";
import { property } from "lit/decorators.js";
import type { Progress } from "../../generated/types/Progress";
import { AdoptableElement } from "../foundation/adoptable-element";
import { isSame, titling } from "../foundation/contenders";
import { element } from "../foundation/define";
import { bytes, count, counted, rate, roughly } from "../foundation/format";
import { inlineStyle } from "../foundation/inline-style";
import { base } from "../foundation/styles/base";
import { traced, traces } from "../foundation/traced";
import { contendersOf, progressOf, type RunView, shareDone } from "./run";

/** A bar for each contender, filled by completions: its warm-up and trials, one after another. */
@element("run-progress")
export class RunProgress extends AdoptableElement {
  static override styles = [
    base,
    traces,
    css`
      ul {
        display: grid;
        gap: 1.1em;
      }

      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0.3em 1em;
        align-items: baseline;
      }

      .bar {
        forced-color-adjust: none;
        position: relative;
        grid-column: 1 / -1;
        block-size: 0.75em;
        background: var(--pp-sunken);
        box-shadow: inset 0 -1px var(--pp-rule);
      }

      .filled {
        position: absolute;
        inset: 0;
        background: var(--pp-span-run);
        transform-origin: left;
      }

      /* Where the warm-up ends, and each trial after it. */
      .mark {
        position: absolute;
        inset-block: 0;
        inline-size: 2px;
        background: var(--pp-paper);
      }

      .reason {
        grid-column: 1 / -1;
        min-inline-size: 0;
      }

      .detail {
        text-align: end;
      }

      :host {
        container-type: inline-size;
      }

      @container (inline-size < 32em) {
        .detail {
          grid-column: 1 / -1;
          text-align: start;
        }
      }
    `,
  ];

  /** The run to show. */
  @property({ attribute: false }) accessor view: RunView | null = null;

  override render() {
    const { view } = this;
    if (view?.request == null) {
      return html``;
    }
    const { current, skipped, request } = view;
    const all = contendersOf(view);
    const titleOf = titling(all);
    return html`<ul>
      ${all.map((contender) => {
        const title = titleOf(contender);
        const reason = skipped.find((other) => isSame(other, contender))?.reason;
        const isCurrent = current !== null && isSame(current, contender);
        return reason === undefined
          ? row(title, progressOf(view, contender), request.trials, isCurrent)
          : html`<li>
              <h3>${title}</h3>
              <p class="detail note">${msg("skipped")}</p>
              <p class="reason note">${traced(reason)}</p>
            </li>`;
      })}
    </ul>`;
  }
}

function row(title: string, progress: Progress | undefined, trials: number, current: boolean) {
  const share = shareDone(progress, trials);
  const marks = Array.from({ length: trials }, (_, index) => (index + 1) / (trials + 1));
  return html`<li>
    <h3>${title}</h3>
    <p class="detail note figure">${detail(progress, trials, current)}</p>
    <div
      class="bar"
      role="progressbar"
      aria-label=${title}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${Math.round(share * 100)}
    >
      <div class="filled" .style=${inlineStyle({ transform: `scaleX(${share})` })}></div>
      ${marks.map((at) => html`<i class="mark" .style=${inlineStyle({ left: `${at * 100}%` })}></i>`)}
    </div>
  </li>`;
}

function detail(progress: Progress | undefined, trials: number, current: boolean): string {
  if (progress === undefined) {
    return msg("waiting for its turn");
  }
  if (progress.trial === trials && progress.completed === progress.items) {
    return msg("all trials done");
  }
  const { trial } = progress;
  const stage = trial === 0 ? msg("warm-up") : msg(str`trial ${trial} of ${trials}`);
  const left = progress.remainingMs === undefined ? [] : [leftText(progress.remainingMs)];
  if (!current) {
    return [msg(str`${stage} done`), ...left].join(" · ");
  }
  const [completed, items] = [count(progress.completed), count(progress.items)];
  const amounts = [msg(str`${completed} of ${items}`)];
  if (progress.rate !== undefined) {
    amounts.push(rate(progress.rate, msg("items")));
  }
  if (progress.bytes > 0) {
    amounts.push(bytes(progress.bytes));
  }
  if (progress.retries > 0) {
    amounts.push(counted(progress.retries, msg("retry"), msg("retries")));
  }
  return [stage, ...amounts, ...left].join(" · ");
}

function leftText(ms: number): string {
  const left = roughly(ms);
  return msg(str`${left} of work left`);
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-run-progress": RunProgress;
  }
}
