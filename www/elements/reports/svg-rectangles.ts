import type { LaneContext } from "../lanes/lanes";

/** Takes what is drawn as rectangles, and makes a path of all that are filled alike. */
export class SvgRectangles implements LaneContext<string> {
  /** What rectangles are filled with: a colour, or `url(#…)`. */
  fillStyle = "";
  readonly #paths = new Map<string, string[]>();

  fillRect(left: number, top: number, width: number, height: number): void {
    const steps = `M${short(left)} ${short(top)}h${short(width)}v${short(height)}h${short(-width)}z`;
    const path = this.#paths.get(this.fillStyle);
    if (path === undefined) {
      this.#paths.set(this.fillStyle, [steps]);
    } else {
      path.push(steps);
    }
  }

  /** All of them as SVG. */
  toString(): string {
    return [...this.#paths]
      .map(([fill, steps]) => `<path fill="${fill}" d="${steps.join("")}"/>`)
      .join("");
  }
}

/** A number as short as a hundredth of a pixel allows. */
export function short(value: number): string {
  return `${Math.round(value * 100) / 100}`;
}
