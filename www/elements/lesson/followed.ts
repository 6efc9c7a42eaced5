import type { RunReport } from "../../generated/types/RunReport";

/** What the elements of a lesson know of the element that runs: any that has these. */
export interface Runner extends HTMLElement {
  /** What is shown; nothing before. */
  readonly report?: RunReport | null;
  readonly isRecorded?: boolean;
  titleOf?(id: string): string;
}

/** The runner of an id, which may begin with `#`; nothing while the document has none. */
export function runnerOf(owner: Element, id: string | null): Runner | null {
  const root = owner.getRootNode() as Document | ShadowRoot;
  return id === null ? null : root.getElementById(id.replace(/^#/, ""));
}

/** What a runner tells when it has another report to show. */
const SHOWN = ["run-end", "report-shown"];

/** Has `see` called with each report of a runner: the one that it shows, and those to come. */
export function follow(
  runner: Runner,
  see: (report: RunReport) => void,
  signal: AbortSignal,
): void {
  for (const event of SHOWN) {
    runner.addEventListener(
      event,
      ({ target }) => {
        if (target === runner && runner.report != null) {
          see(runner.report);
        }
      },
      { signal },
    );
  }
  if (runner.report != null) {
    see(runner.report);
  }
}
