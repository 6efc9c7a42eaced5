import { html, nothing } from "lit";

/** What went wrong, if anything did, and what to do about it. */
export function failurePanel(message: string | null | undefined) {
  return message == null ? nothing : html`<p class="failure" role="alert">${message}</p>`;
}
