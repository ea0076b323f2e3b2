// SPDX-License-Identifier: MIT
//
// Tests what the SDK does by itself if a reply is lost, a call is throttled or the service has an error. Its retries
// are its defaults, and wait on virtual time.

import assert from 'node:assert/strict';
import test from 'node:test';

import { InternalServerException } from '@aws-sdk/client-datazone';
import { MaterializedViewRefreshTaskRunningException, ThrottlingException } from '@aws-sdk/client-glue';

import { readToken, START_TIME, VIEW, World } from './fixture.mjs';

const GET = 'GetMaterializedViewRefreshTaskRun';
const START_REFRESH = 'StartMaterializedViewRefreshTaskRun';
const START_GENERATION = 'StartMetadataGenerationRun';

/** Makes a fixture whose clients try again as they do in production. */
function makePatientWorld(t) {
  const world = new World(t, { config: { maxAttempts: undefined } });
  world.lake.patch();
  return world;
}

function loseReply(world, operation) {
  world.lake.fault('no answer', { operation, nth: 1, do: 'lose-reply' });
}

const timedOut = (error) => {
  assert.equal(error.name, 'TimeoutError');
  assert.equal(error.message, 'no answer');
  return true;
};

test('retries/lost-reply/is-a-time-out', async (t) => {
  const world = new World(t);
  loseReply(world, START_REFRESH);
  await assert.rejects(world.startRefresh(), timedOut);
  assert.equal((await world.listRefreshes()).length, 1);

  const other = new World(t);
  loseReply(other, START_GENERATION);
  await assert.rejects(other.startGeneration(), timedOut);
  assert.equal((await other.listGenerations()).items.length, 1);
});

test('retries/lost-reply/datazone-recovers-by-its-token', async (t) => {
  const world = makePatientWorld(t);
  const requests = world.record(world.datazone);
  loseReply(world, START_GENERATION);
  const { id, $metadata } = await world.startGeneration();

  assert.equal($metadata.attempts, 2);
  assert.equal(requests.length, 2);
  assert.match(readToken(requests[0]), /^[0-9a-f-]{36}$/);
  assert.equal(readToken(requests[1]), readToken(requests[0]));
  assert.deepEqual((await world.listGenerations()).items.map((item) => item.id), [id]);
});

test('retries/lost-reply/glue-meets-its-own-run', async (t) => {
  const world = makePatientWorld(t);
  loseReply(world, START_REFRESH);

  await assert.rejects(world.startRefresh(), (error) => {
    assert.ok(error instanceof MaterializedViewRefreshTaskRunningException, `${error}`);
    assert.equal(error.$metadata.attempts, 2);
    return true;
  });
  const runs = await world.listRefreshes();
  assert.equal(runs.length, 1);
  assert.equal(runs[0].Status, 'STARTING');
});

test('retries/lost-reply/as-often-as-the-sdk-tries', async (t) => {
  const world = makePatientWorld(t);
  const id = await world.startRefresh();
  world.lake.fault('gone', { operation: GET, do: 'lose-reply' });

  await assert.rejects(world.getRefresh(id), { name: 'TimeoutError', message: 'gone' });
  assert.equal(world.lake.journal.countCalls(GET), 3);
});

test('retries/throttling/passes-as-virtual-time-does', async (t) => {
  const world = makePatientWorld(t);
  const id = await world.startRefresh();
  world.lake.setOption('glue.get-rate-per-second', 1);
  const get = () => world.send(GET, { CatalogId: VIEW.CatalogId, MaterializedViewRefreshTaskRunId: id });

  assert.equal((await get()).$metadata.attempts, 1);
  await world.lake.advance(900);
  assert.equal((await get()).$metadata.attempts, 2);
  const passed = world.lake.now - START_TIME;
  assert.ok(passed >= 1000 && passed < 3000, `${passed} ms`);
});

test('retries/throttling/does-not-end-by-itself', async (t) => {
  const world = makePatientWorld(t);
  const id = await world.startRefresh();
  world.lake.fault('always', { operation: GET, do: 'throw', exception: 'ThrottlingException' });

  await assert.rejects(world.getRefresh(id), (error) => {
    assert.ok(error instanceof ThrottlingException, `${error}`);
    assert.equal(error.$metadata.attempts, 3);
    return true;
  });
});

test('retries/throttling/datazone', async (t) => {
  const world = makePatientWorld(t);
  const { id } = await world.startGeneration();
  world.lake.setOption('datazone.get-rate-per-second', 1);

  assert.equal((await world.getGeneration(id)).$metadata.attempts, 1);
  await world.lake.advance(900);
  assert.equal((await world.getGeneration(id)).$metadata.attempts, 2);
});

test('retries/internal-server-exception', async (t) => {
  const world = makePatientWorld(t);
  const { id } = await world.startGeneration();
  const exception = 'InternalServerException';
  world.lake.fault('stumbles', { operation: 'GetMetadataGenerationRun', nth: 1, do: 'throw', exception });
  assert.equal((await world.getGeneration(id)).$metadata.attempts, 2);

  world.lake.fault('lies', { operation: 'ListMetadataGenerationRuns', do: 'throw', exception });
  await assert.rejects(world.listGenerations(), (error) => {
    assert.ok(error instanceof InternalServerException);
    assert.equal(error.$metadata.attempts, 3);
    return true;
  });
});

test('retries/what-the-caller-got-wrong-is-not-tried-again', async (t) => {
  const world = makePatientWorld(t);

  await assert.rejects(world.startRefresh({ ...VIEW, TableName: 'none' }), (error) => {
    assert.equal(error.$metadata.attempts, 1);
    return true;
  });
  await assert.rejects(world.getGeneration('none'), (error) => error.$metadata.attempts === 1);
  assert.equal(world.lake.now.getTime(), START_TIME);
});

test('retries/pauses-and-tokens-are-the-same-each-time', async () => {
  const run = async () => {
    const tests = [];
    const world = makePatientWorld({ after: (end) => tests.push(end) });
    world.lake.fault('slow down', {
      operation: START_GENERATION, nth: [1, 2], do: 'throw', exception: 'ThrottlingException' });
    const requests = world.record(world.datazone);
    await world.startGeneration();
    // In Node 18 the SDK draws tokens where nothing can be put in their place.
    const hide = (text) => (globalThis.crypto ? text : text.replaceAll(/clientToken="[^"]*"/g, ''));
    const told = [hide(world.lake.journal.text()), globalThis.crypto && readToken(requests[0])];
    tests.forEach((end) => end());
    return told;
  };

  assert.deepEqual(await run(), await run());
});
