// SPDX-License-Identifier: MIT
//
// Means with intervals, as the reports of the lab have them.

'use strict';

/** The probability of a Student variable between -t and t, t being tan (angle) * sqrt (n): Abramowitz, Stegun 26.7.3. */
function getProbability(angle, nDegrees) {
  const cosine = Math.cos(angle);
  const isOdd = nDegrees % 2;
  let term = isOdd ? cosine : 1;
  let total = term;
  for (let k = 2 + isOdd; k < nDegrees - 1; k += 2) {
    term *= (cosine * cosine * (k - 1)) / k;
    total += term;
    if (term < 1e-18 * total) break;
  }
  if (!isOdd) return Math.sin(angle) * total;
  return (2 / Math.PI) * (angle + (nDegrees > 1 ? Math.sin(angle) * total : 0));
}

/** Returns t so that a Student variable is between -t and t with a probability. */
function getQuantile(level, nDegrees) {
  let [low, high] = [0, Math.PI / 2];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (getProbability(middle, nDegrees) < level) low = middle;
    else high = middle;
  }
  return Math.tan(low) * Math.sqrt(nDegrees);
}

/** Returns the mean of whole numbers and the half of its interval; null where there is none. */
function getInterval(values, level) {
  const size = values.length;
  if (size === 0) return { mean: null, halfWidth: null };
  // The sums are whole, so nothing is lost before the root.
  const whole = values.map(BigInt);
  const sum = whole.reduce((a, b) => a + b, 0n);
  const mean = Number(sum) / size;
  if (size === 1) return { mean, halfWidth: null };
  const spread = Number(BigInt(size) * whole.reduce((a, b) => a + b * b, 0n) - sum * sum);
  return { mean, halfWidth: getQuantile(level, size - 1) * Math.sqrt(spread / (size * size * (size - 1))) };
}

module.exports = { getInterval };
