// SPDX-License-Identifier: MIT
//
// Makes the function of a test that has a lake, for each runner: vitest, jest, node:test and others.

'use strict';

const { Lake } = require('./lake.js');
const { TarnError } = require('./library.js');
const { countTimers, real, watchOutside } = require('./real.js');

// For how many turns of the process code may still run when its test has ended, before its clients and clocks are real.
const LAST_TURNS = 500;
// Nothing at all may go on so often, one time after the other, while the test has not ended. These are three seconds,
// or more if the machine has much else to do. Runners give up after five seconds.
const STUCK_LOOKS = 60;
const LOOK_MILLISECONDS = 50;

const ON_NOTHING = 'the code under test waits for something that is no timer and no request to the lake. If it comes from '
  + 'outside, wait for it with lake.hold()';
const ON_REAL_TIMER = 'the code sleeps on a real timer, taken before the package was loaded, as by `const { setTimeout } = '
  + "require('node:timers/promises')`: load tarn-lake first, or name tarn-lake/setup in setupFiles";

/** Rejects when the lake's time may not move any more, or when there is nothing that it could move to. */
function watch(lake) {
  const hasOutside = watchOutside();
  let nLooks = 0;
  let nCalls = 0;
  let timer;
  const nTimers = countTimers();
  const ended = new Promise((_resolve, reject) => {
    const look = () => {
      // A timer whose function runs counts, unless nothing depends on it.
      timer?.unref();
      const isIdle = !lake._driver.isBusy() && !hasOutside() && lake._nCalls === nCalls;
      nLooks = isIdle ? nLooks + 1 : 0;
      nCalls = lake._nCalls;
      if (nLooks >= STUCK_LOOKS)
        reject(new TarnError('tarn', 'Deadlock', countTimers() > nTimers ? ON_REAL_TIMER : ON_NOTHING));
      timer = real.setTimeout(look, LOOK_MILLISECONDS);
    };
    lake._ends.add(reject);
    look();
  });
  ended.catch(() => {});
  return { ended, end: () => real.clearTimeout(timer) };
}

/** Adds what the lake tells to an error, for whichever of message and stack the runner shows. */
function addText(error, text) {
  if (!(error instanceof Error) && typeof error?.message !== 'string')
    return new Error(`${error}\n\n${text}`, { cause: error });
  const { message, stack } = error;
  try {
    error.message = `${message}\n\n${text}`;
    if (typeof stack === 'string' && stack.includes(message)) error.stack = stack.replace(message, () => error.message);
  } catch {
    // An error that cannot be changed is shown as it is.
  }
  return error;
}

function findName([context]) {
  return context?.task?.name ?? context?.name ?? globalThis.expect?.getState?.().currentTestName;
}

async function run(lake, timers, body, context) {
  lake._isOfTest = true;
  lake.patch(timers);
  const watched = watch(lake);
  // vitest and node:test say when a test has run out of time.
  const signal = context[0]?.signal;
  const onAbort = () => lake._end(signal.reason ?? new Error('the test has run out of time'));
  signal?.addEventListener?.('abort', onAbort, { once: true });
  try {
    const work = async () => {
      await body(lake, ...context);
      const [name] = lake._awaited;
      if (name !== undefined) throw new Error(`the test has ended before its lake.${name}(): a promise was not awaited`);
      await lake._finish();
    };
    await Promise.race([work(), watched.ended]);
    lake.raiseFailure();
    const names = lake.checksFaults ? lake.unappliedFaults() : [];
    if (names.length > 0) throw new Error(`these rules of the fault plan were never applied: ${names.join(', ')}`);
  } finally {
    watched.end();
    signal?.removeEventListener?.('abort', onAbort);
  }
}

function withLake(...given) {
  const body = given.pop();
  if (typeof body !== 'function') throw new TypeError('withLake() takes the function of a test');
  const { timers, ...settings } = given[0] ?? {};
  // A runner that counts the parameters of a test must find none.
  return async (...context) => {
    const lake = new Lake(settings);
    try {
      await run(lake, timers, body, context);
    } catch (error) {
      if (lake._isClosed) throw error;
      const text = lake.explain(findName(context));
      // Nobody looks at the error of a test that has run out of time.
      if (context[0]?.signal?.aborted) console.error(text);
      throw addText(error, text);
    } finally {
      lake._end(new TarnError('tarn', 'Closed', 'the test has ended'));
      lake._grace = 0;
      await lake._driver.settle(LAST_TURNS);
      lake.close();
    }
  };
}

module.exports = { withLake };
