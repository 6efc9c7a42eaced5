import { css } from "lit";

/** What all elements of the playground share: text, headings, buttons, notes, focus. */
export const base = css`
  :host {
    display: block;
    /* Names may be of anybody's making. */
    overflow-wrap: break-word;
  }

  :host([hidden]),
  [hidden] {
    display: none;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure,
  fieldset {
    margin: 0;
    padding: 0;
  }

  ul,
  ol {
    list-style: none;
  }

  fieldset {
    min-inline-size: 0;
    border: 0;
  }

  h2,
  h3 {
    overflow-wrap: anywhere;
  }

  h2 {
    font: 600 1.375em / 1.2 var(--pp-display);
    letter-spacing: -0.01em;
    text-wrap-style: balance;
  }

  h3,
  legend,
  .label {
    padding: 0;
    font-size: 0.875em;
    font-weight: 650;
    line-height: 1.35;
  }

  .note {
    color: var(--pp-muted);
    font-size: 0.8125em;
    line-height: 1.45;
    text-wrap-style: pretty;
  }

  .figure {
    font-variant-numeric: tabular-nums lining-nums;
  }

  .wrong {
    color: var(--pp-wrong);
  }

  /* Why something is not as it was to be. */
  .failure {
    white-space: pre-wrap;
    padding: 0.8em 1em;
    border-inline-start: 4px solid var(--pp-wrong);
    background: var(--pp-wrong-paper);
    overflow-wrap: anywhere;
  }

  /* Said by screen readers, not shown. */
  .spoken {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  button {
    min-block-size: 2.5em;
    padding: 0.25em 0.95em;
    border: 1px solid var(--pp-edge);
    border-radius: var(--pp-radius);
    background: var(--pp-surface);
    color: var(--pp-ink);
    font: inherit;
    font-size: 0.9375em;
    cursor: pointer;
    touch-action: manipulation;
  }

  button:hover {
    border-color: var(--pp-ink);
  }

  button:disabled {
    border-color: var(--pp-rule);
    color: var(--pp-muted);
    cursor: default;
  }

  button.main {
    border-color: var(--pp-accent);
    background: var(--pp-accent);
    color: var(--pp-on-accent);
    font-weight: 650;
  }

  button.main:hover {
    border-color: var(--pp-accent-strong);
    background: var(--pp-accent-strong);
  }

  button.main:disabled {
    border-color: var(--pp-rule);
    background: var(--pp-sunken);
    color: var(--pp-muted);
  }

  summary {
    inline-size: fit-content;
    padding-block: 0.35em;
    font-size: 0.875em;
    font-weight: 650;
    cursor: pointer;
  }

  summary:hover {
    color: var(--pp-accent);
  }

  a {
    color: var(--pp-accent);
    text-underline-offset: 0.15em;
  }

  :focus-visible {
    outline: 2px solid var(--pp-accent);
    outline-offset: 2px;
  }

  /* On paper there is nothing to press, to fill in or to unfold. */
  @media print {
    button,
    input,
    select,
    textarea,
    label,
    details:not([open]) {
      display: none;
    }

    h2,
    h3 {
      break-after: avoid;
    }

    tr,
    canvas {
      break-inside: avoid;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;

/** A heading, with what belongs to it at the end of its line. */
export const headline = css`
  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 0.2em 1em;
    align-items: baseline;
    justify-content: space-between;
  }
`;

/** A section of the page that is folded until it is asked for. */
export const folded = css`
  :host {
    border-block-start: 1px solid var(--pp-ink);
  }

  summary {
    padding-block: 0.8em;
    font-size: 1em;
  }

  summary h2 {
    display: inline;
  }
`;

/** A stretch that was paid once and is not part of the timing beside it. */
export const hatched = css`
  .hatched {
    border: 1px solid var(--pp-span-start);
    background: repeating-linear-gradient(
      -45deg,
      var(--pp-span-start) 0 1.5px,
      transparent 1.5px 5px
    );
  }
`;
