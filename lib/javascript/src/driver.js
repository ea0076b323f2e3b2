// SPDX-License-Identifier: MIT
//
// Moves virtual time. Whenever all code waits, and nothing real is going on, time moves to the next timer, its function
// is called, and all code that it wakes runs until it waits again. So the order is the same each time.

'use strict';

const { isBusy, turn, wait } = require('./real.js');

// The process must have nothing to do so often, one time after the other, before it counts as quiet.
const CALM_TURNS = 3;
// After so many turns in which something real is going on, a wait of a millisecond saves the processor.
const EAGER_TURNS = 50;

class Driver {
  #isRunning = false;
  #holds = 0;

  /** `step` moves to the next timer of `getClock ()`. It returns false if time may not move any more. */
  constructor(getClock, step) {
    this.getClock = getClock;
    this.step = step;
    this.isEnded = false;
  }

  /** Whether time moves, or stands still for real work. */
  isBusy() {
    return this.#holds > 0 || this.getClock().count > 0;
  }

  hold() {
    this.#holds++;
  }

  release() {
    this.#holds--;
  }

  /** Waits until all code waits, or until so many turns have passed. */
  async settle(limit = Infinity) {
    for (let calm = 0, turns = 0; calm < CALM_TURNS && turns < limit && !this.isEnded; turns++) {
      await turn();
      if (this.#holds === 0 && !isBusy()) {
        calm++;
        continue;
      }
      calm = 0;
      if (turns > EAGER_TURNS) await wait(1);
    }
  }

  /** Begins to move time if there is a timer. */
  wake() {
    if (this.#isRunning || this.isEnded) return;
    this.#isRunning = true;
    this.#run().finally(() => { this.#isRunning = false; });
  }

  async #run() {
    while (!this.isEnded) {
      await this.settle();
      if (this.isEnded) return;
      const clock = this.getClock();
      if (clock.count > 0) {
          if (!this.step(clock)) return;
      } else {
        if (!clock.isForeign) return;
        await wait(1);
      }
    }
  }

  end() {
    this.isEnded = true;
  }
}

module.exports = { Driver };
