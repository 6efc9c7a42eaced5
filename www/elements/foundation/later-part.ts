import { msg, str } from "@lit/localize";
import type { ReactiveControllerHost } from "lit";
import { Engine, messageOf, PlaygroundFailure } from "../../engine/engine";

/** A part of an element that is loaded once it is asked for. */
export interface LaterPart<T> {
  /** What was loaded. */
  there: T | null;
  /** Why it could not be had, while it is not there. */
  failure: string | null;
  /** Resolves once it is there, or is known not to be had: the next call tries again. */
  ask(): Promise<void>;
}

/**
 * A part of the page that is on its way.
 *
 * @param nameOf what it does, for who is told that it could not be had
 * @throws PlaygroundFailure `start-failed` if it cannot be had
 */
export async function arrived<T>(nameOf: () => string, loading: Promise<T>): Promise<T> {
  try {
    return await loading;
  } catch (exception) {
    // A page that reloads itself to be isolated cuts off what is on its way: then this never resolves.
    await Engine.shared().prepare();
    const [what, cause] = [nameOf(), messageOf(exception)];
    throw new PlaygroundFailure(
      "start-failed",
      msg(
        str`The playground could not start: loading ${what} failed (${cause}). Reload the page. If that does not help, a file is missing on the site's server.`,
      ),
    );
  }
}

/**
 * A part of an element, which is drawn anew when it has come, and when it could not be had.
 *
 * @param nameOf what it does, for who is told that it could not be had
 */
export function laterPart<T>(
  host: ReactiveControllerHost,
  nameOf: () => string,
  load: () => Promise<T>,
): LaterPart<T> {
  const part: LaterPart<T> = {
    there: null,
    failure: null,
    async ask() {
      if (part.there === null) {
        try {
          part.there = await arrived(nameOf, load());
        } catch (exception) {
          part.failure = messageOf(exception);
        }
        host.requestUpdate();
      }
    },
  };
  return part;
}
