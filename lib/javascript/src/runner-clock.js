// SPDX-License-Identifier: MIT
//
// The fake timers of vitest or jest as the clock of a lake. The runner keeps the timers, and the lake follows.

'use strict';

const TIMEOUT_MAX = 2 ** 31 - 1;
const FAKED = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance', 'hrtime'];
// jest wants to know what it is to leave alone.
const REAL = ['nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'requestAnimationFrame',
  'cancelAnimationFrame', 'requestIdleCallback', 'cancelIdleCallback'];

class RunnerClock {
  isForeign = true;
  #unrefs = new Set();

  /** `timers` is vi or jest. */
  constructor(timers, now) {
    if (typeof timers?.useFakeTimers !== 'function' || typeof timers.advanceTimersToNextTimer !== 'function')
      throw new TypeError('useFakeTimers() takes vi of vitest or jest of jest');
    this.timers = timers;
    const from = Math.floor(now / 1000);
    this.offset = now - from * 1000;
    timers.useFakeTimers(typeof timers.isFakeTimers === 'function' ? { now: from, toFake: FAKED }
      : { now: from, doNotFake: REAL });
    this.setTimeout = globalThis.setTimeout;
  }

  isOn() {
    return globalThis.setTimeout === this.setTimeout;
  }

  get now() {
    return globalThis.Date.now() * 1000 + this.offset;
  }

  get count() {
    return this.isOn() ? this.timers.getTimerCount() - this.#unrefs.size : 0;
  }

  add(callback, after, isRef = true) {
    const timer = { isRef };
    const start = (left) => {
      const part = Math.min(left, TIMEOUT_MAX);
      timer.id = globalThis.setTimeout(() => {
        if (part < left) {
          start(left - part);
          return;
        }
        this.#unrefs.delete(timer);
        callback();
      }, part);
    };
    start(Math.ceil(after / 1000));
    if (!isRef) this.#unrefs.add(timer);
    return timer;
  }

  remove(timer) {
    if (this.isOn()) globalThis.clearTimeout(timer.id);
    this.#unrefs.delete(timer);
  }

  /** The runner does not say when its next timer is due. */
  peek() {
    return undefined;
  }

  next() {
    this.timers.advanceTimersToNextTimer();
  }

  end() {
    if (this.isOn()) this.timers.useRealTimers();
  }
}

module.exports = { RunnerClock };
