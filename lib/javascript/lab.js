// SPDX-License-Identifier: MIT

'use strict';

const { Experiment, Outcome, Result, Scenario, metrics } = require('./src/lab.js');

module.exports = { Experiment, Outcome, Result, Scenario, metrics };
