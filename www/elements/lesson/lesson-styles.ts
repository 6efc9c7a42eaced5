/**
 * The look of a lesson's elements, which stand in the page's own text: its colours are the
 * playground's, unless the page has set them.
 */
export const LESSON_STYLES = `
playground-value[measured] {
  font-variant-numeric: tabular-nums lining-nums;
  font-weight: 650;
}
playground-value[measured="recorded"] {
  text-decoration: underline dotted;
  text-underline-offset: 0.2em;
}
playground-guess {
  --edge: var(--pp-edge, light-dark(#86837a, #747a87));
  --ground: var(--pp-surface, light-dark(#ffffff, #1a1d24));
  --mark: var(--pp-accent, light-dark(#00619c, #66b9f0));
  --on-mark: var(--pp-on-accent, light-dark(#ffffff, #06131d));
  display: block;
  margin-block: 1.5em;
  padding: 1.1em 1.25em;
  border: 1px solid var(--edge);
  border-inline-start: 4px solid var(--mark);
  border-radius: 3px;
  background: var(--ground);
}
playground-guess > :first-child {
  margin-block-start: 0;
  font-weight: 650;
}
playground-guess > label {
  display: grid;
  grid-template-columns: auto minmax(0, 1fr) auto;
  gap: 0.6em;
  align-items: center;
  padding: 0.4em 0.5em;
  cursor: pointer;
}
playground-guess[guessed] > label {
  cursor: default;
}
playground-guess > label:has(:checked) {
  background: color-mix(in srgb, var(--mark) 12%, transparent);
}
playground-guess > label[data-true]::after {
  content: "✓ " attr(data-true);
  font-size: 0.875em;
  font-weight: 650;
}
playground-guess input {
  accent-color: var(--mark);
}
playground-guess input[type="radio"] {
  inline-size: 1.15em;
  block-size: 1.15em;
  margin: 0;
}
playground-guess > button {
  min-block-size: 2.5em;
  margin-block-start: 0.75em;
  padding: 0.25em 0.95em;
  border: 1px solid var(--mark);
  border-radius: 3px;
  background: var(--mark);
  color: var(--on-mark);
  font: inherit;
  font-weight: 650;
  cursor: pointer;
}
playground-guess :focus-visible {
  outline: 2px solid var(--mark);
  outline-offset: 2px;
}
playground-guess > [role="status"] {
  margin-block: 0.75em 0;
  font-weight: 650;
}
playground-guess > [role="status"]:empty {
  margin: 0;
}
playground-guess > [role="status"]:focus {
  outline: none;
}
playground-outcome {
  display: block;
  margin-block-start: 0.75em;
}
playground-outcome[hidden] {
  display: none;
}
.playground-scale {
  display: grid;
  grid-template-columns: minmax(0, 1fr) 6em;
  gap: 1em;
  align-items: center;
  padding-block: 0.5em 0.9em;
}
.playground-scale > span {
  position: relative;
}
.playground-scale input {
  inline-size: 100%;
  margin: 0;
}
.playground-scale output {
  font-variant-numeric: tabular-nums lining-nums;
  font-weight: 650;
}
.playground-scale i {
  --thumb: 16px;
  position: absolute;
  inset-block: -4px;
  inset-inline-start: calc(var(--at) * (100% - var(--thumb)) + var(--thumb) / 2 - 2px);
  inline-size: 4px;
  background: currentcolor;
  pointer-events: none;
}
.playground-scale i[hidden] {
  display: none;
}
@media print {
  playground-guess > button {
    display: none;
  }
}
`;
