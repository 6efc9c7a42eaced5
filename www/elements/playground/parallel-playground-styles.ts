import { css } from "lit";

/** The public element's own layout: controls beside the stage, or above it where it is narrow. */
export const parallelPlaygroundStyles = css`
  :host {
    position: relative;
    container: playground / inline-size;
    background: var(--pp-paper);
    color: var(--pp-ink);
    font: 400 medium / 1.5 var(--pp-text);
    text-align: start;
  }

  /* Behind the page's own picture of it, until it is whole. */
  [data-opening] {
    position: absolute;
    inset: 0 0 auto;
    visibility: hidden;
  }

  .side {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.2em;
    align-content: start;
  }

  :host([compact]) .heading {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em 1.5em;
    align-items: baseline;
    justify-content: space-between;
  }

  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 2.2em;
  }

  playground-scaling {
    margin-block-start: 3em;
  }

  playground-code-view {
    margin-block-start: 3em;
  }

  playground-kept-here {
    margin-block-start: 2em;
    padding-block-start: 0.6em;
    border-block-start: 1px solid var(--pp-rule);
  }

  .stage {
    scroll-margin-block-start: 1em;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 2.4em;
    align-content: start;
  }

  .phase {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3em 1em;
    align-items: baseline;
    justify-content: space-between;
  }

  .phase h2 {
    flex: 1 1 auto;
    max-inline-size: 26em;
    font-size: 1.625em;
  }

  playground-run-clock {
    font-size: 1.375em;
  }

  playground-request-line {
    margin-block-start: 0.3em;
  }

  .notice {
    margin-block-start: 0.8em;
    padding: 0.5em 0.8em;
    border-inline-start: 3px solid var(--pp-edge);
    background: var(--pp-sunken);
    font-size: 0.875em;
  }

  .playground > .failure {
    margin-block-end: 1.5em;
  }

  .failure {
    white-space: pre-wrap;
    padding: 0.8em 1em;
    border-inline-start: 4px solid var(--pp-wrong);
    background: var(--pp-wrong-paper);
    overflow-wrap: anywhere;
  }

  @container playground (min-width: 56em) {
    :host(:not([compact])) .columns {
      grid-template-columns: 20em minmax(0, 1fr);
      gap: 4em;
    }
  }

  /* On paper: what was run, what came of it, and where the time went. */
  @media print {
    .playground > :not(.columns, .failure),
    .side > :not(.heading),
    .heading > :not(h2),
    .stage > playground-open-report,
    .stage > playground-take-along,
    .stage > playground-download-directory,
    .stage > playground-hazards {
      display: none;
    }

    :host(:not([compact])) .columns {
      display: block;
    }
  }
`;
