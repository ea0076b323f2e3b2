// SPDX-License-Identifier: MIT
//
// Tests AWS Glue's operations through its client, on virtual time.

import assert from 'node:assert/strict';
import test from 'node:test';

import { EntityNotFoundException, MaterializedViewRefreshTaskStoppingException } from '@aws-sdk/client-glue';

import { NotInTheLake } from 'tarn-lake';
import { ACCOUNT, SECOND, START_TIME, VIEW, World } from './fixture.mjs';

const orders = `arn:aws:glue:us-east-1:${ACCOUNT}:table/sales/orders`;

test('glue/run/polled-until-succeeded', async (t) => {
  const world = new World(t);
  await world.lake.advance(1234);
  const id = await world.startRefresh();
  const statuses = [];
  let run;

  assert.match(id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  for (let polls = 0; polls < 100 && run?.Status !== 'SUCCEEDED'; polls++) {
    if (polls > 0) await world.lake.advance(10 * SECOND);
    run = await world.getRefresh(id);
    if (statuses.at(-1) !== run.Status) statuses.push(run.Status);
  }
  assert.deepEqual(statuses, ['STARTING', 'RUNNING', 'SUCCEEDED']);
  assert.deepEqual(run, {
    CustomerId: ACCOUNT,
    MaterializedViewRefreshTaskRunId: id,
    DatabaseName: 'sales',
    TableName: 'daily',
    CatalogId: ACCOUNT,
    Status: 'SUCCEEDED',
    CreationTime: new Date(START_TIME + 1234),
    LastUpdated: new Date(START_TIME + 1234 + 314 * SECOND),
    StartTime: new Date(START_TIME + 1234 + 30 * SECOND),
    EndTime: new Date(START_TIME + 1234 + 314 * SECOND),
    DPUSeconds: 2520,
    RefreshType: 'FULL',
    ProcessedBytes: 100_000_000_000,
  });
  assert.equal(world.lake.now.getTime(), START_TIME + 1234 + 320 * SECOND);
});

test('glue/run/what-is-not-yet-known-is-absent', async (t) => {
  const world = new World(t);
  const id = await world.startRefresh();
  const starting = await world.getRefresh(id);

  assert.equal(starting.Status, 'STARTING');
  for (const member of ['StartTime', 'EndTime', 'ErrorMessage', 'DPUSeconds', 'ProcessedBytes'])
    assert.equal(member in starting && starting[member] !== undefined, false, member);
  await world.lake.advance(60 * SECOND);
  const running = await world.getRefresh(id);
  assert.equal(running.DPUSeconds, 70);
  assert.equal(running.ProcessedBytes, 2_000_000_000);
  assert.equal(running.EndTime, undefined);
});

test('glue/run/times-are-dates-rounded-down', async (t) => {
  const world = new World(t);
  await world.lake.advance(7.999);
  const run = await world.getRefresh(await world.startRefresh());

  assert.ok(run.CreationTime instanceof Date);
  assert.equal(run.CreationTime.getTime(), START_TIME + 7);
  assert.deepEqual(run.CreationTime, world.lake.now);
});

test('glue/run/parts-of-dpu-seconds', async (t) => {
  const world = new World(t);
  const id = await world.startRefresh();
  await world.lake.advance(30 * SECOND + 125);

  assert.equal((await world.getRefresh(id)).DPUSeconds, 0.25);
});

test('glue/run/full-or-incremental', async (t) => {
  const world = new World(t);
  const types = [];

  for (const FullRefresh of [undefined, undefined, true, false]) {
    const id = await world.startRefresh({ ...VIEW, FullRefresh });
    await world.lake.advance(600 * SECOND);
    types.push((await world.getRefresh(id)).RefreshType);
  }
  assert.deepEqual(types, ['FULL', 'INCREMENTAL', 'FULL', 'INCREMENTAL']);
});

test('glue/run/fails-with-a-message', async (t) => {
  const world = new World(t);
  world.lake.faults('[out of luck]\noperation=StartMaterializedViewRefreshTaskRun\ndo=fail-run\n'
    + 'message=the "reason": \\\\ ä 日本 😀\n');
  const id = await world.startRefresh();
  await world.lake.advance(600 * SECOND);
  const run = await world.getRefresh(id);

  assert.equal(run.Status, 'FAILED');
  assert.equal(run.ErrorMessage, 'the "reason": \\ ä 日本 😀');
  assert.deepEqual(run.EndTime, run.LastUpdated);
});

test('glue/stop/stops-after-its-latency', async (t) => {
  const world = new World(t);
  const id = await world.startRefresh();
  await world.lake.advance(40 * SECOND);
  await world.send('StopMaterializedViewRefreshTaskRun', VIEW);

  await assert.rejects(world.send('StopMaterializedViewRefreshTaskRun', VIEW),
    MaterializedViewRefreshTaskStoppingException);
  await world.lake.advance(4999);
  assert.equal((await world.getRefresh(id)).Status, 'RUNNING');
  await world.lake.advance(1);
  const run = await world.getRefresh(id);
  assert.equal(run.Status, 'STOPPED');
  assert.equal(run.EndTime.getTime(), START_TIME + 45 * SECOND);
  assert.notEqual(await world.startRefresh(), id);
});

test('glue/list/filters-and-order', async (t) => {
  const world = new World(t);
  const daily = await world.startRefresh();
  const monthly = await world.startRefresh({ ...VIEW, TableName: 'monthly' });
  const list = async (input) => (await world.listRefreshes(input)).map((run) => run.MaterializedViewRefreshTaskRunId);

  assert.deepEqual(await list({ CatalogId: ACCOUNT }), [monthly, daily]);
  assert.deepEqual(await list({ CatalogId: ACCOUNT, DatabaseName: 'sales' }), [monthly, daily]);
  assert.deepEqual(await list(VIEW), [daily]);
  assert.deepEqual(await list({ ...VIEW, DatabaseName: 'none' }), []);
});

test('glue/set-up/over-the-wire', async (t) => {
  const world = new World(t);
  const names = { CatalogId: ACCOUNT, DatabaseName: 'stock' };
  await world.send('CreateDatabase', { CatalogId: ACCOUNT, DatabaseInput: { Name: 'stock' } });
  await world.send('CreateTable', { ...names, TableInput: { Name: 'items', Parameters: { sizeKey: '40000000000' } } });
  const base = `arn:aws:glue:us-east-1:${ACCOUNT}:table/stock/items`;
  await world.send('CreateTable', {
    ...names, TableInput: { Name: 'by_day', ViewDefinition: { SubObjects: [base], RefreshSeconds: 3600 } },
  });

  const { Table: view } = await world.send('GetTable', { ...names, Name: 'by_day' });
  assert.equal(view.Name, 'by_day');
  assert.equal(view.IsMaterializedView, true);
  assert.deepEqual(view.ViewDefinition.SubObjects, [base]);
  assert.equal(view.ViewDefinition.RefreshSeconds, 3600);
  const { Table: table } = await world.send('GetTable', { ...names, Name: 'items' });
  assert.ok(!table.IsMaterializedView);
  assert.equal(table.Parameters.sizeKey, '40000000000');
  assert.equal(table.UpdateTime, undefined, 'nothing was committed to it');

  await world.lake.advance(3600 * SECOND);
  assert.equal((await world.listRefreshes({ ...names, TableName: 'by_day' })).length, 1, 'refreshed by itself');
});

test('glue/set-up/names-of-any-letters', async (t) => {
  const world = new World(t);
  const name = 'a "b" \\ /c\tä 日本 😀 %2F+';
  await world.send('CreateDatabase', { CatalogId: ACCOUNT, DatabaseInput: { Name: name } });
  await world.send('CreateTable', {
    CatalogId: ACCOUNT, DatabaseName: name, TableInput: { Name: name, ViewDefinition: { SubObjects: [orders] } },
  });
  const { Table: table } = await world.send('GetTable', { CatalogId: ACCOUNT, DatabaseName: name, Name: name });

  const stored = name.replace('%2F', '%2f'); // the service folds the letters A to Z
  assert.equal(table.Name, stored);
  const run = await world.getRefresh(await world.startRefresh({ ...VIEW, DatabaseName: name, TableName: name }));
  assert.equal(run.DatabaseName, stored);
  assert.equal(run.TableName, stored);
});

test('glue/operation-that-is-not-spoken/is-named', async (t) => {
  const world = new World(t);

  await assert.rejects(world.send('GetCrawler', { Name: 'nightly' }), (error) => {
    assert.ok(error instanceof NotInTheLake);
    assert.match(error.message, /^the lake has no GetCrawler of glue/);
    return true;
  });
});

test('glue/from-federation-source', async (t) => {
  const world = new World(t);
  const federated = world.lake.addCatalog('lent', { isFederated: true });

  for (const [CatalogId, expected] of [[ACCOUNT, false], [federated, true]])
    await assert.rejects(world.startRefresh({ ...VIEW, CatalogId, TableName: 'none' }), (error) => {
      assert.ok(error instanceof EntityNotFoundException);
      assert.equal(error.FromFederationSource, expected, CatalogId);
      return true;
    });
});
