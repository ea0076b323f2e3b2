// SPDX-License-Identifier: MIT
//
// Tests the SDK's signer with the library's check. Both must agree on every signed byte.

import assert from 'node:assert/strict';
import test from 'node:test';

import { DataZoneClient, GetMetadataGenerationRunCommand, ListMetadataGenerationRunsCommand } from '@aws-sdk/client-datazone';
import { GetTableCommand, GlueClient } from '@aws-sdk/client-glue';

import { c, call, library } from '../../../examples/javascript/library.mjs';
import { answer } from '../../../examples/javascript/tarn.mjs';
import { ACCOUNT, World } from './fixture.mjs';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };

/** Returns the configuration of a client whose signatures are checked, after `tamper` changed the request. */
function makeChecked(t, world, { tamper = (request) => request, ...changed } = {}) {
  const endpoint = c.tarn_wire_endpoint_new(world.lake.engine);
  const principal = call('tarn_principal_new', ACCOUNT, null);
  call('tarn_wire_endpoint_add_access_key', endpoint, credentials.accessKeyId, credentials.secretAccessKey, principal);
  library.func('void tarn_wire_endpoint_set_checks_signatures (void *endpoint, bool checks)')(endpoint, true);
  t.after(() => {
    c.tarn_principal_unref(principal);
    c.g_object_unref(endpoint);
  });
  const handle = async (request) => ({ response: answer(endpoint, tamper(request)) });
  return {
    region: 'eu-west-1', maxAttempts: 1, credentials: { ...credentials, ...changed }, requestHandler: { handle },
  };
}

const TABLE = { DatabaseName: 'sales', Name: 'daily' };

test('signatures/body', async (t) => {
  const glue = new GlueClient(makeChecked(t, new World(t)));

  await glue.send(new GetTableCommand(TABLE));
  await assert.rejects(glue.send(new GetTableCommand({ ...TABLE, Name: 'ä 日本 😀' })), { name: 'EntityNotFoundException' });
});

test('signatures/session-token', async (t) => {
  await new GlueClient(makeChecked(t, new World(t), { sessionToken: 'a/b+c==' })).send(new GetTableCommand(TABLE));
});

test('signatures/path-and-query', async (t) => {
  const world = new World(t);
  const datazone = new DataZoneClient(makeChecked(t, world));
  const odd = ['a/b c', "!'()*~", 'ä', '%2F', '..', 'a//b', 'x+y', 'a&b=c'];

  for (const text of odd) {
    const domainIdentifier = world.domainId;
    await assert.rejects(datazone.send(new GetMetadataGenerationRunCommand({ domainIdentifier, identifier: text })),
      { name: 'ValidationException' }, `path ${text}`);
    await assert.rejects(datazone.send(new ListMetadataGenerationRunsCommand({ domainIdentifier, nextToken: text })),
      { name: 'ValidationException' }, `query ${text}`);
  }
});

const tampered = [
  ['body', (request) => ({ ...request, body: new TextEncoder().encode('{}') })],
  ['host', (request) => ({ ...request, headers: { ...request.headers, host: 'elsewhere' } })],
  ['signed-header', (request) => ({ ...request, headers: { ...request.headers, 'x-amz-target': 'AWSGlue.CreateTable' } })],
];

for (const [name, tamper] of tampered)
  test(`signatures/tampered/${name}`, async (t) => {
    const glue = new GlueClient(makeChecked(t, new World(t), { tamper }));

    await assert.rejects(glue.send(new GetTableCommand(TABLE)), { name: 'InvalidSignatureException' });
  });

test('signatures/wrong-secret', async (t) => {
  const glue = new GlueClient(makeChecked(t, new World(t), { secretAccessKey: 'wrong' }));

  await assert.rejects(glue.send(new GetTableCommand(TABLE)), { name: 'InvalidSignatureException' });
});
