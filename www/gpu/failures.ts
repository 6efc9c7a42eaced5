/** What keeps a GPU from computing: what happened, and what to do about it. */

import { msg, str } from "@lit/localize";
import { messageOf, plainFailure } from "../engine/failure";
import { locale } from "../engine/locale";
import type { PlaygroundError } from "../generated/types/PlaygroundError";

/** The browser has none of it. */
export function noWebGpu(): PlaygroundError {
  return plainFailure(
    "start-failed",
    isSecureContext
      ? msg(
          "This browser has no WebGPU, by which a page reaches the GPU. Use a newer one, or another.",
        )
      : msg(
          "WebGPU, by which a page reaches the GPU, is not available here: it needs an address that begins with https:, or localhost.",
        ),
  );
}

/** The browser has it, and nothing to use it for. */
export function noAdapter(): PlaygroundError {
  return plainFailure(
    "start-failed",
    msg(
      "This browser knows WebGPU but found no GPU for it: there is none, or the browser does not trust its driver. Its own page on graphics, chrome://gpu or about:support, says why.",
    ),
  );
}

/** The GPU did not start. */
export function noDevice(exception: unknown): PlaygroundError {
  const cause = messageOf(exception);
  return plainFailure(
    "start-failed",
    msg(str`The GPU did not start (${cause}). Close other pages that use it, and run again.`),
  );
}

/** It is gone in the middle of its work. */
export function lost({ message }: GPUDeviceLostInfo): PlaygroundError {
  const cause = message || msg("the browser does not say why");
  return plainFailure(
    "worker-crashed",
    msg(
      str`The GPU was lost in the middle of its work (${cause}). Drivers reset a GPU that is busy with one thing for several seconds: choose a smaller size. The next run begins afresh.`,
    ),
  );
}

/** More memory is wanted than it gives at once. */
export function tooLarge(bytes: number, most: number): PlaygroundError {
  const [taken, given] = [mebibytes(bytes), mebibytes(most)];
  return plainFailure(
    "out-of-range",
    msg(
      str`This size takes ${taken} of the GPU’s memory in one piece, and it gives no more than ${given}. Choose a smaller size.`,
    ),
  );
}

/** It does not do what was asked of it. */
export function refused(error: GPUError): PlaygroundError {
  const { message } = error;
  return error instanceof GPUOutOfMemoryError
    ? plainFailure(
        "out-of-range",
        msg(
          "The GPU does not have enough memory for this size. Choose a smaller one, or close other pages that use it.",
        ),
      )
    : plainFailure("worker-crashed", msg(str`The GPU refused the work (${message}).`));
}

/** A kernel's file is not to be had. */
export function missingKernel(file: string, cause: string): PlaygroundError {
  return plainFailure("start-failed", msg(str`${file} did not load (${cause}). Reload the page.`));
}

/** A kernel is not what it should be. */
export function notCompiled(file: string, cause: string): PlaygroundError {
  return plainFailure(
    "start-failed",
    msg(
      str`${file} did not compile for this GPU (${cause}). Another browser may have another compiler.`,
    ),
  );
}

function mebibytes(bytes: number): string {
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1, useGrouping: false };
  return `${(bytes / 2 ** 20).toLocaleString(locale(), digits)} MiB`;
}
