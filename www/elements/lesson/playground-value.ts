import { msg } from "@lit/localize";
import { figureText } from "./figure-text";
import { follow, type Runner, runnerOf } from "./followed";
import { find } from "./report-path";

/**
 * A figure in a text, which follows the reports of an element that runs: `of` is that element's
 * id, `path` what to tell of a report, `format` how. Before there is a report, and where a report
 * does not tell, its own text stays.
 */
export class PlaygroundValue extends HTMLElement {
  #left: AbortController | undefined;

  connectedCallback(): void {
    this.#left = new AbortController();
    const runner = runnerOf(this, this.getAttribute("of"));
    if (runner !== null) {
      follow(runner, () => this.#tell(runner), this.#left.signal);
    }
  }

  disconnectedCallback(): void {
    this.#left?.abort();
  }

  #tell(runner: Runner): void {
    const text = textOf(runner, this.getAttribute("path") ?? "", this.getAttribute("format"));
    if (text !== undefined) {
      this.textContent = text;
      this.setAttribute("measured", runner.isRecorded ? "recorded" : "here");
      this.title = runner.isRecorded ? msg("As recorded") : msg("As measured here");
    }
  }
}

/** What a runner's report tells at a path, as it is written. */
export function textOf(runner: Runner, path: string, format: string | null): string | undefined {
  const found = runner.report == null ? undefined : find(runner.report, path);
  if (found === undefined) {
    return undefined;
  }
  return "word" in found
    ? (runner.titleOf?.(found.word) ?? found.word)
    : figureText(found.value, found.field, format);
}
