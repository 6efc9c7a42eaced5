import { msg } from "@lit/localize";
import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import type { Lane } from "../../generated/types/Lane";
import type { Trial } from "../../generated/types/Trial";
import { element } from "../foundation/define";
import { bytes, count, duration, percent } from "../foundation/format";
import { FrameElement } from "../foundation/frame-element";
import { base } from "../foundation/styles/base";
import { numbers } from "../foundation/styles/numbers";
import {
  fillAll,
  indexesOf,
  indexOf,
  type ShownTrial,
  SPAN_KINDS,
  SPAN_STYLES,
  shownTrials,
} from "../lanes/lanes";
import type { Outcome } from "../run/run";
import { amountText, partsSeen, workersOf } from "./stack-parts";

/** A column of the table: what it is called, means, and says of a trial. */
interface Column {
  title(): string;
  meaning(): string;
  /** Nothing where there is nothing to say; a column that says nothing of any trial is left out. */
  text(trial: Trial): string | null;
}

const positive = (value: number, text: (value: number) => string) =>
  value > 0 ? text(value) : null;

const WORKERS: readonly Column[] = [
  {
    title: () => msg("Utilisation"),
    meaning: () => msg("how much of the workers’ time was computing"),
    text: ({ breakdown }) => percent(breakdown.utilisation),
  },
  {
    title: () => msg("Imbalance"),
    meaning: () => msg("how much longer than the mean the busiest worker computed"),
    text: ({ breakdown }) => positive(breakdown.imbalance, percent),
  },
  {
    title: () => msg("Overhead"),
    meaning: () => msg("the workers’ time that was not computing, per item"),
    text: ({ breakdown }) => duration(breakdown.overheadPerItemUs / 1000),
  },
];

/** Starting workers is not part of a trial. */
const TIMES: readonly Column[] = SPAN_KINDS.filter((kind) => kind !== "start").map((kind) => ({
  title: SPAN_STYLES[kind].label,
  meaning: SPAN_STYLES[kind].meaning,
  text: ({ breakdown }) => {
    const time = breakdown.kinds.find((time) => time.kind === kind);
    return time === undefined ? null : duration(time.totalMs);
  },
}));

const TRAFFIC: readonly Column[] = [
  {
    title: () => msg("Messages"),
    meaning: () => msg("between workers with memories of their own"),
    text: ({ traffic }) => positive(traffic.messages, count),
  },
  {
    title: () => msg("Copied"),
    meaning: () => msg("what was in the messages"),
    text: ({ traffic }) => positive(traffic.bytesCopied, bytes),
  },
  {
    title: () => msg("Requests"),
    meaning: () => msg("sent to the network, including retries"),
    text: ({ lanes }) => positive(requestCount(lanes), count),
  },
  {
    title: () => msg("Received"),
    meaning: () => msg("from the network"),
    text: ({ traffic }) => positive(traffic.bytesReceived, bytes),
  },
  {
    title: () => msg("Retries"),
    meaning: () => msg("requests that were tried again"),
    text: ({ traffic }) => positive(traffic.retries, count),
  },
];

/** Each try of a request is a span. */
function requestCount(lanes: readonly Lane[]): number {
  return lanes.reduce((sum, lane) => sum + indexOf(lane).count("fetch"), 0);
}

/** Whether all of a trial’s lanes are read, so that its requests can be counted. */
function isRead({ lanes }: Trial): boolean {
  return lanes.every((lane) => indexOf(lane).isComplete);
}

/** Each contender’s median trial in numbers: how its workers fared, and what was moved. */
@element("strategy-numbers")
export class StrategyNumbers extends FrameElement {
  static override styles = [
    base,
    numbers,
    css`
      caption {
        padding-block: 0.6em 0.2em;
        font-weight: 650;
        text-align: start;
      }

      dl {
        max-inline-size: 46em;
      }

      dt,
      dd {
        display: inline;
      }

      dt {
        color: var(--pp-ink);
        font-weight: 650;
      }
    `,
  ];

  /** What each contender has to show. */
  @property({ attribute: false }) accessor outcomes: readonly Outcome[] = [];

  override updated(): void {
    const lanes = indexesOf(shownTrials(this.outcomes, null));
    if (lanes.some((lane) => !lane.isComplete)) {
      fillAll(lanes);
      this.requestUpdate();
    }
  }

  override render() {
    const shown = shownTrials(this.outcomes, null).filter(({ trial }) => isRead(trial));
    const columns = [...WORKERS, ...TIMES, ...TRAFFIC].filter(({ text }) => says(shown, text));
    const of = (all: readonly Column[]) => all.filter((column) => columns.includes(column));
    return html`<details>
      <summary>${msg("The numbers behind it")}</summary>
      <p class="note">
        ${msg("From each strategy’s median trial. Times by kind are summed over all lanes, so they may exceed the time that the trial took.")}
      </p>
      ${trialTable(msg("The workers’ time"), shown, [...of(WORKERS), ...of(TIMES)])}
      ${stackTable(this.outcomes)}
      ${of(TRAFFIC).length > 0 ? trialTable(msg("What was moved"), shown, of(TRAFFIC)) : nothing}
      <dl class="note">
        ${columns.map(({ title, meaning }) => html`<div><dt>${title()}:</dt> <dd>${meaning()}.</dd></div>`)}
      </dl>
    </details>`;
  }
}

function says(shown: readonly ShownTrial[], text: Column["text"]): boolean {
  return shown.some(({ trial }) => text(trial) !== null);
}

/** Whose row it is, and what stands in its cells. */
type Row = readonly [title: string, cells: readonly string[]];

function table(caption: string, titles: readonly string[], rows: readonly Row[]) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${caption}>
    <table class="figure">
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${msg("Strategy")}</th>
          ${titles.map((title) => html`<th scope="col">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([title, cells]) => html`<tr>
            <th scope="row">${title}</th>
            ${cells.map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function trialTable(caption: string, shown: readonly ShownTrial[], columns: readonly Column[]) {
  const titles = columns.map(({ title }) => title());
  const rows = shown.map(({ title, trial }): Row => {
    return [title, columns.map(({ text }) => text(trial) ?? "–")];
  });
  return table(caption, titles, rows);
}

/** The workers' time as their speed-up stacks have it. */
function stackTable(outcomes: readonly Outcome[]) {
  const stacks = outcomes.flatMap(({ title, result }) =>
    result?.stack === undefined ? [] : [{ title, stack: result.stack }],
  );
  if (stacks.length === 0) {
    return nothing;
  }
  const parts = partsSeen(stacks.map(({ stack }) => stack));
  const titles = [msg("Workers"), ...parts.map(({ label }) => label())];
  const rows = stacks.map(({ title, stack }): Row => {
    const amounts = parts.map(({ name }) => amountText(stack[name]));
    return [title, [String(workersOf(stack)), ...amounts]];
  });
  return table(msg("What became of the workers, in workers"), titles, rows);
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-strategy-numbers": StrategyNumbers;
  }
}
