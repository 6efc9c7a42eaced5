import { css } from "lit";

/** The look of form controls: chips, check lists, numbers. */
export const controls = css`
  legend {
    margin-block-end: 0.5em;
  }

  input,
  select,
  textarea {
    inline-size: 100%;
    min-block-size: 2.5em;
    padding: 0.3em 0.6em;
    border: 1px solid var(--pp-edge);
    border-radius: var(--pp-radius);
    background: var(--pp-surface);
    color: var(--pp-ink);
    font: inherit;
    font-size: 0.9375em;
    font-variant-numeric: tabular-nums lining-nums;
  }

  textarea {
    font-family: var(--pp-code);
    font-size: 0.8125em;
    resize: vertical;
  }

  [aria-invalid="true"] {
    border-color: var(--pp-wrong);
    box-shadow: 0 0 0 1px var(--pp-wrong);
  }

  input[type="checkbox"],
  input[type="radio"] {
    inline-size: 1.15em;
    min-block-size: 1.15em;
    margin: 0;
    accent-color: var(--pp-accent);
  }

  .stack {
    display: grid;
    gap: 1.4em;
    padding-block-start: 0.8em;
  }

  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4em;
  }

  .chips + .note {
    margin-block-start: 0.55em;
  }

  .chip {
    position: relative;
    cursor: pointer;
  }

  .chip input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    opacity: 0;
    cursor: pointer;
  }

  .chip span {
    display: block;
    padding: 0.3em 0.6em;
    border: 1px solid var(--pp-edge);
    border-radius: var(--pp-radius);
    background: var(--pp-surface);
    font-size: 0.8125em;
    line-height: 1.4;
  }

  .chip:hover span {
    border-color: var(--pp-ink);
  }

  .chip input:checked + span {
    border-color: var(--pp-ink);
    background: var(--pp-ink);
    color: var(--pp-paper);
  }

  .chip input:focus-visible + span {
    outline: 2px solid var(--pp-accent);
    outline-offset: 2px;
  }

  .checks {
    border-block-end: 1px solid var(--pp-rule);
  }

  .checks li {
    border-block-start: 1px solid var(--pp-rule);
  }

  .checks label {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.1em 0.65em;
    padding-block: 0.55em;
    cursor: pointer;
  }

  .checks input {
    margin-block-start: 0.2em;
  }

  .checks .name {
    font-size: 0.9375em;
    font-weight: 600;
  }

  .checks .name .note {
    font-weight: 400;
  }

  .checks label > .note {
    grid-column: 2;
  }

  .checks .out {
    color: var(--pp-ink);
    font-style: italic;
  }

  /* Names alone, side by side: what is chosen is in sight together with Run. */
  .checks.brief {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(9em, 1fr));
    column-gap: 0.6em;
  }

  .brief label {
    padding-block: 0.35em;
  }

  .brief label > .note:not(.out),
  .brief li:not(:has(:checked)) .out {
    display: none;
  }

  .brief .name {
    font-weight: 400;
  }

  .explain {
    float: inline-end;
    min-block-size: 0;
    margin-block-start: -1.9em;
    padding: 0;
    border: 0;
    background: none;
    color: var(--pp-accent);
    font-size: 0.8125em;
    text-decoration: underline;
    text-underline-offset: 0.15em;
  }

  .presets {
    display: grid;
    gap: 0.4em;
    padding-block: 0.4em;
  }

  .presets button {
    inline-size: 100%;
    text-align: start;
  }

  .numbers {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(7.5em, 100%), 1fr));
    gap: 1em;
    align-items: start;
  }

  .field {
    display: grid;
    gap: 0.3em;
  }

  .stepper {
    display: grid;
    grid-template-columns: auto minmax(2.5em, 1fr) auto;
  }

  .stepper input {
    border-radius: 0;
    border-inline: 0;
    text-align: center;
  }

  .stepper button {
    min-inline-size: 2.5em;
    padding: 0;
  }

  .stepper button:first-child {
    border-start-end-radius: 0;
    border-end-end-radius: 0;
  }

  .stepper button:last-child {
    border-start-start-radius: 0;
    border-end-start-radius: 0;
  }

  .error {
    color: var(--pp-wrong);
    font-size: 0.8125em;
    line-height: 1.4;
  }

  .error:empty,
  .field .note:empty {
    display: none;
  }

  .actions {
    position: sticky;
    z-index: 2;
    inset-block-end: 0;
    padding-block: 0.8em;
    background: var(--pp-paper);
    box-shadow: 0 -1px var(--pp-rule);
  }

  .actions button {
    inline-size: 100%;
    min-block-size: 2.9em;
  }

  .actions .forecast {
    display: block;
    margin-block-start: 0.4em;
    text-align: center;
  }

  button.main[aria-disabled="true"] {
    border-color: var(--pp-rule);
    background: var(--pp-sunken);
    color: var(--pp-muted);
    cursor: default;
  }
`;
