import { AdoptableElement } from "./adoptable-element";
import { drawSoon } from "./frames";

/**
 * An element that is rendered when a frame has time for it. What is large or changes often is one
 * of these, so that what a single event changes does not become one long task.
 */
export class FrameElement extends AdoptableElement {
  protected override scheduleUpdate(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      drawSoon(this, () => {
        try {
          resolve(super.scheduleUpdate());
        } catch (error) {
          reject(error);
        }
      });
    });
  }
}
