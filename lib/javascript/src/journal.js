// SPDX-License-Identifier: MIT
//
// The journal of a lake.

'use strict';

const { library, readIntegers } = require('./library.js');

/** Everything that has happened in a lake, in order. */
class Journal {
  #call;
  #address;

  constructor(call, address) {
    this.#call = call;
    this.#address = address;
  }

  get length() {
    return this.#call(() => library.journal_get_length(this.#address));
  }

  [Symbol.iterator]() {
    return this.text().split('\n').slice(0, -1)[Symbol.iterator]();
  }

  text() {
    return this.#call(() => library.journal_dup_text(this.#address));
  }

  summary(lines = 20) {
    return this.#call(() => library.journal_dup_summary(this.#address, lines));
  }

  countCalls(operation, answer) {
    return this.#call(() => library.journal_count_calls(this.#address, operation, answer));
  }

  callTimes(operation, answer) {
    return this.#call(() => {
      const length = [0];
      const times = library.journal_list_call_times(this.#address, operation, answer, length);
      const read = readIntegers(times, length[0]);
      library.g_free(times);
      return read.map((time) => new Date(Math.floor(time / 1000)));
    });
  }

  find(text, start = 0) {
    return this.#call(() => library.journal_find(this.#address, text, start));
  }

  sha256() {
    return this.#call(() => library.journal_dup_sha256(this.#address));
  }

  save(path) {
    this.#call(() => library.journal_save_to_file(this.#address, path));
  }

  clear() {
    this.#call(() => library.journal_clear(this.#address));
  }
}

module.exports = { Journal };
