import { css } from "lit";

/** A dialogue that a button opens, and what is in it, one below the other. */
export const dialogue = css`
  dialog {
    padding: 1.5em;
    border: 1px solid var(--pp-edge);
    border-radius: var(--pp-radius);
    background: var(--pp-paper);
    color: var(--pp-ink);
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 50%);
  }

  .stack {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
`;
