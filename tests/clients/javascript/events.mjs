// SPDX-License-Identifier: MIT
//
// Tests changes of runs and the events of EventBridge, as functions of a test get them.

import assert from 'node:assert/strict';
import test from 'node:test';

import { GlueClient, StartMaterializedViewRefreshTaskRunCommand as Start } from '@aws-sdk/client-glue';
import { Lake } from 'tarn-lake';
import { ACCOUNT, SECOND, START_TIME, VIEW, World } from './fixture.mjs';

const HOUR = 3600 * SECOND;
const STARTED = 'Glue Materialized View Refresh Task Started';
const SUCCEEDED = 'Glue Materialized View Refresh Task Succeeded';
const typesOf = (events) => events.map((event) => event['detail-type']);

test('events/of-a-refresh', async (t) => {
  const world = new World(t);
  const events = world.lake.recordEvents();
  const id = await world.startRefresh();
  await world.lake.advance(HOUR);

  assert.deepEqual(typesOf(events), [STARTED, SUCCEEDED]);
  const { id: eventId, ...succeeded } = events[1];
  assert.deepEqual(succeeded, {
    version: '0', 'detail-type': SUCCEEDED, source: 'aws.glue', account: ACCOUNT, time: '2000-01-01T00:05:14Z',
    region: 'us-east-1', resources: [],
    detail: { catalogId: ACCOUNT, databaseName: 'sales', tableName: 'daily', materializedViewRefreshTaskRunId: id,
      state: 'SUCCEEDED' },
  });
  assert.match(eventId, /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(eventId, events[0].id);
  assert.deepEqual(events[1].undocumented, ['detail']);
  assert.deepEqual(JSON.parse(JSON.stringify(events[1])), events[1]);
  assert.deepEqual([events[1].change.runId, events[1].change.dpuSeconds], [id, 2520]);
});

test('events/of-a-metadata-run', async (t) => {
  const world = new World(t, { region: 'eu-west-1' });
  const events = world.lake.recordEvents();
  const { id } = await world.startGeneration({ clientToken: 'mine' });
  await world.lake.advance(HOUR);

  assert.equal(events.length, 1);
  const [{ detail: { metadata, data }, ...event }] = events;
  assert.deepEqual([event.source, event['detail-type'], event.account, event.region],
    ['aws.datazone', 'Metadata Generation Succeeded', ACCOUNT, 'eu-west-1']);
  assert.deepEqual(
    [metadata.id, metadata.domain, metadata.owningProjectId, metadata.awsAccountId, metadata.clientToken],
    [id, world.domainId, world.projectId, ACCOUNT, 'mine']);
  assert.deepEqual(data,
    { assetId: world.assetId, assetRevision: '1', status: 'SUCCEEDED', types: ['BUSINESS_NAMES'] });
});

test('events/are-the-same-each-time', async (t) => {
  const run = async () => {
    const world = new World(t);
    const events = world.lake.recordEvents();
    await world.startRefresh();
    await world.lake.advance(HOUR);
    return events;
  };

  assert.deepEqual(await run(), await run());
});

const faults = [
  ['drop', { do: 'drop-event' }, []],
  ['duplicate', { do: 'duplicate-event' }, [314, 314]],
  ['delay', { do: 'delay-event', delayUs: 600_000_000 }, [914]],
];

for (const [name, rule, delivered] of faults)
  test(`events/go-wrong/${name}`, async (t) => {
    const world = new World(t);
    const seen = [];
    world.lake.onEvent((event) => { seen.push([event, (world.lake.now - START_TIME) / SECOND]); });
    world.lake.fault('event', { event: SUCCEEDED, ...rule });
    await world.startRefresh();
    await world.lake.advance(HOUR);

    const late = seen.filter(([event]) => event['detail-type'] === SUCCEEDED);
    assert.deepEqual(late.map(([, time]) => time), delivered);
    // The event is about the moment of the change, and a second delivery is the same event.
    assert.ok(late.every(([event]) => event.time === '2000-01-01T00:05:14Z' && event.id === late[0][0].id));
  });

test('events/a-late-one-comes-after-what-happened-meanwhile', async (t) => {
  const world = new World(t);
  world.lake.fault('late', { event: STARTED, do: 'delay-event', delayUs: 600_000_000 });
  const events = world.lake.recordEvents();
  await world.startRefresh();
  await world.lake.advance(HOUR);

  assert.deepEqual(typesOf(events), [SUCCEEDED, STARTED]);
});

test('events/invocation-failure', async (t) => {
  const { lake } = new World(t);
  lake.addView('hourly', { over: ['orders'], refreshSeconds: 3600 });
  lake.setOption('glue.running-max', 0);
  const events = lake.recordEvents();
  await lake.advance(HOUR);

  assert.deepEqual(typesOf(events), ['Glue Materialized View Auto-Refresh Invocation Failure']);
  const [{ detail, change }] = events;
  assert.equal(detail.tableName, 'hourly');
  assert.ok(detail.message);
  assert.deepEqual([change.kind, change.runId], ['invocation-failure', null]);
});

test('events/changes', async (t) => {
  const world = new World(t);
  const changes = [];
  const observer = world.lake.observe((change) => { changes.push(change); });
  const id = await world.startRefresh();
  await world.lake.advance(HOUR);

  assert.deepEqual(changes.map(({ cause, fromStatus, toStatus }) => [cause, fromStatus, toStatus]), [
    ['create', null, 'STARTING'], ['take-slot', 'STARTING', 'STARTING'], ['begin', 'STARTING', 'RUNNING'],
    ['succeed', 'RUNNING', 'SUCCEEDED']]);
  const last = changes.at(-1);
  assert.deepEqual([last.service, last.kind, last.runId, last.database, last.table, last.processedBytes],
    ['glue', 'run', id, 'sales', 'daily', 1e11]);
  assert.equal(last.time - changes[0].time, 314 * SECOND);
  assert.ok(Object.isFrozen(last));
  assert.equal(world.lake.removeObserver(observer), true);
  assert.equal(world.lake.removeObserver(observer), false);
  await world.startGeneration();
  assert.equal(changes.length, 4);
});

for (const [how, prepare] of [['lake', () => {}], ['patched', (lake) => lake.patch()]])
  test(`events/a-handler-may-call-the-services/${how}`, async (t) => {
    // As an orchestrator does that starts the next refresh when the last one has succeeded.
    const world = new World(t);
    prepare(world.lake);
    const refreshed = [];
    world.lake.onEvent(async ({ detail: { tableName, state } }) => {
      if (state !== 'SUCCEEDED') return;
      refreshed.push([tableName, (world.lake.now - START_TIME) / SECOND]);
      if (tableName === 'daily') await world.startRefresh({ ...VIEW, TableName: 'monthly' });
    });
    await world.startRefresh();
    await world.lake.advance(HOUR);

    const [[first, at], [second, later]] = refreshed;
    assert.deepEqual([first, at, second], ['daily', 314, 'monthly']);
    const started = world.lake.journal.callTimes('StartMaterializedViewRefreshTaskRun')[1];
    assert.equal((started - START_TIME) / SECOND, 314, 'it started at the moment of the event');
    assert.ok(later > 314);
  });

test('events/a-handler-may-come-last', async (t) => {
  const world = new World(t);
  await world.startRefresh();
  const started = [];
  world.lake.onEvent(async () => {
    await null;
    started.push((world.lake.now - START_TIME) / SECOND);
  });
  await world.lake.advance(HOUR);

  assert.deepEqual(started, [30, 314]);
});

test('events/a-handler-sees-the-clock-of-the-event', async (t) => {
  const lake = new World(t).lake.patch();
  const seen = [];
  lake.onEvent((event) => { seen.push([Date.now() - START_TIME, new Date(event.time) - START_TIME]); });
  await new GlueClient({}).send(new Start(VIEW));
  await new Promise((resolve) => { setTimeout(resolve, HOUR); });

  assert.deepEqual(seen, [[30 * SECOND, 30 * SECOND], [314 * SECOND, 314 * SECOND]]);
});

test('events/what-an-observer-throws-is-thrown-by-the-test', async (t) => {
  const world = new World(t);
  world.lake.observe(({ cause }) => { if (cause === 'begin') throw new RangeError('of the observer'); });
  world.lake.onEvent(async ({ detail }) => { if (detail.state === 'SUCCEEDED') throw new RangeError('of the handler'); });
  await world.startRefresh();

  await assert.rejects(world.lake.advance(HOUR), { name: 'RangeError', message: 'of the observer' });
  assert.equal(world.lake.now - START_TIME, HOUR);
  assert.deepEqual(world.lake.failures.map((error) => error.message), ['of the handler']);
  assert.throws(() => world.lake.raiseFailure(), /of the handler/);
  assert.deepEqual(world.lake.failures, []);
});

test('events/end-with-their-lake', async () => {
  const lake = new Lake();
  const events = lake.recordEvents();
  lake.after(SECOND, () => events.push('never'));
  lake.close();
  assert.deepEqual(events, []);
});
