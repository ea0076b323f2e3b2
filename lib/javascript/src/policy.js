// SPDX-License-Identifier: MIT
//
// Policies of a user: classes that decide when which views are refreshed. The library takes a policy as a GObject with an
// interface: a table of functions. A class of such objects is made here, and each object stands for one of JavaScript.

'use strict';

const koffi = require('koffi');

const { library, loadLab, readNumbers } = require('./library.js');
const { makeLuck } = require('./luck.js');
const { choose, read } = require('./settings.js');

const NEVER = 2n ** 63n - 1n;
const NONE = 2 ** 32 - 1;
const WAKE_KINDS = ['start', 'time', 'commit', 'end', 'slot', 'refusal'];
const WAKES = { commits: 1, ends: 2 };
const MODES = { service: 0, full: 1, incremental: 2, 'incremental-or-fail': 3 };
const REFRESH_TYPES = [null, 'FULL', 'INCREMENTAL'];
const ERROR_POLICY = 5;
// The type of all objects, G_TYPE_OBJECT, and what a table of functions begins with.
const OBJECT = 20 << 2;
const HEAD = 2 * koffi.sizeof('size_t');
const POINTER = koffi.sizeof('void *');

loadLab();

const orNull = (time) => (BigInt(time) === NEVER ? null : Number(time));

/** Keeps something of the library for as long as there is the object of JavaScript. */
const forgotten = new FinalizationRegistry(([release, address]) => library[release](address));

/** The data lake as a policy sees it. Nothing of the future is in it. */
class DataLake {
  #address;

  constructor(address) {
    // A reference, because a policy may keep this object for longer than there is the trial.
    this.#address = library.lab_lake_ref(address);
    forgotten.register(this, ['lab_lake_unref', this.#address]);
  }

  #list(name, ...views) {
    const size = [0];
    return readNumbers(library[`lab_lake_get_${name}`](this.#address, ...views, size), size[0]);
  }

  get nowUs() {
    return Number(library.lab_lake_get_now(this.#address));
  }

  get startUs() {
    return Number(library.lab_lake_get_start_time(this.#address));
  }

  get round() {
    return library.lab_lake_get_round(this.#address);
  }

  get isDraining() {
    return library.lab_lake_is_draining(this.#address);
  }

  get wakes() {
    return Array.from({ length: library.lab_lake_get_n_wakes(this.#address) }, (_, index) => {
      const [view, request] = [[0], [0]];
      const kind = library.lab_lake_get_wake(this.#address, index, view, request);
      return { kind: WAKE_KINDS[kind], view: view[0] === NONE ? null : view[0], requestUs: Number(request[0]) };
    });
  }

  get nSlots() {
    const slots = Number(library.lab_lake_get_n_slots(this.#address));
    return slots < 0 ? null : slots;
  }

  get nFreeSlots() {
    return library.lab_lake_get_n_free_slots(this.#address);
  }

  get views() {
    return this.#list('views');
  }

  name(view) {
    const name = library.lab_lake_get_name(this.#address, view);
    return name === null ? ''
      : `${library.table_name_get_database_name(name)}.${library.table_name_get_table_name(name)}`;
  }

  weight(view) {
    return library.lab_lake_get_weight(this.#address, view);
  }

  ageSloUs(view) {
    return orNull(library.lab_lake_get_age_slo(this.#address, view));
  }

  lagSloUs(view) {
    return orNull(library.lab_lake_get_lag_slo(this.#address, view));
  }

  upstream(view) {
    return this.#list('upstream', view);
  }

  downstream(view) {
    return this.#list('downstream', view);
  }

  isActive(view) {
    return library.lab_lake_is_active(this.#address, view);
  }

  activeSinceUs(view) {
    return Number(library.lab_lake_get_active_since(this.#address, view)) || null;
  }

  nWaiting(view) {
    return library.lab_lake_get_n_waiting(this.#address, view);
  }

  pendingCommits(view) {
    return Number(library.lab_lake_get_pending_commits(this.#address, view));
  }

  pendingBytes(view) {
    return Number(library.lab_lake_get_pending_bytes(this.#address, view));
  }

  oldestPendingUs(view) {
    return orNull(library.lab_lake_get_oldest_pending_time(this.#address, view));
  }

  sourceBytes(view) {
    return Number(library.lab_lake_get_source_bytes(this.#address, view));
  }

  estimate(view, refreshType = null) {
    const type = REFRESH_TYPES.indexOf(refreshType);
    if (type < 0) throw new TypeError(`${refreshType} is no refresh type; use FULL or INCREMENTAL`);
    const found = library.lab_lake_estimate_refresh(this.#address, view, type);
    if (found === null) return null;
    const get = (name) => Number(library[`refresh_estimate_get_${name}`](found));
    const estimate = {
      refreshType: REFRESH_TYPES[get('refresh_type')], startupUs: get('startup_us'), durationUs: get('duration_us'),
      dpuMilliseconds: get('dpu_milliseconds'), billedDpuMilliseconds: get('billed_dpu_milliseconds'),
      costNanoUsd: get('cost_nano_usd'), processedBytes: get('processed_bytes'), peakDpu: get('peak_dpu'),
    };
    library.refresh_estimate_free(found);
    return estimate;
  }

  lastSuccess(view) {
    const [type, ...numbers] = [[0], [0], [0], [0]];
    if (!library.lab_lake_get_last_success(this.#address, view, type, ...numbers)) return null;
    const [durationUs, dpuMilliseconds, billedDpuMilliseconds] = numbers.map(([number]) => Number(number));
    return { refreshType: REFRESH_TYPES[type[0]], durationUs, dpuMilliseconds, billedDpuMilliseconds };
  }

  random(view, purpose) {
    const stream = library.lab_lake_create_random_stream(this.#address, view, purpose);
    if (stream === null) return makeLuck(0);
    const seed = library.random_stream_draw_uniform(stream, 0, 0, 2n ** 63n);
    library.random_stream_free(stream);
    return makeLuck(seed);
  }
}

/** What a policy answers, while it is asked. */
class Answers {
  #address;

  constructor(address) {
    this.#address = library.lab_answers_ref(address);
    forgotten.register(this, ['lab_answers_unref', this.#address]);
  }

  request(view) {
    library.lab_answers_request(this.#address, view);
  }

  skip(view) {
    library.lab_answers_skip(this.#address, view);
  }

  reject(view, requestUs) {
    library.lab_answers_reject(this.#address, view, requestUs);
  }

  start(view, requestUs, settings) {
    const { mode, thresholdPercent } = read(settings, { mode: 'service', thresholdPercent: -1 }, 'start()');
    library.lab_answers_start(this.#address, view, requestUs, choose(MODES, mode, 'mode'), thresholdPercent);
  }

  stop(view) {
    library.lab_answers_stop(this.#address, view);
  }

  wakeAt(timeUs) {
    library.lab_answers_set_next_wake(this.#address, timeUs ?? NEVER);
  }

  waitForSlot() {
    library.lab_answers_wait_for_slot(this.#address);
  }
}

/** Decides when which views are refreshed. A class of one's own has `decide`. */
class Policy {
  name = '';
  version = 1;
  wakes = [];

  text() {
    return '';
  }

  create(_lake) {
    return this.copy();
  }

  copy() {
    return Object.assign(Object.create(Object.getPrototypeOf(this)), structuredClone({ ...this }));
  }

  decide(_lake, _answers) {
    throw new TypeError(`${this.constructor.name} has no decide()`);
  }
}

// The policies, and what is known of them, by the addresses of the objects that stand for them.
const policies = new Map();
const find = (address) => policies.get(koffi.address(address));
// Functions of users have thrown these inside of the library.
const thrown = [];

/** Calls a function of a policy. An exception cannot pass through the library. */
function guard(use, otherwise) {
  try {
    return use();
  } catch (error) {
    thrown.push(error);
    return otherwise(error);
  }
}

/** Returns what stands for something of the library. It shows the same data lake each time. */
function show(known, Type, address) {
  const key = koffi.address(address);
  if (known[Type.name]?.key !== key) known[Type.name] = { key, shown: new Type(address) };
  return known[Type.name].shown;
}

function decide(address, lake, answers, place) {
  return guard(() => {
    const known = find(address);
    known.policy.decide(show(known, DataLake, lake), show(known, Answers, answers));
    return 1;
  }, (error) => {
    library.g_set_error_literal(place, library.lab_error_quark(), ERROR_POLICY, String(error));
    return 0;
  });
}

const TEXT = ['void *', ['void *']];
const NUMBER = ['unsigned int', ['void *']];
// In the order of the interface.
const FUNCTIONS = [
  [TEXT, (self) => library.g_strdup(find(self).name)],
  [NUMBER, (self) => find(self).version],
  [TEXT, (self) => library.g_strdup(find(self).text)],
  [NUMBER, (self) => find(self).wakes],
  [['void *', ['void *', 'void *']],
    (self, lake) => guard(() => makePolicy(find(self).policy.create(new DataLake(lake))), () => null)],
  [TEXT, (self) => guard(() => makePolicy(find(self).policy.copy()), () => null)],
  [['int', ['void *', 'void *', 'void *', 'void *']], decide],
];

function register([result, taken], use) {
  return koffi.register(use, koffi.pointer(koffi.proto(result, taken)));
}

let made;

/** Makes the class of the objects that stand for policies. */
function findClass() {
  if (made) return made;
  const functions = FUNCTIONS.map(([type, use]) => register(type, use));
  const init = register(['void', ['void *', 'void *']], (table) => {
    functions.forEach((pointer, index) => koffi.encode(table, HEAD + index * POINTER, 'void *', pointer));
  });
  const forget = register(['void', ['void *', 'void *']], (_data, address) => {
    policies.delete(koffi.address(address));
  });
  const query = {};
  library.g_type_query(OBJECT, query);
  // Another copy of this module in the process may have made classes before.
  let number = 0;
  while (library.g_type_from_name(`TarnJavaScript${number}`) !== 0) number++;
  const type = library.g_type_register_static_simple(
    OBJECT, `TarnJavaScript${number}`, query.classSize, null, query.instanceSize, null, 0);
  library.g_type_add_interface_static(type, library.lab_policy_get_type(), { init, finalize: null, data: null });
  return (made = { type, forget });
}

/** Makes an object of the library that stands for a policy. */
function makePolicy(policy) {
  if (!(policy instanceof Policy)) throw new TypeError(`${policy} is no policy`);
  const known = {
    policy, name: String(policy.name || policy.constructor.name), version: Number(policy.version), text: String(policy.text()),
    wakes: [policy.wakes].flat().reduce((flags, name) => flags | choose(WAKES, name, 'wake'), 0),
  };
  const { type, forget } = findClass();
  const address = library.g_object_new_with_properties(type, 0, null, null);
  policies.set(koffi.address(address), known);
  library.g_object_weak_ref(address, forget, null);
  return address;
}

/** Calls a function of the library that runs those of a user. If one of them has thrown, so does this. */
function callWithPolicies(use) {
  thrown.length = 0;
  try {
    return use();
  } catch (error) {
    throw thrown.length > 0 ? thrown[0] : error;
  } finally {
    thrown.length = 0;
  }
}

module.exports = { Answers, DataLake, Policy, callWithPolicies, makePolicy };
