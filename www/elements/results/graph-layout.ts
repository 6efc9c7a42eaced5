import type { GraphNode } from "../../generated/types/GraphNode";

/** A node and where it is drawn. */
export interface PlacedNode {
  readonly node: GraphNode;
  /** What it does: its label's first word. */
  readonly word: string;
  /** How many nodes have to be done one after another before it. */
  readonly layer: number;
  /** Where in its layer, in node widths from the left edge. */
  readonly x: number;
}

/** How many nodes of a layer do what. */
export interface LayerSummary {
  readonly layer: number;
  readonly words: ReadonlyMap<string, number>;
  readonly count: number;
}

/**
 * Places a graph's nodes: each in the layer below all it depends on, and there below the middle
 * of those, as far as its neighbours leave room. A tree comes out without crossings.
 */
export function placed(nodes: readonly GraphNode[]): PlacedNode[] {
  const layers = layersOf(nodes);
  const xs = new Array<number>(nodes.length).fill(0);
  for (const layer of byLayer(layers)) {
    spread(layer, nodes, xs);
  }
  return nodes.map((node, index) => ({
    node,
    word: wordOf(node),
    layer: layers[index] ?? 0,
    x: xs[index] ?? 0,
  }));
}

/** Every layer in a few words, from the first to the last. */
export function summaryOf(nodes: readonly GraphNode[]): LayerSummary[] {
  return byLayer(layersOf(nodes)).map((layer, index) => {
    const words = new Map<string, number>();
    for (const node of layer) {
      const word = wordOf(nodes[node] as GraphNode);
      words.set(word, (words.get(word) ?? 0) + 1);
    }
    return { layer: index, words, count: layer.length };
  });
}

/** The layer of each node; what a node depends on has smaller numbers than its own. */
function layersOf(nodes: readonly GraphNode[]): number[] {
  const layers: number[] = [];
  for (const { dependsOn } of nodes) {
    layers.push(Math.max(-1, ...dependsOn.map((node) => layers[node] ?? -1)) + 1);
  }
  return layers;
}

/** The nodes' numbers, layer by layer. */
function byLayer(layers: readonly number[]): number[][] {
  const found: number[][] = [];
  layers.forEach((layer, node) => {
    found[layer] ??= [];
    found[layer].push(node);
  });
  return found;
}

/** Puts the nodes of a layer side by side, in the order of where they would like to be. */
function spread(layer: readonly number[], nodes: readonly GraphNode[], xs: number[]): void {
  const wishes = layer.map((node, index) => {
    const { dependsOn } = nodes[node] as GraphNode;
    const sum = dependsOn.reduce((all, dependency) => all + (xs[dependency] ?? 0), 0);
    return { node, x: dependsOn.length > 0 ? sum / dependsOn.length : index };
  });
  let least = 0;
  for (const { node, x } of wishes.sort((a, b) => a.x - b.x)) {
    xs[node] = Math.max(x, least);
    least = (xs[node] ?? 0) + 1;
  }
}

function wordOf({ label }: GraphNode): string {
  return label.split(" ", 1)[0] ?? "";
}
