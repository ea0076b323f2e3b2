// SPDX-License-Identifier: MIT
//
// The lake: AWS Glue's materialized views and Amazon DataZone's metadata generation inside of a test.

'use strict';

const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const { attach, makeClient, patchLuck, patchSurroundings } = require('./clients.js');
const { Clock, toMicroseconds } = require('./clock.js');
const { Driver } = require('./driver.js');
const { OutOfPatience } = require('./errors.js');
const { toDate } = require('./events.js');
const { patchBesides, patchClocks, patchTimers } = require('./globals.js');
const { patchHttp } = require('./http.js');
const { Journal } = require('./journal.js');
const { TarnError, dropCallback, hasForeground, library, load } = require('./library.js');
const { Patcher } = require('./patcher.js');
const { real } = require('./real.js');
const { RUNS, carry } = require('./requests.js');
const { RunnerClock } = require('./runner-clock.js');
const { read } = require('./settings.js');
const { Watching } = require('./watching.js');

const DAY = 24 * 3600 * 1000;
const COPIED = { accountId: '123456789012', region: 'us-east-1', database: 'sales', patience: 30 * DAY };
const SETTINGS = { seed: 0, start: undefined, sample: true, ...COPIED };
const LOADED = { seed: 0, ...COPIED };
// Code that catches all errors may still wake so often after its patience has ended.
const GRACE = 1000;
const EVERY_EVENT = 2 ** 32 - 1;
const PATCHED = Symbol.for('tarn-lake.patched');
const INSIDE = Symbol('a lake that is made of an engine');

function release(addresses) {
  for (const address of addresses.splice(0).reverse()) library.g_object_unref(address);
}

const forgotten = new FinalizationRegistry(release);

class Lake extends Watching {
  constructor(settings) {
    super();
    load();
    if (settings?.[INSIDE]) {
      this._setUp(settings);
      this._make(settings[INSIDE]);
      return;
    }
    const given = read(settings, SETTINGS, 'Lake()');
    if (given.start !== undefined && given.start !== 'now' && Number.isNaN(given.start?.getTime?.() ?? NaN))
      throw new TypeError(`start is a Date or 'now', and not ${given.start}`);
    this._setUp(given);
    const start = given.start === 'now' ? real.now() : given.start?.getTime();
    this._make(() => library.engine_new(given.seed), start, given.sample);
  }

  _setUp({ seed, accountId, region, database, patience }) {
    this.seed = seed;
    this.accountId = accountId;
    this.region = region;
    this.database = database;
    this.domainId = undefined;
    this.projectId = undefined;
    this.assetId = undefined;
    this.operations = new Set(RUNS);
    this.letsThrough = false;
    this.checksFaults = true;
    this.failures = [];
    // What is below is for the package itself.
    this._addresses = [];
    this._clients = {};
    this._keys = new Map();
    this._observers = new Map();
    this._timeouts = new Set();
    this._sleepers = new Set();
    this._ends = new Set();
    // The calls of asynchronous functions of the test, and of those methods that only a test calls, until they end.
    this._underWay = new Set();
    this._awaited = [];
    this._depth = 0;
    this._nCalls = 0;
    this._nFree = 0;
    this._isIdling = false;
    this._isClosed = false;
    this._driver = new Driver(() => this._getClock(), (clock) => this._step(clock));
    this.patience = patience;
  }

  _make(makeEngine, start, hasSample) {
    this._engine = this._own(makeEngine());
    forgotten.register(this, this._addresses, this);
    if (start !== undefined) library.engine_advance_to(this._engine, Math.round(start * 1000));
    if (hasSample) {
      const sample = library.sample_add(this._engine);
      this.domainId = library.sample_get_domain_id(sample);
      this.projectId = library.sample_get_project_id(sample);
      this.assetId = library.sample_get_asset_id(sample);
      library.sample_unref(sample);
    }
    const journal = this._own(library.journal_new());
    library.engine_set_journal(this._engine, journal);
    this._plan = library.engine_get_fault_plan(this._engine)
      ?? this._own(library.engine_create_fault_plan(this._engine));
    library.engine_set_fault_plan(this._engine, this._plan);
    library.journal_clear(journal);
    this._endpoint = this._own(library.wire_endpoint_new(this._engine));
    this._clock = new Clock(this._getEngineNow());
    this.journal = new Journal((use) => this._call(use), journal);
  }

  _own(address) {
    this._addresses.push(address);
    return address;
  }

  /** Calls the library, after everything has happened that is due by now. */
  _call(use) {
    if (this._isClosed) throw new TarnError('tarn', 'Closed', 'the lake is closed');
    this._nCalls++;
    if (this._depth > 0) return use();
    this._catchUp();
    try {
      return use();
    } finally {
      this._arm();
    }
  }

  close() {
    if (this._isClosed) return;
    this.unpatch();
    this._isClosed = true;
    this._driver.end();
    this._clock.end();
    const error = new TarnError('tarn', 'Closed', 'the lake is closed');
    for (const fail of [...this._sleepers]) fail(error);
    for (const number of [...this._observers.values(), ...this._timeouts]) dropCallback(number);
    forgotten.unregister(this);
    release(this._addresses);
  }

  // --- Time ----------------------------------------------------------------------------------------

  get now() {
    return toDate(this._getNow());
  }

  get patience() {
    return this._patienceUs === null ? null : Math.max(this._patienceUs, 0) / 1000;
  }

  set patience(milliseconds) {
    this._patienceUs = milliseconds === null || milliseconds === Infinity ? null : toMicroseconds(milliseconds);
    this._refusal = null;
    this._grace = GRACE;
  }

  _getEngineNow() {
    return library.engine_get_now(this._engine);
  }

  _getNow() {
    if (this._isClosed) return this._clock.now;
    return this._depth > 0 ? this._getEngineNow() : Math.max(this._getEngineNow(), this._getClock().now);
  }

  /** The clock in use. The runner may have taken back its own. */
  _getClock() {
    if (!this._clock.isOn()) this._clock = new Clock(this._getEngineNow());
    return this._clock;
  }

  /** Lets everything happen that is due by now. */
  _catchUp() {
    const { now } = this._getClock();
    if (now > this._getEngineNow()) library.engine_advance_to(this._engine, now);
  }

  /** Has time stop at the next event of the engine, if a function of the test may be called there. */
  _arm() {
    const clock = this._getClock();
    const at = [0];
    const isWatched = this._observers.size > 0 || this._timeouts.size > 0 || this._isIdling;
    const has = isWatched && library.engine_peek_next(this._engine, at);
    const next = has ? Number(at[0]) : undefined;
    if (this._armed?.clock === clock && this._armed.next === next) return;
    if (this._armed) this._armed.clock.remove(this._armed.timer);
    this._armed = undefined;
    if (!has) return;
    const timer = clock.add(() => {
      this._armed = undefined;
      try {
        // What is due in this very moment would be left by _catchUp().
        library.engine_advance_to(this._engine, Math.max(clock.now, this._getEngineNow()));
        this._call(() => {});
      } catch (error) {
        this.failures.push(error);
      }
    }, Math.max(next - clock.now, 0), false);
    this._armed = { clock, next, timer };
  }

  _watch() {
    if (this._depth === 0) this._arm();
  }

  /** Moves time to the next timer. Returns whether it may go on. */
  _step(clock) {
    const isCounted = this._nFree === 0 && this._patienceUs !== null;
    if (this._refusal && this._nFree === 0 && this._grace-- <= 0) return false;
    const before = clock.now;
    if (isCounted && !this._refusal) this._spend((clock.peek() ?? before) - before);
    try {
      clock.next();
    } catch (error) {
      // What a function of a timer throws, nobody catches, as with the timers of Node.
      real.setImmediate(() => { throw error; });
    }
    if (!isCounted || this._refusal) return true;
    const spent = clock.now - before;
    // A clock that did not say when its next timer is due has moved by now.
    this._spend(spent);
    this._patienceUs -= spent;
    return true;
  }

  /** Ends the sleeps of the code under test if there is no patience for one of so many microseconds. */
  _spend(sleep) {
    if (sleep <= this._patienceUs) return;
    this._end(this._makeImpatience(sleep));
  }

  /** Ends the sleeps of the code under test, and refuses its requests from now on. */
  _end(error) {
    this._refusal = error;
    for (const fail of [...this._sleepers]) fail(error);
    for (const end of [...this._ends]) end(error);
  }

  _makeImpatience(sleep) {
    return new OutOfPatience(`the code under test may sleep for ${this.patience / 1000} s more of virtual time, and it `
      + `sleeps for ${sleep / 1e6} s. It may wait for something that never comes. Set lake.patience if it may wait so `
      + 'long');
  }

  _refuseInside(what) {
    if (this._isClosed) throw new TarnError('tarn', 'Closed', 'the lake is closed');
    if (this._depth > 0)
      throw new TarnError('tarn', 'Busy', `an observer cannot ${what}: time stands still until it returns`);
  }

  /** Waits on the clock of the lake. */
  _wait(microseconds, isLast = false) {
    return new Promise((resolve, reject) => {
      const clock = this._getClock();
      const fail = (error) => {
        clock.remove(timer);
        this._sleepers.delete(fail);
        reject(error);
      };
      const timer = clock.add(() => {
        this._sleepers.delete(fail);
        resolve();
      }, microseconds, true, isLast);
      this._sleepers.add(fail);
      this._driver.wake();
    });
  }

  /** Waits as the test itself does: the patience of the code does not count. */
  async _waitFreely(microseconds) {
    this._nFree++;
    try {
      await this._wait(microseconds, true);
    } finally {
      this._nFree--;
    }
  }

  /** Does the work of a method whose end the test has to await. */
  async _await(name, work) {
    this._awaited.push(name);
    try {
      return await work();
    } finally {
      this._awaited.splice(this._awaited.indexOf(name), 1);
    }
  }

  async advance(milliseconds) {
    await this._await('advance', async () => {
      this._refuseInside('advance');
      await this._waitFreely(toMicroseconds(milliseconds));
      this._call(() => {});
      this.raiseFailure();
    });
  }

  async sleep(milliseconds) {
    this._refuseInside('sleep');
    const microseconds = toMicroseconds(milliseconds);
    if (this._nFree === 0 && this._patienceUs !== null && microseconds > this._patienceUs)
      throw this._makeImpatience(microseconds);
    await this._wait(microseconds);
  }

  async runUntilIdle() {
    await this._await('runUntilIdle', () => this._runUntilIdle());
  }

  async _runUntilIdle() {
    this._refuseInside('advance');
    this._isIdling = true;
    try {
      while (this._call(() => this._hasForeground())) {
        const at = [0];
        this._call(() => library.engine_peek_next(this._engine, at));
        await this._waitFreely(Math.max(Number(at[0]) - this._getClock().now, 0));
      }
    } finally {
      this._isIdling = false;
    }
    this._call(() => {});
    this.raiseFailure();
  }

  _hasForeground() {
    const events = library.engine_list_pending(this._engine, EVERY_EVENT);
    try {
      return hasForeground(events);
    } finally {
      library.g_ptr_array_unref(events);
    }
  }

  async hold(work) {
    return await this._await('hold', () => this._hold(work));
  }

  async _hold(work) {
    this._driver.hold();
    try {
      return await (typeof work === 'function' ? work() : work);
    } finally {
      this._driver.release();
    }
  }

  // --- Copies --------------------------------------------------------------------------------------

  fork() {
    const { seed, accountId, region, database, patience, domainId, projectId, assetId } = this;
    const engine = this._call(() => library.engine_fork(this._engine, null, null));
    const other = new Lake({ seed, accountId, region, database, patience, [INSIDE]: () => engine });
    return Object.assign(other, { domainId, projectId, assetId });
  }

  save(path) {
    this._call(() => library.engine_save_to_file(this._engine, path));
  }

  static load(path, settings) {
    const given = read(settings, LOADED, 'Lake.load()');
    return new Lake({ ...given, [INSIDE]: () => library.engine_restore_from_file(path, null) });
  }

  digest() {
    return this._call(() => library.engine_dup_digest(this._engine));
  }

  state() {
    return this._call(() => library.engine_to_text(this._engine));
  }

  diff(other, maxLines = 100) {
    return this._call(() => other._call(() => library.engine_diff(this._engine, other._engine, maxLines)));
  }

  // --- Clients -------------------------------------------------------------------------------------

  client(Client, settings = {}) {
    return makeClient(this, Client, settings);
  }

  attach(client) {
    return attach(this, client);
  }

  signIn(accessKeyId, { accountId, arn } = {}) {
    const described = this.describePrincipal({ accountId, arn });
    if (this._keys.get(accessKeyId) === described) return;
    const principal = library.principal_new(described.split(':')[4], described);
    try {
      this._call(() => library.wire_endpoint_add_access_key(this._endpoint, accessKeyId, null, principal));
      this._keys.set(accessKeyId, described);
    } finally {
      library.principal_unref(principal);
    }
  }

  handle(request) {
    return this._call(() => {
      const [, accessKeyId] = /Credential=([^/,]+)\//.exec(
        request.headers?.authorization ?? request.headers?.Authorization ?? '') ?? [];
      if (accessKeyId !== undefined && !this._keys.has(accessKeyId)) this.signIn(accessKeyId);
      return carry(this._endpoint, request);
    });
  }

  // --- The code under test -------------------------------------------------------------------------

  patch(timers) {
    return this._patch(timers, true);
  }

  useFakeTimers(timers) {
    return this._patch(timers, false);
  }

  _patch(timers, hasClients) {
    if (this._patcher) return this;
    this._refuseInside('patch');
    const other = globalThis[PATCHED];
    if (other && !other._isOfTest) throw new TarnError('tarn', 'Busy', 'another lake is patched in: close it first');
    other?._giveUp(new TarnError('tarn', 'Busy',
      'another test has begun: this one ran out of time, or two tests with a lake run at once'));
    if (timers !== undefined && this._clock.count > 0)
      throw new TarnError('tarn', 'Busy', 'code sleeps on the lake already: give it the timers before');
    if (timers !== undefined) this._clock = new RunnerClock(timers, this._getEngineNow());
    const patcher = new Patcher();
    this._patcher = patcher;
    patcher.set(globalThis, PATCHED, this);
    if (hasClients) {
      patchSurroundings(this, patcher);
      patchLuck(this, patcher);
      patchHttp(this, patcher);
    }
    let own;
    if (timers === undefined) {
      own = patchTimers(patcher, this._clock, () => this._driver.wake());
      patchClocks(patcher, () => this._getNow());
    }
    patchBesides(patcher, this._clock, this._sleepers, own);
    this._driver.wake();
    return this;
  }

  unpatch() {
    if (!this._patcher) return;
    this._patcher.undo();
    this._patcher = undefined;
    this._catchUp();
    // Code that sleeps on the timers of the patch does not wake any more.
    this._clock.end();
    this._clock = new Clock(this._getEngineNow());
    this._arm();
  }

  /** Ends a lake whose test has ended without it. */
  _giveUp(error) {
    this._end(error);
    this.close();
  }

  explain(name = 'lake', lines = 20) {
    const sections = [['the journal', this.journal.summary(lines).trimEnd()]];
    const counts = Object.entries(this.faultCounts())
      .map(([rule, { matched, applied }]) => `${rule}: matched ${matched} times, applied ${applied} times`);
    if (counts.length > 0) sections.push(['what the fault plan did', counts.join('\n')]);
    const file = `${name.replaceAll(/\W+/g, '-').replaceAll(/^-|-$/g, '').slice(0, 80)}.tarn`;
    try {
      const path = join(mkdtempSync(join(tmpdir(), 'tarn-')), file);
      this.save(path);
      sections.push(['the state', `is saved. Look at it with: npx tarn-lake ${path}\n`
        + `Go on from it with: Lake.load('${path}')`]);
    } catch (error) {
      sections.push(['the state', `could not be saved: ${error.message}`]);
    }
    return sections.map(([title, text]) => `--- Tarn: ${title} ---\n${text}\n`).join('');
  }
}

if (Symbol.dispose) Lake.prototype[Symbol.dispose] = Lake.prototype.close;

module.exports = { Lake };
