import { AdoptableElement } from "./adoptable-element";

let last = Promise.resolve();

/**
 * Resolves in a turn of its own of the page's thread, after everyone who asked before: what is done
 * turn by turn leaves the thread free in between.
 */
export function ownTurn(): Promise<void> {
  last = last.then(() => new Promise((resolve) => setTimeout(resolve)));
  return last;
}

/** An element whose first drawing waits for a turn of its own: many at once are one long task. */
export class PatientElement extends AdoptableElement {
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) {
      await ownTurn();
    }
    super.scheduleUpdate();
  }
}
