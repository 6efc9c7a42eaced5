import { css, html } from "lit";
import { property } from "lit/decorators.js";
import type { StrategyResult } from "../generated/types/StrategyResult";
import { base } from "../styles/base";
import { strategyTitle } from "./catalogue";
import { element } from "./define";
import { counted, enumerate } from "./format";
import { FrameElement } from "./frame-element";
import type { RunView } from "./run-view";

/** A download that failed in the end, as an output of `download-images` lists it. */
interface FailedDownload {
  readonly item: number;
  readonly url: string;
  readonly message: string;
}

/** Downloads that failed under each of some strategies. */
interface FailedTogether {
  readonly strategies: string[];
  readonly failures: readonly FailedDownload[];
}

/** So many are shown without being asked for. */
const FEW = 10;

/** The downloads that failed, each with its reason. */
@element("failed-downloads")
export class FailedDownloads extends FrameElement {
  static override styles = [
    base,
    css`
      details {
        margin-block-start: 0.4em;
        border-block-start: 1px solid var(--pp-rule);
      }

      li {
        padding-block: 0.4em;
        font-size: 0.875em;
        overflow-wrap: anywhere;
      }

      .address {
        font-family: var(--pp-code);
        font-size: 0.9em;
      }
    `,
  ];

  /** The run whose failed downloads to show. */
  @property({ attribute: false }) accessor view: RunView | null = null;

  override render() {
    const failed = this.view === null ? [] : failedDownloads(this.view);
    return html`
      <h2>Downloads that failed</h2>
      ${failed.map(
        ({
          strategies,
          failures,
        }) => html`<details ?open=${failed.length === 1 && failures.length <= FEW}>
          <summary>
            ${enumerate(strategies.map(strategyTitle))}: ${counted(failures.length, "download")} failed
          </summary>
          <ul>
            ${failures.map(
              ({ item, url, message }) => html`<li>
                <span class="figure">${item + 1}.</span> <span class="address">${url}</span>
                <p class="note">${message}</p>
              </li>`,
            )}
          </ul>
        </details>`,
      )}
    `;
  }
}

/** The downloads that failed; strategies with the same ones are named together. */
export function failedDownloads({ report }: RunView): FailedTogether[] {
  const together = new Map<string, FailedTogether>();
  for (const { strategy, output } of report?.results ?? []) {
    const failures = failuresOf(output);
    const same = together.get(JSON.stringify(failures));
    if (same !== undefined) {
      same.strategies.push(strategy);
    } else if (failures.length > 0) {
      together.set(JSON.stringify(failures), { strategies: [strategy], failures });
    }
  }
  return [...together.values()];
}

function failuresOf(output: StrategyResult["output"]): FailedDownload[] {
  if (typeof output !== "object" || output === null || Array.isArray(output)) {
    return [];
  }
  const { failures }: { failures?: unknown } = output;
  return Array.isArray(failures) ? failures.filter(isFailedDownload) : [];
}

function isFailedDownload(value: unknown): value is FailedDownload {
  return (
    typeof value === "object" &&
    value !== null &&
    "item" in value &&
    "url" in value &&
    "message" in value
  );
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-failed-downloads": FailedDownloads;
  }
}
