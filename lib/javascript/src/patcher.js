// SPDX-License-Identifier: MIT
//
// Replaces members of objects, and puts them back.

'use strict';

const { syncBuiltinESMExports } = require('node:module');

class Patcher {
  #replaced = [];

  set(object, name, value) {
    this.#replaced.push([object, name, Object.getOwnPropertyDescriptor(object, name)]);
    const { enumerable = true } = Object.getOwnPropertyDescriptor(object, name) ?? {};
    Object.defineProperty(object, name, { value, configurable: true, enumerable, writable: true });
  }

  /** Sets a variable of the environment; undefined removes it. */
  setVariable(name, value) {
    const before = process.env[name];
    this.#replaced.push(() => {
      if (before === undefined) delete process.env[name];
      else process.env[name] = before;
    });
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }

  /** Has a function called when everything is put back. */
  onUndo(undo) {
    this.#replaced.push(undo);
  }

  /** Lets modules that import from Node see what was replaced in its modules. */
  publish() {
    syncBuiltinESMExports?.();
  }

  undo() {
    for (const replaced of this.#replaced.splice(0).reverse()) {
      if (typeof replaced === 'function') {
        replaced();
        continue;
      }
      const [object, name, descriptor] = replaced;
      if (descriptor) Object.defineProperty(object, name, descriptor);
      else delete object[name];
    }
    this.publish();
  }
}

module.exports = { Patcher };
