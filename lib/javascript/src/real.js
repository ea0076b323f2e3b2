// SPDX-License-Identifier: MIT
//
// The clock of the machine, as it was before anybody replaced anything, and what is known of work outside.

'use strict';

const timers = require('node:timers');

const { original } = require('./delegates.js');

const real = {
  Date,
  now: Date.now.bind(Date),
  setImmediate: timers.setImmediate,
  setTimeout: original.setTimeout,
  clearTimeout: original.clearTimeout,
};

// The process may wait for these, which come back by themselves: files, names of hosts, connections, other processes.
const BUSY = /^(FSReq\w+|\w*CloseReq|Get\w+InfoReqWrap|QueryReqWrap|\w+ConnectWrap|ProcessWrap|Immediate)$/;
let nImmediates = 0;
let nWaits = 0;

/** Lets the process do what it has to do now. */
function turn() {
  return new Promise((resolve) => {
    nImmediates++;
    real.setImmediate(() => {
      nImmediates--;
      resolve();
    });
  });
}

function wait(milliseconds) {
  return new Promise((resolve) => {
    nWaits++;
    real.setTimeout(() => {
      nWaits--;
      resolve();
    }, milliseconds);
  });
}

/** Lists what the process waits for, but for what this file itself has begun. */
function listResources() {
  let mine = nImmediates;
  return process.getActiveResourcesInfo().filter((name) => name !== 'Immediate' || mine-- <= 0);
}

const isBusy = () => listResources().some((name) => BUSY.test(name));

/** Returns a function that tells whether the process now waits for more than it waits for at this moment. */
function watchOutside() {
  const list = () => listResources().filter((name) => !/^(Timeout|Immediate)$/.test(name));
  const count = (names) => names.reduce((counts, name) => counts.set(name, (counts.get(name) ?? 0) + 1), new Map());
  const before = count(list().filter((name) => !BUSY.test(name)));
  return () => [...count(list())].some(([name, times]) => times > (before.get(name) ?? 0));
}

/** Counts the timers of the machine that keep the process running, but for those of wait(). */
const countTimers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length - nWaits;

module.exports = { countTimers, isBusy, real, turn, wait, watchOutside };
