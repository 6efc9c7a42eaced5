import { css } from "lit";

/** The look of the lanes of several strategies on one time axis. */
export const laneViewStyles = css`
  :host {
    container-type: inline-size;
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4em 1.5em;
    align-items: baseline;
    justify-content: space-between;
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em 1.5em;
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 0.35em;
    align-items: center;
    font-size: 0.8125em;
  }

  .buttons button {
    min-block-size: 2em;
    min-inline-size: 2em;
    padding: 0.1em 0.6em;
    font-size: 1em;
  }

  .buttons button[aria-pressed="true"] {
    border-color: var(--pp-ink);
    background: var(--pp-ink);
    color: var(--pp-paper);
  }

  playground-replay-panel {
    margin-block-start: 0.9em;
  }

  playground-lane-legend {
    margin-block: 0.9em 1.1em;
  }

  .chart {
    position: relative;
    display: grid;
    grid-template-columns: var(--gutter) minmax(0, 1fr) 5em;
    column-gap: 0.75em;
    --gutter: 7em;
  }

  playground-lane-overview,
  playground-time-axis,
  .lanes,
  .level {
    grid-column: 2;
    min-inline-size: 0;
  }

  playground-time-axis {
    position: sticky;
    z-index: 3;
    inset-block-start: 0;
  }

  /* What scrolls away under the axis goes under all of it. */
  playground-time-axis::before {
    content: "";
    position: absolute;
    inset-block: 0 -1px;
    inset-inline: calc(-1 * var(--gutter) - 0.75em) 100%;
    background: var(--pp-paper);
  }

  /* It has times of its own, to which the lines of the axis do not belong. */
  playground-lane-overview {
    position: relative;
    z-index: 3;
  }

  playground-replay-veil {
    z-index: 1;
  }

  .label {
    grid-column: 1;
    align-self: center;
    font-weight: 400;
    line-height: 1;
  }

  .level {
    margin-block-start: 0.5em;
  }

  .reach {
    grid-column: 3;
    align-self: center;
    text-align: end;
  }

  .heading {
    grid-column: 3;
    align-self: end;
    justify-self: end;
    padding-block-end: 0.35em;
  }

  playground-time-grid,
  playground-replay-veil {
    position: absolute;
    inset-block: 0;
    inset-inline: calc(var(--gutter) + 0.75em) calc(5em + 0.75em);
    overflow: clip;
  }

  .title {
    display: flex;
    flex-wrap: wrap;
    grid-column: 1 / -1;
    gap: 0 0.75em;
    align-items: baseline;
    margin-block: 1.4em 0.5em;
  }

  .title h3,
  .title p {
    position: relative;
    z-index: 2;
    background: var(--pp-paper);
  }

  .names,
  .shares {
    display: grid;
    grid-auto-rows: var(--lane);
    row-gap: var(--gap);
    /* What is higher than a low lane, as how many there are, is not cut off at its top. */
    align-items: safe center;
    overflow: hidden;
    color: var(--pp-muted);
    font-size: 0.8125em;
    line-height: 1;
    white-space: nowrap;
  }

  .names {
    grid-column: 1;
  }

  .names i {
    display: inline-block;
    inline-size: 0.65em;
    block-size: 0.65em;
    margin-inline-end: 0.5em;
    border: 2px solid;
  }

  .names li {
    overflow: hidden;
    text-overflow: ellipsis;
    line-height: 1.3;
  }

  /* The lanes of a machine are together. */
  .names .begins {
    border-block-start: 1px solid var(--pp-edge);
  }

  .shares {
    grid-column: 3;
    text-align: end;
  }

  .readout {
    grid-column: 1 / -1;
    position: sticky;
    z-index: 3;
    inset-block-end: 0;
    min-block-size: 1.45em;
    margin-block-start: 0.5em;
    padding-block: 0.4em;
    background: var(--pp-paper);
  }

  .keys dl {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(20em, 100%), 1fr));
    gap: 0.35em 2em;
    margin-block: 0.7em;
  }

  .keys dl div {
    display: flex;
    gap: 0.75em;
    align-items: baseline;
  }

  .keys dt {
    flex: none;
    min-inline-size: 8.5em;
  }

  kbd {
    display: inline-block;
    padding: 0.05em 0.45em;
    border: 1px solid var(--pp-edge);
    border-radius: var(--pp-radius);
    font: 0.8125em / 1.5 var(--pp-text);
  }

  @container (max-width: 30em) {
    .chart {
      --gutter: 5.6em;
      grid-template-columns: var(--gutter) minmax(0, 1fr);
    }

    playground-time-grid,
    playground-replay-veil {
      inset-inline-end: 0;
    }

    .heading,
    .reach,
    .shares {
      display: none;
    }
  }

  /* On paper: which trial is shown, and its lanes. */
  @media print {
    .buttons button[aria-pressed="true"] {
      display: block;
      border: 0;
      padding: 0;
      background: none;
      color: inherit;
    }

    playground-time-axis {
      position: relative;
      break-after: avoid;
    }

    .chart > .label:first-child,
    playground-lane-overview,
    playground-replay-panel,
    playground-replay-veil,
    .readout {
      display: none;
    }
  }
`;
