import { msg, str } from "@lit/localize";
import { messageOf, PlaygroundFailure } from "./failure";
import type { StartStep } from "./protocol";

/** What happens in a step of the start, and what helps where it does not succeed. */
const STEPS: Record<StartStep, () => { doing: string; remedy: string }> = {
  script: () => ({
    doing: msg("loading the coordinator's script"),
    remedy: msg(
      "Reload the page. If that does not help, a file of the site is missing on its server, or the page is on another site and that server does not let it have the file (CORS): embed the playground’s embed.html instead.",
    ),
  }),
  glue: () => ({
    doing: msg("loading playground.js"),
    remedy: msg(
      "Reload the page. If that does not help, the file, or one that it imports, is missing on the site's server.",
    ),
  }),
  module: () => ({
    doing: msg("downloading and compiling the WebAssembly module"),
    remedy: msg(
      "Reload the page. If that does not help, WebAssembly may be switched off in this browser, or the file is missing or damaged on the site's server.",
    ),
  }),
  ladder: () => ({
    doing: msg("finding out which workers can be started"),
    remedy: msg("Reload the page."),
  }),
  network: () => ({
    doing: msg("asking for the simulated network"),
    remedy: msg("Reload the page."),
  }),
  instance: () => ({
    doing: msg("giving the WebAssembly module its memory"),
    remedy: msg("Close other tabs to free memory, then reload the page."),
  }),
};

/** Why a coordinator did not start: the step, the cause and the remedy in one message. */
export function startFailure(step: StartStep, cause: string): PlaygroundFailure {
  const { doing, remedy } = STEPS[step]();
  return new PlaygroundFailure(
    "start-failed",
    msg(str`The playground could not start: ${doing} failed (${cause}). ${remedy}`),
  );
}

/** Why a coordinator did not start, from what a step has thrown. */
export function failureOfStep(step: StartStep, exception: unknown): PlaygroundFailure {
  const cause = messageOf(exception);
  return isOfMixedBuilds(step, exception)
    ? new PlaygroundFailure(
        "build-mismatch",
        msg(
          str`The playground could not start: playground.js, a script that it imports and playground_bg.wasm do not belong together (${cause}); one of them is damaged, or from another build. Reload the page, and if that does not help, clear the site's data in the browser's settings.`,
        ),
      )
    : startFailure(step, cause);
}

/** Whether files that were loaded cannot be put together: a name is missing that one has of another. */
function isOfMixedBuilds(step: StartStep, exception: unknown): boolean {
  if (step === "instance") {
    const isMemory = exception instanceof RangeError || /memory/i.test(messageOf(exception));
    return exception instanceof WebAssembly.LinkError || !isMemory;
  }
  return step === "glue" && exception instanceof SyntaxError;
}

/** Why a coordinator of another build is not used. */
export function buildMismatch(expected: string, found: string): PlaygroundFailure {
  return new PlaygroundFailure(
    "build-mismatch",
    msg(
      str`The page is of build ${expected} and its worker of build ${found}: one of them is an old copy. Reload the page, and if that does not help, clear the site's data in the browser's settings.`,
    ),
  );
}

/** Why a page starts nothing whose own policy is against it: what the policy lacks. */
export function forbiddenByPolicy(missing: string): PlaygroundFailure {
  return new PlaygroundFailure(
    "start-failed",
    msg(
      str`The playground could not start: this page’s Content-Security-Policy forbids it. Have the page’s server allow “${missing}” in that policy, as the playground’s guide for authors says, or embed the playground’s embed.html in a frame instead.`,
    ),
  );
}
