#!/usr/bin/env node
// SPDX-License-Identifier: MIT
//
// Prints the state that a failed test has saved: tarn-lake FILE. With two files it prints the differences.

'use strict';

const { Lake, TarnError } = require('../index.js');

function main(paths) {
  if (paths.length < 1 || paths.length > 2 || paths[0].startsWith('-')) {
    process.stderr.write('usage: tarn-lake FILE [OTHER]\n');
    return 2;
  }
  try {
    const lakes = paths.map((path) => Lake.load(path));
    process.stdout.write(lakes.length === 2 ? lakes[0].diff(lakes[1]) : lakes[0].state());
  } catch (error) {
    if (!(error instanceof TarnError)) throw error;
    process.stderr.write(`tarn: ${error.message}\n`);
    return 1;
  }
  return 0;
}

process.exitCode = main(process.argv.slice(2));
