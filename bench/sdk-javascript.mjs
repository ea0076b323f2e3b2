// SPDX-License-Identifier: MIT
//
// Measures a Get of a refresh run through the AWS SDK for JavaScript: sdk-javascript.mjs lake|canned GETS.
// `canned` repeats the engine's first answer to each call, so only the cost of the SDK is left.

import { GlueClient, GetMaterializedViewRefreshTaskRunCommand as Get,
  StartMaterializedViewRefreshTaskRunCommand as Start } from '@aws-sdk/client-glue';

import { Lake } from 'tarn-lake';

const [how, gets] = [process.argv[2], Number(process.argv[3])];
const lake = new Lake();
const { accountId: CatalogId } = lake;
const glue = lake.client(GlueClient);
const { requestHandler } = glue.config;

let first;
const canned = {
  ...requestHandler,
  handle: async (request, options) => {
    first ??= (await requestHandler.handle(request, options)).response;
    return { response: { ...first, headers: { ...first.headers } } };
  },
};

const started = await glue.send(new Start({ CatalogId, DatabaseName: 'sales', TableName: 'daily' }));
await lake.advance(60_000);
if (how === 'canned') glue.config.requestHandler = canned;

const input = { CatalogId, MaterializedViewRefreshTaskRunId: started.MaterializedViewRefreshTaskRunId };
const get = async () => (await glue.send(new Get(input))).MaterializedViewRefreshTaskRun.Status;

await get();
let running = 0;
const began = process.hrtime.bigint();
for (let i = 0; i < gets; i++) running += Number(await get() === 'RUNNING');
console.log('ns_per_get', String((process.hrtime.bigint() - began) / BigInt(gets)));
console.log('gets', gets);
console.log('running', running);
lake.close();
