// SPDX-License-Identifier: MIT
//
// This part of Lake calls functions of a test that watch it.

'use strict';

const { toMicroseconds } = require('./clock.js');
const { Contents } = require('./contents.js');
const { EventMaker, readChange } = require('./events.js');
const { dropCallback, keepCallback, library, trampolines } = require('./library.js');

class Watching extends Contents {
  /** Calls a function of the test, and keeps what it throws, because an exception cannot pass through the library. */
  _guard(use) {
    this._depth++;
    try {
      const result = use();
      if (typeof result?.then === 'function') {
        const done = Promise.resolve(result).then(undefined, (error) => { this.failures.push(error); })
          .then(() => { this._underWay.delete(done); });
        this._underWay.add(done);
      }
    } catch (error) {
      this.failures.push(error);
    } finally {
      this._depth--;
    }
  }

  _addObserver(use) {
    const number = keepCallback((change) => this._guard(() => use(readChange(change))));
    const observer = this._call(
      () => library.engine_add_observer(this._engine, trampolines.observer, number, null));
    this._observers.set(observer, number);
    this._watch();
    return observer;
  }

  observe(use) {
    return this._addObserver(use);
  }

  onEvent(use) {
    const maker = new EventMaker(this.accountId, this.region);
    return this._addObserver((change) => {
      const event = maker.make(change);
      return event === null ? undefined : use(event);
    });
  }

  recordEvents() {
    const events = [];
    this.onEvent((event) => { events.push(event); });
    return events;
  }

  removeObserver(observer) {
    const isRemoved = this._call(() => library.engine_remove_observer(this._engine, observer));
    dropCallback(this._observers.get(observer));
    this._observers.delete(observer);
    return isRemoved;
  }

  /** Waits for asynchronous functions of the test that have been called. */
  async _finish() {
    while (this._underWay.size > 0) await Promise.all(this._underWay);
  }

  raiseFailure() {
    if (this.failures.length > 0) throw this.failures.shift();
  }

  after(delay, use) {
    const number = keepCallback(() => {
      dropCallback(number);
      this._timeouts.delete(number);
      this._guard(use);
    });
    this._call(() => library.engine_add_timeout(
      this._engine, toMicroseconds(delay), 0, trampolines.timeout, number, null));
    this._timeouts.add(number);
    this._watch();
  }
}

module.exports = { Watching };
