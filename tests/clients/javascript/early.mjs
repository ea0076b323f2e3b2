// SPDX-License-Identifier: MIT
//
// Code that takes a timer of Node into a variable of its own before the package is loaded.

import { createRequire } from 'node:module';

export const { setTimeout: earlySleep } = createRequire(import.meta.url)('node:timers/promises');
