import { isServer, type ReactiveController, type ReactiveControllerHost } from "lit";
import { ownTurn } from "../foundation/patient-element";
import { loadNear, loadNow } from "./later";

/**
 * How the playground opens: until its settings are drawn, the page's own picture of it stays in
 * sight, if the page brings one; from then on its other parts are loaded as the reader comes near.
 */
export class Opening implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #onFailure: (exception: unknown) => void;
  readonly #loading = new Map<Element, Promise<void>>();
  #root: DocumentFragment | HTMLElement | undefined;
  /** Where the page's picture is shown. */
  #slot: HTMLSlotElement | undefined;
  // What is rendered at build time is that picture.
  #isOver = isServer;

  /** @param onFailure is told of a part that could not be had */
  constructor(host: ReactiveControllerHost, onFailure: (exception: unknown) => void) {
    this.#host = host;
    this.#onFailure = onFailure;
    host.addController(this);
  }

  /** Whether the playground has taken its picture's place. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Begins: the picture is shown in the element's root. */
  beginIn(root: DocumentFragment | HTMLElement): void {
    this.#root = root;
    this.#slot = document.createElement("slot");
    this.#slot.name = "opening";
    root.append(this.#slot);
  }

  /** The settings are drawn: with what else is in sight, they take the picture's place. */
  async end(): Promise<void> {
    const inSight = this.#parts().filter(
      (part) => part.getBoundingClientRect().top < window.innerHeight,
    );
    // Where a browser draws nothing, as in a frame far off, nobody would tell that they are near.
    await Promise.all(inSight.map((part) => this.#load(part, loadNow)));
    // They are drawn by now.
    await ownTurn();
    this.#isOver = true;
    this.#slot?.remove();
    this.#host.requestUpdate();
  }

  /** Other parts have their place only once the settings have theirs. */
  hostUpdated(): void {
    if (this.#isOver) {
      this.#parts().forEach((part) => void this.#load(part, loadNear));
    }
  }

  /** The parts that have not come to life yet. */
  #parts(): Element[] {
    return [...(this.#root?.querySelectorAll(":not(:defined)") ?? [])];
  }

  #load(part: Element, load: (part: Element) => Promise<void>): Promise<void> {
    const loading = this.#loading.get(part) ?? load(part).catch(this.#onFailure);
    this.#loading.set(part, loading);
    return loading;
  }
}
