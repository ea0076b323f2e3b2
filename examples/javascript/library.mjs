// SPDX-License-Identifier: MIT
//
// The functions of libtarn-1 and libtarn-wire-1 that tarn.mjs calls in its process. The module searches for
// the libraries in the folders of TARN_LIBRARY_PATH, and then where the loader searches.

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import koffi from 'koffi';

const FUNCTIONS = `
  void g_error_free (void *error)
  void g_object_unref (void *object)
  void g_strfreev (void *texts)
  void *g_type_class_ref (size_t type)
  void *g_enum_get_value (void *class, int value)
  void *tarn_engine_new (uint64_t seed)
  int64_t tarn_engine_get_now (void *engine)
  bool tarn_engine_advance_by (void *engine, int64_t duration_us, _Out_ void **error)
  bool tarn_engine_set_option (void *engine, str name, int64_t value, _Out_ void **error)
  void *tarn_engine_create_fault_plan (void *engine)
  void *tarn_engine_get_fault_plan (void *engine)
  void tarn_engine_set_fault_plan (void *engine, void *plan)
  bool tarn_fault_plan_add_from_data (void *plan, str data, intptr_t length, str name, _Out_ void **error)
  void *tarn_fault_plan_list_unapplied (void *plan)
  void *tarn_principal_new (str account_id, str arn, _Out_ void **error)
  void tarn_principal_unref (void *principal)
  void *tarn_sample_add (void *engine, _Out_ void **error)
  str tarn_sample_get_domain_id (void *sample)
  str tarn_sample_get_project_id (void *sample)
  str tarn_sample_get_asset_id (void *sample)
  void tarn_sample_unref (void *sample)
  void *tarn_wire_endpoint_new (void *engine)
  bool tarn_wire_endpoint_add_access_key (void *endpoint, str id, str secret, void *principal, _Out_ void **error)
  void *tarn_wire_endpoint_handle (void *endpoint, str method, str path, str query, const char **headers,
    const uint8_t *body, size_t body_size, _Out_ void **error)
  unsigned int tarn_wire_response_get_status (void *response)
  void *tarn_wire_response_list_headers (void *response)
  void *tarn_wire_response_get_body (void *response, _Out_ size_t *size)
  void tarn_wire_response_unref (void *response)
  void *tarn_journal_new ()
  HeapText tarn_journal_dup_text (void *journal)
  void tarn_engine_set_journal (void *engine, void *journal)
`;
const GError = koffi.struct({ domain: 'uint32_t', code: 'int', message: 'str' });
const GEnumValue = koffi.struct({ value: 'int', name: 'str', nick: 'str' });

function open(name) {
  const file = process.platform === 'darwin' ? `lib${name}.0.dylib` : `lib${name}.so.0`;
  const folders = (process.env.TARN_LIBRARY_PATH ?? '').split(delimiter).filter(Boolean);
  try {
    return koffi.load(folders.map((folder) => join(folder, file)).find(existsSync) ?? file);
  } catch (cause) {
    throw new Error(`There is no ${file}: set TARN_LIBRARY_PATH to the folder that it is in`, { cause });
  }
}

/** The wire library loads the other library and GLib, so a lookup in it finds the functions of all three. */
export const [, library] = ['tarn-1', 'tarn-wire-1'].map(open);

koffi.disposable('HeapText', 'str', library.func('void g_free (void *memory)'));

/** The functions by their names, such as c.tarn_engine_new(0). Use call() for a function with a GError. */
export const c = Object.fromEntries(FUNCTIONS.trim().split(/\n {2}(?! )/).map(
  (prototype) => [/(\w+) \(/.exec(prototype)[1], library.func(prototype)]));

// Returns the name of an error domain and a function that names its codes as the C headers do.
function makeDomain(name) {
  const quark = library.func(`uint32_t ${name}_quark ()`)();
  const type = c.g_type_class_ref(library.func(`size_t ${name}_get_type ()`)());
  return [quark, { name, nameCode: (code) => koffi.decode(c.g_enum_get_value(type, code), GEnumValue).name }];
}

const domains = new Map(['tarn_error', 'tarn_glue_error', 'tarn_datazone_error', 'tarn_wire_error'].map(makeDomain));

/** An error of the library, with a `domain` like TARN_ERROR and a `code` like TARN_ERROR_UNKNOWN_OPTION. */
export class TarnError extends Error {
  constructor(pointer) {
    const { domain, code, message } = koffi.decode(pointer, GError);
    super(message);
    c.g_error_free(pointer);
    this.name = 'TarnError';
    this.domain = domains.get(domain).name.toUpperCase();
    this.code = domains.get(domain).nameCode(code);
  }
}

/** Calls a function whose last argument is a GError, and throws the error as a TarnError. */
export function call(name, ...args) {
  const error = [null];
  const result = c[name](...args, error);
  if (error[0] !== null) throw new TarnError(error[0]);
  return result;
}

// koffi takes numbers for pointers and cuts numbers that do not fit, so these two functions convert values.
export function toText(value) {
  return value === null || value === undefined ? null : String(value);
}

export function toInt64(value) {
  const integer = BigInt(value);
  if (BigInt.asIntN(64, integer) !== integer) throw new RangeError(`Over 64 bits: ${value}`);
  return integer;
}

/** Copies the texts of a NULL-terminated array, and frees the array. */
export function takeTexts(pointer) {
  const texts = [];
  for (let text; (text = koffi.decode(pointer, texts.length * koffi.sizeof('void *'), 'str')) !== null;)
    texts.push(text);
  c.g_strfreev(pointer);
  return texts;
}

/** Returns a copy of `size` bytes. */
export function toBytes(pointer, size) {
  return koffi.decode(pointer, 'uint8_t', size);
}
