import { css } from "lit";

/** The look of speed-up stacks: each part told apart by its texture too, as spans are in lanes. */
export const stackStyles = css`
  .bar {
    forced-color-adjust: none;
    position: relative;
    display: block;
    block-size: 1.5em;
  }

  .bar > * {
    position: absolute;
    inset-block: 0;
  }

  .part {
    forced-color-adjust: none;
    border: 1px solid var(--tone);
    border-inline-width: 0 1px;
    background: var(--tone);
  }

  .legend .part {
    border-inline-width: 1px;
  }

  .speedup {
    --tone: var(--pp-span-run);
  }

  .inflation {
    --tone: var(--pp-span-run);
    background: repeating-linear-gradient(45deg, var(--tone) 0 2.5px, transparent 2.5px 6px);
  }

  .lockWait {
    --tone: var(--pp-span-lock-wait);
    background:
      repeating-linear-gradient(45deg, var(--tone) 0 1.5px, transparent 1.5px 5px),
      repeating-linear-gradient(-45deg, var(--tone) 0 1.5px, transparent 1.5px 5px);
  }

  .serialise {
    --tone: var(--pp-span-serialise);
    background: repeating-linear-gradient(90deg, var(--tone) 0 3.5px, transparent 3.5px 6px);
  }

  .copy {
    --tone: var(--pp-span-copy);
    background: repeating-linear-gradient(0deg, var(--tone) 0 3.5px, transparent 3.5px 6px);
  }

  .waiting {
    --tone: var(--pp-span-wait);
    background: transparent;
  }

  .startAndCombine {
    --tone: var(--pp-span-start);
    background: repeating-linear-gradient(-45deg, var(--tone) 0 1.5px, transparent 1.5px 5px);
  }

  .gain {
    border: 2px dashed var(--pp-ink);
    border-inline-start: 0;
  }

  .workers {
    inset-block: -0.25em;
    inline-size: 2px;
    margin-inline-start: -2px;
    background: var(--pp-ink);
    box-shadow: 0 0 0 1px var(--pp-paper);
  }
`;
