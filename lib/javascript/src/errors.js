// SPDX-License-Identifier: MIT
//
// Errors that the code under test meets.

'use strict';

/** The code under test has called an operation that the lake does not answer. */
class NotInTheLake extends Error {
  name = 'NotInTheLake';
}

/** The code under test has slept for longer than the lake's patience allows. */
class OutOfPatience extends Error {
  name = 'OutOfPatience';
}

module.exports = { NotInTheLake, OutOfPatience };
