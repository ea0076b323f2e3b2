/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-metadata-run.h>

G_BEGIN_DECLS

#define TARN_TYPE_ASSET (tarn_asset_get_type ())

/**
 * TarnAsset:
 *
 * A revision of an asset as it was when it was asked for, with what was suggested for it by then: the
 * read-only form of the service's GetAsset. It never changes, stays valid after the engine is gone, and
 * belongs to the thread the engine belongs to.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GType tarn_asset_get_type (void) G_GNUC_CONST;

/**
 * TarnSuggestion:
 * @field_path: what it is for: `summary` or `columns[N]`, counted from 0, followed by
 *   `.columnDescription`, `.columnName` or `.columnGlossaryTerms`
 * @text: what is suggested
 *
 * One entry of the service's fieldSuggestions. Only the paths of descriptions are the service's; it
 * documents none for the other types.
 *
 * Since: 1.0
 */
struct _TarnSuggestion
{
  const char *field_path;
  const char *text;

  /*< private >*/
  gconstpointer padding[2];
};

TARN_AVAILABLE_IN_1_0
GType tarn_suggestion_get_type (void) G_GNUC_CONST;

/**
 * tarn_asset_ref:
 * @self: an asset
 *
 * Returns: (transfer full): @self with one more reference
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnAsset *tarn_asset_ref (TarnAsset *self);

/**
 * tarn_asset_unref:
 * @self: (transfer full): an asset
 *
 * Gives a reference back.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_asset_unref (TarnAsset *self);

/**
 * tarn_asset_get_id:
 * @self: an asset
 *
 * Returns: its id
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_asset_get_id (const TarnAsset *self);

/**
 * tarn_asset_get_name:
 * @self: an asset
 *
 * Returns: the name of this revision
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_asset_get_name (const TarnAsset *self);

/**
 * tarn_asset_get_type_identifier:
 * @self: an asset
 *
 * Returns: its type
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_asset_get_type_identifier (const TarnAsset *self);

/**
 * tarn_asset_get_owning_project_id:
 * @self: an asset
 *
 * Returns: the project that owns it
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_asset_get_owning_project_id (const TarnAsset *self);

/**
 * tarn_asset_get_revision:
 * @self: an asset
 *
 * Returns: which revision this is, a decimal number
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_asset_get_revision (const TarnAsset *self);

/**
 * tarn_asset_get_n_columns:
 * @self: an asset
 *
 * Returns: how many columns this revision has
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_asset_get_n_columns (const TarnAsset *self);

/**
 * tarn_asset_get_column_name:
 * @self: an asset
 * @index: which column, from 0
 *
 * Returns: (nullable): the technical name of a column, or %NULL if there is no such column
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_asset_get_column_name (const TarnAsset *self, guint index);

/**
 * tarn_asset_get_suggestions:
 * @self: an asset
 * @type: of which type
 * @out_n_suggestions: (out): how many there are
 *
 * Tells what the newest run that succeeded in @type for this revision suggests: first a `summary`,
 * then an entry for each column.
 *
 * The texts are made by rule, so that a test can see what was generated for what, and are the same whenever
 * the same is asked. A name is split at `_`, `-`, `.`, space and TAB, at changes from lower to upper case and
 * before digits, where ASCII has a case and nothing else; the words `acct`, `addr`, `amt`, `avg`, `cat`,
 * `cd`, `cnt`, `ctry`, `cust`, `desc`, `dept`, `dt`, `emp`, `loc`, `mgr`, `msg`, `nbr`, `no`, `num`, `ord`,
 * `org`, `pct`, `prod`, `qty`, `ref`, `seq`, `src`, `tot`, `trx`, `ts`, `txn` and `val` are written out,
 * `api`, `etl`, `fk`, `gps`, `http`, `id`, `ip`, `iso`, `json`, `pk`, `sku`, `sql`, `ssn`, `uri`, `url`,
 * `usd`, `utc`, `uuid`, `vat` and `zip` become upper case, and any other word gets a capital and stays as it
 * is otherwise: `cust_id` becomes `Customer ID`. Capitals make no difference to which words these are.
 *
 * - `BUSINESS_NAMES`: the readable names of the asset and of each column
 * - `BUSINESS_DESCRIPTIONS`: a sentence that names the asset and how many columns it has; one for
 *   each column that names it, the asset and the data type
 * - `BUSINESS_GLOSSARY_ASSOCIATIONS`: for each column the terms of the glossary all of whose words,
 *   split at space and TAB, are words of its readable name, without regard to the case of ASCII; as a
 *   summary, all terms of any entry or of the
 *   name of the asset. What no term fits has no entry
 *
 * Returns: (transfer none) (array length=out_n_suggestions) (nullable): the suggestions, or %NULL if
 *   there are none
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const TarnSuggestion *tarn_asset_get_suggestions (const TarnAsset *self, TarnMetadataType type,
                                                  guint *out_n_suggestions);

/**
 * tarn_asset_find_suggestion:
 * @self: an asset
 * @type: of which type
 * @field_path: what it is for
 *
 * Returns: (nullable): what is suggested there, or %NULL if nothing is
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_asset_find_suggestion (const TarnAsset *self, TarnMetadataType type,
                                        const char *field_path);

/**
 * tarn_asset_get_suggestion_run_id:
 * @self: an asset
 * @type: of which type
 *
 * Returns: (nullable): the id of the newest run that succeeded in @type for this revision, whether
 *   it found something to suggest or not, or %NULL if none has
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_asset_get_suggestion_run_id (const TarnAsset *self, TarnMetadataType type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnAsset, tarn_asset_unref)

G_END_DECLS
