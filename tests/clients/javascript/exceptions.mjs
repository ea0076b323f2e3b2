// SPDX-License-Identifier: MIT
//
// Tests each exception that the SDK's model has for each of the eight operations, as the SDK's own class. A
// fault plan throws the exceptions that no simulated call causes. tests/worlds/only-thrown.h lists the same
// exceptions.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

import * as datazone from '@aws-sdk/client-datazone';
import * as glue from '@aws-sdk/client-glue';

import { ACCOUNT, GUEST, STRANGER, VIEW, World } from './fixture.mjs';

const START = 'StartMaterializedViewRefreshTaskRun';
const GET = 'GetMaterializedViewRefreshTaskRun';
const STOP = 'StopMaterializedViewRefreshTaskRun';
const LIST = 'ListMaterializedViewRefreshTaskRuns';
const GENERATE = 'StartMetadataGenerationRun';
const GET_GENERATION = 'GetMetadataGenerationRun';
const CANCEL = 'CancelMetadataGenerationRun';
const LIST_GENERATIONS = 'ListMetadataGenerationRuns';

const NO_RUN = '00000000-0000-4000-8000-000000000000';
const RUN = { CatalogId: ACCOUNT, MaterializedViewRefreshTaskRunId: NO_RUN };

// The default input of each operation. A row changes members of it.
const inputs = {
  [START]: () => VIEW,
  [GET]: () => RUN,
  [STOP]: () => VIEW,
  [LIST]: () => VIEW,
  [GENERATE]: (world) => world.generation,
  [GET_GENERATION]: (world) => ({ domainIdentifier: world.domainId, identifier: 'none' }),
  [CANCEL]: (world) => ({ domainIdentifier: world.domainId, identifier: 'none' }),
  [LIST_GENERATIONS]: (world) => ({ domainIdentifier: world.domainId }),
};

// With a rate of one call per second, the service throttles the second call.
const limit = (name, value) => (world) => world.lake.setOption(name, value);
const twice = (name) => async (world, send) => {
  world.lake.setOption(name, 1);
  await send().catch(() => {});
};
const stopTwice = async (world, send) => {
  await world.startRefresh();
  await send();
};
const another = (world) => world.startGeneration();

const rows = [
  [START, 'AccessDeniedException', { account: STRANGER }],
  [START, 'EntityNotFoundException', { input: { TableName: 'none' } }],
  [START, 'InvalidInputException', { input: { TableName: '' } }],
  [START, 'MaterializedViewRefreshTaskRunningException', { before: (world) => world.startRefresh() }],
  [START, 'OperationTimeoutException', { thrown: true }],
  [START, 'ResourceNumberLimitExceededException', {
    before: async (world) => {
      world.lake.setOption('glue.running-max', 1);
      await world.startRefresh({ ...VIEW, TableName: 'monthly' });
    },
  }],
  [GET, 'AccessDeniedException', { account: STRANGER }],
  [GET, 'EntityNotFoundException', {}],
  [GET, 'InvalidInputException', { input: { MaterializedViewRefreshTaskRunId: 'none' } }],
  [GET, 'OperationTimeoutException', { thrown: true }],
  [STOP, 'AccessDeniedException', { account: STRANGER }],
  [STOP, 'InvalidInputException', { input: { DatabaseName: undefined } }],
  [STOP, 'MaterializedViewRefreshTaskNotRunningException', {}],
  [STOP, 'MaterializedViewRefreshTaskStoppingException', { before: stopTwice }],
  [STOP, 'OperationTimeoutException', { thrown: true }],
  [LIST, 'AccessDeniedException', { account: STRANGER }],
  [LIST, 'InvalidInputException', { input: { MaxResults: 0 } }],
  [LIST, 'OperationTimeoutException', { thrown: true }],

  [GENERATE, 'AccessDeniedException', { account: STRANGER }],
  [GENERATE, 'ConflictException', { before: another }],
  [GENERATE, 'InternalServerException', { thrown: true }],
  [GENERATE, 'ResourceNotFoundException', { input: { owningProjectIdentifier: 'none' } }],
  [GENERATE, 'ServiceQuotaExceededException', { before: limit('datazone.active-runs-max', 0) }],
  [GENERATE, 'ThrottlingException', { before: twice('datazone.start-rate-per-second') }],
  [GENERATE, 'UnauthorizedException', { arn: GUEST }],
  [GENERATE, 'ValidationException', { input: { types: [] } }],
  [GET_GENERATION, 'AccessDeniedException', { account: STRANGER }],
  [GET_GENERATION, 'InternalServerException', { thrown: true }],
  [GET_GENERATION, 'ResourceNotFoundException', {}],
  [GET_GENERATION, 'ThrottlingException', { before: twice('datazone.get-rate-per-second') }],
  [GET_GENERATION, 'UnauthorizedException', { thrown: true }],
  [GET_GENERATION, 'ValidationException', { input: { type: 'BUSINESS_SECRETS' } }],
  [CANCEL, 'AccessDeniedException', { account: STRANGER }],
  [CANCEL, 'ConflictException', { thrown: true }],
  [CANCEL, 'InternalServerException', { thrown: true }],
  [CANCEL, 'ResourceNotFoundException', {}],
  [CANCEL, 'ThrottlingException', { before: twice('datazone.cancel-rate-per-second') }],
  [CANCEL, 'UnauthorizedException', {
    arn: GUEST,
    before: async (world) => ({ identifier: (await world.startGeneration()).id }),
  }],
  [CANCEL, 'ValidationException', { input: { identifier: 'a b' } }],
  [LIST_GENERATIONS, 'AccessDeniedException', { account: STRANGER }],
  [LIST_GENERATIONS, 'InternalServerException', { thrown: true }],
  [LIST_GENERATIONS, 'ResourceNotFoundException', { input: { domainIdentifier: 'dzd_none' } }],
  [LIST_GENERATIONS, 'ThrottlingException', { before: twice('datazone.list-rate-per-second') }],
  [LIST_GENERATIONS, 'UnauthorizedException', { thrown: true }],
  [LIST_GENERATIONS, 'ValidationException', { input: { maxResults: 51 } }],

  // The model of these operations lacks this exception, but the service answers with it.
  [START, 'ThrottlingException', { before: twice('glue.start-rate-per-second') }],
  [GET, 'ThrottlingException', { before: twice('glue.get-rate-per-second') }],
  [STOP, 'ThrottlingException', { before: twice('glue.stop-rate-per-second') }],
  [LIST, 'ThrottlingException', { before: twice('glue.list-rate-per-second') }],
];

const STATUSES = { // of Amazon DataZone; all those of AWS Glue are 400
  AccessDeniedException: 403,
  ConflictException: 409,
  InternalServerException: 500,
  ResourceNotFoundException: 404,
  ServiceQuotaExceededException: 402,
  ThrottlingException: 429,
  UnauthorizedException: 401,
  ValidationException: 400,
};
const FEDERATED = ['EntityNotFoundException', 'InvalidInputException'];

const isGlue = (operation) => `${operation}Command` in glue;

for (const [operation, exception, row] of rows) {
  test(`exceptions/${operation}/${exception}`, async (t) => {
    const world = new World(t);
    const input = { ...inputs[operation](world), ...row.input };
    const send = () => world.send(operation, input, row.account, row.arn);
    if (row.thrown)
      world.lake.faults(`[thrown]\noperation=${operation}\ndo=throw\nexception=${exception}\n`);
    Object.assign(input, await row.before?.(world, send));

    await assert.rejects(send(), (error) => {
      const Class = (isGlue(operation) ? glue : datazone)[exception];
      assert.ok(error instanceof Class, `${error.name}: ${error.message}`);
      assert.equal(error.name, exception);
      assert.equal(error.$metadata.httpStatusCode, isGlue(operation) ? 400 : STATUSES[exception]);
      assert.equal(error.$fault, exception === 'InternalServerException' ? 'server' : 'client');
      assert.match(error.$metadata.requestId, /^[0-9a-f-]{36}$/);
      if (row.thrown) assert.equal(error.message, 'thrown');
      else assert.ok(error.message.length > 0);
      if (isGlue(operation))
        assert.equal(error.FromFederationSource, FEDERATED.includes(exception) ? false : undefined);
      return true;
    });
  });
}

for (const operation of Object.keys(inputs)) {
  test(`exceptions/${operation}/are-all-of-the-model`, () => {
    const client = isGlue(operation) ? 'client-glue' : 'client-datazone';
    const types = readFileSync(
      `${process.env.TARN_NODE_MODULES}/@aws-sdk/${client}/dist-types/commands/${operation}Command.d.ts`, 'utf8');
    const modelled = [...types.matchAll(/@throws \{@link (\w+Exception)\}/g)].map(([, name]) => name)
      .filter((name) => !/ServiceException$/.test(name));
    const mine = rows.filter(([of, name]) => of === operation && !(isGlue(of) && name === 'ThrottlingException'));

    assert.deepEqual(mine.map(([, name]) => name).sort(), modelled.sort());
  });
}

test('exceptions/only-thrown', () => {
  const header = readFileSync(new URL('../../worlds/only-thrown.h', import.meta.url), 'utf8');
  const listed = [...header.matchAll(/^ {2}"(\w+ \w+)",$/gm)].map(([, pair]) => pair);
  const thrown = rows.filter(([, , row]) => row.thrown).map(([operation, exception]) => `${operation} ${exception}`);

  assert.deepEqual(thrown.sort(), listed.sort());
});
