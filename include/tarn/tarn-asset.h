/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-metadata-run.h>

G_BEGIN_DECLS

#define TARN_TYPE_ASSET (tarn_asset_get_type ())

/**
 * TarnAsset:
 *
 * A copy of a revision of an asset, as it was when the copy was made, with the suggestions for it: the
 * read-only form of the service's GetAsset. A copy never changes, and stays valid after the engine is gone.
 * Only one thread at a time may use it: the thread that the engine belongs to.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GType tarn_asset_get_type (void) G_GNUC_CONST;

/**
 * TarnSuggestion:
 * @field_path: the field of the suggestion: `summary` or `columns[N]`, counted from 0, followed by
 *   `.columnDescription`, `.columnName` or `.columnGlossaryTerms`
 * @text: the suggested text
 *
 * A suggestion is one entry of the service's fieldSuggestions. The service documents the paths of descriptions
 * only; the library decides the paths of the other types.
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

#define TARN_TYPE_SUGGESTION (tarn_suggestion_get_type ())

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
 * Returns: the id of the asset
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
 * Returns: the asset type
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
 * Returns: the revision, a decimal number
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_asset_get_revision (const TarnAsset *self);

/**
 * tarn_asset_get_annotation:
 * @self: an asset
 *
 * Returns: (nullable): the text of tarn_asset_input_set_annotation() for this revision, or %NULL if there is none
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_asset_get_annotation (const TarnAsset *self);

/**
 * tarn_asset_get_n_columns:
 * @self: an asset
 *
 * Returns: the number of columns of this revision
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_asset_get_n_columns (const TarnAsset *self);

/**
 * tarn_asset_get_column_name:
 * @self: an asset
 * @index: the index of the column, from 0
 *
 * Returns: (nullable): the technical name of the column, or %NULL if @index is too large
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_asset_get_column_name (const TarnAsset *self, guint index);

/**
 * tarn_asset_get_column_data_type:
 * @self: an asset
 * @index: the index of the column, from 0
 *
 * Returns: (nullable): the data type of the column, or %NULL if @index is too large
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_asset_get_column_data_type (const TarnAsset *self, guint index);

/**
 * tarn_asset_get_suggestions:
 * @self: an asset
 * @type: the type of the suggestions
 * @out_n_suggestions: (out): the number of suggestions
 *
 * Returns the suggestions of the newest run that succeeded in @type for this revision: first a `summary`,
 * then an entry for each column. What was accepted or rejected is not suggested any more, until a run succeeds in the
 * type once more and suggests anew.
 *
 * The engine makes the texts by rules, so that a test can see for what each text was generated. The same
 * input always gives the same text. A name is split into words at `_`, `-`, `.`, space and TAB, at changes
 * from lower to upper case, and before digits; only ASCII letters have a case here. The words `acct`, `addr`,
 * `amt`, `avg`, `cat`, `cd`, `cnt`, `ctry`, `cust`, `desc`, `dept`, `dt`, `emp`, `loc`, `mgr`, `msg`, `nbr`,
 * `no`, `num`, `ord`, `org`, `pct`, `prod`, `qty`, `ref`, `seq`, `src`, `tot`, `trx`, `ts`, `txn` and `val`
 * are written out. The words `api`, `etl`, `fk`, `gps`, `http`, `id`, `ip`, `iso`, `json`, `pk`, `sku`,
 * `sql`, `ssn`, `uri`, `url`, `usd`, `utc`, `uuid`, `vat` and `zip` become upper case. The first letter of
 * any other word becomes a capital, and the rest of the word stays as it is: `cust_id` becomes `Customer ID`.
 * Words are compared with these lists without regard to case.
 *
 * - `BUSINESS_NAMES`: the readable names of the asset and of each column
 * - `BUSINESS_DESCRIPTIONS`: a sentence with the name of the asset and its number of columns; for each
 *   column, a sentence with the names of the column and of the asset and the data type
 * - `BUSINESS_GLOSSARY_ASSOCIATIONS`: for each column, the terms of the glossary that fit its readable name;
 *   as the summary, all terms that fit a column or the name of the asset. A term fits a name if all words of
 *   the term, split at space and TAB, are words of the name, without regard to the case of ASCII. A column or
 *   a summary without any fitting term has no entry
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
 * @type: the type of the suggestion
 * @field_path: the field of the suggestion
 *
 * Finds the suggestion for one field.
 *
 * Returns: (nullable): the suggested text, or %NULL if there is no suggestion for this field
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_asset_find_suggestion (const TarnAsset *self, TarnMetadataType type,
                                        const char *field_path);

/**
 * tarn_asset_get_accepted:
 * @self: an asset
 * @type: the type of the texts
 * @out_n_accepted: (out): the number of texts
 *
 * Returns the texts of a type that were accepted by tarn_datazone_client_accept_predictions() up to this revision, in the
 * order of their fields. A new revision by tarn_datazone_client_create_asset_revision() has none.
 *
 * Returns: (transfer none) (array length=out_n_accepted) (nullable): the fields with their texts, or %NULL if there are
 *   none
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const TarnSuggestion *tarn_asset_get_accepted (const TarnAsset *self, TarnMetadataType type,
                                               guint *out_n_accepted);

/**
 * tarn_asset_get_suggestion_run_id:
 * @self: an asset
 * @type: the type of the suggestions
 *
 * Returns: (nullable): the id of the newest run that succeeded in @type for this revision, even if the run
 *   has no suggestions, or %NULL if no run succeeded
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_asset_get_suggestion_run_id (const TarnAsset *self, TarnMetadataType type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnAsset, tarn_asset_unref)

G_END_DECLS
