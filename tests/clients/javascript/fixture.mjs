// SPDX-License-Identifier: MIT
//
// A fixture for each test: a lake with the sample, and clients of the AWS SDK.

import * as datazone from '@aws-sdk/client-datazone';
import * as glue from '@aws-sdk/client-glue';

import { Lake } from 'tarn-lake';

export const ACCOUNT = '123456789012';
export const STRANGER = '210987654321';
export const GUEST = `arn:aws:iam::${ACCOUNT}:user/guest`;

export const VIEW = Object.freeze({ CatalogId: ACCOUNT, DatabaseName: 'sales', TableName: 'daily' });
export const SECOND = 1000;
export const START_TIME = Date.UTC(2000, 0, 1);

export class World {
  constructor(t, { config = {}, ...settings } = {}) {
    this.lake = new Lake(settings);
    t.after(() => this.lake.close());
    const { domainId, projectId, assetId } = this.lake;
    this.config = { maxAttempts: 1, ...config };
    Object.assign(this, {
      domainId, projectId, assetId,
      glue: this.lake.client(glue.GlueClient, this.config),
      datazone: this.lake.client(datazone.DataZoneClient, this.config),
    });
  }

  /** Sends a command by the name of its operation, as the root of the account or as another caller. */
  send(operation, input, account = ACCOUNT, arn = undefined) {
    const isGlue = `${operation}Command` in glue;
    const Command = (isGlue ? glue : datazone)[`${operation}Command`];
    const Client = isGlue ? glue.GlueClient : datazone.DataZoneClient;
    const client = account === ACCOUNT && arn === undefined
      ? (isGlue ? this.glue : this.datazone)
      : this.lake.client(Client, { accountId: account, arn, ...this.config });
    return client.send(new Command(input));
  }

  async startRefresh(input = VIEW) {
    const output = await this.send('StartMaterializedViewRefreshTaskRun', input);
    return output.MaterializedViewRefreshTaskRunId;
  }

  async getRefresh(id, catalog = ACCOUNT) {
    const output = await this.send('GetMaterializedViewRefreshTaskRun',
      { CatalogId: catalog, MaterializedViewRefreshTaskRunId: id });
    return output.MaterializedViewRefreshTaskRun;
  }

  async listRefreshes(input = VIEW) {
    const output = await this.send('ListMaterializedViewRefreshTaskRuns', input);
    return output.MaterializedViewRefreshTaskRuns;
  }

  /** Returns the input of a start of a metadata run. */
  get generation() {
    return {
      domainIdentifier: this.domainId,
      owningProjectIdentifier: this.projectId,
      target: { type: 'ASSET', identifier: this.assetId },
      types: ['BUSINESS_NAMES'],
    };
  }

  startGeneration(members = {}) {
    return this.send('StartMetadataGenerationRun', { ...this.generation, ...members });
  }

  getGeneration(identifier, members = {}) {
    return this.send('GetMetadataGenerationRun', { domainIdentifier: this.domainId, identifier, ...members });
  }

  listGenerations(members = {}) {
    return this.send('ListMetadataGenerationRuns', { domainIdentifier: this.domainId, ...members });
  }

  cancelGeneration(identifier) {
    return this.send('CancelMetadataGenerationRun', { domainIdentifier: this.domainId, identifier });
  }

  /** Records the later requests of a client, as the SDK passes them to its handler. */
  record(client) {
    const requests = [];
    client.middlewareStack.add((next) => (args) => {
      requests.push(args.request);
      return next(args);
    }, { step: 'deserialize', priority: 'low' });
    return requests;
  }
}

/** Returns the clientToken of a recorded request. */
export function readToken(request) {
  return JSON.parse(new TextDecoder().decode(request.body)).clientToken;
}
