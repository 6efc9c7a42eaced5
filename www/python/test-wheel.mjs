// Wheels of the tests' own.

import { strToU8, zipSync } from "fflate";

/** When each was made: the same wheel has the same bytes at any time. */
const MADE = "2026-01-01T00:00:00";

/**
 * A wheel.
 *
 * @param {string} name as it is imported
 * @param {string} version
 * @param {string} metadata
 * @param {Record<string, string>} files by their paths, beside its metadata and licence
 */
export function testWheel(name, version, metadata, files) {
  const about = `${name}-${version}.dist-info`;
  const all = {
    ...files,
    [`${about}/METADATA`]: metadata,
    [`${about}/licenses/LICENSE`]: "Do as you like.",
  };
  const bytes = Object.entries(all).map(([path, text]) => [path, strToU8(text)]);
  return zipSync(Object.fromEntries(bytes), { mtime: MADE });
}
