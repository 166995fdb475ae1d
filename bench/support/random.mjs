/** Chance from a seed (Park and Miller's generator), so that every server and every run meets the same. */

/**
 * @param {number} seed a whole number above 0.
 * @returns {() => number} numbers in [0, 1).
 */
export function createRandom(seed) {
  const modulus = 2_147_483_647;
  let state = (seed % (modulus - 1)) + 1;
  return () => {
    state = (state * 48_271) % modulus;
    return (state - 1) / (modulus - 1);
  };
}
