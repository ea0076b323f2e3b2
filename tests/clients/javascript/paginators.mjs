// SPDX-License-Identifier: MIT
//
// Tests that the SDK's paginators return each of 2,345 runs once, while new runs are added.

import assert from 'node:assert/strict';
import test from 'node:test';

import { paginateListMetadataGenerationRuns } from '@aws-sdk/client-datazone';
import { paginateListMaterializedViewRefreshTaskRuns } from '@aws-sdk/client-glue';

import { SECOND, VIEW, World } from './fixture.mjs';

const N_RUNS = 2345;

async function repeat(times, make) {
  const made = [];
  for (let i = 0; i < times; i++) made.push(await make());
  return made;
}

/** Reads all pages and adds a run after each page. The pages have the runs of the beginning, newest first. */
async function walk(pages, itemsOf, add, ids, size) {
  const expected = [...ids].reverse();
  const seen = [];
  for await (const page of pages) {
    assert.equal(itemsOf(page).length, Math.min(size, expected.length - seen.length));
    seen.push(...itemsOf(page));
    ids.push(await add());
  }
  assert.equal(seen.length, expected.length);
  return seen.findIndex((run, i) => (run.id ?? run.MaterializedViewRefreshTaskRunId) !== expected[i]);
}

test('paginators/glue', async (t) => {
  const world = new World(t);
  const add = async () => {
    const id = await world.startRefresh();
    await world.lake.advance(400 * SECOND);
    return id;
  };
  const ids = await repeat(N_RUNS, add);

  for (const [pageSize, size] of [[1000, 1000], [7, 7], [undefined, 100]]) {
    // The input is copied, because the paginators change it.
    const pages = paginateListMaterializedViewRefreshTaskRuns({ client: world.glue, pageSize }, { ...VIEW });
    assert.equal(await walk(pages, (page) => page.MaterializedViewRefreshTaskRuns, add, ids, size), -1);
  }
  assert.equal(ids.length, N_RUNS + 3 + Math.ceil((N_RUNS + 3) / 7) + 27);
});

test('paginators/datazone', async (t) => {
  const world = new World(t);
  for (const operation of ['start', 'cancel']) world.lake.setOption(`datazone.${operation}-rate-per-second`, -1);
  const add = async () => {
    const { id } = await world.startGeneration();
    await world.cancelGeneration(id);
    return id;
  };
  const ids = await repeat(N_RUNS, add);

  for (const [pageSize, size] of [[50, 50], [49, 49], [undefined, 50]]) {
    const input = { domainIdentifier: world.domainId, status: 'CANCELED' };
    const pages = paginateListMetadataGenerationRuns({ client: world.datazone, pageSize }, input);
    assert.equal(await walk(pages, (page) => page.items, add, ids, size), -1);
  }
  assert.equal(ids.length, N_RUNS + 47 + 49 + 49);
});
