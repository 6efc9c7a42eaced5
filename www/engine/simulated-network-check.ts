import { ofThisBuild } from "./build";

/**
 * How long the service worker may take, on a busy machine, to answer a request that it need not fetch
 * anything for. It fits into the start's own deadline.
 */
const DEADLINE_MS = 8_000;

/**
 * Whether this worker's requests pass through the simulated network, found by making one: that a
 * service worker is active does not tell that it sees the requests of every worker.
 *
 * @param expected whether a service worker stands ready; without one nothing is asked
 */
export async function passesThroughSimulatedNetwork(
  root: string,
  expected: boolean,
): Promise<boolean> {
  if (!expected) {
    return false;
  }
  try {
    const hello = ofThisBuild("simulated-network/hello", root);
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const response = await fetch(hello, { cache: "no-store", signal });
    return response.ok && response.headers.get("x-simulated-network") === "1";
  } catch {
    return false;
  }
}
