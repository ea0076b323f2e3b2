// SPDX-License-Identifier: MIT
//
// Answers the requests of clients that the code under test makes itself. All of them use the modules http and https of
// Node, in whatever version and however often an SDK is installed. Requests that are not for AWS stay as they are.

'use strict';

const http = require('node:http');
const https = require('node:https');
const { Readable, Writable } = require('node:stream');

const { answer, passes, recognize, toTimeout } = require('./requests.js');

/** Takes the place of http.ClientRequest. */
class LakeRequest extends Writable {
  #chunks = [];

  constructor(lake, what, request, onResponse) {
    super();
    Object.assign(this, { lake, what, request, headers: request.headers });
    if (onResponse) this.once('response', onResponse);
  }

  _write(chunk, _encoding, done) {
    this.#chunks.push(chunk);
    done();
  }

  _final(done) {
    done();
    if (this.destroyed) return;
    let answered;
    try {
      answered = answer(this.lake, this.what, { ...this.request, body: Buffer.concat(this.#chunks) });
    } catch (error) {
      this.destroy(toTimeout(error));
      return;
    }
    const response = Object.assign(Readable.from([answered.body], { objectMode: false }), {
      statusCode: answered.status, statusMessage: '', headers: answered.headers, httpVersion: '1.1', complete: true,
      rawHeaders: Object.entries(answered.headers).flat(), setTimeout() { return response; },
    });
    this.emit('response', response);
  }

  abort() {
    this.destroy();
  }

  setTimeout() {
    return this;
  }

  setNoDelay() {}

  setSocketKeepAlive() {}

  flushHeaders() {}

  getHeader(name) {
    return this.headers[name.toLowerCase()];
  }

  setHeader(name, value) {
    this.headers[name.toLowerCase()] = value;
  }
}

/** Reads the arguments of http.request(), which has several forms. */
function readArguments(protocol, values) {
  const given = [...values];
  const onResponse = typeof given.at(-1) === 'function' ? given.pop() : undefined;
  const from = typeof given[0] === 'string' || given[0] instanceof URL ? new URL(String(given.shift())) : undefined;
  const options = given[0] ?? {};
  const hostname = options.hostname ?? options.host ?? from?.hostname ?? 'localhost';
  const port = options.port ?? from?.port;
  const path = options.path ?? (from ? from.pathname + from.search : '/');
  const host = hostname.includes(':') && !hostname.startsWith('[') ? `[${hostname}]` : hostname;
  const headers = Array.isArray(options.headers) ? {} : { ...options.headers };
  return {
    onResponse,
    request: {
      method: (options.method ?? 'GET').toUpperCase(), headers,
      url: `${options.protocol ?? from?.protocol ?? protocol}//${host}${port ? `:${port}` : ''}${path}`,
    },
  };
}

function makeRequest(lake, protocol, real) {
  return function request(...values) {
    let read;
    let what = null;
    try {
      read = readArguments(protocol, values);
      what = recognize(read.request);
    } catch {
      // Whatever is wrong with these arguments, Node has a message for it.
    }
    if (what === null) return real.apply(this, values);
    if (!passes(lake, what)) return new LakeRequest(lake, what, read.request, read.onResponse);
    // Time stands still while a request is on its way outside.
    const sent = real.apply(this, values);
    lake._driver.hold();
    sent.once('close', () => lake._driver.release());
    return sent;
  };
}

function patchHttp(lake, patcher) {
  for (const [module, protocol] of [[http, 'http:'], [https, 'https:']]) {
    const request = makeRequest(lake, protocol, module.request);
    patcher.set(module, 'request', request);
    patcher.set(module, 'get', (...values) => {
      const sent = request(...values);
      sent.end();
      return sent;
    });
  }
  patcher.publish();
}

module.exports = { patchHttp };
