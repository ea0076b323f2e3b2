// SPDX-License-Identifier: MIT
//
// Puts the timers and clocks of a program on the time of a lake: setTimeout() and its like, Date, performance.now(),
// process.hrtime(), timers/promises and AbortSignal.timeout(). setImmediate(), process.nextTick() and queueMicrotask()
// stay, because no time passes until they are called.

'use strict';

const timersModule = require('node:timers');
const promisesModule = require('node:timers/promises');
const { promisify } = require('node:util');

const { isDelegate, state } = require('./delegates.js');
const { real } = require('./real.js');

// performance.now() shows this when a lake is patched in, in milliseconds. Code may take 0 for "never".
const MONOTONIC_START = 1_000_000;
// Node waits for 1 ms if it is asked to wait for longer.
const TIMEOUT_MAX = 2 ** 31 - 1;
const NAMES = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'];

/** Node's rules on what a delay may be. */
const toDelay = (delay) => (delay >= 1 && delay <= TIMEOUT_MAX ? Math.trunc(delay) : 1);

/** What setTimeout() and setInterval() return. */
class Timeout {
  constructor(world, callback, delay, values, repeats) {
    if (typeof callback !== 'function')
      throw Object.assign(new TypeError('The "callback" argument must be of type function.'),
        { code: 'ERR_INVALID_ARG_TYPE' });
    this.world = world;
    this.id = ++world.nTimeouts;
    this.delay = toDelay(Number(delay)) * 1000;
    this.isRef = true;
    this.fire = () => {
      if (repeats) this.start();
      else world.timeouts.delete(this.id);
      callback(...values);
    };
    this.start();
  }

  start() {
    this.timer = this.world.clock.add(this.fire, this.delay, this.isRef);
    this.world.timeouts.set(this.id, this);
    this.world.wake();
  }

  stop() {
    this.world.clock.remove(this.timer);
    this.world.timeouts.delete(this.id);
  }

  setRef(isRef) {
    this.isRef = isRef;
    this.world.clock.setRef(this.timer, isRef);
    this.world.wake();
    return this;
  }

  ref() {
    return this.setRef(true);
  }

  unref() {
    return this.setRef(false);
  }

  hasRef() {
    return this.isRef;
  }

  refresh() {
    this.stop();
    this.start();
    return this;
  }

  close() {
    this.stop();
    return this;
  }

  [Symbol.toPrimitive]() {
    return this.id;
  }
}

/** Makes setTimeout() and its like, by their names. `wake` is called when a timer was added. */
function makeTimers(clock, wake) {
  const world = { clock, wake, nTimeouts: 0, timeouts: new Map() };
  const clear = (timeout) => {
    const found = timeout instanceof Timeout ? timeout : world.timeouts.get(Number(timeout));
    if (found) found.stop();
    // A timer from before the patch is one of the machine.
    else if (typeof timeout === 'object' && timeout !== null) real.clearTimeout(timeout);
  };
  return {
    setTimeout: (callback, delay, ...values) => new Timeout(world, callback, delay, values, false),
    setInterval: (callback, delay, ...values) => new Timeout(world, callback, delay, values, true),
    clearTimeout: clear,
    clearInterval: clear,
  };
}

/** Makes a class in place of Date. Its objects are ordinary ones. */
function makeDate(now) {
  return new Proxy(real.Date, {
    construct: (target, values, made) => Reflect.construct(
      target, values.length > 0 ? values : [now()], made === globalThis.Date ? target : made),
    apply: () => new real.Date(now()).toString(),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
}

/** Replaces Date, performance.now() and process.hrtime(). `getMicroseconds` shows the time of the lake. */
function patchClocks(patcher, getMicroseconds) {
  const start = getMicroseconds();
  const passed = () => getMicroseconds() - start;
  const nanoseconds = () => BigInt(MONOTONIC_START) * 1_000_000n + BigInt(passed()) * 1000n;
  const hrtime = ([seconds, rest] = [0, 0]) => {
    const left = nanoseconds() - BigInt(seconds) * 1_000_000_000n - BigInt(rest);
    return [Number(left / 1_000_000_000n), Number(left % 1_000_000_000n)];
  };
  hrtime.bigint = nanoseconds;
  patcher.set(globalThis, 'Date', makeDate(() => Math.floor(getMicroseconds() / 1000)));
  if (globalThis.performance) patcher.set(globalThis.performance, 'now', () => MONOTONIC_START + passed() / 1000);
  patcher.set(process, 'hrtime', hrtime);
}

/** Replaces a function, unless it asks the lake already. */
function replace(patcher, object, name, value) {
  if (!isDelegate(object[name])) patcher.set(object, name, value);
}

/** Replaces the timers themselves, and returns them. */
function patchTimers(patcher, clock, wake) {
  const timers = makeTimers(clock, wake);
  for (const [name, value] of Object.entries(timers)) replace(patcher, globalThis, name, value);
  return timers;
}

/** Makes the functions of timers/promises on whatever setTimeout() is. `sleepers` are told if a sleep cannot go on. */
function makePromises(sleepers) {
  const abort = (signal) => Object.assign(new Error('The operation was aborted', { cause: signal.reason }),
    { name: 'AbortError', code: 'ABORT_ERR' });

  function sleep(delay, value, { signal, ref = true } = {}) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(abort(signal));
        return;
      }
      const onAbort = () => end(() => reject(abort(signal)));
      const fail = (error) => end(() => reject(error));
      const timeout = globalThis.setTimeout(() => end(() => resolve(value)), delay);
      const end = (settle) => {
        globalThis.clearTimeout(timeout);
        signal?.removeEventListener('abort', onAbort);
        sleepers.delete(fail);
        settle();
      };
      if (!ref) timeout?.unref?.();
      signal?.addEventListener('abort', onAbort);
      sleepers.add(fail);
    });
  }

  async function* repeat(delay, value, options) {
    for (;;) yield await sleep(delay, value, options);
  }

  return { sleep, repeat };
}

/**
 * Replaces what is built upon the timers: timers/promises, the module timers, and AbortSignal.timeout(). `timers` are
 * those of the clock, or undefined if a runner has put its own into the globals.
 */
function patchBesides(patcher, clock, sleepers, timers) {
  const { sleep, repeat } = makePromises(sleepers);
  const own = timers ?? Object.fromEntries(NAMES.map((name) => [name, globalThis[name]]));
  for (const name of NAMES) replace(patcher, timersModule, name, own[name]);
  if (!isDelegate(globalThis.setTimeout)) patcher.set(globalThis.setTimeout, promisify.custom, sleep);
  replace(patcher, promisesModule, 'setTimeout', sleep);
  replace(patcher, promisesModule, 'setInterval', repeat);
  const promises = { setTimeout: sleep, setInterval: repeat };
  patcher.set(state, 'active', { isOn: () => clock.isOn(), global: globalThis, timers: own, promises });
  patcher.set(promisesModule.scheduler, 'wait', (delay, options) => sleep(delay, undefined, options));
  // A runner that imitates a browser may have none.
  if (globalThis.AbortSignal)
    patcher.set(globalThis.AbortSignal, 'timeout', (delay) => {
      const controller = new AbortController();
      const reason = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
      clock.add(() => controller.abort(reason), Number(delay) * 1000, false);
      return controller.signal;
    });
  patcher.publish();
}

module.exports = { patchBesides, patchClocks, patchTimers };
