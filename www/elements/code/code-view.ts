import { msg } from "@lit/localize";
import { css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import type { Language } from "../../generated/types/Language";
import type { Version } from "../../generated/types/Version";
import {
  catalogue,
  languagesAmong,
  languageTitle,
  strategyEntry,
  taskChoice,
} from "../foundation/catalogue";
import { element } from "../foundation/define";
import { PatientElement } from "../foundation/patient-element";
import { base, folded } from "../foundation/styles/base";
import { type Settings, words } from "../settings/settings";
import { type Code, loadCode, loadListing } from "./code";

/** What has code to show. */
interface Choice {
  readonly id: string;
  readonly title: string;
}

/** What stands for an id where the code is a program's. */
const PROGRAM = "program";

/** What is said of the code, by the languages that are run. */
const LEADS: Readonly<Record<string, () => string>> = {
  rust: () =>
    msg(
      "The Rust is what runs here, taken from the sources of this build. The Python is the same program, as one would write it in Python.",
    ),
  python: () =>
    msg(
      "The Python is what runs here, in CPython, as it stands. The Rust is the same program, taken from the sources of this build.",
    ),
  "rust python": () =>
    msg(
      "Both run here: the Rust is taken from the sources of this build, the Python runs in CPython as it stands.",
    ),
};

/** What is said of a program of somebody's own. */
function leadOfProgram(): string {
  return msg("This is the program that ran, in its versions.");
}

/**
 * The source code of the task and of each chosen strategy in both languages, what runs first; or of
 * the program that the report is of. Nothing is loaded before the section is opened.
 */
@element("code-view")
export class CodeView extends PatientElement {
  static override styles = [
    base,
    folded,
    css`
      :host {
        container-type: inline-size;
      }

      .lead {
        max-inline-size: 46em;
        margin-block-end: 1em;
      }

      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 0.35em;
        margin-block: 1em 1.4em;
      }

      .choices button[aria-pressed="true"] {
        border-color: var(--pp-ink);
        background: var(--pp-ink);
        color: var(--pp-paper);
      }

      .languages {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.8em 2em;
      }

      .languages.former {
        visibility: hidden;
      }

      @container (min-width: 52em) {
        .languages:has(> :nth-child(2)) {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
    `,
  ];

  /** The fields that were set. */
  @property({ attribute: false }) accessor settings: Settings = {};
  /** The versions of the program that the report is of, if it is of one. */
  @property({ attribute: false }) accessor versions: readonly Version[] | undefined;

  @state() private accessor open = false;
  @state() private accessor chosen: string | null = null;
  /** What was loaded last. */
  @state() private accessor code: Code | null = null;
  /** Whether other code is on its way: the former keeps its room, so that nothing moves, and is not seen. */
  @state() private accessor isFormer = false;
  @state() private accessor failed = false;

  get #choices(): Choice[] {
    const { task = catalogue.defaultTask, strategies } = this.settings;
    const given = words(strategies);
    const ids = given.length > 0 ? given : catalogue.defaultStrategies;
    const all = [taskChoice(task), ...ids.map(strategyEntry)];
    return all.filter((choice) => choice !== undefined);
  }

  /** The one that is shown. A choice that is not there any more gives way to the task. */
  get #shown(): Choice | undefined {
    const choices = this.#choices;
    return choices.find(({ id }) => id === this.chosen) ?? choices[0];
  }

  get #isOfProgram(): boolean {
    return this.versions !== undefined && this.versions.length > 0;
  }

  #loading: string | undefined;

  override willUpdate(changed: PropertyValues): void {
    const id = this.#isOfProgram ? PROGRAM : this.#shown?.id;
    const isNew = id !== this.#loading || changed.has("open") || changed.has("versions");
    if (this.open && id !== undefined && isNew) {
      void this.#load(id);
    }
  }

  async #load(id: string): Promise<void> {
    this.#loading = id;
    this.failed = false;
    this.isFormer = true;
    const own = id === PROGRAM ? codeOf(this.versions ?? []) : loadCode(id);
    const loading = Promise.all([own, loadListing()]);
    const code = await loading.then(([code]) => code).catch(() => null);
    if (id === this.#loading) {
      this.code = code;
      this.isFormer = false;
      this.failed = code === null;
    }
  }

  override render() {
    return html`<details
      @toggle=${({ target }: Event) => {
        this.open = (target as HTMLDetailsElement).open;
      }}
    >
      <summary><h2>${msg("The code")}</h2></summary>
      ${this.open ? this.#content() : nothing}
    </details>`;
  }

  #content() {
    return html`
      <p class="lead note">${this.#isOfProgram ? leadOfProgram() : LEADS[this.#run.join(" ")]?.()}</p>
      ${this.#isOfProgram ? nothing : this.#choice()}
      ${this.failed ? html`<p role="alert">${msg("The code did not load. To try again, close this section and reopen it.")}</p>` : this.#languages()}
    `;
  }

  #choice() {
    return html`<div class="choices" role="group" aria-label="The code shown">
      ${this.#choices.map(
        ({ id, title }) => html`<button
          type="button"
          aria-pressed=${id === this.#shown?.id}
          @click=${() => {
            this.chosen = id;
          }}
        >
          ${title}
        </button>`,
      )}
    </div>`;
  }

  /** What runs comes first. */
  #languages() {
    const { code } = this;
    if (code === null) {
      return nothing;
    }
    const shown = [...new Set([...this.#run, ...catalogue.languages.map(({ id }) => id)])];
    return html`<div class=${this.isFormer ? "languages former" : "languages"}>
      ${shown
        .filter((language) => code[language].length > 0)
        .map(
          (language) => html`<playground-code-listing
          language=${languageTitle(language)}
          .files=${code[language]}
        ></playground-code-listing>`,
        )}
    </div>`;
  }

  get #run(): Language[] {
    return languagesAmong(words(this.settings.language));
  }
}

/** A program's versions, each by its name. */
function codeOf(versions: readonly Version[]): Code {
  const files = versions.map(({ name, source }) => ({ path: name, runs: [["", source]] as const }));
  return { rust: [], python: files };
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-code-view": CodeView;
  }
}
