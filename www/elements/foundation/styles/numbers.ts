import { css } from "lit";

/** A table of numbers: names on the left, figures flush right; it scrolls where it has no room. */
export const numbers = css`
  .scroll {
    overflow-x: auto;
  }

  table {
    border-collapse: collapse;
    margin-block: 0.4em 0.8em;
    font-size: 0.8125em;
  }

  th,
  td {
    padding: 0.3em 0 0.3em 1.4em;
    border-block-end: 1px solid var(--pp-rule);
    font-weight: 400;
    text-align: end;
    white-space: nowrap;
  }

  th:first-child {
    padding-inline-start: 0;
    text-align: start;
  }

  thead th {
    color: var(--pp-muted);
  }
`;
