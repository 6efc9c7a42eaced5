import { html } from "lit";
import type { PlaygroundFailure } from "../../engine/engine";

/** What went wrong, and what to do about it. */
export function failurePanel({ message }: PlaygroundFailure) {
  return html`<p class="failure" role="alert">${message}</p>`;
}
