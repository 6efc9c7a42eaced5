import { msg, str } from "@lit/localize";
import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import { isSame, titling } from "../foundation/contenders";
import { element } from "../foundation/define";
import { count, trialName } from "../foundation/format";
import { FrameElement } from "../foundation/frame-element";
import { drawSoon } from "../foundation/frames";
import { inlineStyle } from "../foundation/inline-style";
import { base, headline } from "../foundation/styles/base";
import { workerColour } from "../foundation/worker-colour";
import { contendersOf, type Picture, type RunView } from "../run/run";
import { pictureBlob } from "./picture-blob";

/** How long making addresses may take out of a frame: each is a question to another process. */
const BUDGET_MS = 6;

/** Pictures as they arrive, each framed in the colour of the worker that fetched it. */
@element("picture-gallery")
export class PictureGallery extends FrameElement {
  static override styles = [
    base,
    headline,
    css`
      ol {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(3.9em, 1fr));
        gap: 5px;
        margin-block-start: 0.9em;
      }

      /* What arrives in one place moves nothing elsewhere: the browser need not look. */
      li {
        contain: strict;
        content-visibility: auto;
        position: relative;
        aspect-ratio: 3 / 2;
        background: var(--pp-sunken);
      }

      figure {
        block-size: 100%;
        border: 3px solid;
      }

      img {
        display: block;
        inline-size: 100%;
        block-size: 100%;
        object-fit: cover;
      }

      figcaption {
        position: absolute;
        inset-block-end: 0;
        inset-inline-start: 0;
        min-inline-size: 1.5em;
        padding-inline: 0.3em;
        background: var(--pp-paper);
        color: var(--pp-ink);
        font-size: 0.6875em;
        line-height: 1.4;
        text-align: center;
      }

      /* A picture of an earlier trial, until the present one has it as well. */
      .earlier figure {
        border-color: transparent;
        opacity: 0.22;
        filter: grayscale(1);
      }
    `,
  ];

  /** The run whose pictures to show. */
  @property({ attribute: false }) accessor view: RunView | null = null;

  /** The address under which each item's bytes are shown. */
  readonly #shown = new Map<number, { readonly picture: Picture; readonly url: string | null }>();
  /** Addresses that are not shown any more once this is drawn: until then they may be asked for. */
  #stale: string[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate("view");
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.requestUpdate("view");
  }

  /** Where it is not in the document, no picture is shown. */
  override willUpdate(): void {
    const pictures = (this.isConnected && this.view?.pictures) || new Map<number, Picture>();
    for (const item of [...this.#shown.keys()]) {
      if (!pictures.has(item)) {
        this.#drop(item);
      }
    }
    this.#take(pictures);
  }

  /** Gives new pictures their addresses; those for which this frame has no time come next. */
  #take(pictures: ReadonlyMap<number, Picture>): void {
    const endsAt = performance.now() + BUDGET_MS;
    for (const [item, picture] of pictures) {
      if (this.#shown.get(item)?.picture === picture) {
        continue;
      }
      if (performance.now() >= endsAt) {
        drawSoon(this, () => this.requestUpdate());
        return;
      }
      this.#drop(item);
      const url = picture.bytes && URL.createObjectURL(pictureBlob(picture.bytes));
      this.#shown.set(item, { picture, url });
    }
  }

  #drop(item: number): void {
    const shown = this.#shown.get(item);
    if (shown?.url) {
      this.#stale.push(shown.url);
    }
    this.#shown.delete(item);
  }

  override updated(): void {
    this.#stale.forEach((url) => {
      URL.revokeObjectURL(url);
    });
    this.#stale = [];
  }

  override render() {
    const { view } = this;
    const latest = [...(view?.pictures.values() ?? [])].at(-1);
    if (view?.request == null || latest === undefined) {
      return nothing;
    }
    const titleOf = titling(contendersOf(view));
    const arrived = [...view.pictures.values()].filter((picture) => isOf(picture, latest)).length;
    return html`
      <div class="head">
        <h2>${msg("Pictures")}</h2>
        <p class="note figure">
          ${titleOf(latest)}, ${trialName(latest.trial)}: ${arrivedText(arrived, view.request.size)}.
          ${msg("A picture’s frame and number tell which worker fetched it.")}
          ${hasHidden(view) ? msg("Empty frames are pictures too large for a page to keep them all.") : nothing}
        </p>
      </div>
      <ol>
        ${Array.from({ length: view.request.size }, (_, item) => this.#slot(item, latest))}
      </ol>
    `;
  }

  #slot(item: number, latest: Picture) {
    const shown = this.#shown.get(item);
    if (shown === undefined) {
      return html`<li></li>`;
    }
    const { picture, url } = shown;
    const number = item + 1;
    const worker = picture.worker + 1;
    return html`<li class=${isOf(picture, latest) ? "" : "earlier"}>
      <figure .style=${inlineStyle({ "border-color": workerColour(picture.worker) })}>
        ${
          url === null
            ? html`<span class="spoken">${msg(str`Picture ${number}, fetched by worker ${worker}, is not shown`)}</span>`
            : html`<img decoding="async" src=${url} alt=${msg(str`Picture ${number}, fetched by worker ${worker}`)} />`
        }
        <figcaption class="figure" aria-hidden="true">${worker}</figcaption>
      </figure>
    </li>`;
  }
}

function arrivedText(arrived: number, size: number): string {
  const [some, all] = [count(arrived), count(size)];
  return msg(str`${some} of ${all}`);
}

function hasHidden({ pictures }: RunView): boolean {
  return [...pictures.values()].some(({ bytes }) => bytes === null);
}

function isOf(picture: Picture, latest: Picture): boolean {
  return isSame(picture, latest) && picture.trial === latest.trial;
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-picture-gallery": PictureGallery;
  }
}
