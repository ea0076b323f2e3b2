// SPDX-License-Identifier: MIT
//
// Settings are objects, and JavaScript ignores a member that nobody reads. A misspelt setting is an error here.

'use strict';

/** Returns the settings with the defaults of those that are not given. */
function read(settings, defaults, what) {
  for (const name of Object.keys(settings ?? {}))
    if (!(name in defaults))
      throw new TypeError(`${what} takes no ${name}; it takes ${Object.keys(defaults).join(', ')}`);
  const given = Object.entries(settings ?? {}).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(given) };
}

/** Returns the value of a name in a table of names. */
function choose(table, name, what) {
  if (!(name in table)) throw new TypeError(`${name} is no ${what}; use ${Object.keys(table).join(' or ')}`);
  return table[name];
}

module.exports = { choose, read };
