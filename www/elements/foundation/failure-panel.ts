import { html, nothing } from "lit";
import type { PlaygroundFailure } from "../../engine/engine";

/** What went wrong, if anything did, and what to do about it. */
export function failurePanel(failure: PlaygroundFailure | null) {
  return failure === null ? nothing : html`<p class="failure" role="alert">${failure.message}</p>`;
}
