import { css } from "lit";

/** A paragraph that tells what is to be known, or what was done. */
export const notice = css`
  .notice {
    padding: 0.6em 0.9em;
    border-inline-start: 3px solid var(--pp-edge);
    background: var(--pp-sunken);
    font-size: 0.9375em;
  }
`;
