// SPDX-License-Identifier: MIT
//
// Tests the adapter: what it accepts, what it refuses and how, and that nothing uses a network.

import assert from 'node:assert/strict';
import dns from 'node:dns';
import { request } from 'node:https';
import net from 'node:net';
import test from 'node:test';

import { GetTableCommand, GlueClient } from '@aws-sdk/client-glue';

import { Lake, OutOfPatience, TarnError } from '../../../examples/javascript/tarn.mjs';
import { ACCOUNT, START_TIME, VIEW, World } from './fixture.mjs';

const refusals = [
  ['time-backwards', 'TARN_ERROR', 'TARN_ERROR_INVALID_TIME', (lake) => lake.advanceBy(-1)],
  ['unknown-option', 'TARN_ERROR', 'TARN_ERROR_UNKNOWN_OPTION', (lake) => lake.setOption('glue.none', 1)],
  ['option-out-of-range', 'TARN_ERROR', 'TARN_ERROR_OUT_OF_RANGE', (lake) => lake.setOption('glue.running-max', -2)],
  ['fault-plan', 'TARN_ERROR', 'TARN_ERROR_INVALID_FAULT_PLAN', (lake) => lake.addFaults('[rule]\nwhat=1\n')],
  ['account', 'TARN_ERROR', 'TARN_ERROR_INVALID_PRINCIPAL', (lake) => lake.requestHandler(123)],
  ['arn', 'TARN_ERROR', 'TARN_ERROR_INVALID_PRINCIPAL', (lake) => lake.client(ACCOUNT, 'arn:aws:s3:::bucket')],
  ['second-sample', 'TARN_GLUE_ERROR', 'TARN_GLUE_ERROR_ALREADY_EXISTS', (lake) => lake.addSample()],
];

for (const [name, domain, code, act] of refusals)
  test(`adapter/refused/${name}`, (t) => {
    const { lake } = new World(t);

    assert.throws(() => act(lake), (error) => {
      assert.ok(error instanceof TarnError);
      assert.deepEqual([error.name, error.domain, error.code], ['TarnError', domain, code]);
      assert.ok(error.message.length > 10);
      return true;
    });
    assert.equal(lake.now().getTime(), START_TIME);
  });

test('adapter/journal', async (t) => {
  const { lake, glue } = new World(t);

  lake.addFaults('[lost]\noperation=GetTable\ndo=lose-reply\n');
  await assert.rejects(glue.send(new GetTableCommand({ DatabaseName: 'sales', Name: 'daily' })));
  lake.advanceBy(1000);
  const told = lake.journal().map((line) => line.split(' ').slice(1, 3).join(' '));
  assert.deepEqual(told.slice(-2), ['call glue:GetTable', 'clock advance']);
});

test('adapter/refused/numbers-that-are-none', (t) => {
  const { lake } = new World(t);

  for (const milliseconds of [NaN, Infinity, 1e30, -1e30, undefined])
    assert.throws(() => lake.advanceBy(milliseconds), RangeError, `${milliseconds}`);
  assert.throws(() => lake.setOption('glue.running-max', 1.5), RangeError);
  assert.throws(() => new Lake({ seed: 'luck' }), SyntaxError);
  assert.equal(lake.now().getTime(), START_TIME);
});

test('adapter/unapplied-faults', async (t) => {
  const { lake, glue } = new World(t);

  assert.deepEqual(lake.unappliedFaults(), []);
  lake.addFaults('[a]\noperation=GetTable\ndo=lose-reply\n[b]\nnth=2\noperation=GetTable\ndo=lose-reply\n');
  assert.deepEqual(lake.unappliedFaults(), ['a', 'b']);
  await assert.rejects(glue.send(new GetTableCommand({ DatabaseName: 'sales', Name: 'daily' })));
  assert.deepEqual(lake.unappliedFaults(), ['b']);
});

test('adapter/time/patience', (t) => {
  const { lake } = new World(t);
  const day = 24 * 3600 * 1000;

  lake.advanceBy(60 * day);
  assert.throws(() => lake.advanceBy(1), OutOfPatience);
  lake.setPatience(10);
  lake.advanceBy(7);
  assert.throws(() => lake.advanceBy(7), /^OutOfPatience: 3 ms of virtual time are left, and the code waits for 7 ms/);
  assert.equal(lake.now().getTime(), START_TIME + 60 * day + 7);
  lake.setPatience(Infinity);
  lake.advanceBy(1000 * day);
  assert.throws(() => lake.setPatience(-1), RangeError);
  assert.throws(() => new Lake({ patience: NaN }), RangeError);
});

test('adapter/time/to-the-microsecond', (t) => {
  const { lake } = new World(t);

  for (let i = 0; i < 1000; i++) lake.advanceBy(0.001);
  assert.equal(lake.now().getTime(), START_TIME + 1);
  lake.advanceBy(30 * 86_400_000);
  assert.equal(lake.now().toISOString(), '2000-01-31T00:00:00.001Z');
});

test('adapter/seed/same-world-for-the-same', async (t) => {
  const ids = [];
  for (const seed of [0, 0, 1, 2n ** 64n - 1n]) ids.push(await new World(t, { seed }).startRefresh());

  assert.equal(ids[0], ids[1]);
  assert.equal(new Set(ids).size, 3);
});

test('adapter/faults/are-added', async (t) => {
  const world = new World(t);
  for (const nth of [1, 2])
    world.lake.addFaults(`[number ${nth}]\noperation=GetTable\nnth=${nth}\ndo=throw\nexception=AccessDeniedException\n`);

  for (const nth of [1, 2])
    await assert.rejects(world.send('GetTable', { DatabaseName: 'sales', Name: 'daily' }), { message: `number ${nth}` });
});

test('adapter/handler/of-whatever-credentials', async (t) => {
  const world = new World(t);
  const requestHandler = world.lake.requestHandler(ACCOUNT);

  for (const accessKeyId of ['AKIAIOSFODNN7EXAMPLE', 'ASIAIOSFODNN7EXAMPLE'])
    for (const sessionToken of [undefined, 'token'])
      await new GlueClient({ region: 'eu-central-1', requestHandler,
        credentials: { accessKeyId, secretAccessKey: 'secret', sessionToken } })
        .send(new GetTableCommand({ DatabaseName: 'sales', Name: 'daily' }));
});

test('adapter/handler/is-of-its-account', async (t) => {
  const world = new World(t);
  const theirs = new GlueClient(world.lake.client('210987654321'));

  await assert.rejects(theirs.send(new GetTableCommand({ CatalogId: ACCOUNT, DatabaseName: 'sales', Name: 'daily' })),
    { name: 'AccessDeniedException' });
});

test('adapter/handler/outlives-one-client', async (t) => {
  const world = new World(t);
  const config = world.lake.client(ACCOUNT);
  new GlueClient(config).destroy();

  await new GlueClient(config).send(new GetTableCommand({ DatabaseName: 'sales', Name: 'daily' }));
});

test('adapter/handler/body-and-query', async (t) => {
  const world = new World(t);
  const { handle } = world.lake.requestHandler(ACCOUNT);
  const authorization = 'AWS4-HMAC-SHA256 Credential=ID/20000101/us-east-1/glue/aws4_request, SignedHeaders=host, Signature=0';
  const headers = { authorization, 'X-Amz-Target': 'AWSGlue.GetTable' };
  const text = JSON.stringify({ DatabaseName: 'sales', Name: 'daily' });

  for (const body of [text, new TextEncoder().encode(text), new TextEncoder().encode(text).buffer]) {
    const { response } = await handle({ method: 'POST', path: '/', query: {}, headers, body });
    assert.equal(response.statusCode, 200);
    assert.ok(response.body instanceof Uint8Array);
    assert.equal(response.headers['content-length'], String(response.body.length));
    assert.equal(JSON.parse(new TextDecoder().decode(response.body)).Table.Name, 'daily');
  }
  await assert.rejects(handle({ method: 'POST', path: '/', headers, body: new ReadableStream() }), TypeError);

  // If a parameter occurs twice, the first one counts.
  const path = `/v2/domains/${world.domainId}/metadata-generation-runs`;
  for (const [maxResults, status] of [[['1', '51'], 200], [['51', '1'], 400]]) {
    const { response } = await handle({ method: 'GET', path, query: { maxResults }, headers: { authorization } });
    assert.equal(response.statusCode, status);
  }
});

test('adapter/handler/aborted', async (t) => {
  const world = new World(t);

  await assert.rejects(
    world.glue.send(new GetTableCommand({ DatabaseName: 'sales', Name: 'daily' }), { abortSignal: AbortSignal.abort() }),
    { name: 'AbortError' });
});

test('adapter/destroyed', async (t) => {
  const world = new World(t);
  world.lake.destroy();
  world.lake.destroy();

  assert.throws(() => world.lake.advanceBy(1), /destroyed/);
  assert.throws(() => world.lake.client(ACCOUNT), /destroyed/);
  await assert.rejects(world.send('StartMaterializedViewRefreshTaskRun', VIEW), /destroyed/);
});

test('adapter/network/is-not-there', async () => {
  const attempts = [() => new net.Socket().connect(1), () => net.connect(1), () => dns.lookup('localhost', () => {}),
    () => request('https://localhost'), () => fetch('http://localhost')];

  for (const attempt of attempts) assert.throws(attempt, /there is no network here/);
  assert.equal(process.exitCode, 1, 'each attempt sets a failing exit code');
  process.exitCode = undefined;
});
