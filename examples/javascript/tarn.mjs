// SPDX-License-Identifier: MIT
//
// An engine inside of this process, for an unmodified AWS SDK for JavaScript v3. The SDK's clients get a
// request handler that takes its answers from the library, so there is neither a socket nor a server.
//
//     const lake = new Lake({ seed: 0 });
//     const glue = new GlueClient(lake.client('123456789012'));
//
// Only advanceBy() moves virtual time. Date.now() and setTimeout() still go by the machine, so a deadline that is
// computed from them never comes; the patience of a lake ends such a test with an error. Before the SDK repeats a
// call that was throttled or got no reply, it waits on the machine's clock. So give its clients `maxAttempts: 1`,
// or a strategy that moves virtual time:
//
//     retryStrategy: new ConfiguredRetryStrategy(3, (attempt) => lake.advanceBy(100 * 2 ** attempt))

import { c, call, takeTexts, toBytes, toInt64, toText } from './library.mjs';

export { TarnError } from './library.mjs';

const SAMPLE_ACCOUNT_ID = '123456789012'; // the value of TARN_SAMPLE_ACCOUNT_ID, which is a macro

// The SDK encodes the path but not the query. The services read a plus as a plus and not as a space.
function toQuery(query = {}) {
  const pairs = Object.entries(query).flatMap(
    ([name, values]) => [values].flat().map((value) => [name, value ?? '']));
  return String(new URLSearchParams(pairs)).replaceAll('+', '%20');
}

function takeResponse(pointer) {
  const lines = takeTexts(c.tarn_wire_response_list_headers(pointer));
  const size = [0];
  const bytes = c.tarn_wire_response_get_body(pointer, size);
  const response = {
    statusCode: c.tarn_wire_response_get_status(pointer),
    headers: Object.fromEntries(lines.map((line) => line.split(/: (.*)/s))),
    body: toBytes(bytes, size[0]),
  };
  c.tarn_wire_response_unref(pointer);
  return response;
}

/** Answers a request of the SDK. Throws an error if a fault plan loses the reply. */
export function answer(endpoint, { method, path, query, headers, body }) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const bytes = ArrayBuffer.isView(body) ? body : Buffer.from(body ?? '');
  try {
    return takeResponse(call('tarn_wire_endpoint_handle', endpoint, method, path, toQuery(query),
      [...lines, null], bytes, bytes.byteLength));
  } catch (error) {
    // The SDK's own handler throws an error of this name if no reply comes in time. The SDK then tries again.
    if (error.code === 'TARN_WIRE_ERROR_REPLY_LOST') error.name = 'TimeoutError';
    throw error;
  }
}

/** More virtual time was to pass than the patience of the lake allows. */
export class OutOfPatience extends Error {
  name = 'OutOfPatience';
}

const PATIENCE = 60 * 24 * 3600 * 1000;

export class Lake {
  #deadline;
  #pointer;
  #journal;
  #releases = [];

  /** `patience` is how many milliseconds of virtual time may pass, 60 days by default, Infinity for no limit. */
  constructor({ seed = 0, patience = PATIENCE } = {}) {
    this.#pointer = c.tarn_engine_new(BigInt.asUintN(64, BigInt(seed)));
    this.#releases.push(() => c.g_object_unref(this.#pointer));
    this.#journal = c.tarn_journal_new();
    this.#releases.push(() => c.g_object_unref(this.#journal));
    c.tarn_engine_set_journal(this.#pointer, this.#journal);
    this.setPatience(patience);
  }

  /** Sets how many milliseconds of virtual time may pass from now on. */
  setPatience(milliseconds) {
    if (!(milliseconds >= 0)) throw new RangeError(`${milliseconds} is no patience: it takes 0 or more milliseconds`);
    this.#deadline = this.now().getTime() + milliseconds;
  }

  /** Frees the engine. The object and its clients must not be used afterwards. */
  destroy() {
    this.#releases.splice(0).reverse().forEach((release) => release());
  }

  /** The TarnEngine, for other functions of the library. */
  get engine() {
    if (this.#releases.length === 0) throw new Error('This lake was destroyed');
    return this.#pointer;
  }

  /** Returns the virtual time, rounded down to milliseconds. */
  now() {
    return new Date(Math.floor(Number(c.tarn_engine_get_now(this.engine)) / 1000));
  }

  /**
   * Lets virtual time pass. Returns 0, the time that a retry strategy then waits on the machine's clock.
   * Throws OutOfPatience, and moves nothing, if the patience does not last that long.
   */
  advanceBy(milliseconds) {
    const left = this.#deadline - this.now().getTime();
    if (milliseconds > left && Number.isFinite(milliseconds) && milliseconds < 2 ** 53)
      throw new OutOfPatience(`${left} ms of virtual time are left, and the code waits for ${milliseconds} ms. It may `
        + 'wait for a deadline by Date.now(), which does not move with virtual time. Otherwise set the patience');
    call('tarn_engine_advance_by', this.engine, toInt64(Math.round(milliseconds * 1000)));
    return 0;
  }

  /** Sets an option, such as glue.stop-latency-us. */
  setOption(name, value) {
    call('tarn_engine_set_option', this.engine, String(name), toInt64(value));
  }

  /** Returns the lines of the journal, which tarn-journal.h describes. */
  journal() {
    return c.tarn_journal_dup_text(this.engine && this.#journal).trimEnd().split('\n');
  }

  /** Adds rules to the fault plan, in the format of tarn-fault-plan.h. */
  addFaults(text) {
    if (c.tarn_engine_get_fault_plan(this.engine) === null) {
      const plan = c.tarn_engine_create_fault_plan(this.engine);
      c.tarn_engine_set_fault_plan(this.engine, plan);
      c.g_object_unref(plan);
    }
    const plan = c.tarn_engine_get_fault_plan(this.engine);
    call('tarn_fault_plan_add_from_data', plan, String(text), -1, 'faults');
  }

  /** Lists the rules that have not been applied, but for those that apply at random. */
  unappliedFaults() {
    const plan = c.tarn_engine_get_fault_plan(this.engine);
    return plan === null ? [] : takeTexts(c.tarn_fault_plan_list_unapplied(plan));
  }

  /** Creates the sample that tarn-harness.h describes. */
  addSample() {
    const sample = call('tarn_sample_add', this.engine);
    const ids = {
      accountId: SAMPLE_ACCOUNT_ID,
      domainId: c.tarn_sample_get_domain_id(sample),
      projectId: c.tarn_sample_get_project_id(sample),
      assetId: c.tarn_sample_get_asset_id(sample),
    };
    c.tarn_sample_unref(sample);
    return ids;
  }

  /** Returns the configuration of a client: new GlueClient({ ...lake.client(accountId), maxAttempts: 1 }) */
  client(accountId, arn) {
    const credentials = { accessKeyId: 'TARN', secretAccessKey: 'TARN' };
    return { region: 'us-east-1', credentials, requestHandler: this.requestHandler(accountId, arn) };
  }

  /** Returns a handler. With any credentials, its caller is the root of the account, or has the given ARN. */
  requestHandler(accountId, arn) {
    const endpoint = c.tarn_wire_endpoint_new(this.engine);
    this.#releases.push(() => c.g_object_unref(endpoint));
    const principal = call('tarn_principal_new', String(accountId), toText(arn));
    this.#releases.push(() => c.tarn_principal_unref(principal));
    const keys = new Set();

    const handle = async (request, { abortSignal } = {}) => {
      if (abortSignal?.aborted) throw Object.assign(new Error('Request aborted'), { name: 'AbortError' });
      const [, key] = /Credential=([^/]+)/.exec(request.headers.authorization) ?? [];
      if (this.engine && key && !keys.has(key)) {
        call('tarn_wire_endpoint_add_access_key', endpoint, key, null, principal);
        keys.add(key);
      }
      return { response: answer(endpoint, request) };
    };
    // Clients may share the handler, so destroy() of the engine frees it, and not the first client.
    return { handle, destroy() {}, httpHandlerConfigs: () => ({}), updateHttpClientConfig() {} };
  }
}
