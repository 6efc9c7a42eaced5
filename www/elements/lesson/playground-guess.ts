import { msg, str } from "@lit/localize";
import { figureText } from "./figure-text";
import { follow, type Runner, runnerOf } from "./followed";
import { textOf } from "./playground-value";
import { find } from "./report-path";
import { Scale } from "./scale";

/** How many guesses there are already, so that each has ids of its own. */
let guesses = 0;

/**
 * A guess before a run: `for` is the id of the element that runs, which is held until the guess is
 * made; `value` is the path to what came true. In it stand labelled radio buttons, or else `min`,
 * `max` and `step` have a number dragged. What is in `<playground-outcome>` is shown afterwards.
 */
export class PlaygroundGuess extends HTMLElement {
  #left: AbortController | undefined;
  #scale: Scale | undefined;
  /** What ran, or was to run, when this came into its document. */
  #held: Runner | null = null;
  readonly #told = document.createElement("p");
  readonly #made = document.createElement("button");

  connectedCallback(): void {
    this.#left = new AbortController();
    if (!this.#made.isConnected) {
      this.#build();
    }
    this.#held = this.runner;
    this.#held?.toggleAttribute("held", !this.hasAttribute("guessed"));
    if (this.hasAttribute("guessed")) {
      this.#watch();
    }
  }

  disconnectedCallback(): void {
    this.#left?.abort();
    // Nobody could make the guess any more; one that was only moved holds it again.
    this.#held?.removeAttribute("held");
  }

  /** The element that the guess is about. */
  get runner(): Runner | null {
    return runnerOf(this, this.getAttribute("for"));
  }

  get #choices(): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>("label input[type=radio]")];
  }

  get #outcome(): HTMLElement | null {
    return this.querySelector("playground-outcome");
  }

  /** Makes of what is in it a question that can be answered. */
  #build(): void {
    guesses += 1;
    const question = this.querySelector<HTMLElement>(":scope > :not(label, playground-outcome)");
    if (question !== null) {
      question.id ||= `playground-guess-${guesses}`;
      this.setAttribute("aria-labelledby", question.id);
    }
    this.setAttribute("role", this.#choices.length > 0 ? "radiogroup" : "group");
    for (const choice of this.#choices) {
      choice.name = `playground-guess-${guesses}`;
    }
    if (this.hasAttribute("max") && this.#choices.length === 0) {
      this.#scale = new Scale(this, question?.id, (value) => this.#written(value));
      this.insertBefore(this.#scale.root, this.#outcome);
    }
    this.#told.setAttribute("role", "status");
    this.#told.tabIndex = -1;
    this.#made.type = "button";
    this.#made.textContent = msg("This is my guess");
    this.#made.addEventListener("click", () => this.#make());
    this.insertBefore(this.#made, this.#outcome);
    this.insertBefore(this.#told, this.#outcome);
    this.#outcome?.toggleAttribute("hidden", true);
  }

  /** The guess is made: from now on it stays, and the run is offered. */
  #make(): void {
    const guess = this.#guess;
    if (guess === undefined) {
      this.#told.textContent = msg("Choose an answer first.");
      this.#choices[0]?.focus();
      return;
    }
    for (const input of this.querySelectorAll("input")) {
      input.disabled = true;
    }
    this.#made.hidden = true;
    this.#told.textContent = msg(str`Your guess: ${guess}. Now run it below.`);
    this.setAttribute("guessed", "");
    // The runner may still be on its way: it is to know that there was a guess.
    this.runner?.setAttribute("guessed", "");
    this.runner?.removeAttribute("held");
    // The button that had the focus has gone; Run is next from here.
    this.#told.focus();
    this.#watch();
  }

  /** What was guessed, in words. */
  get #guess(): string | undefined {
    return this.#scale === undefined
      ? wordsOf(this.#choices.find(({ checked }) => checked))
      : this.#written(this.#scale.value);
  }

  #watch(): void {
    const { runner } = this;
    if (runner !== null && this.#left !== undefined) {
      follow(runner, () => this.#compare(runner), this.#left.signal);
    }
  }

  /** The guess beside the outcome. */
  #compare(runner: Runner): void {
    const path = this.getAttribute("value") ?? "";
    const found = runner.report == null ? undefined : find(runner.report, path);
    const text = textOf(runner, path, this.getAttribute("format"));
    if (found !== undefined && !("word" in found)) {
      this.#scale?.mark(found.value);
    }
    const isTrue = (choice: HTMLInputElement) => found !== undefined && cameTrue(choice, found);
    const right = this.#choices.find(isTrue);
    for (const choice of this.#choices) {
      choice.closest("label")?.removeAttribute("data-true");
    }
    right?.closest("label")?.setAttribute("data-true", msg("came true"));
    const judged = this.#choices.length === 0 || right === undefined ? "" : this.#judged(right);
    const guess = this.#guess;
    this.#told.textContent = [
      judged,
      msg(str`You guessed: ${guess}.`),
      text === undefined ? "" : itWas(text, runner.isRecorded === true),
    ]
      .join(" ")
      .trim();
    this.#outcome?.toggleAttribute("hidden", false);
    this.setAttribute("decided", "");
  }

  #judged(right: HTMLInputElement): string {
    return right.checked ? msg("As you guessed.") : msg("Not as you guessed.");
  }

  #written(value: number): string {
    const field = (this.getAttribute("value") ?? "").split(".").at(-1) ?? "";
    return figureText(value, field, this.getAttribute("format"));
  }
}

function itWas(outcome: string, isRecorded: boolean): string {
  return isRecorded
    ? msg(str`In the recorded run it was ${outcome}.`)
    : msg(str`It was ${outcome}.`);
}

function wordsOf(choice: HTMLInputElement | undefined): string | undefined {
  return choice?.closest("label")?.textContent?.trim().replace(/\s+/g, " ").replace(/\.$/, "");
}

/** Whether what was found is what a choice stands for: a word, or a figure within its bounds. */
function cameTrue(
  { value, dataset }: HTMLInputElement,
  found: NonNullable<ReturnType<typeof find>>,
) {
  if ("word" in found) {
    return value === found.word;
  }
  const { from, below } = dataset;
  const isBounded = from !== undefined || below !== undefined;
  return (
    isBounded &&
    found.value >= Number(from ?? Number.NEGATIVE_INFINITY) &&
    found.value < Number(below ?? Number.POSITIVE_INFINITY)
  );
}
