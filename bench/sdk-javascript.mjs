// SPDX-License-Identifier: MIT
//
// Measures a Get of a refresh run through the AWS SDK for JavaScript: sdk-javascript.mjs lake|canned GETS.
// `canned` repeats the engine's first answer to each call, so only the cost of the SDK is left.

import { GlueClient, GetMaterializedViewRefreshTaskRunCommand as Get,
  StartMaterializedViewRefreshTaskRunCommand as Start } from '@aws-sdk/client-glue';

import { Lake } from '../examples/javascript/tarn.mjs';

const [how, gets] = [process.argv[2], Number(process.argv[3])];
const lake = new Lake({ seed: 0 });
const { accountId: CatalogId } = lake.addSample();
const { requestHandler, ...config } = lake.client(CatalogId);

let first;
const canned = {
  ...requestHandler,
  handle: async (request, options) => {
    first ??= (await requestHandler.handle(request, options)).response;
    return { response: { ...first, headers: { ...first.headers } } };
  },
};

const started = await new GlueClient({ ...config, requestHandler }).send(
  new Start({ CatalogId, DatabaseName: 'sales', TableName: 'daily' }));
lake.advanceBy(60_000);
const glue = new GlueClient({ ...config, requestHandler: how === 'canned' ? canned : requestHandler });

const input = { CatalogId, MaterializedViewRefreshTaskRunId: started.MaterializedViewRefreshTaskRunId };
const get = async () => (await glue.send(new Get(input))).MaterializedViewRefreshTaskRun.Status;

await get();
let running = 0;
const began = process.hrtime.bigint();
for (let i = 0; i < gets; i++) running += Number(await get() === 'RUNNING');
console.log('ns_per_get', String((process.hrtime.bigint() - began) / BigInt(gets)));
console.log('gets', gets);
console.log('running', running);
lake.destroy();
