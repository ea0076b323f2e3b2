// SPDX-License-Identifier: MIT
//
// Tests the clients of a lake: those that it makes, those that it is given, and those that the code under test makes.

import assert from 'node:assert/strict';
import dns from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import test from 'node:test';

import { DataZoneClient } from '@aws-sdk/client-datazone';
import { GetCrawlerCommand, GetTableCommand, GlueClient } from '@aws-sdk/client-glue';
import { Lake, NotInTheLake } from 'tarn-lake';
import { ACCOUNT, GUEST, STRANGER, VIEW, World } from './fixture.mjs';

const TABLE = { DatabaseName: 'sales', Name: 'daily' };
const KEY = { accessKeyId: 'AKIDEARLY', secretAccessKey: 'secret' };
// As a module under test makes them when it is imported, before there is any lake.
const early = new GlueClient({ region: 'eu-north-1', credentials: KEY });
const earlyWithoutKeys = new GlueClient({});

async function isAnswered(glue) {
  return (await glue.send(new GetTableCommand(TABLE))).Table.IsMaterializedView;
}

function listCallers(lake, operation = 'GetTable') {
  return [...lake.journal].filter((line) => line.includes(`:${operation} `)).map((line) => / by (\S+)/.exec(line)[1]);
}

// --- Clients that a lake makes or is given -----------------------------------------------------------

test('clients/of-the-lake/have-what-they-are-given', async (t) => {
  const { lake } = new World(t, { region: 'eu-west-1' });
  const [plain, chosen] = [lake.client(GlueClient), lake.client(GlueClient, { region: 'eu-west-3', maxAttempts: 7 })];

  assert.ok(plain instanceof GlueClient);
  assert.equal(await plain.config.region(), 'eu-west-1');
  assert.equal(await plain.config.maxAttempts(), 3);
  assert.equal(await chosen.config.region(), 'eu-west-3');
  assert.equal(await chosen.config.maxAttempts(), 7);
});

test('clients/of-the-lake/are-of-their-principals', async (t) => {
  const { lake } = new World(t);
  await isAnswered(lake.client(GlueClient));
  await isAnswered(lake.client(GlueClient, { arn: GUEST }));
  const theirs = lake.client(GlueClient, { accountId: STRANGER });

  await assert.rejects(theirs.send(new GetTableCommand({ ...TABLE, CatalogId: ACCOUNT })), { name: 'AccessDeniedException' });
  assert.deepEqual(listCallers(lake),
    [`arn:aws:iam::${ACCOUNT}:root`, GUEST, `arn:aws:iam::${STRANGER}:root`]);
});

test('clients/of-the-lake/may-be-denied-and-granted', async (t) => {
  const world = new World(t);
  const denied = world.lake.deny(GUEST, 'glue:*', '*');
  await assert.rejects(world.send('StartMaterializedViewRefreshTaskRun', VIEW, ACCOUNT, GUEST), /user\/guest/);
  assert.equal(world.lake.revoke(denied), true);
  assert.equal(world.lake.revoke(denied), false);
  await world.send('StartMaterializedViewRefreshTaskRun', VIEW, ACCOUNT, GUEST);

  const theirs = `arn:aws:iam::${STRANGER}:role/etl`;
  const stop = () => world.send('StopMaterializedViewRefreshTaskRun', VIEW, STRANGER, theirs);
  await assert.rejects(stop(), { name: 'AccessDeniedException' });
  world.lake.grant(`arn:aws:iam::${STRANGER}:*`, 'glue:*', `${ACCOUNT}*`);
  await stop();
});

test('clients/attached/keep-their-region-and-key', async (t) => {
  const { lake } = new World(t);
  const glue = new GlueClient({ region: 'eu-west-2', credentials: KEY });
  lake.signIn(KEY.accessKeyId, { arn: GUEST });

  assert.equal(lake.attach(glue), glue);
  assert.ok(await isAnswered(glue));
  assert.equal(await glue.config.region(), 'eu-west-2');
  assert.deepEqual(listCallers(lake), [GUEST]);
  assert.ok(await isAnswered(lake.attach(new GlueClient({}))), 'with neither');
});

test('clients/attached/to-the-last-lake-and-no-other', async (t) => {
  const [first, second] = [new World(t).lake, new World(t).lake];
  const glue = first.attach(new GlueClient({}));
  await isAnswered(glue);
  await isAnswered(second.attach(glue));

  assert.deepEqual([first.journal.countCalls('GetTable'), second.journal.countCalls('GetTable')], [1, 1]);
});

test('clients/attached/outlive-one-another', async (t) => {
  const { lake } = new World(t);
  const [first, second] = [lake.client(GlueClient), lake.client(GlueClient)];
  first.destroy();

  assert.ok(await isAnswered(second));
  assert.ok(await isAnswered(first));
});

test('clients/attached/aborted', async (t) => {
  const world = new World(t);

  await assert.rejects(world.glue.send(new GetTableCommand(TABLE), { abortSignal: AbortSignal.abort() }),
    { name: 'AbortError' });
});

// --- Clients that the code under test makes ----------------------------------------------------------

const makers = [
  ['with-nothing', () => new GlueClient({})],
  ['with-a-region', () => new GlueClient({ region: 'eu-west-1' })],
  ['with-a-key', () => new GlueClient({ credentials: KEY })],
  ['with-an-endpoint', () => new GlueClient({ endpoint: 'http://localhost:4566' })],
  ['early', () => early],
  ['early-without-keys', () => earlyWithoutKeys],
];

for (const [name, make] of makers)
  test(`clients/patched/${name}`, async (t) => {
    const { lake } = new World(t);
    lake.patch();

    assert.ok(await isAnswered(make()));
    assert.equal(lake.journal.countCalls('GetTable', 'ok'), 1);
  });

test('clients/patched/keep-their-region-and-key', async (t) => {
  const { lake } = new World(t);
  lake.patch();
  lake.signIn(KEY.accessKeyId, { arn: GUEST });
  await isAnswered(early);
  await isAnswered(new GlueClient({}));

  assert.equal(await early.config.region(), 'eu-north-1');
  assert.deepEqual(listCallers(lake), [GUEST, `arn:aws:iam::${ACCOUNT}:root`]);
});

test('clients/patched/a-region-of-the-environment-is-kept', async (t) => {
  process.env.AWS_REGION = 'sa-east-1';
  t.after(() => { delete process.env.AWS_REGION; });
  const { lake } = new World(t);
  lake.patch();
  const glue = new GlueClient({});
  await isAnswered(glue);

  assert.equal(await glue.config.region(), 'sa-east-1');
});

test('clients/patched/aborted', async (t) => {
  const { lake } = new World(t);
  lake.patch();
  const controller = new AbortController();
  const sent = new GlueClient({}).send(new GetTableCommand(TABLE), { abortSignal: controller.signal });
  controller.abort();

  await assert.rejects(sent, { name: 'AbortError' });
});

test('clients/patched/the-patch-ends', async () => {
  const before = [http.request, https.get, process.env.AWS_REGION, process.env.AWS_ACCESS_KEY_ID, Math.random];
  const lake = new Lake();
  assert.equal(lake.patch().patch(), lake);
  assert.ok(await isAnswered(early));
  lake.close();

  await assert.rejects(isAnswered(new GlueClient({ region: 'eu-west-1', credentials: KEY, maxAttempts: 1 })), /no network/);
  process.exitCode = undefined;
  assert.deepEqual([http.request, https.get, process.env.AWS_REGION, process.env.AWS_ACCESS_KEY_ID, Math.random], before);
});

test('clients/patched/one-lake-at-a-time', (t) => {
  const [first, second] = [new World(t).lake, new World(t).lake];
  first.patch();
  assert.throws(() => second.patch(), { name: 'Busy', message: /another lake is patched in/ });
  first.unpatch();
  second.patch();
});

// --- What the lake does not have ---------------------------------------------------------------------

/** Stands for whoever has an operation beside the lake. */
function makeOther(seen) {
  return {
    handle: async (request) => {
      seen.push(request.headers['x-amz-target'] ?? request.path);
      return { response: { statusCode: 200, headers: {}, body: Buffer.from('{}') } };
    },
  };
}

test('clients/others/are-told-what-is-missing', async (t) => {
  const { lake } = new World(t);
  lake.patch();

  await assert.rejects(new GlueClient({}).send(new GetCrawlerCommand({ Name: 'n' })), (error) => {
    assert.ok(error instanceof NotInTheLake, `${error.stack}`);
    assert.match(error.message, /^the lake has no GetCrawler of glue\. .*lake\.letsThrough/);
    return true;
  });
});

test('clients/others/have-what-is-let-through', async (t) => {
  const { lake } = new World(t);
  const seen = [];
  const glue = lake.attach(new GlueClient({ region: 'us-east-1', credentials: KEY, requestHandler: makeOther(seen) }));
  lake.letsThrough = true;
  await glue.send(new GetCrawlerCommand({ Name: 'n' }));
  await glue.send(new GetTableCommand(TABLE));
  lake.operations.add('GetTable');
  assert.ok(await isAnswered(glue));

  assert.deepEqual(seen, ['AWSGlue.GetCrawler', 'AWSGlue.GetTable']);
  assert.equal(lake.journal.countCalls('GetTable'), 1);
});

test('clients/others/runs-stay-in-the-lake', async (t) => {
  const world = new World(t);
  world.lake.letsThrough = true;
  await world.startRefresh();
  const { id } = await world.startGeneration();
  await world.getGeneration(id);
  await world.listGenerations();
  await world.cancelGeneration(id);

  assert.equal(world.lake.journal.countCalls(undefined, 'ok'), 5);
});

test('clients/others/use-the-network-only-if-they-may', async (t) => {
  const { lake } = new World(t);
  lake.patch();
  const datazone = new DataZoneClient({ maxAttempts: 1 });
  const send = (request) => new Promise((resolve, reject) => {
    https.request('https://bucket.s3.eu-west-1.amazonaws.com/key?a=b', request, resolve).on('error', reject).end();
  });

  await assert.rejects(send({ method: 'PUT' }), { name: 'NotInTheLake',
    message: /no PUT https:\/\/bucket\.s3\.eu-west-1\.amazonaws\.com\/key\?a=b of bucket/ });
  lake.letsThrough = true;
  assert.throws(() => https.get('https://s3.eu-west-1.amazonaws.com/'), /there is no network here/);
  assert.throws(() => http.request({ host: 'localhost', port: 1, path: '/' }), /there is no network here/, 'not of AWS');
  process.exitCode = undefined;
  assert.ok(datazone);
});

test('clients/handle/answers-one-request', (t) => {
  const { lake } = new World(t);
  const authorization = 'AWS4-HMAC-SHA256 Credential=ID/20000101/us-east-1/glue/aws4_request, SignedHeaders=host, Signature=0';
  const headers = { authorization, 'X-Amz-Target': 'AWSGlue.GetTable' };
  const url = 'https://glue.us-east-1.amazonaws.com/';
  const text = JSON.stringify(TABLE);

  for (const body of [text, new TextEncoder().encode(text), new TextEncoder().encode(text).buffer]) {
    const response = lake.handle({ method: 'POST', url, headers, body });
    assert.equal(response.status, 200);
    assert.ok(response.body instanceof Uint8Array);
    assert.equal(response.headers['content-length'], String(response.body.length));
    assert.equal(JSON.parse(response.body).Table.Name, 'daily');
  }
  assert.throws(() => lake.handle({ method: 'POST', url, headers, body: new ReadableStream() }), TypeError);
  assert.throws(() => lake.handle({ method: 'POST', url: '/', headers }), /no URL/);

  // If a parameter occurs twice, the first one counts.
  const runs = `https://datazone.us-east-1.api.aws/v2/domains/${lake.domainId}/metadata-generation-runs`;
  for (const [query, status] of [['maxResults=1&maxResults=51', 200], ['maxResults=51&maxResults=1', 400]])
    assert.equal(lake.handle({ method: 'GET', url: `${runs}?${query}`, headers: { authorization } }).status, status);
});

test('clients/network/is-not-there', async () => {
  const attempts = [() => new net.Socket().connect(1), () => net.connect(1), () => dns.lookup('localhost', () => {}),
    () => https.request('https://localhost'), () => fetch('http://localhost')];

  for (const attempt of attempts) assert.throws(attempt, /there is no network here/);
  assert.equal(process.exitCode, 1, 'each attempt sets a failing exit code');
  process.exitCode = undefined;
});
