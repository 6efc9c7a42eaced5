import type { ErrorCode } from "../generated/types/ErrorCode";
import type { PlaygroundError } from "../generated/types/PlaygroundError";

/** What every promise of the engine rejects with: what happened, where, and what to do next. */
export class PlaygroundFailure extends Error {
  /** The kind of failure. */
  readonly code: ErrorCode;
  /** The request's field it is about, or null. */
  readonly field: string | null;

  constructor(code: ErrorCode, message: string, field: string | null = null) {
    super(message);
    this.name = "PlaygroundFailure";
    this.code = code;
    this.field = field;
  }

  /** The failure that a worker described. */
  static of(error: PlaygroundError): PlaygroundFailure {
    return new PlaygroundFailure(error.code, error.message, error.field);
  }
}

/** A failure as Rust describes it, of no field. */
export function plainFailure(code: ErrorCode, message: string): PlaygroundError {
  return { code, field: null, message };
}

/** Whether `value` is a failure as Rust describes it, and no other kind of exception. */
export function isPlaygroundError(value: unknown): value is PlaygroundError {
  return (
    typeof value === "object" &&
    value !== null &&
    !(value instanceof Error) &&
    "code" in value &&
    typeof value.code === "string" &&
    "message" in value &&
    typeof value.message === "string"
  );
}

/** What an exception of any type says. */
export function messageOf(exception: unknown): string {
  return exception instanceof Error ? exception.message : String(exception);
}

/** What kept an action from being done, in words; nothing if it was done. Mistakes are thrown on. */
export async function failureOf(action: () => Promise<void>): Promise<string | null> {
  try {
    await action();
    return null;
  } catch (exception) {
    if (exception instanceof PlaygroundFailure) {
      return exception.message;
    }
    throw exception;
  }
}
