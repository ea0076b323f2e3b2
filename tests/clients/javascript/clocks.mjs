// SPDX-License-Identifier: MIT
//
// Tests the clocks of the code under test: which ones are on the lake's time, and what happens in which order.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import test from 'node:test';
import timers from 'node:timers';
import timersPromises, { setInterval as repeat, setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import {
  GetMaterializedViewRefreshTaskRunCommand as Get, GlueClient, StartMaterializedViewRefreshTaskRunCommand as Start,
} from '@aws-sdk/client-glue';
import { createWaiter, WaiterState } from '@smithy/core/client';
import { Lake, OutOfPatience } from 'tarn-lake';
import { ACCOUNT, SECOND, START_TIME, VIEW, World } from './fixture.mjs';

// What a module takes apart after the package was loaded.
const taken = createRequire(import.meta.url)('node:timers/promises');
const { setTimeout: takenSleep, setInterval: takenRepeat } = taken;
const { setTimeout: takenTimer } = createRequire(import.meta.url)('node:timers');
const promised = promisify(setTimeout);
const promisedTimer = promisify(timers.setTimeout);
const [later, never] = [setTimeout, clearTimeout];

const HOUR = 3600 * SECOND;
const N_TIMES = 100;
const now = () => Date.now() - START_TIME;
const wait = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

function patch(t, settings) {
  return new World(t, settings).lake.patch();
}

/** The code under test. */
async function refresh(TableName = 'daily', { pause = 10 * SECOND, patience = HOUR } = {}) {
  const glue = new GlueClient({});
  const { MaterializedViewRefreshTaskRunId } = await glue.send(new Start({ ...VIEW, TableName }));
  const get = new Get({ CatalogId: ACCOUNT, MaterializedViewRefreshTaskRunId });
  const deadline = Date.now() + patience;
  let run;
  while (Date.now() < deadline) {
    ({ MaterializedViewRefreshTaskRun: run } = await glue.send(get));
    if (!['STARTING', 'RUNNING'].includes(run.Status)) return run;
    await wait(pause);
  }
  throw new Error(`${TableName} is still ${run.Status}`);
}

// --- Clocks ------------------------------------------------------------------------------------------

const clocks = [
  ['Date.now', () => Date.now()],
  ['new-Date', () => new Date().getTime()],
  ['Date-as-a-function', () => Date.parse(Date())],
  ['performance.now', () => performance.now()],
  ['process.hrtime', () => { const [seconds, rest] = process.hrtime(); return seconds * 1000 + rest / 1e6; }],
  ['process.hrtime.bigint', () => Number(process.hrtime.bigint()) / 1e6],
];

for (const [name, read] of clocks)
  test(`clocks/show-the-time-of-the-lake/${name}`, async (t) => {
    const lake = patch(t);
    const began = read();
    await wait(320 * SECOND);
    assert.equal(read() - began, 320 * SECOND);
    await lake.advance(86400 * SECOND);
    assert.equal(read() - began, 86720 * SECOND);
  });

test('clocks/a-difference-of-process.hrtime', async (t) => {
  patch(t);
  const began = process.hrtime();
  await wait(1500);
  assert.deepEqual(process.hrtime(began), [1, 500_000_000]);
});

test('clocks/dates-are-ordinary-ones', (t) => {
  const RealDate = Date;
  patch(t);

  assert.notEqual(Date, RealDate);
  assert.ok(new Date() instanceof Date && new Date() instanceof RealDate && new RealDate(0) instanceof Date);
  assert.deepEqual(new Date(2000, 0, 2), new RealDate(2000, 0, 2));
  assert.deepEqual([Date.UTC(2000, 0), Date.parse('2000-01-01'), new Date(7).getTime()], [START_TIME, START_TIME, 7]);
  class Later extends Date {
    later() { return this.getTime() + 1; }
  }
  assert.equal(new Later().later(), START_TIME + 1);
  assert.ok(new Later(5) instanceof Later);
});

const sleeps = [
  ['setTimeout', wait],
  ['setInterval', (milliseconds) => new Promise((resolve) => {
    const interval = setInterval(() => { clearInterval(interval); resolve(); }, milliseconds);
  })],
  ['timers', (milliseconds) => new Promise((resolve) => { timers.setTimeout(resolve, milliseconds); })],
  ['timers/promises', (milliseconds) => timersPromises.setTimeout(milliseconds)],
  ['timers/promises-by-name', (milliseconds) => sleep(milliseconds)],
  ['scheduler', (milliseconds) => timersPromises.scheduler.wait(milliseconds)],
  ['promisify', (milliseconds) => promisify(setTimeout)(milliseconds)],
  ['repeat', async (milliseconds) => { for await (const _ of repeat(milliseconds)) return; }],
  ['taken-apart/timers/promises', (milliseconds) => takenSleep(milliseconds)],
  ['taken-apart/repeat', async (milliseconds) => { for await (const _ of takenRepeat(milliseconds)) return; }],
  ['taken-apart/timers', (milliseconds) => new Promise((resolve) => { takenTimer(resolve, milliseconds); })],
  ['taken-apart/promisify', (milliseconds) => promised(milliseconds)],
  ['taken-apart/promisify-of-timers', (milliseconds) => promisedTimer(milliseconds)],
  ['taken-apart/global', (milliseconds) => new Promise((resolve) => {
    never(later(() => { throw new Error('cleared'); }, 1));
    later(resolve, milliseconds);
  })],
  ['AbortSignal.timeout', (milliseconds) => new Promise((resolve) => {
    AbortSignal.timeout(milliseconds).addEventListener('abort', resolve);
    setTimeout(() => {}, 2 * milliseconds);
  })],
];

for (const [name, pause] of sleeps)
  test(`clocks/sleep-on-the-time-of-the-lake/${name}`, async (t) => {
    patch(t);
    await pause(HOUR);
    assert.equal(now(), HOUR);
  });

test('clocks/timers-are-those-of-node', async (t) => {
  patch(t);
  const fired = [];
  const far = setTimeout(() => fired.push('never'), 10);
  assert.ok(far.hasRef() && !far.unref().hasRef() && far.ref().hasRef());
  clearTimeout(far);
  const byNumber = Number(setTimeout(() => fired.push('never'), 10));
  clearTimeout(byNumber);
  clearTimeout(undefined);
  setTimeout((...values) => fired.push(...values), 20, 'a', 'b').unref();
  const again = setTimeout(() => fired.push(now()), 30);
  await wait(15);
  again.refresh();
  setTimeout(() => fired.push('at once'), -1);
  setTimeout(() => fired.push('too far'), 2 ** 31);
  let times = 0;
  const interval = setInterval(() => { if (++times === 3) clearInterval(interval); }, 10);
  await wait(100);

  assert.deepEqual(fired, ['at once', 'too far', 'a', 'b', 45]);
  assert.equal(times, 3);
  assert.throws(() => setTimeout('code', 1), { code: 'ERR_INVALID_ARG_TYPE' });
  const signal = AbortSignal.timeout(50);
  await assert.rejects(sleep(100, undefined, { signal }), { name: 'AbortError' });
  assert.equal(signal.reason.name, 'TimeoutError');
  assert.equal(now(), 165);
});

test('clocks/a-deadline-comes', async (t) => {
  const lake = patch(t);
  lake.fault('hangs', { operation: 'StartMaterializedViewRefreshTaskRun', do: 'hang-run' });

  await assert.rejects(refresh(), /daily is still RUNNING/);
  assert.equal(now(), HOUR);
});

test('clocks/the-age-of-a-run-is-sensible', async (t) => {
  const before = Date.now();
  patch(t, { start: 'now' });
  assert.ok(Date.now() - before < 60 * SECOND);
  const run = await refresh();

  assert.ok(Date.now() - run.EndTime < 10 * SECOND && run.EndTime - run.CreationTime === 314 * SECOND);
});

test('clocks/a-waiter-of-the-sdk-ends', async (t) => {
  patch(t);
  const glue = new GlueClient({});
  const { MaterializedViewRefreshTaskRunId } = await glue.send(new Start(VIEW));
  const input = { CatalogId: ACCOUNT, MaterializedViewRefreshTaskRunId };
  const look = async (client) => {
    const { MaterializedViewRefreshTaskRun: run } = await client.send(new Get(input));
    return { state: run.Status === 'SUCCEEDED' ? WaiterState.SUCCESS : WaiterState.RETRY, reason: run.Status };
  };
  const found = await createWaiter({ client: glue, minDelay: 5, maxDelay: 60, maxWaitTime: 1000 }, input, look);

  assert.equal(found.state, WaiterState.SUCCESS);
  assert.ok(now() > 314 * SECOND && now() < 400 * SECOND, `${now()} ms`);
});

test('clocks/the-patch-ends', async () => {
  const before = [Date, setTimeout, clearInterval, performance.now, process.hrtime, timersPromises.setTimeout, sleep,
    AbortSignal.timeout];
  const began = Date.now();
  const lake = new Lake().patch();
  await wait(HOUR);
  lake.unpatch();

  assert.deepEqual([Date, setTimeout, clearInterval, performance.now, process.hrtime, timersPromises.setTimeout, sleep,
    AbortSignal.timeout], before);
  assert.ok(Date.now() - began < 60 * SECOND);
  assert.equal(lake.now - START_TIME, HOUR);
  await lake.sleep(HOUR);
  assert.equal(lake.now - START_TIME, 2 * HOUR);
  lake.close();
});

test('clocks/without-a-lake-timers-are-real', async () => {
  new Lake().patch().close();
  const began = process.hrtime.bigint();
  assert.equal(await takenSleep(20, 'value'), 'value');
  assert.equal(await promised(20, 'other'), 'other');
  await new Promise((resolve) => { later(resolve, 20); });
  never(later(() => { throw new Error('cleared'); }, 1));
  for await (const value of takenRepeat(20, 'again')) {
    assert.equal(value, 'again');
    break;
  }
  assert.ok(Number(process.hrtime.bigint() - began) / 1e6 > 70);
  await assert.rejects(takenSleep(20, undefined, { signal: AbortSignal.abort() }), { name: 'AbortError' });
});

test('clocks/a-package-that-is-loaded-twice-is-on-the-same-timers', async () => {
  const require = createRequire(import.meta.url);
  const path = require.resolve('../../../lib/javascript/index.js');
  const before = [setTimeout, taken.setTimeout, timers.setTimeout];
  for (const name of Object.keys(require.cache)) if (name.includes('/lib/javascript/')) delete require.cache[name];
  const other = require(path);
  assert.notEqual(other.Lake, Lake);
  assert.deepEqual([setTimeout, taken.setTimeout, timers.setTimeout], before);
  for (const Kind of [Lake, other.Lake]) {
    const lake = new Kind().patch();
    await takenSleep(HOUR);
    await promised(HOUR);
    assert.equal(lake.now - START_TIME, 2 * HOUR);
    lake.close();
  }
});

// --- Order -------------------------------------------------------------------------------------------

test('clocks/order/each-wakes-at-its-own-time', async (t) => {
  patch(t);
  const woken = [];
  const code = async (name, ...pauses) => {
    for (const pause of pauses) {
      await wait(pause);
      woken.push([name, now()]);
    }
  };
  await Promise.all([code('a', 30, 30), code('b', 20, 20, 20), code('c', 60)]);

  assert.deepEqual(woken, [['b', 20], ['a', 30], ['b', 40], ['c', 60], ['a', 60], ['b', 60]]);
});

test('clocks/order/code-that-reads-files-is-waited-for', async (t) => {
  const lake = patch(t);
  const file = new URL(import.meta.url);
  const seen = [];
  const reader = async () => {
    for (let i = 0; i < 5; i++) await readFile(file);
    seen.push(now());
  };
  await Promise.all([wait(HOUR), reader()]);

  assert.deepEqual(seen, [0]);
  await Promise.all([wait(HOUR), promisify(execFile)(process.execPath, ['-e', '0']).then(() => seen.push(now()))]);
  assert.deepEqual(seen, [0, HOUR], 'a process is waited for, too');
  assert.equal(lake.now - START_TIME, 2 * HOUR);
});

test('clocks/order/advance-wakes-those-that-sleep', async (t) => {
  const lake = patch(t);
  const polled = refresh();
  await lake.advance(60 * SECOND);
  assert.equal(lake.journal.countCalls('GetMaterializedViewRefreshTaskRun'), 7);
  assert.equal(now(), 60 * SECOND);
  await polled;
  assert.equal(now(), 320 * SECOND);
});

test('clocks/order/ten-pollers-are-the-same-each-time', async (t) => {
  const run = async () => {
    const lake = new Lake({ seed: 7 });
    for (let i = 0; i < 10; i++) lake.addView(`view${i}`, { over: ['orders'], sizeBytes: 1e9 * (i + 1) });
    lake.fault('now and then', {
      operation: 'GetMaterializedViewRefreshTaskRun', every: 7, do: 'throw', exception: 'ThrottlingException' });
    lake.patch();
    const runs = Array.from({ length: 10 }, (_, i) => refresh(`view${i}`, { pause: (3 + (i % 4)) * 10 * SECOND }));
    await Promise.all(runs);
    const journal = lake.journal.sha256();
    lake.close();
    return journal;
  };
  const journals = new Set();
  for (let i = 0; i < N_TIMES; i++) journals.add(await run());

  assert.equal(journals.size, 1);
  t.diagnostic(`${N_TIMES} runs`);
});

// --- Patience ----------------------------------------------------------------------------------------

test('clocks/patience/a-sleeper-that-can-be-told-is-told', async (t) => {
  const lake = patch(t, { patience: HOUR });
  const loop = async () => { for (;;) await sleep(10 * SECOND); };

  await assert.rejects(loop(), OutOfPatience);
  assert.equal(now(), HOUR);
  assert.equal(lake.patience, 0);
});

test('clocks/patience/others-are-told-by-their-next-request', async (t) => {
  const lake = patch(t, { patience: HOUR });
  lake.fault('hangs', { operation: 'StartMaterializedViewRefreshTaskRun', do: 'hang-run' });

  await assert.rejects(refresh('daily', { patience: Infinity }), OutOfPatience);
  assert.equal(now(), HOUR + 10 * SECOND);
});

test('clocks/patience/advance-costs-none', async (t) => {
  const lake = patch(t, { patience: HOUR });
  const woken = wait(2 * HOUR).then(now);
  await lake.advance(3 * HOUR);

  assert.equal(await woken, 2 * HOUR);
  assert.equal(lake.patience, HOUR);
});
