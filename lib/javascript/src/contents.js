// SPDX-License-Identifier: MIT
//
// This part of Lake sets up AWS Glue and Amazon DataZone.

'use strict';

const { library } = require('./library.js');
const { Rules } = require('./rules.js');
const { choose, read } = require('./settings.js');

const FORMATS = { iceberg: 0, hive: 1 };
const COMMITS = { append: 0, overwrite: 1, delete: 2, replace: 3 };
const REFRESH_TYPES = { FULL: 1, INCREMENTAL: 2 };

const TABLE = { sizeBytes: 0, recordCount: 0, format: 'iceberg' };
const VIEW = {
  over: undefined, sizeBytes: 0, refreshSeconds: 0, refreshOffsetSeconds: 0, refreshJitterSeconds: 0,
  definer: undefined, isIncremental: true, lastRefreshType: undefined,
};
const COMMIT = {
  operation: 'append', addedBytes: 0, removedBytes: 0, addedRecords: 0, removedRecords: 0, totalBytes: -1,
};
const REVISION = { columns: {}, typeIdentifier: 'GlueTableAssetType', rowCount: 1, domainId: undefined };
const ASSET = { ...REVISION, generatesNames: false, projectId: undefined };

class Contents extends Rules {
  // --- AWS Glue ------------------------------------------------------------------------------------

  /** The engine's own client of a service, as the root of the account. */
  _getClient(service) {
    this._clients[service] ??= (() => {
      const principal = library.principal_new(this.accountId, null);
      const client = this._own(library[`engine_create_${service}_client`](this._engine, principal));
      library.principal_unref(principal);
      return client;
    })();
    return this._clients[service];
  }

  _splitName(name) {
    const parts = Array.isArray(name) ? name : String(name).split('.');
    if (parts.length > 3) throw new TypeError(`${name} is no name of a table: give an array if a part has a dot`);
    return [...[null, this.database].slice(0, 3 - parts.length), ...parts];
  }

  /** Calls a function with the address of the name of a table. */
  _withName(name, use) {
    const address = library.table_name_new(...this._splitName(name));
    try {
      return use(address);
    } finally {
      library.table_name_unref(address);
    }
  }

  _callGlue(name, use) {
    return this._call(() => this._withName(name, (address) => use(this._getClient('glue'), address)));
  }

  addCatalog(bucket, settings) {
    const { isFederated } = read(settings, { isFederated: false }, 'addCatalog()');
    const catalogId = `${this.accountId}:s3tablescatalog/${bucket}`;
    this._call(() => library.glue_client_create_catalog(this._getClient('glue'), catalogId, isFederated));
    return catalogId;
  }

  addDatabase(name, settings) {
    const { catalogId } = read(settings, { catalogId: undefined }, 'addDatabase()');
    this._call(() => library.glue_client_create_database(this._getClient('glue'), catalogId, name));
  }

  _createTable(name, table, values) {
    try {
      for (const [setter, value] of values) library[`table_input_${setter}`](table, value);
      this._callGlue(name, (glue, address) => {
        try {
          library.glue_client_create_table(glue, address, table);
        } catch (error) {
          // A database is no more than a name, so a test need not make it.
          if (error.name !== 'EntityNotFoundException' || !/database/i.test(error.message)) throw error;
          const [catalogId, database] = this._splitName(name);
          library.glue_client_create_database(glue, catalogId, database);
          library.glue_client_create_table(glue, address, table);
        }
      });
    } finally {
      library.table_input_unref(table);
    }
  }

  addTable(name, settings) {
    const { sizeBytes, recordCount, format } = read(settings, TABLE, 'addTable()');
    const chosen = choose(FORMATS, format, 'format');
    this._splitName(name);
    this._call(() => {});
    this._createTable(name, library.table_input_new(),
      [['set_size_bytes', sizeBytes], ['set_record_count', recordCount], ['set_format', chosen]]);
  }

  addView(name, settings) {
    const given = read(settings, VIEW, 'addView()');
    if (!Array.isArray(given.over))
      throw new TypeError(`over is an array of names, such as ['${given.over ?? 'orders'}']`);
    const type = given.lastRefreshType === undefined ? 0 : choose(REFRESH_TYPES, given.lastRefreshType, 'refresh type');
    for (const each of [name, ...given.over]) this._splitName(each);
    this._call(() => {});
    const table = library.table_input_new_materialized_view();
    for (const source of given.over)
      this._withName(source, (address) => library.table_input_add_sub_object(table, address));
    this._createTable(name, table, [
      ['set_size_bytes', given.sizeBytes], ['set_definer', given.definer],
      ['set_refresh_seconds', given.refreshSeconds],
      ['set_refresh_offset_seconds', given.refreshOffsetSeconds],
      ['set_refresh_jitter_seconds', given.refreshJitterSeconds], ['set_incremental', given.isIncremental],
      ['set_last_refresh_type', type]]);
  }

  deleteTable(name) {
    this._callGlue(name, (glue, address) => library.glue_client_delete_table(glue, address));
  }

  commit(table, settings) {
    const given = read(settings, COMMIT, 'commit()');
    const made = library.commit_new(choose(COMMITS, given.operation, 'operation of a commit'));
    try {
      library.commit_set_added_bytes(made, given.addedBytes);
      library.commit_set_removed_bytes(made, given.removedBytes);
      library.commit_set_added_records(made, given.addedRecords);
      library.commit_set_removed_records(made, given.removedRecords);
      library.commit_set_total_bytes(made, given.totalBytes);
      this._callGlue(table, (glue, address) => library.glue_client_commit(glue, address, made));
    } finally {
      library.commit_unref(made);
    }
  }

  pauseSchedule(view) {
    this._callGlue(view, (glue, address) => library.glue_client_pause_schedule(glue, address));
  }

  resumeSchedule(view) {
    this._callGlue(view, (glue, address) => library.glue_client_resume_schedule(glue, address));
  }

  // --- Amazon DataZone -----------------------------------------------------------------------------

  _callDatazone(name, ...values) {
    return this._call(() => library[`datazone_client_${name}`](this._getClient('datazone'), ...values));
  }

  addDomain(name, settings) {
    return this._callDatazone('create_domain', name, read(settings, { version: 1 }, 'addDomain()').version);
  }

  addUser(arn, settings) {
    const { domainId } = read(settings, { domainId: this.domainId }, 'addUser()');
    this._call(() => {});
    const principal = library.principal_new(this.accountId, arn);
    try {
      return this._callDatazone('create_user_profile', domainId, principal);
    } finally {
      library.principal_unref(principal);
    }
  }

  addProject(name, settings) {
    const { domainId } = read(settings, { domainId: this.domainId }, 'addProject()');
    return this._callDatazone('create_project', domainId, name);
  }

  addMember(userId, settings) {
    const { projectId, domainId } = read(
      settings, { projectId: this.projectId, domainId: this.domainId }, 'addMember()');
    this._callDatazone('create_project_membership', domainId, projectId, userId);
  }

  addGlossaryTerm(name, settings) {
    const { domainId } = read(settings, { domainId: this.domainId }, 'addGlossaryTerm()');
    this._callDatazone('create_glossary_term', domainId, name);
  }

  _withAsset(name, { columns, typeIdentifier, rowCount, generatesNames = false }, use) {
    this._call(() => {});
    const made = library.asset_input_new(name, typeIdentifier);
    try {
      for (const [column, type] of Object.entries(columns)) library.asset_input_add_column(made, column, type);
      library.asset_input_set_row_count(made, rowCount);
      library.asset_input_set_business_name_generation(made, generatesNames);
      return use(made);
    } finally {
      library.asset_input_unref(made);
    }
  }

  addAsset(name, settings) {
    const given = read(settings, { ...ASSET, domainId: this.domainId, projectId: this.projectId }, 'addAsset()');
    return this._withAsset(name, given,
      (made) => this._callDatazone('create_asset', given.domainId, given.projectId, made));
  }

  addAssetRevision(assetId, name, settings) {
    const given = read(settings, { ...REVISION, domainId: this.domainId }, 'addAssetRevision()');
    return this._withAsset(name, given,
      (made) => this._callDatazone('create_asset_revision', given.domainId, assetId, made));
  }
}

module.exports = { Contents };
