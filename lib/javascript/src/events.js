// SPDX-License-Identifier: MIT
//
// Changes of runs as the functions of a test get them, and the documents that EventBridge would deliver.

'use strict';

const { createHash } = require('node:crypto');

const { library, readTexts } = require('./library.js');

const KINDS = ['run', 'invocation-failure', 'redelivery', 'late-event', 'commit'];
// A namespace for the ids of events, so that the same event of the same run has the same id in every process.
const NAMESPACE = Buffer.from('6a1d2f3e0d0c5b7e9a557461726e0002', 'hex');
// The members whose content AWS does not document for these events.
const UNDOCUMENTED = ['detail'];

const toDate = (microseconds) => new Date(Math.floor(Number(microseconds) / 1000));
const known = (members) => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));

/** Adds a member that comparisons and JSON do not see. */
function hide(object, name, value) {
  return Object.defineProperty(object, name, { value });
}

/** Copies what a TarnChange says, which is valid during the call of an observer only. */
function readChange(change) {
  const service = library.service_get_name(library.change_get_service(change));
  const values = {
    time: toDate(library.change_get_time(change)),
    kind: KINDS[library.change_get_kind(change)],
    service,
    cause: library.change_get_cause(change),
    fromStatus: library.change_get_from_status(change),
    toStatus: library.change_get_to_status(change),
    runId: library.change_dup_run_id(change),
    detailType: library.change_get_detail_type(change),
    message: library.change_get_error_message(change),
  };
  const refresh = library.change_get_refresh(change);
  const metadata = library.change_get_metadata(change);
  if (refresh) {
    const name = library.refresh_change_get_table_name(refresh);
    values.catalogId = library.table_name_get_catalog_id(name);
    values.database = library.table_name_get_database_name(name);
    values.table = library.table_name_get_table_name(name);
    values.dpuSeconds = library.refresh_change_get_dpu_milliseconds(refresh) / 1000;
    values.processedBytes = library.refresh_change_get_processed_bytes(refresh);
    hide(values, 'edge', library.change_get_refresh_cause(change));
  } else if (metadata) {
    values.domainId = library.metadata_change_get_domain_id(metadata);
    values.projectId = library.metadata_change_get_owning_project_id(metadata);
    values.assetId = library.metadata_change_get_asset_id(metadata);
    values.assetRevision = library.metadata_change_get_asset_revision(metadata);
    values.createdBy = library.metadata_change_get_created_by(metadata);
    values.clientToken = library.metadata_change_get_client_token(metadata);
    values.types = readTexts(library.metadata_change_get_types(metadata));
    hide(values, 'edge', library.change_get_metadata_cause(change));
  }
  return Object.freeze(values);
}

/** Returns a UUID of version 5. */
function makeId(name) {
  const hash = createHash('sha1').update(NAMESPACE).update(name).digest().subarray(0, 16);
  hash[6] = (hash[6] & 0x0f) | 0x50;
  hash[8] = (hash[8] & 0x3f) | 0x80;
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** What AWS documents for events of the same family; it documents no details of these events. */
function makeDetail(change, account) {
  if (change.service === 'glue')
    return known({
      catalogId: change.catalogId ?? account, databaseName: change.database, tableName: change.table,
      materializedViewRefreshTaskRunId: change.runId, state: change.toStatus, message: change.message,
    });
  return {
    version: '1',
    metadata: known({
      domain: change.domainId, id: change.runId, user: change.createdBy, version: '1',
      typeName: 'MetadataGenerationRunEntityType', owningProjectId: change.projectId, awsAccountId: account,
      clientToken: change.clientToken,
    }),
    data: known({
      assetId: change.assetId, assetRevision: String(change.assetRevision), status: change.toStatus,
      types: change.types, errorMessage: change.message,
    }),
  };
}

/** Makes events of changes. It remembers when each change happened, because a late event is about the past. */
class EventMaker {
  #happened = new Map();

  constructor(accountId, region) {
    this.accountId = accountId;
    this.region = region;
  }

  make(change) {
    const key = [...(change.runId ? [change.runId] : [change.time.toISOString(), change.table, change.assetId]),
      change.service, change.edge].join(' ');
    if (change.kind === 'run' || change.kind === 'invocation-failure') this.#happened.set(key, change.time);
    if (change.detailType === null) return null;
    const happened = this.#happened.get(key) ?? change.time;
    const [account] = (change.catalogId ?? this.accountId).split(':');
    const event = {
      version: '0',
      id: makeId(`${key} ${change.detailType}`),
      'detail-type': change.detailType,
      source: `aws.${change.service}`,
      account,
      time: `${happened.toISOString().slice(0, 19)}Z`,
      region: this.region,
      resources: [],
      detail: makeDetail(change, account),
    };
    hide(event, 'undocumented', UNDOCUMENTED);
    return hide(event, 'change', change);
  }
}

module.exports = { EventMaker, readChange, toDate };
