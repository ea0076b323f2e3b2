// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  GetMaterializedViewRefreshTaskRunCommand as GetRun, GlueClient, StartMaterializedViewRefreshTaskRunCommand as StartRun,
} from '@aws-sdk/client-glue';
import { withLake } from 'tarn-lake';

/* The orchestrator under test, as it runs in production: it starts a refresh, and polls every ten seconds. */
async function refreshAndWait(view) {
  const glue = new GlueClient({});
  const { MaterializedViewRefreshTaskRunId } = await glue.send(new StartRun(view));
  const get = new GetRun({ CatalogId: view.CatalogId, MaterializedViewRefreshTaskRunId });
  for (;;) {
    const { MaterializedViewRefreshTaskRun: run } = await glue.send(get);
    if (!['STARTING', 'RUNNING'].includes(run.Status)) return run;
    await new Promise((resolve) => setTimeout(resolve, 10_000));
  }
}

test('a refresh of 100 GB is seen to end after 320 seconds', withLake(async (lake) => {
  const began = lake.now;
  const run = await refreshAndWait({ CatalogId: lake.accountId, DatabaseName: 'sales', TableName: 'daily' });
  assert.equal(run.Status, 'SUCCEEDED');
  assert.equal(lake.now - began, 320_000);
}));
