import { byGroup, type Figure } from "./figure.ts";

/** A figure before it has any values; less of it is better, if it does not say. */
type Heading = Omit<Figure, "values" | "better"> & Partial<Pick<Figure, "better">>;

/** Figures that are gathered value by value. */
export class Gathered {
  readonly #figures = new Map<string, Figure>();

  /** Adds a value to the figure of this group and name. */
  add(heading: Heading, value: number): void {
    const key = `${heading.group}: ${heading.name}`;
    const figure = this.#figures.get(key) ?? { better: "less", ...heading, values: [] };
    figure.values.push(value);
    this.#figures.set(key, figure);
  }

  /** All of them, each group by itself, in the order in which they were first seen. */
  figures(): Figure[] {
    return [...byGroup([...this.#figures.values()]).values()].flat();
  }
}
