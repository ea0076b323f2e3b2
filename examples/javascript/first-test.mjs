// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  GetMaterializedViewRefreshTaskRunCommand as GetRun, GlueClient, StartMaterializedViewRefreshTaskRunCommand as StartRun,
} from '@aws-sdk/client-glue';
import { Lake } from './tarn.mjs';

/* The orchestrator under test. It starts a refresh, and calls `sleep` between its polls. */
async function refreshAndWait(glue, view, sleep) {
  const { MaterializedViewRefreshTaskRunId } = await glue.send(new StartRun(view));
  const get = new GetRun({ CatalogId: view.CatalogId, MaterializedViewRefreshTaskRunId });
  let { MaterializedViewRefreshTaskRun: run } = await glue.send(get);
  while (['STARTING', 'RUNNING'].includes(run.Status)) {
    await sleep(10_000);
    ({ MaterializedViewRefreshTaskRun: run } = await glue.send(get));
  }
  return run;
}

test('a refresh of 100 GB is seen to end after 320 seconds', async () => {
  const lake = new Lake({ seed: 0 });
  const { accountId: CatalogId } = lake.addSample();
  const [glue, began] = [new GlueClient(lake.client(CatalogId)), lake.now()];
  const run = await refreshAndWait(glue, { CatalogId, DatabaseName: 'sales', TableName: 'daily' },
    async (milliseconds) => lake.advanceBy(milliseconds));
  assert.equal(run.Status, 'SUCCEEDED');
  assert.equal(lake.now() - began, 320_000);
  lake.destroy();
});
