// SPDX-License-Identifier: MIT
//
// Tests the SDK's signer with the library's check. Both must agree on every signed byte.

import assert from 'node:assert/strict';
import test from 'node:test';

import { DataZoneClient, GetMetadataGenerationRunCommand, ListMetadataGenerationRunsCommand } from '@aws-sdk/client-datazone';
import { GetTableCommand, GlueClient } from '@aws-sdk/client-glue';

import library from '../../../lib/javascript/src/library.js';
import requests from '../../../lib/javascript/src/requests.js';
import { ACCOUNT, World } from './fixture.mjs';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };

/** Returns the configuration of a client whose signatures are checked, after `tamper` changed the request. */
function makeChecked(t, world, { tamper = (request) => request, ...changed } = {}) {
  const { library: c } = library;
  const endpoint = c.wire_endpoint_new(world.lake._engine);
  const principal = c.principal_new(ACCOUNT, null);
  c.wire_endpoint_add_access_key(endpoint, credentials.accessKeyId, credentials.secretAccessKey, principal);
  c.principal_unref(principal);
  c.wire_endpoint_set_checks_signatures(endpoint, true);
  t.after(() => c.g_object_unref(endpoint));
  const handle = async (sent) => {
    const { method, path, query, headers, body } = tamper(sent);
    const parameters = Object.entries(query ?? {}).map((pair) => pair.map(encodeURIComponent).join('='));
    const url = `https://host${path}${parameters.length > 0 ? `?${parameters.join('&')}` : ''}`;
    const { status, ...response } = requests.carry(endpoint, { method, url, headers, body });
    return { response: { ...response, statusCode: status } };
  };
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
