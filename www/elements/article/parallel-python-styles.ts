import { css } from "lit";

/** How `<parallel-python>` is laid out. */
export const parallelPythonStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    font: 400 medium / 1.5 var(--pp-text);
  }

  .article {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1em;
    padding: 1em;
    background: var(--pp-paper);
    color: var(--pp-ink);
  }

  .line {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6em 1em;
    align-items: end;
  }

  .line > .field {
    flex: 0 1 6em;
    min-inline-size: 0;
  }

  .line .note {
    flex: 1 1 14em;
    align-self: center;
  }

  .addresses {
    font-size: 0.8125em;
    overflow-wrap: anywhere;
  }

  [role="tablist"] {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3em;
    border-block-end: 1px solid var(--pp-edge);
  }

  [role="tab"] {
    min-inline-size: 0;
    overflow-wrap: anywhere;
    border-end-start-radius: 0;
    border-end-end-radius: 0;
    border-block-end: 3px solid transparent;
  }

  [role="tab"][aria-selected="true"] {
    border-block-end-color: var(--pp-accent);
    font-weight: 600;
  }

  .listing {
    max-block-size: 30em;
    margin: 0;
    padding: 0.8em 1em;
    overflow: auto;
    background: var(--pp-sunken);
    font: 0.875em / 1.5 var(--pp-code);
    tab-size: 4;
  }

  .stage {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 2em;
  }

  .stage:empty {
    display: none;
  }

  /* On paper: what came of a run; of programs that did not run, no more than the programs. */
  @media print {
    .article {
      gap: 0;
      padding: 0;
    }

    .line,
    [role="tablist"],
    .stage > playground-take-along {
      display: none;
    }
  }
`;
