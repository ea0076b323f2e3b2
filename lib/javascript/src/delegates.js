// SPDX-License-Identifier: MIT
//
// Puts functions in place of the timers of Node that use the clock of a lake while one is patched in, and the timers of
// the machine otherwise. Code that is loaded later may keep them in variables of its own. The state is on a module of
// Node, because a process may load the package several times, and jest gives each file of tests other globals.

'use strict';

// These modules keep timers for themselves. They are to keep those of the machine.
require('node:child_process');
require('node:http');
require('node:readline');
const timersModule = require('node:timers');
const promisesModule = require('node:timers/promises');
const { syncBuiltinESMExports } = require('node:module');
const { promisify } = require('node:util');
const { runInThisContext } = require('node:vm');

const STATE = Symbol.for('tarn-lake.timers');
const NAMES = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'];

// The modules of Node live longer than the globals of a file of tests in jest, so what is put there uses none of them.
const makeEmpty = runInThisContext('() => ({ active: undefined, isInside: false, delegates: new WeakSet(), '
  + 'timers: {}, promises: {} })');
const makeDelegate = runInThisContext(`(state, kind, name, original) => ({
  [name](...values) {
    const active = state.active;
    if (active === undefined || state.isInside || !active.isOn()) return original(...values);
    // The fake timers of a runner call this function for a timer that is not theirs.
    state.isInside = kind === 'timers';
    try {
      return active[kind][name](...values);
    } finally {
      state.isInside = false;
    }
  },
})[name]`);

function put(state, object, kind) {
  for (const name of NAMES.filter((each) => each in object)) {
    state[kind][name] = object[name];
    const delegate = makeDelegate(state, kind, name, object[name]);
    state.delegates.add(delegate);
    const { enumerable } = Object.getOwnPropertyDescriptor(object, name);
    Object.defineProperty(object, name, { value: delegate, configurable: true, enumerable, writable: true });
  }
}

function makeState() {
  const state = makeEmpty();
  put(state, promisesModule, 'promises');
  put(state, timersModule, 'timers');
  Object.defineProperty(timersModule.setTimeout, promisify.custom, { value: promisesModule.setTimeout, enumerable: true });
  Object.defineProperty(promisesModule, STATE, { value: state });
  syncBuiltinESMExports?.();
  return state;
}

const state = promisesModule[STATE] ?? makeState();
// A file of tests in jest may have ended without the end of its lake.
if (state.active && state.active.global !== globalThis) state.active = undefined;

/** This is true if jest has yet to take the timers by which it limits the time of tests. */
const isEarly = process.env.JEST_WORKER_ID !== undefined && typeof globalThis.test !== 'function';
if (!isEarly)
  for (const name of NAMES)
    if (globalThis[name] === state.timers[name]) globalThis[name] = timersModule[name];

const isDelegate = (value) => state.delegates.has(value);

module.exports = { isDelegate, original: state.timers, state };
