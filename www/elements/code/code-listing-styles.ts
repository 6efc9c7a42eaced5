import { css } from "lit";

/** The look of source code. */
export const codeListingStyles = css`
  figure + figure {
    margin-block-start: 1.2em;
  }

  figcaption {
    display: flex;
    gap: 0.75em;
    align-items: baseline;
    justify-content: space-between;
    margin-block-end: 0.4em;
  }

  figcaption span {
    min-inline-size: 0;
    overflow-wrap: anywhere;
    font-family: var(--pp-code);
  }

  figcaption button {
    flex: none;
    min-inline-size: 5.5em;
    min-block-size: 2em;
    padding: 0.1em 0.6em;
    font-size: 1em;
  }

  pre {
    max-block-size: 36em;
    margin: 0;
    padding: 0.9em 1.1em;
    overflow: auto;
    border: 1px solid var(--pp-rule);
    border-radius: var(--pp-radius);
    background: var(--pp-surface);
    color: var(--pp-ink);
    font: 0.8125em / 1.55 var(--pp-code);
    tab-size: 4;
  }

  code {
    font: inherit;
  }
`;
