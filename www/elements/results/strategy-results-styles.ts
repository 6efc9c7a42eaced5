import { css } from "lit";

/** The look of results: a table of bars, on a phone a list of them. */
export const strategyResultsStyles = css`
  :host {
    container-type: inline-size;
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
  }

  th,
  td {
    padding: 0;
    font-weight: inherit;
    text-align: start;
    vertical-align: top;
  }

  thead th {
    padding-block-end: 0.4em;
    color: var(--pp-muted);
    font-size: 0.8125em;
    line-height: 1.3;
    vertical-align: bottom;
  }

  tbody tr {
    border-block-start: 1px solid var(--pp-rule);
  }

  tbody th,
  tbody td {
    padding-block: 0.7em;
  }

  tbody th {
    padding-inline-end: 2em;
    white-space: nowrap;
  }

  /* A reader names versions, in as many letters as pleases. */
  tbody th h3 {
    inline-size: max-content;
    max-inline-size: 20em;
    white-space: normal;
  }

  /* The languages of a strategy stand together. */
  .mixed tbody .joined {
    border-block-start: 1px dotted var(--pp-rule);
  }

  .value {
    padding-inline-start: 2.25em;
    text-align: end;
    white-space: nowrap;
  }

  .value strong {
    display: block;
    font-size: 1.0625em;
    font-weight: 650;
  }

  .plot {
    position: relative;
    inline-size: 100%;
    min-inline-size: 8em;
  }

  tbody .plot {
    padding-block-start: 0.85em;
  }

  .bar {
    forced-color-adjust: none;
    position: relative;
    block-size: 1.4em;
  }

  .bar > * {
    position: absolute;
  }

  .median {
    inset-block: 0;
    inset-inline-start: 0;
    background: var(--pp-span-run);
  }

  tr.off .median {
    background: var(--pp-wrong);
  }

  /* With two languages Python's bars are framed, so that they are told apart without colour. */
  .mixed .python .median {
    border: 2px solid var(--pp-span-run);
    background: color-mix(in srgb, var(--pp-span-run) 22%, transparent);
  }

  .mixed .python.off .median {
    border-color: var(--pp-wrong);
    background: var(--pp-wrong-paper);
  }

  .range {
    inset-block-start: calc(50% - 1px);
    block-size: 2px;
    background: var(--pp-ink);
    box-shadow: 0 0 0 1px var(--pp-paper);
  }

  .trial {
    inset-block-start: calc(50% - 0.3em);
    inline-size: 0.6em;
    block-size: 0.6em;
    margin-inline-start: -0.3em;
    border-radius: 50%;
    background: var(--pp-ink);
    box-shadow: 0 0 0 1.5px var(--pp-paper);
  }

  .startup {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.6em;
    margin-block-start: 0.35em;
  }

  .startup i {
    flex: none;
    min-inline-size: 3px;
    block-size: 0.55em;
  }

  .startup .cut {
    border-inline-end: 0;
    mask-image: linear-gradient(90deg, black 85%, transparent);
  }

  .axis {
    position: relative;
    display: block;
    block-size: 1.3em;
  }

  .axis span {
    position: absolute;
    inset-block-end: 0;
    transform: translateX(-50%);
    white-space: nowrap;
  }

  .axis span:first-child {
    transform: none;
  }

  .axis span:last-child:not(:first-child) {
    transform: translateX(-100%);
  }

  .judgement {
    grid-column: 1 / -1;
    margin-block-start: 0.5em;
    padding: 0.5em 0.75em;
    border-inline-start: 3px solid var(--pp-wrong);
    background: var(--pp-wrong-paper);
    color: var(--pp-ink);
    font-size: 0.875em;
    overflow-wrap: anywhere;
  }

  .judgement b {
    color: var(--pp-wrong);
  }

  .included {
    max-inline-size: 46em;
    margin-block-start: 0.9em;
  }

  .output {
    margin-block-start: 0.4em;
    overflow-wrap: anywhere;
  }

  .incidents {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.4em;
    margin-block-end: 1.6em;
    padding: 0.5em 0.8em;
    border-inline-start: 3px solid var(--pp-edge);
    background: var(--pp-sunken);
    font-size: 0.875em;
  }

  playground-strategy-numbers {
    margin-block-start: 0.6em;
  }

  .skipped {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5em;
    margin-block-start: 1.4em;
  }

  .incidents li,
  .skipped li {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .skipped li {
    padding-block-start: 0.6em;
    border-block-start: 1px dashed var(--pp-edge);
    font-size: 0.875em;
  }

  @container (max-width: 48em) {
    table,
    tbody,
    tbody tr {
      display: grid;
    }

    thead {
      display: none;
    }

    tbody tr {
      grid-template-columns: 1.35fr 1.15fr 1fr;
      column-gap: 1em;
      padding-block: 0.9em;
    }

    tbody th,
    tbody td.plot {
      grid-column: 1 / -1;
      inline-size: auto;
    }

    tbody th,
    tbody td {
      padding-block: 0.2em;
    }

    tbody th {
      white-space: normal;
    }

    tbody th h3 {
      display: inline;
      margin-inline-end: 0.5em;
    }

    tbody th .note {
      display: inline;
    }

    .value {
      padding-inline: 0;
      text-align: start;
      white-space: normal;
    }

    .value::before {
      content: attr(data-label);
      display: block;
      color: var(--pp-muted);
      font-size: 0.75em;
    }
  }
`;
