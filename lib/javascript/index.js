// SPDX-License-Identifier: MIT
//
// AWS Glue refreshes and Amazon DataZone metadata generation inside of a test, on virtual time. The package is in
// CommonJS because jest loads it with require() and all others import it, and both must get the same objects.

'use strict';

// First, so that all that is loaded later may keep timers in variables of its own.
require('./src/delegates.js');
const { Lake } = require('./src/lake.js');
const { Journal } = require('./src/journal.js');
const { TarnError } = require('./src/library.js');
const { NotInTheLake, OutOfPatience } = require('./src/errors.js');
const { withLake } = require('./src/with-lake.js');

module.exports = { Journal, Lake, NotInTheLake, OutOfPatience, TarnError, withLake };
