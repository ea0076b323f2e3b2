// SPDX-License-Identifier: MIT
//
// Tests what a test does with a lake itself: set-up, time, faults, options, journal, copies.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

import { Lake, OutOfPatience, TarnError } from 'tarn-lake';
import { ACCOUNT, SECOND, START_TIME, VIEW, World } from './fixture.mjs';

const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;
const START = 'StartMaterializedViewRefreshTaskRun';
const GET = 'GetMaterializedViewRefreshTaskRun';

async function getTable(world, Name, DatabaseName = 'sales', CatalogId = undefined) {
  return (await world.send('GetTable', { DatabaseName, Name, CatalogId })).Table;
}

function makeFolder(t) {
  const folder = mkdtempSync(join(tmpdir(), 'tarn-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

// --- What is in the lake -----------------------------------------------------------------------------

test('lake/contents/a-view-over-a-view-of-the-sample', async (t) => {
  const world = new World(t);
  world.lake.addView('weekly', { over: ['daily'] });
  const table = await getTable(world, 'weekly');

  assert.ok(table.IsMaterializedView);
  assert.deepEqual(table.ViewDefinition.SubObjects, [`arn:aws:glue:us-east-1:${ACCOUNT}:table/sales/daily`]);
});

test('lake/contents/a-lake-of-ones-own', async (t) => {
  const world = new World(t, { sample: false, database: 'shop' });
  world.lake.addTable('stock', { sizeBytes: 5_000_000_000, recordCount: 7, format: 'hive' });
  const Definer = `arn:aws:iam::${ACCOUNT}:role/refresher`;
  world.lake.addView('shop.low', {
    over: ['stock'], sizeBytes: 10, refreshSeconds: 7200, refreshOffsetSeconds: 60, refreshJitterSeconds: 5,
    definer: Definer, isIncremental: false, lastRefreshType: 'FULL',
  });
  const [stock, low] = [await getTable(world, 'stock', 'shop'), await getTable(world, 'low', 'shop')];

  const { sizeKey, recordCount, table_type: type } = stock.Parameters;
  assert.deepEqual([sizeKey, recordCount, type], ['5000000000', '7', 'HIVE']);
  const { RefreshSeconds, LastRefreshType, Definer: definer } = low.ViewDefinition;
  assert.deepEqual([RefreshSeconds, LastRefreshType, definer], [7200, 'FULL', Definer]);
  assert.equal(low.Parameters['tarn.incremental'], 'false');
  assert.equal(low.Parameters['tarn.refreshOffsetSeconds'], '60');
  assert.equal(low.Parameters['tarn.refreshJitterSeconds'], '5');
});

test('lake/contents/a-catalog-of-s3-tables', async (t) => {
  const world = new World(t);
  const catalogId = world.lake.addCatalog('bucket');
  world.lake.addDatabase('shop', { catalogId });
  world.lake.addTable([catalogId, 'shop', 'stock.old']);

  assert.equal((await getTable(world, 'stock.old', 'shop', catalogId)).CatalogId, catalogId);
});

test('lake/contents/a-commit-makes-a-view-stale', async (t) => {
  const world = new World(t);
  await world.startRefresh();
  await world.lake.advance(HOUR);
  world.lake.commit('orders', { addedBytes: 10 ** 9, addedRecords: 5 });
  world.lake.commit('orders', { operation: 'overwrite', addedBytes: 7, removedBytes: 7, removedRecords: 1 });
  const id = await world.startRefresh();
  await world.lake.runUntilIdle();

  assert.equal((await world.getRefresh(id)).RefreshType, 'INCREMENTAL');
  world.lake.commit('orders', { operation: 'replace', totalBytes: 42 });
  assert.equal((await getTable(world, 'orders')).Parameters.sizeKey, '42');
});

test('lake/contents/a-schedule-is-paused-and-resumed', async (t) => {
  const { lake } = new World(t);
  lake.addView('hourly', { over: ['orders'], refreshSeconds: 3600 });
  lake.pauseSchedule('hourly');
  await lake.advance(DAY);
  assert.equal(lake.journal.find('hourly run'), -1);
  lake.resumeSchedule('hourly');
  await lake.advance(DAY);
  assert.ok(lake.journal.find('hourly run') > 0);
});

test('lake/contents/datazone', async (t) => {
  const world = new World(t, { sample: false });
  const { lake } = world;
  lake.domainId = lake.addDomain('d', { version: 2 });
  assert.match(lake.domainId, /^dzd-/);
  lake.projectId = lake.addProject('p');
  const arn = `arn:aws:iam::${ACCOUNT}:role/steward`;
  lake.addMember(lake.addUser(arn));
  lake.addGlossaryTerm('Customer');
  const identifier = lake.addAsset('orders', { columns: { cust_id: 'bigint', ord_dt: 'date' }, generatesNames: true });
  assert.equal(lake.addAssetRevision(identifier, 'orders', { columns: { cust_id: 'bigint' } }), '2');
  await lake.advance(60 * SECOND);

  const ids = { domainIdentifier: lake.domainId };
  const { items: [run] } = await world.send('ListMetadataGenerationRuns', ids, ACCOUNT, arn);
  assert.deepEqual([run.createdBy, run.status], ['SYSTEM', 'SUCCEEDED']);
  await world.send('StartMetadataGenerationRun', {
    ...ids, owningProjectIdentifier: lake.projectId, target: { type: 'ASSET', identifier },
    types: ['BUSINESS_DESCRIPTIONS'],
  }, ACCOUNT, arn);
});

const refusals = [
  ['second-table', TarnError, /orders/, (lake) => lake.addTable('orders'), 'AlreadyExistsException'],
  ['no-sources', TypeError, /over is an array of names, such as \['orders'\]/, (lake) => lake.addView('v', { over: 'orders' })],
  ['no-such-source', TarnError, /nothing/, (lake) => lake.addView('v', { over: ['nothing'] }), 'EntityNotFoundException'],
  ['name-of-four-parts', TypeError, /no name of a table/, (lake) => lake.addTable('a.b.c.d')],
  ['format', TypeError, /csv is no format; use iceberg or hive/, (lake) => lake.addTable('x', { format: 'csv' })],
  ['setting', TypeError, /addTable\(\) takes no size; it takes sizeBytes/, (lake) => lake.addTable('x', { size: 1 })],
  ['setting-of-a-lake', TypeError, /Lake\(\) takes no seeds/, () => new Lake({ seeds: 1 })],
  ['start', TypeError, /start is a Date or 'now'/, () => new Lake({ start: '2000-01-01' })],
  ['seed', RangeError, /luck is no whole number/, () => new Lake({ seed: 'luck' })],
  ['seed-below-zero', RangeError, /-1 is negative/, () => new Lake({ seed: -1 })],
  ['commit-to-a-view', TarnError, /daily/, (lake) => lake.commit('daily'), 'InvalidInputException'],
  ['negative-bytes', RangeError, /-1 is negative/, (lake) => lake.commit('orders', { addedBytes: -1 })],
  ['no-such-user', TarnError, /nobody/, (lake) => lake.addMember('nobody'), 'ResourceNotFoundException'],
  ['unknown-option', TarnError, /no-such-thing/, (lake) => lake.setOption('glue.no-such-thing', 1), 'UnknownOption'],
  ['option-out-of-range', TarnError, /running-max/, (lake) => lake.setOption('glue.running-max', -2), 'OutOfRange'],
  ['option-that-is-none', RangeError, /1.5 is no whole number/, (lake) => lake.setOption('glue.running-max', 1.5)],
  ['fault-plan', TarnError, /what/, (lake) => lake.faults('[rule]\nwhat=1\n'), 'InvalidFaultPlan'],
  ['rule', TarnError, /nothing/, (lake) => lake.fault('rule', { do: 'nothing' }), 'InvalidFaultPlan'],
  ['account', TarnError, /123/, (lake) => lake.signIn('KEY', { accountId: 123 }), 'InvalidPrincipal'],
  ['arn', TarnError, /account id/, (lake) => lake.signIn('KEY', { arn: 'arn:aws:s3:::bucket' }), 'InvalidPrincipal'],
  ['file', TarnError, /nowhere/, (lake) => lake.save('/nowhere/lake.tarn'), 'TarnError'],
  ['no-snapshot', TarnError, /./, () => Lake.load(fileURLToPath(import.meta.url)), 'InvalidSnapshot'],
  ['client', TypeError, /a client of the AWS SDK/, (lake) => lake.attach({})],
];

for (const [name, type, message, act, error] of refusals)
  test(`lake/refused/${name}`, (t) => {
    const { lake } = new World(t);
    const before = lake.digest();

    assert.throws(() => act(lake), (thrown) => {
      assert.ok(thrown instanceof type, `${thrown.stack}`);
      assert.match(thrown.message, message);
      if (error !== undefined) assert.equal(thrown.name, error);
      return true;
    });
    assert.equal(lake.digest(), before);
  });

test('lake/refused/tells-its-domain', (t) => {
  const { lake } = new World(t);
  const domainOf = (act) => {
    try { act(); } catch (error) { return error.domain; }
    return undefined;
  };

  assert.deepEqual([
    domainOf(() => lake.deleteTable('none')), domainOf(() => lake.addMember('nobody')),
    domainOf(() => lake.setOption('glue.none', 1)), domainOf(() => lake.save('/nowhere/lake.tarn')),
  ], ['glue', 'datazone', 'tarn', 'file']);
});

// --- Time --------------------------------------------------------------------------------------------

test('lake/time/to-the-microsecond', async (t) => {
  const { lake } = new World(t);

  for (let i = 0; i < 1000; i++) await lake.advance(0.001);
  assert.equal(lake.now.getTime(), START_TIME + 1);
  await lake.advance(30 * DAY);
  assert.equal(lake.now.toISOString(), '2000-01-31T00:00:00.001Z');
});

test('lake/time/numbers-that-are-none', async (t) => {
  const { lake } = new World(t);

  for (const milliseconds of [NaN, Infinity, 1e30, -1e30, -1, undefined, '1'])
    for (const wait of [lake.advance, lake.sleep])
      await assert.rejects(wait.call(lake, milliseconds), RangeError, `${milliseconds}`);
  assert.equal(lake.now.getTime(), START_TIME);
});

test('lake/time/begins-when-it-is-to', (t) => {
  const start = new Date('2026-02-28T22:30:00.250Z');
  const before = Date.now();
  const [lake, fresh] = [new Lake({ start }), new Lake({ start: 'now' })];
  t.after(() => [lake, fresh].forEach((each) => each.close()));

  assert.deepEqual(lake.now, start);
  assert.equal(lake.journal.length, 0);
  assert.ok(before <= fresh.now.getTime() && fresh.now.getTime() <= Date.now());
});

test('lake/time/only-sleeps-cost-patience', async (t) => {
  const { lake } = new World(t);

  assert.equal(lake.patience, 30 * DAY);
  await lake.advance(100 * DAY);
  await lake.sleep(DAY);
  assert.equal(lake.patience, 29 * DAY);
  await assert.rejects(lake.sleep(30 * DAY),
    /^OutOfPatience: the code under test may sleep for 2505600 s more of virtual time, and it sleeps for 2592000 s/);
  assert.equal(lake.now.getTime(), START_TIME + 101 * DAY);
  lake.patience = null;
  await lake.sleep(1000 * DAY);
  assert.equal(lake.patience, null);
  assert.throws(() => { lake.patience = -1; }, RangeError);
  assert.throws(() => new Lake({ patience: NaN }), RangeError);
});

test('lake/time/all-sleepers-together-cost-patience-once', async (t) => {
  const { lake } = new World(t, { patience: DAY });

  await Promise.all([lake.sleep(DAY), lake.sleep(DAY / 2), lake.sleep(DAY)]);
  assert.equal(lake.patience, 0);
  const sleeps = [lake.sleep(1), lake.sleep(1)];
  await assert.rejects(Promise.any(sleeps), ({ errors }) => errors.every((error) => error instanceof OutOfPatience));
});

test('lake/time/two-that-sleep-an-hour-sleep-for-one-hour', async (t) => {
  const { lake } = new World(t);
  const woken = [];
  const sleep = async (name, milliseconds) => {
    await lake.sleep(milliseconds);
    woken.push([name, lake.now - START_TIME]);
  };
  await Promise.all([sleep('a', HOUR), sleep('b', HOUR), sleep('c', HOUR / 2)]);

  assert.deepEqual(woken, [['c', HOUR / 2], ['a', HOUR], ['b', HOUR]]);
});

test('lake/time/something-happens-while-time-passes', async (t) => {
  const world = new World(t);
  const { lake } = world;
  lake.after(4 * 60 * SECOND, () => lake.commit('orders', { addedBytes: 1 }));
  lake.after(30 * SECOND, () => lake.after(30 * SECOND, () => world.startRefresh()));
  await lake.advance(HOUR);

  const times = [...lake.journal].filter((line) => /Commit=|:Start/.test(line)).map((line) => line.slice(11, 19));
  assert.deepEqual(times, ['00:01:00', '00:04:00']);
});

test('lake/time/an-observer-cannot-sleep', async (t) => {
  const { lake } = new World(t);
  lake.after(SECOND, () => lake.sleep(SECOND));

  await assert.rejects(lake.advance(60 * SECOND), { name: 'Busy', message: /an observer cannot sleep/ });
});

test('lake/time/until-idle', async (t) => {
  const world = new World(t);
  const id = await world.startRefresh();
  const slept = world.lake.sleep(100 * SECOND).then(() => world.lake.now - START_TIME);
  await world.lake.runUntilIdle();

  assert.equal((await world.getRefresh(id)).Status, 'SUCCEEDED');
  assert.equal(world.lake.now - START_TIME, 314 * SECOND);
  assert.equal(await slept, 100 * SECOND);
});

test('lake/time/stands-still-while-something-real-happens', async (t) => {
  const { lake } = new World(t);
  const slept = lake.sleep(HOUR);
  const seen = await lake.hold(() => new Promise((resolve) => { setTimeout(() => resolve(lake.now - START_TIME), 30); }));

  assert.equal(seen, 0);
  assert.equal(await lake.hold(Promise.resolve(7)), 7);
  await slept;
  assert.equal(lake.now - START_TIME, HOUR);
});

// --- Faults, options and the journal -----------------------------------------------------------------

test('lake/faults/take-values-of-javascript', (t) => {
  const { lake } = new World(t);
  lake.fault('stop is slow', { operation: START, nth: [1, 3], do: 'ignore-stop', delayUs: 60_000_000,
    afterUs: lake.now, until_us: new Date(START_TIME + DAY) });
  const text = lake.journal.text();

  for (const part of ['nth=1,3', 'delay-us=60000000', 'after-us=946684800000000', 'until-us=946771200000000'])
    assert.ok(text.includes(part), part);
});

test('lake/faults/are-counted', async (t) => {
  const world = new World(t);
  world.lake.faults(`[first]\noperation=${START}\nnth=3\ndo=lose-reply\n`);
  assert.deepEqual(world.lake.unappliedFaults(), ['first']);
  await world.startRefresh();
  await assert.rejects(world.startRefresh());

  assert.deepEqual(world.lake.faultCounts(), { first: { matched: 2, applied: 0 } });
});

test('lake/faults/chaos-is-the-same-each-time', async (t) => {
  const run = async () => {
    const world = new World(t, { seed: 5 });
    world.lake.addChaos(200_000);
    for (let i = 0; i < 10; i++) {
      await world.startRefresh().catch(() => {});
      await world.lake.advance(600 * SECOND);
    }
    return world.lake.journal.sha256();
  };

  assert.equal(await run(), await run());
});

test('lake/options/are-described', (t) => {
  const { lake } = new World(t);
  const options = lake.options();
  const { default: byDefault, minimum, name, text } = options['glue.running-max'];

  assert.deepEqual([byDefault, minimum, name], [50, -1, 'glue.running-max']);
  assert.ok(text.length > 10);
  assert.ok('datazone.active-runs-max' in options);
  lake.setOption('glue.running-max', 3);
  assert.equal(lake.getOption('glue.running-max'), 3);
});

test('lake/seed/same-world-for-the-same', async (t) => {
  const ids = [];
  for (const seed of [0, 0, 1, 2n ** 64n - 1n]) ids.push(await new World(t, { seed }).startRefresh());

  assert.equal(ids[0], ids[1]);
  assert.equal(new Set(ids).size, 3);
});

test('lake/journal/is-read', async (t) => {
  const world = new World(t);
  const id = await world.startRefresh();
  for (let i = 0; i < 3; i++) {
    await world.lake.advance(60 * SECOND);
    await world.getRefresh(id);
  }
  const { journal } = world.lake;
  const file = join(makeFolder(t), 'journal');

  assert.equal(journal.countCalls(), 4);
  assert.equal(journal.countCalls(GET, 'ok'), 3);
  assert.equal(journal.countCalls(undefined, 'EntityNotFoundException'), 0);
  const minutes = journal.callTimes(GET).map((time) => (time - START_TIME) / 60 / SECOND);
  assert.deepEqual(minutes, [1, 2, 3]);
  const lines = [...journal];
  assert.equal(lines.length, journal.length);
  const found = journal.find(' begin ');
  assert.ok(lines[found].includes(' begin '));
  assert.equal(journal.find(' begin ', found + 1), -1);
  assert.match(journal.summary(), /ok RUNNING, 3 times/);
  assert.ok(journal.summary(1).length < journal.summary().length);
  journal.save(file);
  assert.equal(readFileSync(file, 'utf8'), journal.text());
  assert.match(journal.sha256(), /^[0-9a-f]{64}$/);
  journal.clear();
  assert.deepEqual([journal.length, journal.text(), journal.callTimes(), [...journal]], [0, '', [], []]);
});

// --- Copies ------------------------------------------------------------------------------------------

test('lake/copies/a-fork-goes-its-own-way', async (t) => {
  const world = new World(t);
  const id = await world.startRefresh();
  const fork = world.lake.fork();
  t.after(() => fork.close());
  assert.equal(fork.digest(), world.lake.digest());
  assert.equal(fork.diff(world.lake), '');
  fork.setOption('glue.running-max', 3);
  await fork.advance(HOUR);

  const theirs = new World(t);
  theirs.lake = fork;
  const input = { CatalogId: ACCOUNT, MaterializedViewRefreshTaskRunId: id };
  assert.equal((await theirs.send(GET, input, ACCOUNT, `arn:aws:iam::${ACCOUNT}:root`))
    .MaterializedViewRefreshTaskRun.Status, 'SUCCEEDED');
  assert.equal((await world.getRefresh(id)).Status, 'STARTING');
  assert.match(world.lake.diff(fork), /running-max 50 -> 3/);
  assert.equal(world.lake.diff(fork, 1).split('\n').length, 3);
  assert.equal(fork.assetId, world.lake.assetId);
});

test('lake/copies/saved-and-loaded', async (t) => {
  const world = new World(t);
  await world.startRefresh();
  world.lake.fault('later', { operation: 'StopMaterializedViewRefreshTaskRun', nth: 9, do: 'lose-reply' });
  const file = join(makeFolder(t), 'lake.tarn');
  world.lake.save(file);
  const loaded = Lake.load(file, { patience: null, database: 'shop' });
  t.after(() => loaded.close());

  assert.equal(loaded.digest(), world.lake.digest());
  assert.equal(loaded.state(), world.lake.state());
  assert.match(loaded.state(), /sales/);
  assert.deepEqual(loaded.unappliedFaults(), ['later']);
  assert.throws(() => Lake.load(file, { sample: false }), /Lake.load\(\) takes no sample/);
  await loaded.advance(HOUR);
  assert.ok(loaded.journal.find(' succeed ') > 0);
});

test('lake/closed', async (t) => {
  const world = new World(t);
  const slept = world.lake.sleep(SECOND);
  world.lake.close();
  world.lake.close();

  const closed = { name: 'Closed', message: 'the lake is closed' };
  await assert.rejects(slept, closed);
  for (const act of ['digest', 'patch', 'unappliedFaults', 'options'])
    assert.throws(() => world.lake[act](), closed, act);
  assert.throws(() => world.lake.journal.text(), closed);
  assert.throws(() => world.lake.addView('v', { over: ['daily'] }), closed);
  await assert.rejects(world.lake.advance(1), closed);
  await assert.rejects(world.startRefresh(VIEW), closed);
  assert.equal(world.lake.now.getTime(), START_TIME);
});

test('lake/evaluated-twice', async () => {
  // As a runner does that gives each file of tests modules of its own.
  const require = createRequire(import.meta.url);
  const load = () => {
    for (const path of Object.keys(require.cache)) if (/lib\/javascript|koffi/.test(path)) delete require.cache[path];
    return require('../../../lib/javascript/index.js');
  };
  const [first, second] = [load(), load()];
  assert.notEqual(first.Lake, second.Lake);

  for (const { Lake: Type } of [first, second, first]) {
    const lake = new Type();
    const changes = [];
    lake.observe((change) => { changes.push(change.cause); });
    lake.addView('hourly', { over: ['orders'], refreshSeconds: 3600 });
    await lake.advance(HOUR);
    assert.ok(changes.includes('create'));
    assert.throws(() => lake.deleteTable('none'), { name: 'EntityNotFoundException' });
    lake.close();
  }
});
