// SPDX-License-Identifier: MIT
//
// A lake inside of this process, for the AWS SDK for JavaScript v3 as it is: its clients are given a
// request handler that answers out of the library, so there is neither a socket nor a server.
//
//     const lake = new Lake({ seed: 0 });
//     const glue = new GlueClient(lake.client('123456789012'));
//
// Virtual time moves by advanceBy() alone. Before the SDK tries again what was throttled or got no answer it
// waits on the machine's clock: give its clients `maxAttempts: 1`, or a strategy that waits on the lake's.
//
//     retryStrategy: new ConfiguredRetryStrategy(3, (attempt) => lake.advanceBy(100 * 2 ** attempt))

import { c, call, takeTexts, toBytes, toInt64, toText } from './library.mjs';

export { TarnError } from './library.mjs';

const SAMPLE_ACCOUNT_ID = '123456789012'; // TARN_SAMPLE_ACCOUNT_ID, which is a macro

// The SDK gives the path as it is sent, but the query as texts. A plus is a plus to the services, and not a space.
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

/** Answers one request as the SDK makes it; a reply that a fault plan lost is thrown. */
export function answer(endpoint, { method, path, query, headers, body }) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const bytes = ArrayBuffer.isView(body) ? body : Buffer.from(body ?? '');
  try {
    return takeResponse(call('tarn_wire_endpoint_handle', endpoint, method, path, toQuery(query),
      [...lines, null], bytes, bytes.byteLength));
  } catch (error) {
    // To a client nothing comes back in time, which the SDK's own handler calls so, and the SDK tries again.
    if (error.code === 'TARN_WIRE_ERROR_REPLY_LOST') error.name = 'TimeoutError';
    throw error;
  }
}

export class Lake {
  #pointer;
  #journal;
  #releases = [];

  constructor({ seed = 0 } = {}) {
    this.#pointer = c.tarn_engine_new(BigInt.asUintN(64, BigInt(seed)));
    this.#releases.push(() => c.g_object_unref(this.#pointer));
    this.#journal = c.tarn_journal_new();
    this.#releases.push(() => c.g_object_unref(this.#journal));
    c.tarn_engine_set_journal(this.#pointer, this.#journal);
  }

  /** Gives everything back; neither the lake nor its clients are of use after that. */
  destroy() {
    this.#releases.splice(0).reverse().forEach((release) => release());
  }

  /** The TarnEngine, for what else the library can do. */
  get engine() {
    if (this.#releases.length === 0) throw new Error('This lake was destroyed');
    return this.#pointer;
  }

  /** The virtual time, to the millisecond. */
  now() {
    return new Date(Math.floor(Number(c.tarn_engine_get_now(this.engine)) / 1000));
  }

  /** Returns 0, for a retry strategy: so long it is to wait on the machine's clock. */
  advanceBy(milliseconds) {
    call('tarn_engine_advance_by', this.engine, toInt64(Math.round(milliseconds * 1000)));
    return 0;
  }

  /** Sets an option, such as glue.stop-latency-us. */
  setOption(name, value) {
    call('tarn_engine_set_option', this.engine, String(name), toInt64(value));
  }

  /** What was said and done so far, in the lines that tarn-journal.h tells of. */
  journal() {
    return c.tarn_journal_dup_text(this.engine && this.#journal).trimEnd().split('\n');
  }

  /** Adds rules to the fault plan, as tarn-fault-plan.h tells. */
  addFaults(text) {
    if (c.tarn_engine_get_fault_plan(this.engine) === null) {
      const plan = c.tarn_engine_create_fault_plan(this.engine);
      c.tarn_engine_set_fault_plan(this.engine, plan);
      c.g_object_unref(plan);
    }
    const plan = c.tarn_engine_get_fault_plan(this.engine);
    call('tarn_fault_plan_add_from_data', plan, String(text), -1, 'faults');
  }

  /** Makes the small world that tarn-harness.h tells of. */
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

  /** All that a client needs: new GlueClient({ ...lake.client(accountId), maxAttempts: 1 }) */
  client(accountId, arn) {
    const credentials = { accessKeyId: 'TARN', secretAccessKey: 'TARN' };
    return { region: 'us-east-1', credentials, requestHandler: this.requestHandler(accountId, arn) };
  }

  /** Whoever comes through it, whatever the credentials, is the root of the account, or has that ARN. */
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
    // Clients may share it, so it ends with the lake and not with the first of them.
    return { handle, destroy() {}, httpHandlerConfigs: () => ({}), updateHttpClientConfig() {} };
  }
}
