import { readFileSync } from "node:fs";
import { parse } from "smol-toml";

const TRUNK = new URL("../../../Trunk.toml", import.meta.url);

/** Those of the site's headers that isolate a page. */
const ISOLATING = /^(Cross-Origin|Document-Isolation)-/i;

/**
 * The headers that the site is served with, as `Trunk.toml` says.
 *
 * @param isolated whether with those that isolate a page, as not every host sends them
 */
export function headersOfTheSite(isolated: boolean): Headers {
  const { serve } = parse(readFileSync(TRUNK, "utf8")) as {
    serve: { headers: Record<string, string> };
  };
  const all = Object.entries(serve.headers);
  return new Headers(all.filter(([name]) => isolated || !ISOLATING.test(name)));
}
