/** What an SVG begins with, maybe after a mark of the byte order or white space. */
const BEGINS_AS_SVG = /^(?:\xef\xbb\xbf)?\s*</;

/** So many bytes are looked at. */
const BEGINNING = 64;

/**
 * A picture as a browser shows it. Of most formats it finds out the type by itself, whatever it is
 * told; of SVG it has to be told.
 */
export function pictureBlob(bytes: Uint8Array<ArrayBuffer>): Blob {
  const beginning = String.fromCharCode(...bytes.subarray(0, BEGINNING));
  return new Blob([bytes], BEGINS_AS_SVG.test(beginning) ? { type: "image/svg+xml" } : {});
}
