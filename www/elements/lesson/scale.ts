/** A number to drag, or to choose by keys; afterwards with a mark where the outcome is. */
export class Scale {
  /** Everything that is seen of it. */
  readonly root = document.createElement("div");
  readonly #input = document.createElement("input");
  readonly #shown = document.createElement("output");
  readonly #mark = document.createElement("i");
  readonly #write: (value: number) => string;

  /**
   * @param owner says from where to where, and in which steps
   * @param question the id of what asks for the number
   * @param write how a number is written
   */
  constructor(owner: Element, question: string | undefined, write: (value: number) => string) {
    this.#write = write;
    this.#input.type = "range";
    for (const name of ["min", "max", "step"]) {
      this.#input.setAttribute(name, owner.getAttribute(name) ?? (name === "step" ? "any" : "0"));
    }
    if (question !== undefined) {
      this.#input.setAttribute("aria-labelledby", question);
    }
    this.#input.addEventListener("input", () => this.#tell());
    this.#mark.hidden = true;
    const track = document.createElement("span");
    track.append(this.#input, this.#mark);
    this.root.className = "playground-scale";
    this.root.append(track, this.#shown);
    this.#tell();
  }

  /** The number that is chosen. */
  get value(): number {
    return this.#input.valueAsNumber;
  }

  /** Marks the outcome; beyond an end, at that end. */
  mark(value: number): void {
    const [min, max] = [Number(this.#input.min), Number(this.#input.max)];
    const share = Math.min(Math.max((value - min) / (max - min), 0), 1);
    this.#mark.style.setProperty("--at", `${share}`);
    this.#mark.hidden = false;
    this.#mark.title = this.#write(value);
  }

  #tell(): void {
    const text = this.#write(this.value);
    this.#shown.textContent = text;
    this.#input.setAttribute("aria-valuetext", text);
  }
}
