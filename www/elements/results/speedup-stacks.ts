import { msg, str } from "@lit/localize";
import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import type { SpeedupStack } from "../../generated/types/SpeedupStack";
import { element } from "../foundation/define";
import { counted } from "../foundation/format";
import { FrameElement } from "../foundation/frame-element";
import { inlineStyle } from "../foundation/inline-style";
import { base } from "../foundation/styles/base";
import type { Outcome } from "../run/run";
import { amountText, drawnStack, partsSeen, type Segment, workersOf } from "./stack-parts";
import { stackStyles } from "./stack-styles";

/** A contender's stack. */
interface Row {
  readonly title: string;
  readonly stack: SpeedupStack;
}

/** What became of each contender's workers: a bar that is as long as there were workers. */
@element("speedup-stacks")
export class SpeedupStacks extends FrameElement {
  static override styles = [
    base,
    stackStyles,
    css`
      :host {
        container-type: inline-size;
        margin-block-start: 1.6em;
      }

      .intro {
        max-inline-size: 46em;
        margin-block: 0.3em 0.9em;
      }

      .stacks {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 0.6em 1.25em;
        align-items: center;
      }

      .stacks li {
        display: contents;
      }

      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 0.35em 1.25em;
        margin-block-start: 0.9em;
      }

      .legend li {
        display: flex;
        gap: 0.5em;
        align-items: center;
      }

      .legend i {
        flex: none;
        inline-size: 30px;
        block-size: 14px;
      }

      @container (max-width: 34em) {
        .stacks {
          grid-template-columns: minmax(0, 1fr);
          gap: 0.9em;
        }

        .stacks li {
          display: grid;
          grid-template: "name value" "bar bar" / minmax(0, 1fr) auto;
          gap: 0.15em 1em;
        }

        .bar {
          grid-area: bar;
        }
      }
    `,
  ];

  /** What each contender has to show. */
  @property({ attribute: false }) accessor outcomes: readonly Outcome[] = [];

  override render() {
    const rows = this.outcomes.flatMap(({ title, result }): Row[] =>
      result?.stack === undefined ? [] : [{ title, stack: result.stack }],
    );
    if (rows.length === 0) {
      return nothing;
    }
    const stacks = rows.map(({ stack }) => stack);
    const most = Math.max(...stacks.map(reach));
    const hasGains = stacks.some((stack) => drawnStack(stack).gains.length > 0);
    return html`
      <h3>${msg("What became of the workers")}</h3>
      <p class="note intro">
        ${msg("Each worker could have added 1 to the speed-up. A bar shows where the workers of the median trial went; its parts sum to the workers there were, where the line is.")}
        ${hasGains ? msg("What took less time than sequential extends beyond it, and is subtracted again, dashed.") : nothing}
      </p>
      <ul class="stacks">
        ${rows.map((row) => stackRow(row, most))}
      </ul>
      <ul class="note legend">
        ${partsSeen(stacks).map(
          ({ name, label, meaning }) => html`<li>
            <i class="part ${name}" aria-hidden="true"></i>
            <span><b>${label()}</b> ${meaning()}</span>
          </li>`,
        )}
      </ul>
    `;
  }
}

function stackRow({ title, stack }: Row, most: number) {
  const { segments, gains } = drawnStack(stack);
  const workers = workersOf(stack);
  const gained = amountText(stack.speedup);
  const at = (amount: number) => `${(100 * amount) / most}%`;
  const place = ({ from, to }: Segment) => inlineStyle({ left: at(from), width: at(to - from) });
  return html`<li>
    <b class="name">${title}</b>
    <span class="bar" role="img" aria-label=${spoken({ title, stack })}>
      ${segments.map((segment) => html`<i class="part ${segment.part.name}" .style=${place(segment)}></i>`)}
      ${gains.map((gain) => html`<i class="gain" .style=${place(gain)}></i>`)}
      <i class="workers" .style=${inlineStyle({ left: at(workers) })}></i>
    </span>
    <span class="note figure">${msg(str`${gained} of ${workers}`)}</span>
  </li>`;
}

/** How far a stack reaches. */
function reach(stack: SpeedupStack): number {
  return Math.max(workersOf(stack), drawnStack(stack).segments.at(-1)?.to ?? 0);
}

function spoken({ title, stack }: Row): string {
  const seen = partsSeen([stack]).map(({ name, label }) => `${label()} ${amountText(stack[name])}`);
  const crew = counted(workersOf(stack), msg("worker"), msg("workers"));
  return `${title}, ${crew}: ${seen.join(", ")}.`;
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-speedup-stacks": SpeedupStacks;
  }
}
