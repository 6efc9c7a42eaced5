/** Bytes and other numbers in memory of their own, and their pieces. */

export type Bytes = Uint8Array<ArrayBuffer>;

/** Pieces, one after the other, in an array of the kind that they are. */
export function joined<Numbers extends Uint8Array | Float64Array>(
  Kind: new (length: number) => Numbers,
  pieces: readonly Numbers[],
): Numbers {
  const all = new Kind(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
