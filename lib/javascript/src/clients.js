// SPDX-License-Identifier: MIT
//
// Clients of the AWS SDK for JavaScript v3: takes those that are there, makes some, and gives those that the code under
// test makes what they need.

'use strict';

const { createHash } = require('node:crypto');
const { existsSync, readFileSync } = require('node:fs');
const { homedir } = require('node:os');
const { join } = require('node:path');

const { makeLuck } = require('./luck.js');
const { answer, passes, recognize, toTimeout } = require('./requests.js');

const CREDENTIALS = { accessKeyId: 'TARN', secretAccessKey: 'tarn' };
const FORMER = Symbol.for('tarn-lake.former-handler');

/** The SDK encodes the path but not the query. The services read a plus as a plus and not as a space. */
function toUrl({ protocol = 'https:', hostname = 'localhost', port, path, query = {} }) {
  const pairs = Object.entries(query).flatMap(([name, values]) => [values].flat().map((value) => [name, value ?? '']));
  const search = String(new URLSearchParams(pairs)).replaceAll('+', '%20');
  return `${protocol}//${hostname}${port ? `:${port}` : ''}${path}${search && `?${search}`}`;
}

/** Makes a request handler of the SDK. What the lake does not answer goes to `former`. */
function makeHandler(lake, former) {
  const handle = async (sent, options = {}) => {
    if (options.abortSignal?.aborted) throw Object.assign(new Error('Request aborted'), { name: 'AbortError' });
    const { method, headers, body } = sent;
    const request = { method, url: toUrl(sent), headers, body };
    const what = recognize(request) ?? { service: 'an unknown service' };
    if (former && passes(lake, what)) return former.handle(sent, options);
    try {
      const { status, headers: got, body: content } = answer(lake, what, request);
      return { response: { statusCode: status, headers: got, body: content } };
    } catch (error) {
      throw toTimeout(error);
    }
  };
  return {
    handle,
    metadata: { handlerProtocol: 'http/1.1' },
    // Clients may share the handler, so the end of one of them ends nothing.
    destroy() {},
    httpHandlerConfigs: () => former?.httpHandlerConfigs?.() ?? {},
    updateHttpClientConfig: (name, value) => former?.updateHttpClientConfig?.(name, value),
    [FORMER]: former,
  };
}

/** Calls a provider of the SDK, and returns something else if it finds nothing. */
function makeProvider(provider, otherwise) {
  let found;
  return () => (found ??= (async () => {
    const before = process.env.AWS_EC2_METADATA_DISABLED;
    process.env.AWS_EC2_METADATA_DISABLED ??= 'true';
    try {
      return await (typeof provider === 'function' ? provider() : provider) ?? otherwise;
    } catch {
      return otherwise;
    } finally {
      if (before === undefined) delete process.env.AWS_EC2_METADATA_DISABLED;
    }
  })());
}

/** Puts a client on the lake, whoever made it and whenever. */
function attach(lake, client) {
  const config = client?.config;
  if (typeof config?.requestHandler?.handle !== 'function')
    throw new TypeError('attach() takes a client of the AWS SDK for JavaScript v3');
  const handler = config.requestHandler;
  config.requestHandler = makeHandler(lake, FORMER in handler ? handler[FORMER] : handler);
  config.region = makeProvider(config.region, lake.region);
  // This one asks for the region, too.
  config.useFipsEndpoint = makeProvider(config.useFipsEndpoint, false);
  config.credentials = makeProvider(config.credentials, CREDENTIALS);
  return client;
}

/** Makes a client whose calls are those of one principal. */
function makeClient(lake, Client, { accountId, arn, ...config }) {
  const principal = lake.describePrincipal({ accountId, arn });
  const digest = createHash('sha256').update(principal).digest('hex');
  const accessKeyId = `TARN${digest.slice(0, 16).toUpperCase()}`;
  lake.signIn(accessKeyId, { accountId, arn });
  return attach(lake, new Client({
    region: lake.region, credentials: { accessKeyId, secretAccessKey: digest }, ...config }));
}

function hasRegion() {
  if (process.env.AWS_REGION || process.env.AWS_DEFAULT_REGION) return true;
  const file = process.env.AWS_CONFIG_FILE ?? join(homedir(), '.aws', 'config');
  return existsSync(file) && /^\s*region\s*=/m.test(readFileSync(file, 'utf8'));
}

/** Gives the clients that the code under test makes a region and a key where they would find none. */
function patchSurroundings(lake, patcher) {
  patcher.setVariable('AWS_EC2_METADATA_DISABLED', 'true');
  if (!hasRegion()) patcher.setVariable('AWS_REGION', lake.region);
  if (process.env.AWS_ACCESS_KEY_ID && process.env.AWS_SECRET_ACCESS_KEY) return;
  // A profile might ask services for its key.
  patcher.setVariable('AWS_PROFILE', undefined);
  patcher.setVariable('AWS_ACCESS_KEY_ID', CREDENTIALS.accessKeyId);
  patcher.setVariable('AWS_SECRET_ACCESS_KEY', CREDENTIALS.secretAccessKey);
}

/** The SDK draws its pauses and its tokens at random, so a journal would differ each time. */
function patchLuck(lake, patcher) {
  const luck = makeLuck(lake.seed);
  patcher.set(Math, 'random', luck);
  if (typeof globalThis.crypto?.randomUUID !== 'function') return;
  const draw = () => Math.floor(luck() * 16).toString(16);
  patcher.set(globalThis.crypto, 'randomUUID', () => 'xxxxxxxx-xxxx-4xxx-axxx-xxxxxxxxxxxx'.replaceAll('x', draw));
}

module.exports = { attach, makeClient, patchLuck, patchSurroundings };
