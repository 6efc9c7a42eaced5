import { html, nothing } from "lit";
import type { GraphNode } from "../../generated/types/GraphNode";
import type { Trial } from "../../generated/types/Trial";
import type { Outcome } from "../run/run";

/** The graph that a strategy built. Few runs have one: what draws it is loaded when there is one. */
export function graphSection(outcomes: readonly Outcome[]) {
  const nodes = graphOf(outcomes);
  if (nodes.length === 0) {
    return nothing;
  }
  void import("./graph-view");
  return html`<playground-graph-view .nodes=${nodes}></playground-graph-view>`;
}

/** It is the same in every trial. */
function graphOf(outcomes: readonly Outcome[]): readonly GraphNode[] {
  return outcomes.flatMap(({ trials }) => trials).find(hasGraph)?.graph ?? [];
}

function hasGraph({ graph }: Trial): boolean {
  return graph.length > 0;
}
