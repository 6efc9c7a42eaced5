/** What the promises of Python reject with: plain data, as Rust's own. */

import type { ErrorCode } from "../generated/types/ErrorCode";
import type { PlaygroundError } from "../generated/types/PlaygroundError";

/** What happened, where, and what to do next. */
export function pythonFailure(code: ErrorCode, message: string): PlaygroundError {
  return { code, field: null, message };
}
