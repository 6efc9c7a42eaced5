import { css } from "lit";

/** The look of the lanes of several strategies on one time axis. */
export const lanes = css`
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

  .trials {
    display: flex;
    flex-wrap: wrap;
    gap: 0.35em;
    align-items: center;
    font-size: 0.8125em;
  }

  .trials button {
    min-block-size: 2em;
    min-inline-size: 2em;
    padding: 0.1em 0.6em;
    font-size: 1em;
  }

  .trials button[aria-pressed="true"] {
    border-color: var(--pp-ink);
    background: var(--pp-ink);
    color: var(--pp-paper);
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

  .axis,
  .lanes {
    grid-column: 2;
  }

  .axis {
    position: sticky;
    z-index: 1;
    inset-block-start: 0;
    block-size: 1.9em;
    border-block-end: 1px solid var(--pp-ink);
    background: var(--pp-paper);
  }

  .axis span {
    position: absolute;
    inset-block-end: 0.35em;
    transform: translateX(-50%);
    color: var(--pp-muted);
    font-size: 0.8125em;
    white-space: nowrap;
  }

  .axis span::after {
    content: "";
    position: absolute;
    inset-block-start: calc(100% + 0.05em);
    inset-inline-start: 50%;
    block-size: 0.4em;
    border-inline-start: 1px solid var(--pp-ink);
  }

  .heading {
    grid-column: 3;
    align-self: end;
    justify-self: end;
    padding-block-end: 0.35em;
  }

  .grid {
    position: absolute;
    inset-block: 1.9em 0;
    inset-inline: calc(var(--gutter) + 0.75em) calc(5em + 0.75em);
    color: var(--pp-rule);
    pointer-events: none;
  }

  .grid i {
    position: absolute;
    inset-block: 0;
    border-inline-start: 1px solid;
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
    background: var(--pp-paper);
  }

  .names,
  .shares {
    display: grid;
    grid-auto-rows: var(--lane);
    row-gap: var(--gap);
    align-items: center;
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

  .shares {
    grid-column: 3;
    text-align: end;
  }

  .readout {
    min-block-size: 1.45em;
    margin-block-start: 0.9em;
  }

  @container (max-width: 30em) {
    .chart {
      --gutter: 5.6em;
      grid-template-columns: var(--gutter) minmax(0, 1fr);
    }

    .grid {
      inset-inline-end: 0;
    }

    .heading,
    .shares {
      display: none;
    }
  }
`;
