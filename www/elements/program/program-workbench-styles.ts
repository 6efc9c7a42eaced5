import { css } from "lit";

/** How the page to work in is laid out. */
export const programWorkbenchStyles = css`
  :host {
    container: workbench / inline-size;
    background: var(--pp-paper);
    color: var(--pp-ink);
    font: 400 medium / 1.5 var(--pp-text);
  }

  .workbench {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.6em;
  }

  .line {
    display: flex;
    flex-wrap: wrap;
    gap: 0.7em 1em;
    align-items: end;
  }

  .line > .field {
    grid-template-columns: minmax(0, 1fr);
    min-inline-size: 0;
    max-inline-size: 100%;
  }

  .line select {
    inline-size: 24em;
    max-inline-size: 100%;
  }

  .see {
    max-inline-size: 46em;
  }

  .tabs {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3em;
  }

  .tabs button {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .tabs button[aria-selected="true"] {
    border-color: var(--pp-ink);
    background: var(--pp-ink);
    color: var(--pp-paper);
  }

  .mark {
    color: var(--pp-wrong);
    font-weight: 650;
  }

  .tabs button[aria-selected="true"] .mark {
    color: inherit;
  }

  .version {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.9em;
    margin-block-start: 0.9em;
  }

  .name {
    inline-size: 16em;
  }

  .ranks {
    inline-size: 6em;
  }

  .free {
    display: flex;
    gap: 0.5em;
    align-items: center;
    min-block-size: 2.5em;
    font-size: 0.9375em;
  }

  pre {
    max-block-size: 34em;
    margin: 0;
    padding: 0.7em 0.9em;
    overflow: auto;
    border: 1px solid var(--pp-edge);
    border-radius: var(--pp-radius);
    background: var(--pp-surface);
    font: 0.8125em / 1.55 var(--pp-code);
  }

  .number {
    inline-size: 9em;
  }

  .notice > * + * {
    margin-block-start: 0.5em;
  }

  .notice ul {
    overflow-wrap: anywhere;
  }

  .change {
    display: grid;
    overflow-x: auto;
    font: 0.875em / 1.55 var(--pp-code);
    white-space: pre;
  }

  .stage {
    scroll-margin-block-start: 1em;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 2.4em;
  }

  @media print {
    .line,
    .tabs {
      display: none;
    }
  }
`;
