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

  :host(:is([compact], [controls])) .heading {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em 1.5em;
    align-items: baseline;
    justify-content: space-between;
  }

  .contents {
    position: sticky;
    z-index: 3;
    inset-block-start: 0;
    min-block-size: 2.4em;
    margin-block-end: 1.2em;
    border-block-end: 1px solid var(--pp-rule);
    background: var(--pp-paper);
  }

  /* Few controls stand in one line with Run, and what else there is at its end. */
  :host([controls]) .side {
    display: flex;
    flex-wrap: wrap;
    gap: 0.8em 1.6em;
    align-items: end;
  }

  :host([controls]) playground-run-controls {
    flex: 1 1 auto;
    order: -1;
  }

  :host([controls]) .columns {
    gap: 1.6em;
  }

  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 2.2em;
  }

  .side,
  playground-scaling,
  playground-hazards,
  playground-code-view {
    scroll-margin-block-start: 4em;
  }

  [tabindex="-1"]:focus {
    outline: none;
  }

  playground-scaling,
  playground-hazards,
  playground-code-view {
    margin-block-start: 3em;
  }

  playground-kept-here {
    margin-block-start: 2em;
    padding-block-start: 0.6em;
    border-block-start: 1px solid var(--pp-rule);
  }

  .stage {
    scroll-margin-block-start: 4em;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 2.4em;
    align-content: start;
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

  @container playground (min-width: 56em) {
    :host(:not([compact], [controls])) .columns {
      grid-template-columns: 20em minmax(0, 1fr);
      gap: 4em;
    }
  }

  /* On paper: what was run, what came of it, and where the time went. */
  @media print {
    /* Apart from what follows, be it another one. */
    :host {
      padding-block-end: 1.6em;
    }

    .playground > :not(.columns, .failure),
    .side > :not(.heading),
    .heading > :not(h2),
    .stage > playground-open-report,
    .stage > playground-take-along,
    .stage > playground-download-directory {
      display: none;
    }

    :host(:not([compact], [controls])) .columns {
      display: block;
    }

    /* In a text, what has not run takes no room. */
    :host(:is([compact], [controls])) .columns {
      gap: 0;
    }

    :host(:is([compact], [controls])) playground-empty-lanes {
      display: none;
    }
  }
`;
