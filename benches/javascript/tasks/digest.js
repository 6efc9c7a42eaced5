/**
 * The FNV-1a hash of bytes, of 64 bits, in hexadecimal. Its prime is 2^40 + 0x1b3.
 *
 * @param {Uint8Array} bytes
 */
export function digest(bytes) {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (const byte of bytes) {
    low = (low ^ byte) >>> 0;
    const product = low * 0x1b3;
    high = (high * 0x1b3 + Math.floor(product / 2 ** 32) + low * 2 ** 8) % 2 ** 32;
    low = product >>> 0;
  }
  return [high, low].map((half) => half.toString(16).padStart(8, "0")).join("");
}

/**
 * The bytes of numbers, the lowest of each first, as all machines that run browsers have them.
 *
 * @param {Uint16Array | Uint32Array | Float64Array} numbers
 */
export function bytesOf(numbers) {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
