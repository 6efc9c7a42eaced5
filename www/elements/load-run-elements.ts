import { PlaygroundFailure } from "../engine/engine";
import { messageOf } from "../engine/failure";

/**
 * Loads the elements that show runs.
 *
 * @throws PlaygroundFailure `start-failed` if they cannot be had
 */
export async function loadRunElements(): Promise<void> {
  try {
    await import("./run-elements");
  } catch (exception) {
    throw new PlaygroundFailure(
      "start-failed",
      `The playground could not start: loading what shows a run failed (${messageOf(exception)}). Reload the page. If that does not help, a file is missing on the site's server.`,
    );
  }
}
