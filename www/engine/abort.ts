/** Resolves when `signal` is aborted, at once if it is already; never once `over` is aborted. */
export function aborted(signal: AbortSignal | undefined, over: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
    } else {
      signal?.addEventListener("abort", () => resolve(), { once: true, signal: over });
    }
  });
}

/** Resolves after so many milliseconds. */
export function elapsed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
