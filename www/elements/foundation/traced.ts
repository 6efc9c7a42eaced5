import { css, html } from "lit";

/** The look of what is told in lines of its own. */
export const traces = css`
  .trace {
    max-block-size: 24em;
    margin-block: 0.4em;
    padding: 0.6em 0.8em;
    overflow: auto;
    background: var(--pp-sunken);
    font: 0.8125rem / 1.5 var(--pp-code);
  }
`;

/** A message; what has lines, such as a traceback, keeps them below its first. */
export function traced(message: string) {
  const [first = "", ...lines] = message.trimEnd().split("\n");
  return lines.length === 0
    ? first
    : html`${first}<pre class="trace" tabindex="0">${lines.join("\n")}</pre>`;
}
