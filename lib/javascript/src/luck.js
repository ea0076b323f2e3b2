// SPDX-License-Identifier: MIT
//
// Numbers that look random, and are the same each time.

'use strict';

/** Returns a function like Math.random() that gives the same numbers for the same seed. */
function makeLuck(seed) {
  let state = Number(BigInt.asUintN(32, BigInt(seed) ^ (BigInt(seed) >> 32n)));
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

module.exports = { makeLuck };
