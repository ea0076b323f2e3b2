// SPDX-License-Identifier: MIT
//
// An orchestrator that does not know of Tarn, and its tests. The first half is the user's code, and the second half is
// everything that its tests need. They are written for node:test; for vitest and jest, import `test` from there.

import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import {
  GetMaterializedViewRefreshTaskRunCommand, GlueClient, ListMaterializedViewRefreshTaskRunsCommand,
  MaterializedViewRefreshTaskRunningException, StartMaterializedViewRefreshTaskRunCommand,
} from '@aws-sdk/client-glue';
import { Lake, withLake } from 'tarn-lake';

const ACCOUNT = '123456789012';
const glue = new GlueClient({ region: 'us-east-1' });

/* Starts a run, or takes over the one that is under way. */
async function start(view) {
  try {
    const { MaterializedViewRefreshTaskRunId } = await glue.send(new StartMaterializedViewRefreshTaskRunCommand(view));
    return MaterializedViewRefreshTaskRunId;
  } catch (error) {
    if (!(error instanceof MaterializedViewRefreshTaskRunningException) && error.name !== 'TimeoutError') throw error;
    // The newest run is the one that this call or another caller has started.
    const list = new ListMaterializedViewRefreshTaskRunsCommand({ ...view, MaxResults: 1 });
    return (await glue.send(list)).MaterializedViewRefreshTaskRuns[0].MaterializedViewRefreshTaskRunId;
  }
}

/* Refreshes a view and waits for the end. This is the code under test, as it runs in production. */
async function refresh(DatabaseName, TableName, patience = 3600_000) {
  const MaterializedViewRefreshTaskRunId = await start({ CatalogId: ACCOUNT, DatabaseName, TableName });
  const get = new GetMaterializedViewRefreshTaskRunCommand({ CatalogId: ACCOUNT, MaterializedViewRefreshTaskRunId });
  const deadline = performance.now() + patience;
  let run;
  while (performance.now() < deadline) {
    ({ MaterializedViewRefreshTaskRun: run } = await glue.send(get));
    if (['SUCCEEDED', 'FAILED', 'STOPPED'].includes(run.Status)) return run;
    await sleep(10_000);
  }
  throw new Error(`${TableName} is still ${run.Status}`);
}

test('success', withLake(async (lake) => {
  const began = lake.now;
  const run = await refresh('sales', 'daily');
  assert.deepEqual([run.Status, run.DPUSeconds], ['SUCCEEDED', 2520]);
  assert.equal(run.EndTime - began, 314_000);
  assert.equal(lake.now - began, 320_000);
}));

test('lost reply', withLake(async (lake) => {
  lake.fault('no answer', { operation: 'StartMaterializedViewRefreshTaskRun', nth: 1, do: 'lose-reply' });
  assert.equal((await refresh('sales', 'daily')).Status, 'SUCCEEDED');
  // The SDK has tried again, and has met the run that its first attempt had started.
  assert.equal(lake.journal.countCalls('StartMaterializedViewRefreshTaskRun'), 2);
}));

test('throttling', withLake(async (lake) => {
  lake.fault('every third poll', {
    operation: 'GetMaterializedViewRefreshTaskRun', every: 3, do: 'throw', exception: 'ThrottlingException' });
  assert.equal((await refresh('sales', 'daily')).Status, 'SUCCEEDED');
}));

test('somebody else was first', withLake(async (lake) => {
  const theirs = lake.client(GlueClient, { arn: `arn:aws:iam::${ACCOUNT}:role/etl` });
  await theirs.send(new StartMaterializedViewRefreshTaskRunCommand({
    CatalogId: ACCOUNT, DatabaseName: 'sales', TableName: 'daily' }));
  await lake.advance(240_000);
  const run = await refresh('sales', 'daily');
  assert.equal(lake.now - run.CreationTime, 320_000);
}));

test('a failure is told', withLake(async (lake) => {
  lake.setOption('glue.read-failure-ppm', 1_000_000);
  assert.equal((await refresh('sales', 'daily')).Status, 'FAILED');
}));

test('patience ends', withLake(async (lake) => {
  lake.fault('hangs', { operation: 'StartMaterializedViewRefreshTaskRun', do: 'hang-run' });
  const began = lake.now;
  await assert.rejects(refresh('sales', 'daily'), /daily is still RUNNING/);
  assert.equal(lake.now - began, 3600_000);
}));

test('two views at once', withLake(async (lake) => {
  const began = lake.now;
  const runs = await Promise.all([refresh('sales', 'daily'), refresh('sales', 'monthly')]);
  assert.deepEqual(runs.map((run) => run.Status), ['SUCCEEDED', 'SUCCEEDED']);
  assert.equal(lake.now - began, 320_000);
}));

test('monthly follows daily', withLake(async (lake) => {
  lake.onEvent(async ({ detail: { tableName, state } }) => {
    if (tableName === 'daily' && state === 'SUCCEEDED') await refresh('sales', 'monthly');
  });
  await refresh('sales', 'daily');
  // withLake waits until the function of onEvent has ended.
}));

test('a view over a view', withLake(async (lake) => {
  lake.addView('weekly', { over: ['daily'] });
  assert.equal((await refresh('sales', 'weekly')).Status, 'SUCCEEDED');
}));

test('an answer from outside', withLake(async (lake) => {
  const began = lake.now;
  const answerFromOutside = () => crypto.subtle.digest('SHA-256', new Uint8Array(1e6));
  await lake.hold(answerFromOutside());
  assert.equal(lake.now - began, 0);
}));

test('without a function around the test', async () => {
  const lake = new Lake().patch();
  await refresh('sales', 'daily');
  lake.close();
});
