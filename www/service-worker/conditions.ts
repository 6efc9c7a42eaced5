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

/** What is not said of a network. Readers who write an address themselves say little. */
const CALM = {
  latency: 0,
  jitter: 0,
  bandwidth: 0,
  failures: 0,
  timeout: 10_000,
  seed: 1,
  try: 0,
};

/**
 * Reads an address such as
 * `latency-200.jitter-0.bandwidth-0.failures-0.timeout-10000.seed-1.try-0/https%3A%2F%2Fa.org%2Fb.jpg`,
 * or, for what the site has itself, `latency-200/pictures/01.jpg`.
 *
 * @param path what follows `simulated-network/`
 * @param root the site's root, absolute, ending in a slash
 * @returns the conditions; `hello` if that is all it says; nothing if it cannot be read
 */
export function conditionsOf(path: string, root: string): Conditions | "hello" | undefined {
  if (/^hello(\?|$)/.test(path)) {
    return "hello";
  }
  const [, words = "", rest = ""] = /^([^/]+)\/(.+)$/.exec(path) ?? [];
  const said = saidBy(words);
  const target = targetOf(rest, root);
  if (said === undefined || target === undefined) {
    return undefined;
  }
  const { try: tryNumber, ...conditions } = { ...CALM, ...said };
  return { ...conditions, tryNumber, target };
}

/** What words such as `latency-200.jitter-0` say, if each of them says something. */
function saidBy(words: string): Partial<typeof CALM> | undefined {
  const pairs = words.split(".").map((word) => {
    const [, name = "", value] = /^([a-z]+)-(\d+)$/.exec(word) ?? [];
    return [name, Number(value)] as const;
  });
  const isSound = pairs.every(([name]) => Object.hasOwn(CALM, name));
  return isSound ? Object.fromEntries(pairs) : undefined;
}

/** What is asked for, if it is an address on a network. */
function targetOf(text: string, root: string): string | undefined {
  try {
    const { protocol, href } = new URL(decodeURIComponent(text), root);
    return ["http:", "https:"].includes(protocol) ? href : undefined;
  } catch {
    return undefined;
  }
}
