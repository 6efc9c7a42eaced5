import { css } from "lit";

/** The colours of source code that is shown. */
export const sourceColours = css`
  pre .comment {
    color: var(--pp-muted);
    font-style: italic;
  }

  pre .meta {
    color: var(--pp-muted);
  }

  pre .keyword {
    color: var(--pp-token-keyword);
  }

  pre .name {
    color: var(--pp-token-name);
  }

  pre .number {
    color: var(--pp-token-number);
  }

  pre .string {
    color: var(--pp-token-string);
  }

  pre .type {
    color: var(--pp-token-type);
  }
`;
