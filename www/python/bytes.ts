/** Bytes in memory of their own. */

export type Bytes = Uint8Array<ArrayBuffer>;

/** Pieces, one after the other. */
export function joined(pieces: readonly Bytes[]): Bytes {
  const all = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
