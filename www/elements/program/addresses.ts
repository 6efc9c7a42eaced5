/** A version, as far as what stands in it goes. */
export interface Sourced {
  readonly source: string;
}

/** With any number of slashes, as browsers take them; it ends where a string, a bracket or the line does. */
const ADDRESS = /\b(?:https?|wss?):[\\/]*[^\s"'`<>()[\]{}\\]+/gi;

/** More of one host are not told one by one. */
const MOST_OF_A_HOST = 3;

/** Hosts, each with some of the addresses. */
type ByHost = ReadonlyMap<string, readonly string[]>;

/** What was found in versions: only one of them changes with each key that is pressed. */
const found = new WeakMap<Sourced, ByHost>();

/** The hosts whose addresses stand in a program, each with some of them. */
export function addressesIn(versions: readonly Sourced[]): ByHost {
  const byHost = new Map<string, readonly string[]>();
  for (const [host, addresses] of versions.flatMap((version) => [...addressesOf(version)])) {
    const all = new Set([...(byHost.get(host) ?? []), ...addresses]);
    byHost.set(host, [...all].slice(0, MOST_OF_A_HOST));
  }
  return byHost;
}

function addressesOf(version: Sourced): ByHost {
  const known = found.get(version) ?? readAddresses(version);
  found.set(version, known);
  return known;
}

function readAddresses({ source }: Sourced): ByHost {
  const byHost = new Map<string, string[]>();
  for (const address of new Set(source.match(ADDRESS) ?? [])) {
    const host = URL.canParse(address) ? new URL(address).host : "";
    const addresses = byHost.get(host) ?? [];
    if (host !== "" && addresses.length < MOST_OF_A_HOST) {
      byHost.set(host, [...addresses, address]);
    }
  }
  return byHost;
}
