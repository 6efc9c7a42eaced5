import { messageOf, PlaygroundFailure } from "../../engine/engine";

let loading: Promise<unknown> | undefined;

/**
 * Loads the elements that show runs. Who asks first goes on first, which several imports of one
 * script would not keep to.
 *
 * @throws PlaygroundFailure `start-failed` if they cannot be had; the next call tries again
 */
export async function loadRunElements(): Promise<void> {
  loading ??= import("./run-elements");
  try {
    await loading;
  } catch (exception) {
    loading = undefined;
    throw new PlaygroundFailure(
      "start-failed",
      `The playground could not start: loading what shows a run failed (${messageOf(exception)}). Reload the page. If that does not help, a file is missing on the site's server.`,
    );
  }
}
