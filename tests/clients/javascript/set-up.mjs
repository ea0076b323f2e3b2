// SPDX-License-Identifier: MIT
//
// Tests the set-up over the wire: the AWS SDK creates catalogs, databases, domains, projects and assets, reads them,
// and decides about what a run suggests.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { GetAssetCommand } from '@aws-sdk/client-datazone';

import { ACCOUNT, GUEST, SECOND, World } from './fixture.mjs';

const COLUMNS = [{ columnName: 'cust_id', dataType: 'bigint' }, { columnName: 'ord_ts', dataType: 'timestamp' }];

function makeForm(columns) {
  return {
    formName: 'GlueTableForm',
    typeIdentifier: 'amazon.datazone.GlueTableFormType',
    content: JSON.stringify({ columns }),
  };
}

function readForms(forms = []) {
  return Object.fromEntries(forms.map((form) => [form.formName, JSON.parse(form.content)]));
}

function readSuggestions(asset) {
  const entries = readForms(asset.readOnlyFormsOutput).SuggestionForm?.fieldSuggestions ?? [];
  return Object.fromEntries(entries.map((entry) => [entry.fieldPath, entry.suggestion]));
}

/** Glue has an operation of this name too. */
function getAsset(world, input) {
  return world.datazone.send(new GetAssetCommand(input));
}

/** Sets up everything for one asset, and returns the members that name it. */
async function setUp(world) {
  const domain = await world.send('CreateDomain', { name: 'shop', domainVersion: 'V2' });
  const project = await world.send('CreateProject', { domainIdentifier: domain.id, name: 'stewards' });
  const asset = await world.send('CreateAsset', {
    domainIdentifier: domain.id,
    owningProjectIdentifier: project.id,
    name: 'cust_orders',
    typeIdentifier: 'amazon.datazone.GlueTableAssetType',
    description: 'of the shop',
    formsInput: [makeForm(COLUMNS)],
  });
  return { domain, project, asset, named: { domainIdentifier: domain.id, identifier: asset.id } };
}

async function generate(world, { domain, project, asset }) {
  const run = await world.startGeneration({
    domainIdentifier: domain.id,
    owningProjectIdentifier: project.id,
    target: { type: 'ASSET', identifier: asset.id },
  });
  await world.lake.advance(3600 * SECOND);
  const ended = await world.getGeneration(run.id, { domainIdentifier: domain.id });
  assert.equal(ended.status, 'SUCCEEDED');
}

test('databases and catalogs', async (t) => {
  const world = new World(t);
  await world.send('CreateDatabase', { DatabaseInput: { Name: 'Shop' } });
  const { Database } = await world.send('GetDatabase', { Name: 'SHOP' });
  assert.deepEqual(Database, { Name: 'shop', CatalogId: ACCOUNT });

  const first = await world.send('GetDatabases', { MaxResults: 1 });
  const second = await world.send('GetDatabases', { MaxResults: 1, NextToken: first.NextToken });
  assert.deepEqual([...first.DatabaseList, ...second.DatabaseList].map((it) => it.Name), ['sales', 'shop']);
  assert.equal(second.NextToken, undefined);

  await world.send('CreateCatalog', { Name: 's3tablescatalog/bucket', CatalogInput: {} });
  const CatalogId = `${ACCOUNT}:s3tablescatalog/bucket`;
  assert.deepEqual((await world.send('GetDatabases', { CatalogId })).DatabaseList, []);
  await assert.rejects(world.send('GetDatabase', { CatalogId, Name: 'none' }), { name: 'EntityNotFoundException' });
  await assert.rejects(world.send('CreateCatalog', { Name: 's3tablescatalog', CatalogInput: {} }),
    { name: 'InvalidInputException', message: /s3tablescatalog\/BUCKET/ });
});

test('what the lake does not have is given back', async (t) => {
  const world = new World(t);
  const TableInput = {
    Name: 'kept',
    Description: 'the stock',
    Retention: 7,
    TableType: 'EXTERNAL_TABLE',
    StorageDescriptor: { Columns: [{ Name: 'item', Type: 'string' }], Location: 's3://shop/kept' },
    Parameters: { classification: 'parquet', table_type: 'ICEBERG' },
  };
  await world.send('CreateTable', { DatabaseName: 'sales', TableInput });
  const { Table } = await world.send('GetTable', { DatabaseName: 'sales', Name: 'kept' });
  for (const name of ['Description', 'Retention', 'TableType', 'StorageDescriptor']) {
    assert.deepEqual(Table[name], TableInput[name]);
  }
  assert.equal(Table.Parameters.classification, 'parquet');
});

test('a view without its definition is refused', async (t) => {
  const world = new World(t);
  const TableInput = { Name: 'low', TableType: 'MATERIALIZED_VIEW' };
  await assert.rejects(world.send('CreateTable', { DatabaseName: 'sales', TableInput }),
    { name: 'InvalidInputException', message: /ViewDefinition/ });
});

test('an asset is told as it was made', async (t) => {
  const world = new World(t);
  const { domain, project, asset, named } = await setUp(world);
  assert.equal(domain.$metadata.httpStatusCode, 201);
  assert.match(domain.arn, new RegExp(`^arn:aws:datazone:[a-z0-9-]+:${ACCOUNT}:domain/${domain.id}$`));
  const told = await getAsset(world, named);
  const { $metadata, ...made } = asset;
  assert.equal($metadata.httpStatusCode, 201);
  assert.deepEqual({ ...told, $metadata: undefined }, { ...made, $metadata: undefined });
  assert.equal(told.owningProjectId, project.id);
  assert.deepEqual(readForms(told.formsOutput), { GlueTableForm: { columns: COLUMNS } });
});

test('a run suggests, and a person decides', async (t) => {
  const world = new World(t);
  const made = await setUp(world);
  await generate(world, made);
  const suggested = readSuggestions(await getAsset(world, made.named));
  assert.equal(suggested['columns[0].columnName'], 'Customer ID');

  const accepted = await world.send('AcceptPredictions', {
    ...made.named,
    acceptChoices: [
      { predictionTarget: 'columns[0].columnName' },
      { predictionTarget: 'columns[1].columnName', predictionChoice: 0, editedValue: 'Ordered at' },
    ],
  });
  assert.equal(accepted.revision, '2');
  const rejected = await world.send('RejectPredictions', {
    ...made.named,
    rejectRule: { rule: 'NONE', threshold: 0.5 },
    rejectChoices: [{ predictionTarget: 'summary', predictionChoices: [0] }],
  });
  assert.equal(rejected.assetRevision, '2');

  const told = await getAsset(world, made.named);
  assert.deepEqual(readSuggestions(told), {});
  assert.deepEqual(readForms(told.formsOutput).ColumnBusinessMetadataForm.columnsBusinessMetadata, [
    { columnIdentifier: 'cust_id', name: 'Customer ID' },
    { columnIdentifier: 'ord_ts', name: 'Ordered at' },
  ]);
  assert.deepEqual(readSuggestions(await getAsset(world, { ...made.named, revision: '1' })), suggested);
});

test('another user needs a membership', async (t) => {
  const world = new World(t);
  const made = await setUp(world);
  await generate(world, made);
  const accept = () => world.send('AcceptPredictions', { ...made.named, acceptRule: { rule: 'ALL' } }, ACCOUNT, GUEST);
  await assert.rejects(accept(), { name: 'UnauthorizedException' });

  const user = await world.send('CreateUserProfile', { domainIdentifier: made.domain.id, userIdentifier: GUEST });
  assert.equal(user.details.iam.arn, GUEST);
  await world.send('CreateProjectMembership', {
    domainIdentifier: made.domain.id,
    projectIdentifier: made.project.id,
    designation: 'PROJECT_CONTRIBUTOR',
    member: { userIdentifier: user.id },
  });
  assert.equal((await accept()).revision, '2');
});

test('a revision replaces the forms', async (t) => {
  const world = new World(t);
  const { named } = await setUp(world);
  const columns = [{ columnName: 'sku', dataType: 'string' }];
  const revised = await world.send('CreateAssetRevision',
    { ...named, name: 'orders', formsInput: [makeForm(columns)] });
  assert.equal(revised.revision, '2');
  assert.equal(revised.$metadata.httpStatusCode, 200);
  const told = await getAsset(world, named);
  assert.deepEqual(readForms(told.formsOutput), { GlueTableForm: { columns } });
});

for (const [operation, members, name, message] of [
  ['CreateDomain', { domainVersion: 'V3' }, 'ValidationException', /\[V1, V2\]/],
  ['CreateUserProfile', { userIdentifier: 'joe' }, 'ValidationException', /ARN of an IAM user/],
  ['GetAsset', { identifier: 'none' }, 'ResourceNotFoundException', /none/],
  ['AcceptPredictions', { acceptChoices: [{ predictionTarget: 'columns[9].columnName' }] }, 'ValidationException',
    /predictionTarget/],
  ['RejectPredictions', { revision: '2' }, 'ResourceNotFoundException', /no revision 2/],
]) {
  test(`${operation} is refused: ${name}`, async (t) => {
    const world = new World(t);
    const input = { ...(await setUp(world)).named, name: 'x', ...members };
    const asked = operation === 'GetAsset' ? getAsset(world, input) : world.send(operation, input);
    await assert.rejects(asked, { name, message });
  });
}
