import { msg, str } from "@lit/localize";
import { css, html, nothing, svg } from "lit";
import { property } from "lit/decorators.js";
import type { GraphNode } from "../../generated/types/GraphNode";
import { AdoptableElement } from "../foundation/adoptable-element";
import { element } from "../foundation/define";
import { count, counted, enumerate } from "../foundation/format";
import { inlineStyle } from "../foundation/inline-style";
import { base } from "../foundation/styles/base";
import { type LayerSummary, type PlacedNode, placed, summaryOf } from "./graph-layout";

/** More nodes than these are told layer by layer. */
const MOST_NODES = 150;
/** A node's place, and its height and that of its layer, in the drawing's own units. */
const PLACE = 14;
const NODE = { width: 10, height: 8 } as const;
const LAYER = 30;

/** The looks of what nodes do, by their words in every language that a report may be in. */
const LOOKS: Readonly<Record<string, string>> = {
  run: "run",
  rechnen: "run",
  download: "download",
  laden: "download",
};

/** The graph of the work that a strategy built: what depends on what. */
@element("graph-view")
export class GraphView extends AdoptableElement {
  static override styles = [
    base,
    css`
      .lead {
        max-inline-size: 46em;
        margin-block: 0.4em 1em;
      }

      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 0.35em 1.25em;
        margin-block-end: 0.6em;
      }

      .legend li {
        display: flex;
        align-items: center;
        gap: 0.5em;
      }

      .legend svg {
        inline-size: 14px;
        block-size: 12px;
      }

      .drawing {
        display: block;
        inline-size: 100%;
        overflow: visible;
      }

      path {
        fill: none;
        stroke: var(--pp-edge);
        vector-effect: non-scaling-stroke;
      }

      rect {
        fill: var(--pp-paper);
        stroke: var(--pp-ink);
        stroke-width: 1.5px;
      }

      .run {
        fill: var(--pp-span-run);
        stroke: var(--pp-span-run);
      }

      /* Round, so that it is told from the others without its colour. */
      .download {
        rx: 4px;
        fill: var(--pp-span-fetch);
        stroke: var(--pp-span-fetch);
      }

      table {
        border-collapse: collapse;
        font-size: 0.8125em;
      }

      th,
      td {
        padding: 0.3em 1.2em 0.3em 0;
        border-block-end: 1px solid var(--pp-rule);
        font-weight: 400;
        text-align: start;
      }

      thead th {
        color: var(--pp-muted);
      }

      td {
        white-space: nowrap;
      }

      details {
        margin-block-start: 0.8em;
      }

      .bar {
        display: block;
        block-size: 0.75em;
        background: var(--pp-span-run);
      }

      .wide {
        inline-size: 100%;
      }
    `,
  ];

  /** The graph's nodes. */
  @property({ attribute: false }) accessor nodes: readonly GraphNode[] = [];

  override render() {
    const { nodes } = this;
    const layers = summaryOf(nodes);
    const isSmall = nodes.length <= MOST_NODES;
    return html`
      <h2>${msg("The task graph")}</h2>
      <p class="lead note">
        ${sentence(nodes, layers)} ${msg("Nothing in a layer waits for anything else in it.")}
      </p>
      ${isSmall ? drawing(nodes, sentence(nodes, layers)) : nothing}
      ${
        isSmall
          ? html`<details><summary>${msg("The graph as a table")}</summary>${table(layers)}</details>`
          : table(layers)
      }
    `;
  }
}

/** Such as `63 pieces of work in 6 layers: 32 run and 31 combine.` */
function sentence(nodes: readonly GraphNode[], layers: readonly LayerSummary[]): string {
  const totals = new Map<string, number>();
  for (const { words } of layers) {
    for (const [word, number] of words) {
      totals.set(word, (totals.get(word) ?? 0) + number);
    }
  }
  const pieces = counted(nodes.length, msg("piece of work"), msg("pieces of work"));
  const depth = counted(layers.length, msg("layer"), msg("layers"));
  const work = wordList(totals);
  return msg(str`${pieces} in ${depth}: ${work}.`);
}

function wordList(words: ReadonlyMap<string, number>): string {
  return enumerate([...words].map(([word, number]) => `${count(number)} ${word}`));
}

function drawing(nodes: readonly GraphNode[], description: string) {
  const places = placed(nodes);
  const width = (Math.max(...places.map(({ x }) => x)) + 1) * PLACE;
  const height = Math.max(...places.map(({ layer }) => layer)) * LAYER + NODE.height;
  const words = [...new Set(places.map(({ word }) => word))];
  return html`
    <ul class="legend note" aria-hidden="true">
      ${words.map(
        (word) => html`<li>
          <svg viewBox="-1 -1 ${NODE.width + 2} ${NODE.height + 2}">${box(word, 0, 0)}</svg>${word}
        </li>`,
      )}
    </ul>
    <svg
      class="drawing"
      role="img"
      aria-label=${description}
      viewBox="-1 -1 ${width + 2} ${height + 2}"
      .style=${inlineStyle({ "max-inline-size": `${width * 2}px` })}
    >
      ${places.map((place) => edges(place, places))}
      ${places.map(
        ({ node, word, layer, x }) =>
          svg`<g><title>${node.label}</title>${box(word, x * PLACE + (PLACE - NODE.width) / 2, layer * LAYER)}</g>`,
      )}
    </svg>
  `;
}

function box(word: string, x: number, y: number) {
  return svg`<rect class=${LOOKS[word] ?? nothing} x=${x} y=${y} width=${NODE.width} height=${NODE.height}></rect>`;
}

/** From the nodes that it depends on down to a node. */
function edges({ node, layer, x }: PlacedNode, places: readonly PlacedNode[]) {
  const middle = (at: number) => at * PLACE + PLACE / 2;
  const to = `${middle(x)} ${layer * LAYER}`;
  const bend = layer * LAYER - (LAYER - NODE.height) / 2;
  const lines = node.dependsOn.flatMap((number) => {
    const from = places[number];
    if (from === undefined) {
      return [];
    }
    const below = from.layer * LAYER + NODE.height;
    return [`M${middle(from.x)} ${below}V${bend}L${to}`];
  });
  return lines.length === 0 ? nothing : svg`<path d=${lines.join("")}></path>`;
}

function table(layers: readonly LayerSummary[]) {
  const most = Math.max(...layers.map(({ count }) => count));
  return html`<table class="figure">
    <thead>
      <tr>
        <th scope="col">${msg("Layer")}</th>
        <th scope="col">${msg("Pieces")}</th>
        <th scope="col" class="wide"><span class="spoken">${msg("How many of the largest layer")}</span></th>
      </tr>
    </thead>
    <tbody>
      ${layers.map(
        ({ layer, words, count: number }) => html`<tr>
          <th scope="row">${layer + 1}</th>
          <td>${wordList(words)}</td>
          <td><i class="bar" .style=${inlineStyle({ "inline-size": `${(number / most) * 100}%` })}></i></td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-graph-view": GraphView;
  }
}
