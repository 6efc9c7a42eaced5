import { msg } from "@lit/localize";
import { html } from "lit";
import { LANE_KEYS } from "./lane-keys";

/** By what keys and gestures one moves about in the lanes. */
export function keyList() {
  return html`<details class="keys">
    <summary>${msg("Keys and gestures")}</summary>
    <p class="note">
      ${msg("Drag to pan, pinch or turn the wheel with Ctrl to zoom, with Shift to pan. While the lanes have the focus:")}
    </p>
    <dl>
      ${LANE_KEYS.map(
        ({ shown, meaning }) => html`<div>
          <dt>${shown().map((key) => html`<kbd>${key}</kbd> `)}</dt>
          <dd class="note">${meaning()}</dd>
        </div>`,
      )}
    </dl>
  </details>`;
}
