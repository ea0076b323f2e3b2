// SPDX-License-Identifier: MIT
//
// Tests what the SDK does by itself if a reply is lost, a call is throttled or the service has an error.

import assert from 'node:assert/strict';
import test from 'node:test';

import { InternalServerException } from '@aws-sdk/client-datazone';
import { MaterializedViewRefreshTaskRunningException, ThrottlingException } from '@aws-sdk/client-glue';
import { ConfiguredRetryStrategy } from '@smithy/core/retry';

import { readToken, START_TIME, VIEW, World } from './fixture.mjs';

const GET = 'GetMaterializedViewRefreshTaskRun';
const LOST_REFRESH = '[no answer]\noperation=StartMaterializedViewRefreshTaskRun\nnth=1\ndo=lose-reply\n';
const LOST_GENERATION = '[no answer]\noperation=StartMetadataGenerationRun\nnth=1\ndo=lose-reply\n';

const atOnce = () => new ConfiguredRetryStrategy(3, () => 0);

/** Makes a fixture whose clients wait on virtual time before a retry: 1 s, then 2 s. */
function makePatientWorld(t) {
  let lake;
  const retryStrategy = new ConfiguredRetryStrategy(3, (attempt) => lake.advanceBy(1000 * attempt));
  const world = new World(t, { config: { retryStrategy, maxAttempts: undefined } });
  lake = world.lake;
  return world;
}

const timedOut = (error) => {
  assert.equal(error.name, 'TimeoutError');
  assert.equal(error.message, 'no answer');
  return true;
};

test('retries/lost-reply/is-a-time-out', async (t) => {
  const world = new World(t);
  world.lake.addFaults(LOST_REFRESH);
  world.lake.addFaults(LOST_GENERATION);

  await assert.rejects(world.startRefresh(), timedOut);
  await assert.rejects(world.startGeneration(), timedOut);
  assert.equal((await world.listRefreshes()).length, 1);
  assert.equal((await world.listGenerations()).items.length, 1);
});

test('retries/lost-reply/datazone-recovers-by-its-token', async (t) => {
  const world = new World(t, { config: { retryStrategy: atOnce(), maxAttempts: undefined } });
  const requests = world.record(world.datazone);
  world.lake.addFaults(LOST_GENERATION);
  const { id, $metadata } = await world.startGeneration();

  assert.equal($metadata.attempts, 2);
  assert.equal(requests.length, 2);
  assert.match(readToken(requests[0]), /^[0-9a-f-]{36}$/);
  assert.equal(readToken(requests[1]), readToken(requests[0]));
  assert.deepEqual((await world.listGenerations()).items.map((item) => item.id), [id]);
});

test('retries/lost-reply/glue-meets-its-own-run', async (t) => {
  const world = new World(t, { config: { retryStrategy: atOnce(), maxAttempts: undefined } });
  world.lake.addFaults(LOST_REFRESH);

  await assert.rejects(world.startRefresh(), (error) => {
    assert.ok(error instanceof MaterializedViewRefreshTaskRunningException, `${error}`);
    assert.equal(error.$metadata.attempts, 2);
    return true;
  });
  const runs = await world.listRefreshes();
  assert.equal(runs.length, 1);
  assert.equal(runs[0].Status, 'STARTING');
});

test('retries/lost-reply/default-strategy', async (t) => {
  const world = new World(t, { config: { maxAttempts: undefined } });
  world.lake.addFaults(LOST_GENERATION);

  assert.equal((await world.startGeneration()).$metadata.attempts, 2);
  assert.equal((await world.listGenerations()).items.length, 1);
  assert.equal(world.lake.now().getTime(), START_TIME, 'the SDK waits on another clock');
});

test('retries/throttling/passes-as-virtual-time-does', async (t) => {
  const world = makePatientWorld(t);
  const id = await world.startRefresh();
  world.lake.setOption('glue.get-rate-per-second', 1);
  const get = () => world.send(GET, { CatalogId: VIEW.CatalogId, MaterializedViewRefreshTaskRunId: id });

  assert.equal((await get()).$metadata.attempts, 1);
  assert.equal((await get()).$metadata.attempts, 2);
  assert.equal(world.lake.now().getTime(), START_TIME + 1000);
});

test('retries/throttling/does-not-pass-while-time-stands-still', async (t) => {
  const world = new World(t, { config: { retryStrategy: atOnce(), maxAttempts: undefined } });
  const id = await world.startRefresh();
  world.lake.setOption('glue.get-rate-per-second', 1);
  await world.getRefresh(id);

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
  assert.equal((await world.getGeneration(id)).$metadata.attempts, 2);
});

test('retries/internal-server-exception', async (t) => {
  const world = makePatientWorld(t);
  const { id } = await world.startGeneration();
  world.lake.addFaults('[stumbles]\noperation=GetMetadataGenerationRun\nnth=1\ndo=throw\n'
    + 'exception=InternalServerException\n');
  assert.equal((await world.getGeneration(id)).$metadata.attempts, 2);

  world.lake.addFaults('[lies]\noperation=ListMetadataGenerationRuns\ndo=throw\nexception=InternalServerException\n');
  await assert.rejects(world.listGenerations(), (error) => {
    assert.ok(error instanceof InternalServerException);
    assert.equal(error.$metadata.attempts, 3);
    return true;
  });
  assert.equal(world.lake.now().getTime(), START_TIME + 1000 + 1000 + 2000);
});

test('retries/what-the-caller-got-wrong-is-not-tried-again', async (t) => {
  const world = makePatientWorld(t);

  await assert.rejects(world.startRefresh({ ...VIEW, TableName: 'none' }), (error) => {
    assert.equal(error.$metadata.attempts, 1);
    return true;
  });
  await assert.rejects(world.getGeneration('none'), (error) => error.$metadata.attempts === 1);
});
