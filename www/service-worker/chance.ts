/**
 * A number from 0 to 1, exclusive, that looks random and follows from a text alone: the same
 * request meets the same conditions under every strategy.
 *
 * FNV-1a gathers the text, and MurmurHash3's last step spreads it over all bits.
 */
export function chance(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
