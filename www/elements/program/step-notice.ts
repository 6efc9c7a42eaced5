import { msg } from "@lit/localize";
import { html } from "lit";
import type { Moment } from "./desk";
import type { Change } from "./remedies";

/** Something that was done for the reader, who may want it undone. */
export interface Step {
  readonly said: string;
  readonly changes: readonly Change[];
  /** What there was before it, which undoing puts back: only as long as nothing has come to `after`. */
  readonly before: Moment;
  readonly after: Moment;
}

/** What was done, line by line, and a button that undoes it. */
export function stepNotice({ said, changes }: Step, undo: () => void) {
  return html`<div class="notice" role="status">
    <p>${said} <button type="button" @click=${undo}>${msg("Undo")}</button></p>
    ${changes.map(
      ({ before, after }) => html`<p class="change">
        <del>− ${before}</del><ins>+ ${after}</ins>
      </p>`,
    )}
  </div>`;
}
