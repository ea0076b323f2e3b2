// SPDX-License-Identifier: MIT
//
// Calls the C libraries by koffi. The rest of the package sees values and errors of JavaScript only. All types are
// anonymous, because koffi keeps names for the whole process, and a test runner may load the package several times.

'use strict';

const { existsSync } = require('node:fs');
const { delimiter, join } = require('node:path');

const koffi = require('koffi');

const { GLIB, LAB, TARN, WIRE } = require('./functions.js');

const REPLY_LOST = 1;
// The names of the codes of TarnError, which have no function that tells them.
const NAMES = ['', 'Busy', 'InvalidTime', 'Limit', 'UnknownOption', 'OutOfRange', 'InvalidPrincipal',
  'InvalidFaultPlan', 'WrongThread', 'InvalidSnapshot', 'CostModel', 'Replay', 'Stopped', 'Deadlock', 'InvalidName',
  'InvalidJournal', 'SlotChooser'];
// The names of the codes of TarnLabError.
const LAB_NAMES = ['File', 'Scenario', 'History', 'TooLarge', 'Axes', 'Policy', 'Outcome', 'Condition', 'Check'];
const TypeQuery = koffi.struct({ type: 'size_t', name: 'void *', classSize: 'unsigned int', instanceSize: 'unsigned int' });
const InterfaceInfo = koffi.struct({ init: 'void *', finalize: 'void *', data: 'void *' });
const GError = koffi.struct({ domain: 'uint32_t', code: 'int', message: 'str' });
const POINTER = koffi.sizeof('void *');

/** The library refused what it was asked for, and nothing has changed. */
class TarnError extends Error {
  constructor(domain, name, message) {
    super(message);
    this.name = name || 'TarnError';
    this.domain = domain;
  }
}

/** Finds a library: in the folders of TARN_LIBRARY_PATH, then in the package, then where the system has it. */
function findLibrary(name) {
  const file = process.platform === 'darwin' ? `lib${name}.0.dylib` : `lib${name}.so.0`;
  // A folder that somebody names on purpose is meant: a build of one's own, beside an installed package.
  const named = (process.env.TARN_LIBRARY_PATH ?? '').split(delimiter).filter(Boolean);
  const folders = [...named, join(__dirname, '..', 'libraries')];
  return folders.map((folder) => join(folder, file)).find((path) => existsSync(path)) ?? file;
}

function open(name) {
  const path = findLibrary(name);
  try {
    return koffi.load(path);
  } catch (cause) {
    throw new Error(`tarn-lake cannot load ${path}: ${cause.message}. The package brings the library, but GLib 2.74 `
      + 'and jansson must be installed; TARN_LIBRARY_PATH names the folder of another build', { cause });
  }
}

/** Converts a number for C. koffi would cut one that does not fit. */
function toInteger(value, isSigned) {
  let integer;
  try {
    integer = BigInt(value);
  } catch {
    throw new RangeError(`${value} is no whole number`);
  }
  if ((isSigned ? BigInt.asIntN(64, integer) : BigInt.asUintN(64, integer)) !== integer)
    throw new RangeError(`${value} is ${isSigned ? 'over 64 bits' : 'negative or over 64 bits'}`);
  return integer;
}

function toSmallInteger(value) {
  if (!Number.isInteger(value) || value < -(2 ** 31) || value >= 2 ** 32)
    throw new RangeError(`${value} is no whole number of 32 bits`);
  return value;
}

const toText = (value) => (value === null || value === undefined ? null : String(value));
const CONVERSIONS = {
  S: toText, q: (value) => toInteger(value, true), Q: (value) => toInteger(value, false), i: toSmallInteger,
  u: (value) => toSmallInteger(value) >>> 0, b: Number,
};

/** Copies the texts of a NULL-terminated array. */
function readTexts(pointer) {
  const texts = [];
  for (let text; pointer && (text = koffi.decode(pointer, texts.length * POINTER, 'str')) !== null;) texts.push(text);
  return texts;
}

/** Copies bytes. */
function readBytes(pointer, size) {
  return Buffer.from(size > 0 ? koffi.decode(pointer, 'uint8_t', size) : []);
}

/** Copies an array of guint. */
function readNumbers(pointer, length) {
  return length > 0 ? Array.from(koffi.decode(pointer, 'unsigned int', length)) : [];
}

/** Copies an array of gint64. */
function readIntegers(pointer, length) {
  return length > 0 ? Array.from(koffi.decode(pointer, 'int64_t', length), Number) : [];
}

const PendingEvent = koffi.struct({ time: 'int64_t', kind: 'void *', subject: 'void *', isBackground: 'int' });
const PointerArray = koffi.struct({ data: 'void *', length: 'unsigned int' });

/** Returns whether a GPtrArray of pending events has one that is not in the background. */
function hasForeground(array) {
  const { data, length } = koffi.decode(array, PointerArray);
  for (let index = 0; index < length; index++)
    if (!koffi.decode(koffi.decode(data, index * POINTER, 'void *'), PendingEvent).isBackground) return true;
  return false;
}

const observerType = koffi.proto('void', ['void *', 'void *', 'intptr_t']);
const timeoutType = koffi.proto('int', ['void *', 'intptr_t']);
const progressType = koffi.proto('int', ['unsigned int', 'unsigned int', 'void *']);

const library = {};

function makeTypes(free) {
  return {
    P: 'void *', S: 'str', F: koffi.disposable('str', free), L: 'void *', A: 'void *', i: 'int', u: 'unsigned int',
    q: 'int64_t', Q: 'uint64_t', b: 'int', n: 'void', z: 'intptr_t', k: 'intptr_t', H: 'const char **',
    Z: 'size_t', I: koffi.pointer(InterfaceInfo), O: koffi.out(koffi.pointer(TypeQuery)), B: 'const uint8_t *', U: 'const unsigned int *', T: 'void *', G: koffi.pointer(progressType),
    x: koffi.out(koffi.pointer('void *')), t: koffi.out(koffi.pointer('int64_t')),
    y: koffi.out(koffi.pointer('unsigned int')),
    Y: koffi.out(koffi.pointer('size_t')), E: koffi.out(koffi.pointer('void *')),
  };
}

function takeError(pointer) {
  const { domain: quark, code, message } = koffi.decode(pointer, GError);
  library.g_error_free(pointer);
  const domain = library.quarks.get(quark) ?? 'file';
  const name = {
    glue: () => library.glue_error_get_exception_name(code),
    datazone: () => library.datazone_error_get_exception_name(code),
    wire: () => (code === REPLY_LOST ? 'ReplyLost' : 'InvalidAccessKey'),
    tarn: () => NAMES[code] ?? String(code),
    lab: () => LAB_NAMES[code] ?? String(code),
    file: () => '',
  }[domain]();
  return new TarnError(domain, name, message);
}

/** Makes a function of JavaScript that converts what a function of C takes and returns, and throws its GError. */
function wrap(source, name, returned, taken, types) {
  const letters = [...taken].filter((letter) => letter !== 'n');
  const called = source.func(name, types[returned], letters.map((letter) => types[letter]));
  const take = {
    L: (pointer) => { const texts = readTexts(pointer); library.g_strfreev(pointer); return texts; },
    A: (pointer) => { const texts = readTexts(pointer); library.g_free(pointer); return texts; },
    T: readTexts,
    b: Boolean,
  }[returned] ?? ((value) => value);
  const converts = letters.map((letter) => CONVERSIONS[letter]);
  const throws = letters.at(-1) === 'E';
  return (...values) => {
    const passed = values.map((value, index) => (converts[index] ? converts[index](value) : value));
    if (!throws) return take(called(...passed));
    const error = [null];
    const result = called(...passed, error);
    if (error[0] !== null) throw takeError(error[0]);
    return take(result);
  };
}

function declare(source, table, prefix, types) {
  for (const line of table.trim().split('\n')) {
    const [name, returned, taken] = line.split(' ');
    library[name] = wrap(source, prefix + name, returned, taken, types);
  }
}

let types;

/** Loads the libraries, when the first lake is made. */
function load() {
  if (library.quarks) return library;
  const tarn = open('tarn-1');
  // The wire library loads GLib, so a lookup in it finds the functions of both.
  const wire = open('tarn-wire-1');
  types = makeTypes(wire.func('g_free', 'void', ['void *']));
  declare(wire, GLIB, '', types);
  declare(tarn, TARN, 'tarn_', types);
  declare(wire, WIRE, 'tarn_', types);
  library.quarks = new Map([[library.error_quark(), 'tarn'], [library.glue_error_quark(), 'glue'],
    [library.datazone_error_quark(), 'datazone'], [library.wire_error_quark(), 'wire']]);
  return library;
}

/** Loads the library of the lab, too. */
function loadLab() {
  load();
  if (library.lab_error_quark) return library;
  declare(open('tarn-lab-1'), LAB, 'tarn_', types);
  library.quarks.set(library.lab_error_quark(), 'lab');
  return library;
}

/** Takes the text that a function of C has put into a place. */
function takeText([pointer]) {
  if (pointer === null) return null;
  const text = koffi.decode(pointer, 'char', -1);
  library.g_free(pointer);
  return text;
}

// The engine calls back with a number, so two callbacks are enough for all lakes: koffi has a limit on callbacks.
const callbacks = new Map();
let nCallbacks = 0;

/** Keeps a function for the engine, and returns its number. */
function keepCallback(callback) {
  callbacks.set(++nCallbacks, callback);
  return nCallbacks;
}

function dropCallback(number) {
  callbacks.delete(number);
}

/** The addresses of the two functions that the engine calls. */
const trampolines = {
  get observer() {
    return (this.madeObserver ??= koffi.register(
      (_engine, change, number) => callbacks.get(Number(number))?.(change), koffi.pointer(observerType)));
  },
  get timeout() {
    return (this.madeTimeout ??= koffi.register((_engine, number) => {
      callbacks.get(Number(number))?.();
      return 0;
    }, koffi.pointer(timeoutType)));
  },
};

module.exports = {
  TarnError, dropCallback, hasForeground, keepCallback, library, load, loadLab, readBytes, readIntegers, readNumbers,
  readTexts, takeText, trampolines,
};
