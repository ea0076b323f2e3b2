// SPDX-License-Identifier: MIT
//
// For the setting setupFiles of vitest and jest: code that is loaded afterwards may keep the timers of Node in variables
// of its own, and they are on the time of a lake all the same.

'use strict';

require('./src/delegates.js');
