// SPDX-License-Identifier: MIT
//
// A clock of timers that stands still until somebody moves it to the next one. Its time is in microseconds.

'use strict';

/** Converts milliseconds. It rounds up, because a sleeper may not wake before its time. */
function toMicroseconds(milliseconds) {
  const microseconds = Math.ceil(Math.round(milliseconds * 1e6) / 1e3);
  if (typeof milliseconds !== 'number' || !Number.isSafeInteger(microseconds))
    throw new RangeError(`${milliseconds} is no number of milliseconds that time can move by`);
  if (microseconds < 0) throw new RangeError(`time cannot move by ${milliseconds} ms: it cannot go back`);
  return microseconds;
}

class Clock {
  #timers = [];
  #nRefs = 0;

  constructor(now) {
    this.now = now;
  }

  /** Whether somebody may add a timer without telling the lake, so that the lake must look. */
  isForeign = false;

  /** Whether the clock is still in use. */
  isOn() {
    return true;
  }

  /** How many timers there are for which time is to move. */
  get count() {
    return this.#nRefs;
  }

  /**
   * Calls a function `after` microseconds. If `isRef` is false, time does not move for its sake. If `isLast` is true,
   * all others of the same moment come before.
   */
  add(callback, after, isRef = true, isLast = false) {
    const timer = { at: this.now + after, callback, isRef, isLast };
    let [low, high] = [0, this.#timers.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const { at, isLast: waits } = this.#timers[middle];
      if (at < timer.at || (at === timer.at && (isLast || !waits))) low = middle + 1;
      else high = middle;
    }
    this.#timers.splice(low, 0, timer);
    this.#nRefs += isRef;
    return timer;
  }

  has(timer) {
    return this.#timers.includes(timer);
  }

  remove(timer) {
    const index = this.#timers.indexOf(timer);
    if (index < 0) return;
    this.#timers.splice(index, 1);
    this.#nRefs -= timer.isRef;
  }

  setRef(timer, isRef) {
    if (timer.isRef !== isRef && this.has(timer)) this.#nRefs += isRef ? 1 : -1;
    timer.isRef = isRef;
  }

  /** When the next timer is due, or undefined if there is none. */
  peek() {
    return this.#timers[0]?.at;
  }

  /** Moves to the next timer, and calls its function. */
  next() {
    const timer = this.#timers.shift();
    if (timer === undefined) return;
    this.#nRefs -= timer.isRef;
    this.now = Math.max(this.now, timer.at);
    timer.callback();
  }

  end() {
    this.#timers = [];
    this.#nRefs = 0;
  }
}

module.exports = { Clock, toMicroseconds };
