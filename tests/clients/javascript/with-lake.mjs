// SPDX-License-Identifier: MIT
//
// Tests withLake(): what a test gets, and what it shows when it fails.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { fileURLToPath } from 'node:url';

import { earlySleep } from './early.mjs';
import {
  GetTableCommand, GlueClient, StartMaterializedViewRefreshTaskRunCommand as StartCommand,
} from '@aws-sdk/client-glue';
import { Lake, OutOfPatience, withLake } from 'tarn-lake';
import { ACCOUNT, SECOND, START_TIME, VIEW } from './fixture.mjs';

// Tests that fail save the state of their lake.
const folder = mkdtempSync(join(tmpdir(), 'tarn-'));
process.env.TMPDIR = folder;
after(() => rmSync(folder, { recursive: true }));

const PROGRAM = fileURLToPath(new URL('../../../lib/javascript/bin/tarn-lake.js', import.meta.url));
const START = 'StartMaterializedViewRefreshTaskRun';
const wait = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
const getTable = (Name = 'daily') => new GlueClient({ maxAttempts: 1 }).send(new GetTableCommand({ DatabaseName: 'sales', Name }));

/** Runs a test that fails, and returns its error. */
async function fail(...given) {
  try {
    await withLake(...given)();
  } catch (error) {
    return error;
  }
  throw new Error('it has passed');
}

test('with-lake/patched', withLake(async (lake, context) => {
  await wait(SECOND);
  await getTable();
  assert.equal(lake.journal.countCalls('GetTable', 'ok'), 1);
  assert.equal(Date.now() - START_TIME, SECOND);
  assert.equal(context.name, 'with-lake/patched');
}));

test('with-lake/settings', withLake({ seed: 7, sample: false, start: new Date(1e12), patience: 5 }, (lake) => {
  assert.deepEqual([lake.seed, lake.domainId, lake.now.getTime(), lake.patience], [7, undefined, 1e12, 5]);
}));

test('with-lake/has-no-parameters', () => {
  assert.equal(withLake(() => {}).length, 0);
  assert.throws(() => withLake({ seed: 1 }), /withLake\(\) takes the function of a test/);
});

test('with-lake/fails/shows-what-happened', async () => {
  const error = await fail(async (lake) => {
    lake.fault('always', { operation: 'GetTable', do: 'throw', exception: 'InternalServiceException' });
    await getTable().catch(() => {});
    assert.fail('one is two');
  });

  assert.ok(error instanceof assert.AssertionError);
  for (const text of [error.message, error.stack]) {
    assert.match(text, /^.*one is two\n\n--- Tarn: the journal ---\n/);
    assert.match(text, /call glue:GetTable by \S+:root .*-> InternalServiceException/);
    assert.match(text, /\n--- Tarn: what the fault plan did ---\nalways: matched 1 times, applied 1 times\n/);
    assert.match(text, /\n--- Tarn: the state ---\nis saved\. Look at it with: npx tarn-lake \S+\.tarn\n/);
  }
  assert.match(error.stack, /with-lake\.mjs:\d+/);
  const [, file] = /Lake\.load\('(.*)'\)/.exec(error.message);
  assert.ok(existsSync(file));
  const print = (...files) => execFileSync(process.execPath, [PROGRAM, ...files], { encoding: 'utf8' });
  assert.match(print(file), /sales/);
  assert.equal(print(file, file), '');
  assert.throws(() => execFileSync(process.execPath, [PROGRAM, PROGRAM], { stdio: 'pipe' }), /tarn: /);
  assert.throws(() => execFileSync(process.execPath, [PROGRAM], { stdio: 'pipe' }), /usage: tarn-lake FILE/);
});

test('with-lake/fails/whatever-is-thrown', async () => {
  const error = await fail(() => { throw 'a text'; });
  assert.match(error.message, /^a text\n\n--- Tarn/);
  const frozen = await fail(() => { throw Object.freeze(new Error('as it is')); });
  assert.equal(frozen.message, 'as it is');
});

test('with-lake/fails/if-an-observer-does', async () => {
  const error = await fail(async (lake) => {
    lake.after(SECOND, () => assert.fail('of the observer'));
    await wait(2 * SECOND);
  });
  assert.match(error.message, /^of the observer\n/);
});

test('with-lake/waits/for-handlers-that-are-under-way', async () => {
  const seen = [];
  const body = async (lake) => {
    lake.onEvent(async ({ detail: { state } }) => {
      await wait(3600 * SECOND);
      await getTable();
      seen.push([state, Date.now() - START_TIME]);
    });
    await new GlueClient({}).send(new StartCommand(VIEW));
    await wait(320 * SECOND);
  };
  await withLake(body)();
  assert.deepEqual(seen.map(([, at]) => at), [3630 * SECOND, 3914 * SECOND]);

  const error = await fail(async (lake) => {
    lake.onEvent(async () => {
      await wait(3600 * SECOND);
      throw new RangeError('of the handler');
    });
    await body(lake);
  });
  assert.ok(error instanceof RangeError);
  assert.match(error.message, /^of the handler\n\n--- Tarn/);
  const endless = await fail((lake) => {
    lake.after(0, async () => { for (;;) await wait(3600 * SECOND); });
    return wait(SECOND);
  });
  assert.ok(endless instanceof OutOfPatience);
});

for (const [name, forget] of [
  ['advance', (lake) => { lake.advance(SECOND).catch(() => {}); }],
  ['runUntilIdle', async (lake) => {
    await new GlueClient({}).send(new StartCommand(VIEW));
    lake.runUntilIdle().catch(() => {});
  }],
  ['hold', (lake) => { lake.hold(new Promise((resolve) => { setImmediate(resolve); })); }],
])
  test(`with-lake/fails/if-a-promise-was-not-awaited/${name}`, async () => {
    const { message } = await fail(forget);
    assert.match(message, new RegExp(`^the test has ended before its lake\\.${name}\\(\\): a promise was not awaited\\n`));
  });

// A deadline that is not needed any more sleeps when the test has ended, and nobody has forgotten it.
test('with-lake/a-deadline-may-be-left', withLake(async () => {
  await Promise.race([wait(SECOND), wait(3600 * SECOND).then(() => assert.fail('it is late'))]);
  assert.equal(Date.now() - START_TIME, SECOND);
}));

test('with-lake/fails/if-a-rule-did-nothing', async () => {
  const body = (lake) => lake.fault('never', { operation: START, do: 'lose-reply' });
  assert.match((await fail(body)).message, /^these rules of the fault plan were never applied: never\n/);
  await withLake((lake) => {
    body(lake);
    lake.checksFaults = false;
  })();
});

test('with-lake/fails/if-patience-ends', async () => {
  let polls = 0;
  const error = await fail({ patience: 100 * SECOND }, async () => {
    for (;;) {
      polls++;
      await wait(10 * SECOND);
    }
  });

  assert.ok(error instanceof OutOfPatience);
  assert.match(error.message, /may sleep for 0 s more of virtual time, and it sleeps for 10 s\..*\n\n--- Tarn/);
  assert.ok(polls >= 11 && polls < 20, 'it has ended with its test');
});

test('with-lake/fails/if-nothing-is-left-to-happen', async () => {
  const error = await fail(() => new Promise(() => {}));
  assert.equal(error.name, 'Deadlock');
  assert.match(error.message, /waits for something that is no timer and no request/);
});

test('with-lake/fails/if-the-code-sleeps-on-a-timer-from-before-the-package', async () => {
  const controller = new AbortController();
  const slept = earlySleep(3600 * SECOND, undefined, { signal: controller.signal });
  // A timer of the runner that was there before the test is none of its code.
  const error = await fail(() => new Promise(() => {}));
  assert.match(error.message, /waits for something that is no timer/);
  controller.abort();
  await assert.rejects(slept, { name: 'AbortError' });

  const other = await fail(() => earlySleep(10 * SECOND));
  assert.equal(other.name, 'Deadlock');
  assert.match(other.message, /^the code sleeps on a real timer, .*: load tarn-lake first, or name tarn-lake\/setup in setupFiles\n/);
});

test('with-lake/ends/what-still-runs-gets-no-network', async () => {
  const errors = [];
  await fail(async () => {
    const code = async () => {
      for (;;) {
        await getTable().catch((error) => errors.push(error.name));
        await wait(SECOND);
      }
    };
    code();
    await wait(3 * SECOND);
    throw new Error('red');
  });
  const n = errors.length;
  await new Promise((resolve) => { setTimeout(resolve, 50); });

  assert.equal(errors.length, n);
  assert.ok(errors.every((name) => name === 'Closed'), `${errors}`);
});

test('with-lake/ends/a-request-on-its-way-gets-no-network', async () => {
  const errors = [];
  await fail(() => {
    getTable().catch((error) => errors.push(error.name));
    throw new Error('red');
  });
  await new Promise((resolve) => { setTimeout(resolve, 50); });

  assert.deepEqual(errors, ['Closed']);
});

test('with-lake/ends/with-its-test', async () => {
  let left;
  await withLake((lake) => { left = lake; })();
  assert.throws(() => left.digest(), { name: 'Closed' });
  assert.ok(Math.abs(Date.now() - START_TIME) > 1e9);
});

test('with-lake/ends/when-the-runner-says-so', async (t) => {
  const controller = new AbortController();
  const told = t.mock.method(console, 'error', () => {});
  const ran = withLake(() => new Promise(() => {}))({ signal: controller.signal, name: 'slow' });
  controller.abort(new Error('ran out of time'));

  await assert.rejects(ran, /ran out of time/);
  assert.match(told.mock.calls[0].arguments[0], /the state[^]*slow\.tarn/);
});

test('with-lake/ends/when-the-next-begins', async () => {
  const first = withLake(() => new Promise(() => {}))();
  const second = withLake((lake) => assert.equal(Date.now(), lake.now.getTime()))();

  await assert.rejects(first, { name: 'Busy', message: /another test has begun/ });
  await second;
  const lake = new Lake().patch();
  await assert.rejects(withLake(() => {})(), { name: 'Busy', message: /another lake is patched in/ });
  lake.close();
});

test('with-lake/explain', async (t) => {
  const lake = new Lake();
  t.after(() => lake.close());
  await lake.client(GlueClient).send(new GetTableCommand({ DatabaseName: 'sales', Name: 'daily' }));

  assert.match(lake.explain('a test: of mine', 1), new RegExp(`by arn:aws:iam::${ACCOUNT}:root[^]*/a-test-of-mine\\.tarn`));
});
