// SPDX-License-Identifier: MIT
//
// Tests Amazon DataZone's operations through its client, on virtual time.

import assert from 'node:assert/strict';
import test from 'node:test';

import { ConflictException, ResourceNotFoundException, ValidationException } from '@aws-sdk/client-datazone';

import { NotInTheLake } from 'tarn-lake';
import { readToken, SECOND, START_TIME, World } from './fixture.mjs';

test('datazone/run/polled-until-succeeded', async (t) => {
  const world = new World(t);
  await world.lake.advance(1234);
  const started = await world.startGeneration();
  let run;

  assert.equal(started.status, 'IN_PROGRESS');
  assert.equal('typeStats' in started, false);
  for (let polls = 0; polls < 100 && run?.status !== 'SUCCEEDED'; polls++) {
    if (polls > 0) await world.lake.advance(SECOND);
    run = await world.getGeneration(started.id);
    assert.equal(run.typeStats[0].status, run.status);
  }
  const { $metadata, createdBy, ...rest } = run;
  assert.equal(createdBy, started.createdBy);
  assert.deepEqual(rest, {
    domainId: world.domainId,
    id: started.id,
    owningProjectId: world.projectId,
    target: { type: 'ASSET', identifier: world.assetId, revision: '1' },
    status: 'SUCCEEDED',
    type: 'BUSINESS_NAMES',
    types: ['BUSINESS_NAMES'],
    createdAt: new Date(START_TIME + 1234),
    typeStats: [{ type: 'BUSINESS_NAMES', status: 'SUCCEEDED' }],
  });
  assert.ok(world.lake.now - run.createdAt > 5 * SECOND);
});

test('datazone/run/two-types', async (t) => {
  const world = new World(t);
  world.lake.faults('[no names today]\noperation=StartMetadataGenerationRun\ndo=fail-run\ntype=BUSINESS_NAMES\n');
  const { id } = await world.startGeneration({ types: ['BUSINESS_DESCRIPTIONS', 'BUSINESS_NAMES'] });
  await world.lake.advance(3600 * SECOND);
  const run = await world.getGeneration(id);

  assert.equal(run.status, 'PARTIALLY_SUCCEEDED');
  assert.deepEqual(run.typeStats, [
    { type: 'BUSINESS_DESCRIPTIONS', status: 'SUCCEEDED' },
    { type: 'BUSINESS_NAMES', status: 'FAILED', errorMessage: 'no names today' },
  ]);
  const narrowed = await world.getGeneration(id, { type: 'BUSINESS_NAMES' });
  assert.deepEqual(narrowed.types, ['BUSINESS_NAMES']);
  assert.equal(narrowed.typeStats.length, 1);
});

test('datazone/run/deprecated-type', async (t) => {
  const world = new World(t);
  const run = await world.startGeneration({ types: undefined, type: 'BUSINESS_DESCRIPTIONS' });

  assert.equal(run.type, 'BUSINESS_DESCRIPTIONS');
  assert.deepEqual(run.types, ['BUSINESS_DESCRIPTIONS']);
});

test('datazone/cancel/at-once-and-only-once', async (t) => {
  const world = new World(t);
  const { id } = await world.startGeneration();
  const { $metadata, ...output } = await world.cancelGeneration(id);

  assert.equal($metadata.httpStatusCode, 200);
  assert.deepEqual(output, {});
  assert.equal((await world.getGeneration(id)).status, 'CANCELED');
  await assert.rejects(world.cancelGeneration(id), ValidationException);
});

test('datazone/list/filters', async (t) => {
  const world = new World(t);
  const first = await world.startGeneration();
  await world.cancelGeneration(first.id);
  const second = await world.startGeneration({ types: ['BUSINESS_DESCRIPTIONS'] });
  const list = async (members) => (await world.listGenerations(members)).items.map((item) => item.id);

  assert.deepEqual(await list({}), [second.id, first.id]);
  assert.deepEqual(await list({ status: 'CANCELED' }), [first.id]);
  assert.deepEqual(await list({ type: 'BUSINESS_DESCRIPTIONS' }), [second.id]);
  assert.deepEqual(await list({ targetIdentifier: world.assetId }), [second.id, first.id]);
  assert.deepEqual(await list({ status: 'FAILED' }), []);
  const { items } = await world.listGenerations();
  assert.equal('typeStats' in items[0], false);
  assert.deepEqual(items[1].createdAt, world.lake.now);
});

test('datazone/token/filled-in-by-the-sdk-is-new-each-time', async (t) => {
  const world = new World(t);
  const requests = world.record(world.datazone);
  const { id } = await world.startGeneration();

  await assert.rejects(world.startGeneration(), ConflictException);
  const tokens = requests.map((request) => readToken(request));
  assert.equal(tokens.length, 2);
  assert.notEqual(tokens[0], tokens[1]);
  assert.equal((await world.startGeneration({ clientToken: tokens[0] })).id, id);
});

test('datazone/token/of-the-caller-stands-for-its-run', async (t) => {
  const world = new World(t);
  const clientToken = 'a/b+c=d%20&!';
  const first = await world.startGeneration({ clientToken });
  await world.lake.advance(3600 * SECOND);
  const again = await world.startGeneration({ clientToken });

  assert.equal(again.id, first.id);
  await assert.rejects(world.startGeneration({ clientToken, types: ['BUSINESS_DESCRIPTIONS'] }), ConflictException);
});

test('datazone/path/escaped-as-the-sdk-does', async (t) => {
  const world = new World(t);

  for (const identifier of ['a/b', 'a b', 'ä', '%2F', '..', 'a?b#c'])
    await assert.rejects(world.getGeneration(identifier), (error) => {
      assert.ok(error instanceof ValidationException, `${identifier}: ${error}`);
      assert.match(error.message, /'identifier'/);
      return true;
    });
  await assert.rejects(world.getGeneration('a-_Z9'), ResourceNotFoundException);
});

test('datazone/query/escaped-as-the-services-do', async (t) => {
  const world = new World(t);

  for (const nextToken of ['tok/=+', 'a b&c=d', 'ä%41#'])
    await assert.rejects(world.listGenerations({ nextToken }), (error) => {
      assert.ok(error instanceof ValidationException, `${nextToken}: ${error}`);
      assert.match(error.message, /'nextToken'/);
      return true;
    });
});

test('datazone/operation-that-is-not-spoken/is-named', async (t) => {
  const world = new World(t);

  await assert.rejects(world.send('GetDomain', { identifier: world.domainId }), (error) => {
    assert.ok(error instanceof NotInTheLake);
    assert.match(error.message, /^the lake has no GET https:\/\/\S+\/v2\/domains\/dzd_\w+ of datazone/);
    return true;
  });
});
