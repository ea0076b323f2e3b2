// SPDX-License-Identifier: MIT

'use strict';

const { Experiment, Outcome, Result, Scenario, metrics } = require('./src/lab.js');
const { Answers, DataLake, Policy } = require('./src/policy.js');

module.exports = { Answers, DataLake, Experiment, Outcome, Policy, Result, Scenario, metrics };
