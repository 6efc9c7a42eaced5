import { css } from "lit";

/** How the head of what shows a run looks, in every element that has a stage. */
export const stageStyles = css`
  .phase {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3em 1em;
    align-items: baseline;
    justify-content: space-between;
  }

  .phase h2 {
    flex: 1 1 auto;
    max-inline-size: 26em;
    font-size: 1.625em;
  }

  playground-run-clock {
    font-size: 1.375em;
  }

  @media print {
    playground-run-clock {
      display: none;
    }
  }
`;
