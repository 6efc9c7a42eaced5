// CodeMirror: what readers know an editor to do, by keyboard and to a screen reader, under a strict
// policy.
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import {
  bracketMatching,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { msg } from "@lit/localize";
import { css, html, type PropertyValues } from "lit";
import { property } from "lit/decorators.js";
import { element } from "../foundation/define";
import { PatientElement } from "../foundation/patient-element";
import { base } from "../foundation/styles/base";
import { editorLook, tokenColours } from "./editor-look";
import { phrases } from "./phrases";

/** Python is indented by four spaces. */
const INDENT = "    ";

/**
 * An editor for a Python program. It can hold several, one of which is shown; each has a past of its
 * own, that is undone step by step.
 *
 * @fires source-change - detail: the whole text, after the reader has changed it
 */
@element("code-editor")
export class CodeEditor extends PatientElement {
  static override styles = [
    base,
    css`
      .keys {
        margin-block-start: 0.4em;
      }
    `,
  ];

  /** The text. Setting it to another one is a step that can be undone. */
  @property({ attribute: false }) accessor source = "";
  /** Whose text it is, where the editor holds several. */
  @property({ attribute: false }) accessor of = "";
  /** What a screen reader calls it. */
  @property() accessor label = msg("Program");
  /** Whether the text can only be read. */
  @property({ type: Boolean }) accessor readonly = false;

  #view: EditorView | undefined;
  /** Those texts that are not shown, with their pasts. */
  readonly #others = new Map<string, EditorState>();
  readonly #attributes = new Compartment();

  override render() {
    return html`
      <div></div>
      <p class="keys note" id="keys">
        ${this.readonly ? "" : msg("Tab indents; Escape, then Tab, goes on to what comes next.")}
      </p>
    `;
  }

  protected override firstUpdated(): void {
    this.#view = new EditorView({
      state: this.#stateOf(this.source),
      root: this.renderRoot as ShadowRoot,
      parent: this.renderRoot.querySelector("div") as HTMLElement,
    });
  }

  protected override updated(changed: PropertyValues<this>): void {
    const view = this.#view;
    if (view === undefined) {
      return;
    }
    const before = changed.get("of");
    if (before !== undefined) {
      this.#others.set(before, view.state);
      view.setState(this.#others.get(this.of) ?? this.#newState(view.state));
    }
    if (view.state.doc.toString() !== this.source) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: this.source } });
    }
    view.dispatch({ effects: this.#attributes.reconfigure(this.#own()) });
  }

  override focus(): void {
    this.#view?.focus();
  }

  /** A text that has only got another name keeps its past. */
  #newState(before: EditorState): EditorState {
    return before.doc.toString() === this.source ? before : this.#stateOf(this.source);
  }

  #stateOf(source: string): EditorState {
    return EditorState.create({
      doc: source,
      extensions: [
        lineNumbers(),
        history(),
        python(),
        indentOnInput(),
        indentUnit.of(INDENT),
        EditorState.tabSize.of(INDENT.length),
        bracketMatching(),
        syntaxHighlighting(tokenColours),
        search(),
        EditorState.phrases.of(phrases()),
        keymap.of([
          { key: "Escape", run: letTabLeave },
          ...defaultKeymap,
          ...historyKeymap,
          ...searchKeymap,
          indentWithTab,
        ]),
        editorLook,
        this.#attributes.of(this.#own()),
        EditorView.updateListener.of(({ docChanged, focusChanged, view }) => {
          // That it got the focus is told after a while, in which Escape may have been pressed.
          if (docChanged || (focusChanged && !view.hasFocus)) {
            view.setTabFocusMode(false);
          }
          if (docChanged) {
            this.#tell(view.state.doc.toString());
          }
        }),
      ],
    });
  }

  /** What its properties say. */
  #own(): Extension {
    return [
      EditorState.readOnly.of(this.readonly),
      EditorView.contentAttributes.of({
        "aria-label": this.label,
        "aria-describedby": "keys",
        "aria-multiline": "true",
        spellcheck: "false",
        // It is focusable anyhow; said, what it scrolls in is known to be reached by keyboard.
        tabindex: "0",
      }),
    ];
  }

  /** Text that was set from outside is known there. */
  #tell(source: string): void {
    if (source !== this.source) {
      this.source = source;
      this.dispatchEvent(new CustomEvent<string>("source-change", { detail: source }));
    }
  }
}

/** From now on Tab goes on to what comes next, until something is written or the reader leaves. */
function letTabLeave(view: EditorView): boolean {
  view.setTabFocusMode(true);
  return false;
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-code-editor": CodeEditor;
  }
}
