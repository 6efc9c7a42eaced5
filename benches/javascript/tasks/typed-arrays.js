/**
 * The numbers of all parts, one part after another.
 *
 * @template {Uint8Array | Uint16Array | Uint32Array | Float64Array} Numbers
 * @param {new (length: number) => Numbers} Kind
 * @param {Numbers[]} parts
 */
export function concatenated(Kind, parts) {
  const numbers = new Kind(parts.reduce((sum, part) => sum + part.length, 0));
  let end = 0;
  for (const part of parts) {
    numbers.set(part, end);
    end += part.length;
  }
  return numbers;
}
