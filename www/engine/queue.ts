/** A line in which runs wait for each other, in the order in which they came. */
export class Queue {
  readonly #line: Turn[] = [];

  /**
   * Stands in line.
   *
   * @param onAhead called with the number of turns ahead, whenever it changes, while there is any
   */
  join(onAhead: (ahead: number) => void): Turn {
    const turn = new Turn(onAhead, () => this.#leave(turn));
    this.#line.push(turn);
    turn.move(this.#line.length - 1);
    return turn;
  }

  #leave(turn: Turn): void {
    const place = this.#line.indexOf(turn);
    if (place < 0) {
      return;
    }
    this.#line.splice(place, 1);
    for (const [ahead, waiting] of this.#line.entries()) {
      if (ahead >= place) {
        waiting.move(ahead);
      }
    }
  }
}

/** A place in the line. */
export class Turn {
  /** Resolves when nobody is ahead any more. */
  readonly mine: Promise<void>;
  /** Goes out of the line, having had its turn or not. */
  readonly leave: () => void;
  readonly #onAhead: (ahead: number) => void;
  readonly #begin: () => void;

  constructor(onAhead: (ahead: number) => void, leave: () => void) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.mine = promise;
    this.#begin = resolve;
    this.#onAhead = onAhead;
    this.leave = leave;
  }

  /** Moves up to where so many are ahead. */
  move(ahead: number): void {
    if (ahead === 0) {
      this.#begin();
    } else {
      this.#onAhead(ahead);
    }
  }
}
