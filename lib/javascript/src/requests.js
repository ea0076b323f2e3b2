// SPDX-License-Identifier: MIT
//
// A lake decides whose a request is and whether it answers it, and makes the bytes of the answer.

'use strict';

const { NotInTheLake } = require('./errors.js');
const { library, readBytes } = require('./library.js');

/** What the lake always answers itself. */
const RUNS = [
  'StartMaterializedViewRefreshTaskRun', 'GetMaterializedViewRefreshTaskRun', 'StopMaterializedViewRefreshTaskRun',
  'ListMaterializedViewRefreshTaskRuns', 'StartMetadataGenerationRun', 'GetMetadataGenerationRun',
  'CancelMetadataGenerationRun', 'ListMetadataGenerationRuns'];
/** Amazon DataZone names its operations by method and path. */
const RUN_PATH = /^\/v2\/domains\/[^/]+\/metadata-generation-runs(\/[^/]+)?(\/cancel)?$/;
const SCOPE = /Credential=([^/,]+)\/\d*\/([^/]*)\/([^/]+)\/aws4_request/;
const AWS_HOST = /^([\w-]+)\..*(?:amazonaws\.com(?:\.cn)?|\.api\.aws)$/;

/** Takes a URL apart. The class URL would resolve the dots of a path that the client has signed. */
function split(url) {
  const [, host, path, query] = /^\w+:\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?/.exec(url) ?? [];
  if (host === undefined) throw new TypeError(`${url} is no URL`);
  return { host, path: path || '/', query };
}

function findHeader(headers, name) {
  const found = Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name);
  return found === undefined ? undefined : String(found[1]);
}

/** Returns the service and the operation of a request, or null if it is none for AWS. */
function recognize({ method, url, headers }) {
  const { host, path } = split(url);
  const [, accessKeyId, , service] = SCOPE.exec(findHeader(headers, 'authorization') ?? '') ?? [];
  const named = service ?? AWS_HOST.exec(host.replace(/:\d+$/, ''))?.[1];
  if (named === undefined) return null;
  const target = findHeader(headers, 'x-amz-target')?.split('.').pop();
  const [isRun, id, cancel] = RUN_PATH.exec(path) ?? [];
  const run = isRun && `${method} ${id ? 'run' : 'runs'}${cancel ?? ''}`;
  const operation = target ?? {
    'POST runs': 'StartMetadataGenerationRun', 'GET runs': 'ListMetadataGenerationRuns',
    'GET run': 'GetMetadataGenerationRun', 'POST run/cancel': 'CancelMetadataGenerationRun',
  }[run];
  return { accessKeyId, service: named, operation };
}

/** Returns whether a request is left to whoever else has it. */
function passes(lake, { operation }) {
  return lake.letsThrough && !lake.operations.has(operation);
}

/** Answers a request. Throws NotInTheLake if the lake cannot. */
function answer(lake, what, request) {
  if (lake._refusal) throw lake._refusal;
  if (lake.operations.has(what.operation)) return lake.handle(request);
  if (what.service === 'glue' || what.service === 'datazone') {
    const response = lake.handle(request);
    if (response.headers['x-amzn-errortype'] !== 'UnknownOperationException') return response;
  }
  const operation = what.operation ?? `${request.method} ${request.url}`;
  throw new NotInTheLake(`the lake has no ${operation} of ${what.service}. Mock it `
    + 'in front of the client, or set lake.letsThrough to true if the request may leave the process');
}

/** Returns the error that the SDK has for a reply that does not come in time. */
function toTimeout(error) {
  return error.name === 'ReplyLost'
    ? Object.assign(new Error(error.message), { name: 'TimeoutError', code: 'ETIMEDOUT' }) : error;
}

/** Passes a request to the endpoint of a lake, and copies the response. */
function carry(endpoint, { method, url, headers = {}, body = '' }) {
  const { host, path, query } = split(url);
  const lines = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'host')
    .map(([name, value]) => `${name}: ${value}`);
  const bytes = ArrayBuffer.isView(body) ? body : Buffer.from(body ?? '');
  const sent = findHeader(headers, 'host') ?? host;
  const response = library.wire_endpoint_handle(endpoint, method, path, query || null,
    [`Host: ${sent}`, ...lines, null], bytes, bytes.byteLength);
  try {
    const size = [0];
    const content = library.wire_response_get_body(response, size);
    return {
      status: library.wire_response_get_status(response),
      headers: Object.fromEntries(library.wire_response_list_headers(response).map((line) => line.split(/: (.*)/s))),
      body: readBytes(content, Number(size[0])),
    };
  } finally {
    library.wire_response_unref(response);
  }
}

module.exports = { RUNS, answer, carry, passes, recognize, toTimeout };
