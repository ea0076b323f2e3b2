// SPDX-License-Identifier: MIT
//
// Node's --import loads this file before each test. It registers the folder TARN_NODE_MODULES, which contains
// the modules of other projects, and forbids networking.

import { existsSync, writeSync } from 'node:fs';
import dns from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import Module, { register, syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { pathToFileURL } from 'node:url';

const folder = process.env.TARN_NODE_MODULES ?? '';

if (!existsSync(`${folder}/@aws-sdk`)) {
  writeSync(1, '1..0 # SKIP needs the modules that tests/clients/javascript/package.json lists\n');
  process.exit(0);
}
register('./resolve.mjs', import.meta.url, { data: pathToFileURL(`${folder}/`).href });
// The package is in CommonJS, whose require() asks no hooks.
process.env.NODE_PATH = folder;
Module._initPaths();

// No test may use a network. An attempt is a failure even if the test catches the error.
function forbid(object, names) {
  for (const name of names) {
    object[name] = () => {
      process.exitCode = 1;
      throw new Error(`${name}() was called, and there is no network here`);
    };
  }
}

forbid(net.Socket.prototype, ['connect']);
forbid(net, ['connect', 'createConnection']);
forbid(dns, ['lookup', 'resolve']);
forbid(dns.promises, ['lookup', 'resolve']);
forbid(http, ['request', 'get']);
forbid(https, ['request', 'get']);
forbid(globalThis, ['fetch']);
syncBuiltinESMExports();
