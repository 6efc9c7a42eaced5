import { messageOf, PlaygroundFailure } from "../../engine/engine";

let loading: Promise<typeof import("./stage")> | undefined;

/**
 * Loads what shows runs. Who asks first goes on first, which several imports of one script would
 * not keep to.
 *
 * @throws PlaygroundFailure `start-failed` if it cannot be had; the next call tries again
 */
export async function loadStage(): Promise<typeof import("./stage")> {
  loading ??= import("./stage");
  try {
    return await loading;
  } catch (exception) {
    loading = undefined;
    throw new PlaygroundFailure(
      "start-failed",
      `The playground could not start: loading what shows a run failed (${messageOf(exception)}). Reload the page. If that does not help, a file is missing on the site's server.`,
    );
  }
}
