/** count-primes: how many primes lie below a limit, by trial division. */

/** @type {import("./task.d.ts").Task<import("./task.d.ts").Range, number>} */
export const countPrimes = {
  build: (size) => ({ start: 0, end: size }),
  items: ({ start, end }) => end - start,
  extract: ({ start: first }, { start, end }) => ({ start: first + start, end: first + end }),
  run({ start, end }) {
    let primes = 0;
    for (let number = start; number < end; number += 1) {
      if (isPrime(number)) {
        primes += 1;
      }
    }
    return primes;
  },
  combine: (parts) => parts.reduce((sum, primes) => sum + primes, 0),
  describe: (_, primes) => primes,
};

/** @param {number} number */
function isPrime(number) {
  if (number < 2) {
    return false;
  }
  if (number % 2 === 0) {
    return number === 2;
  }
  for (let divisor = 3; divisor * divisor <= number; divisor += 2) {
    if (number % divisor === 0) {
      return false;
    }
  }
  return true;
}
