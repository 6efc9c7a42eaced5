/** What the simulated network is to do with one request. */
export interface Conditions {
  /** Milliseconds until the response begins. */
  latency: number;
  /** How far the latency may differ, either way, in milliseconds. */
  jitter: number;
  /** KiB a second; 0 is unlimited. */
  bandwidth: number;
  /** How many of a hundred requests fail. */
  failures: number;
  /** How long whoever asks will wait for the whole answer, in milliseconds. */
  timeout: number;
  /** What jitter and failures follow from. */
  seed: number;
  /** The how-manieth try this is, from 0. */
  tryNumber: number;
  /** What is asked for. */
  target: string;
}

const PATTERN =
  /^latency-(\d+)\.jitter-(\d+)\.bandwidth-(\d+)\.failures-(\d+)\.timeout-(\d+)\.seed-(\d+)\.try-(\d+)\/(.+)$/;

/**
 * Reads an address such as
 * `latency-200.jitter-0.bandwidth-0.failures-0.timeout-10000.seed-1.try-0/https%3A%2F%2Fa.org%2Fb.jpg`.
 *
 * @param path what follows `simulated-network/`
 * @returns the conditions; `hello` if that is all it says; nothing if it cannot be read
 */
export function conditionsOf(path: string): Conditions | "hello" | undefined {
  if (/^hello(\?|$)/.test(path)) {
    return "hello";
  }
  const [, ...parts] = PATTERN.exec(path) ?? [];
  const target = decoded(parts.pop());
  const [latency, jitter, bandwidth, failures, timeout, seed, tryNumber] = parts.map(Number);
  if (
    target === undefined ||
    latency === undefined ||
    jitter === undefined ||
    bandwidth === undefined ||
    failures === undefined ||
    timeout === undefined ||
    seed === undefined ||
    tryNumber === undefined
  ) {
    return undefined;
  }
  return { latency, jitter, bandwidth, failures, timeout, seed, tryNumber, target };
}

function decoded(target: string | undefined): string | undefined {
  try {
    return target === undefined ? undefined : new URL(decodeURIComponent(target)).href;
  } catch {
    return undefined;
  }
}
