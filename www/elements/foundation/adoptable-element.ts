import { type CSSResultOrNative, LitElement } from "lit";

/** The style sheets of documents other than this script's, by what they are made from. */
const made = new WeakMap<Document, Map<CSSResultOrNative, CSSStyleSheet>>();

/**
 * An element that keeps its styles when it is moved into another document, such as a frame's: no
 * document takes a style sheet that another one has made.
 */
export class AdoptableElement extends LitElement {
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    if (this.ownerDocument === document) {
      return super.createRenderRoot();
    }
    const { shadowRootOptions } = this.constructor as typeof LitElement;
    const root = this.shadowRoot ?? this.attachShadow(shadowRootOptions);
    this.#dress(root);
    return root;
  }

  /** The browser calls this when the element has come into another document. */
  adoptedCallback(): void {
    if (this.shadowRoot !== null) {
      this.#dress(this.shadowRoot);
    }
  }

  #dress(root: ShadowRoot): void {
    const { elementStyles } = this.constructor as typeof LitElement;
    root.adoptedStyleSheets = elementStyles.flatMap((style) => sheet(style, root.ownerDocument));
  }
}

/** A style as a style sheet of a document's own; none where the document is in no window. */
function sheet(style: CSSResultOrNative, owner: Document): CSSStyleSheet[] {
  const own = style instanceof CSSStyleSheet ? style : style.styleSheet;
  if (owner === document || own === undefined) {
    return own === undefined ? [] : [own];
  }
  const { defaultView } = owner;
  if (defaultView === null) {
    return [];
  }
  const sheets = made.get(owner) ?? new Map();
  made.set(owner, sheets);
  const known = sheets.get(style) ?? new defaultView.CSSStyleSheet();
  if (!sheets.has(style)) {
    known.replaceSync([...own.cssRules].map(({ cssText }) => cssText).join("\n"));
    sheets.set(style, known);
  }
  return [known];
}
