import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { property } from "lit/decorators.js";
import type { GraphNode } from "../../generated/types/GraphNode";
import type { Trial } from "../../generated/types/Trial";
import { AdoptableElement } from "../foundation/adoptable-element";
import { element } from "../foundation/define";
import { failurePanel } from "../foundation/failure-panel";
import { laterPart } from "../foundation/later-part";
import { base } from "../foundation/styles/base";
import type { Outcome } from "../run/run";

/** The graph that a strategy built. Few runs have one: what draws it is loaded when there is one. */
@element("graph-section")
export class GraphSection extends AdoptableElement {
  static override styles = base;

  @property({ attribute: false }) accessor nodes: readonly GraphNode[] = [];

  readonly #view = laterPart(
    this,
    () => msg("the graph"),
    () => import("./graph-view"),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#view.ask();
  }

  override render() {
    return this.#view.there === null
      ? failurePanel(this.#view.failure)
      : html`<playground-graph-view .nodes=${this.nodes}></playground-graph-view>`;
  }
}

/** The graph among what is shown, if there is one. */
export function graphSection(outcomes: readonly Outcome[]) {
  const nodes = graphOf(outcomes);
  return nodes.length === 0
    ? nothing
    : html`<playground-graph-section .nodes=${nodes}></playground-graph-section>`;
}

/** It is the same in every trial. */
function graphOf(outcomes: readonly Outcome[]): readonly GraphNode[] {
  return outcomes.flatMap(({ trials }) => trials).find(hasGraph)?.graph ?? [];
}

function hasGraph({ graph }: Trial): boolean {
  return graph.length > 0;
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-graph-section": GraphSection;
  }
}
