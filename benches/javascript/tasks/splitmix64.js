/**
 * SplitMix64 (Steele, Lea & Flood, OOPSLA 2014) in halves of 32 bits: JavaScript's numbers hold
 * no 64, and `BigInt`s are many times slower.
 */

const GAMMA_HIGH = 0x9e3779b9;
const GAMMA_LOW = 0x7f4a7c15;

/** A stream of random numbers. */
export class SplitMix64 {
  /** The halves of the last number that was drawn. */
  high = 0;
  low = 0;
  #stateHigh;
  #stateLow;

  /**
   * @param {number} stateHigh
   * @param {number} stateLow
   */
  constructor(stateHigh, stateLow) {
    this.#stateHigh = stateHigh | 0;
    this.#stateLow = stateLow | 0;
  }

  /**
   * The stream of a seed from its number `position` on, counted from 0.
   *
   * @param {number} seed
   * @param {number} position
   */
  static at(seed, position) {
    const low = (Math.imul(position, GAMMA_LOW) >>> 0) + seed;
    return new SplitMix64(
      productHigh(0, position, GAMMA_HIGH, GAMMA_LOW) + (low > 0xffffffff ? 1 : 0),
      low,
    );
  }

  /**
   * The stream of one item of one seed.
   *
   * @param {number} seed
   * @param {number} item
   */
  static ofItem(seed, item) {
    const seeds = SplitMix64.at(seed, 0);
    seeds.next();
    const items = SplitMix64.at(0, item);
    items.#scatter();
    return new SplitMix64(seeds.high ^ items.high, seeds.low ^ items.low);
  }

  /** Draws the next number into `high` and `low`. */
  next() {
    const low = (this.#stateLow >>> 0) + GAMMA_LOW;
    this.#stateHigh = (this.#stateHigh + GAMMA_HIGH + (low > 0xffffffff ? 1 : 0)) | 0;
    this.#stateLow = low | 0;
    this.#scatter();
  }

  /**
   * Draws the next number below `bound`, which is at most 2^32.
   *
   * @param {number} bound
   */
  below(bound) {
    this.next();
    return highHalf(this.high, bound) >>> 0;
  }

  /** Makes a number of the state by scattering its bits. */
  #scatter() {
    let high = this.#stateHigh ^ (this.#stateHigh >>> 30);
    let low = this.#stateLow ^ ((this.#stateLow >>> 30) | (this.#stateHigh << 2));
    high = productHigh(high, low, 0xbf58476d, 0x1ce4e5b9);
    low = Math.imul(low, 0x1ce4e5b9);
    low ^= (low >>> 27) | (high << 5);
    high ^= high >>> 27;
    high = productHigh(high, low, 0x94d049bb, 0x133111eb);
    low = Math.imul(low, 0x133111eb);
    this.low = low ^ ((low >>> 31) | (high << 1));
    this.high = high ^ (high >>> 31);
  }
}

/**
 * Bits 32 to 63 of the product of two numbers of 64 bits.
 *
 * @param {number} aHigh
 * @param {number} aLow
 * @param {number} bHigh
 * @param {number} bLow
 */
function productHigh(aHigh, aLow, bHigh, bLow) {
  return (highHalf(aLow, bLow) + Math.imul(aHigh, bLow) + Math.imul(aLow, bHigh)) | 0;
}

/**
 * Bits 32 to 63 of the product of two numbers of 32 bits, taken as not negative.
 *
 * @param {number} a
 * @param {number} b
 */
function highHalf(a, b) {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carried = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + (middle >>> 16) + (carried >>> 16)) | 0;
}
