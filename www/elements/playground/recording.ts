import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import type { SavedReport, Showing } from "../foundation/authored-element";
import { goOnAtStatus } from "./go-on";
import { recordedReport } from "./recorded-report";

export { strategiesBeyond } from "./beyond";

/**
 * A report that an author recorded: to begin from, or, where the reader first makes a guess, for
 * what cannot run here.
 */
export class Recording {
  readonly #report: SavedReport;
  readonly #showing: Showing;
  #beyond: readonly string[] = [];

  /**
   * Loads it; where a guess comes first, it is not shown, since it would give that away.
   *
   * @throws PlaygroundFailure `unreadable-report` if there is none at that address
   */
  static async at(address: string, showing: Showing): Promise<Recording> {
    return new Recording(await recordedReport(address), showing);
  }

  private constructor(report: SavedReport, showing: Showing) {
    this.#report = report;
    this.#showing = showing;
  }

  /** Shows it, unless there is something else to see. */
  async begin(): Promise<void> {
    const { held, open } = this.#showing;
    await open(this.#report, ({ isEmpty }) => isEmpty && !held());
  }

  /** After a guess, it stands in for what cannot be run here. */
  async standIn(): Promise<void> {
    this.#beyond = await this.#showing.beyond();
    if (this.#beyond.length > 0) {
      await this.begin();
    }
  }

  /** What cannot be run here, where it stands in for that. */
  get beyond(): readonly string[] {
    return this.#beyond;
  }

  /** What shows it instead of a run. */
  choice() {
    const { held, saved } = this.#showing;
    return held() || saved() === this.#report
      ? nothing
      : html`<button type="button" @click=${this.#open}>${msg("Show a recorded run")}</button>`;
  }

  readonly #open = async ({ currentTarget }: Event): Promise<void> => {
    const root = (currentTarget as Element).getRootNode();
    await this.#showing.open(this.#report);
    await goOnAtStatus(root);
  };
}
