/* SPDX-License-Identifier: MIT */
/*
 * Setting up domains, users, projects and assets, and looking at assets and at what was suggested
 * for them.
 *
 * Set-up goes through the same client as the metadata generation runs, under the service's names
 * where it has one. Only what these runs need is there: no forms, listings or subscriptions. Ids are
 * drawn from the names of what they belong to, so that adding one thing changes no other's id unless
 * both have the same name: 14 digits and lower-case letters, those of domains after `dzd_` or `dzd-`.
 * Where ids are given, those of domains must match `^dzd[-_][a-zA-Z0-9_-]{1,36}$`, all others
 * `^[a-zA-Z0-9_-]{1,36}$`. Unless something else is said, names take 1 to 256 characters from space
 * upward and TAB, in valid UTF-8, but neither U+FFFE nor U+FFFF.
 *
 * Every operation checks in this order: the arguments, the fault plan, the domain, access, the other
 * entities. On error nothing has changed. None of them takes a membership of the project.
 */
#pragma once

#include <tarn/tarn-datazone-client.h>
#include <tarn/tarn-principal.h>

G_BEGIN_DECLS

/**
 * TarnDomainVersion:
 * @TARN_DOMAIN_VERSION_1: V1; ids begin with `dzd_`
 * @TARN_DOMAIN_VERSION_2: V2; ids begin with `dzd-`
 *
 * The service's DomainVersion. Both behave alike.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_DOMAIN_VERSION_1 = 1,
  TARN_DOMAIN_VERSION_2,
} TarnDomainVersion;

/**
 * tarn_datazone_client_create_domain:
 * @self: a client
 * @name: (nullable): the name
 * @version: the version
 * @error: return location for a [error@Tarn.DataZoneError]
 *
 * Creates a domain in the caller's account. The caller is a user of it.
 *
 * Errors:
 *
 * - %TARN_DATAZONE_ERROR_VALIDATION: name is missing, empty or too long, or holds characters that
 *   are not allowed
 *
 * Returns: (transfer full): the id of the domain, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_datazone_client_create_domain (TarnDataZoneClient *self, const char *name,
                                          TarnDomainVersion version,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_datazone_client_create_user_profile:
 * @self: a client
 * @domain_identifier: (nullable): the domain
 * @user: whom to make a user of the domain
 * @error: return location for a [error@Tarn.DataZoneError]
 *
 * Makes a principal a user of the domain. Its id is what createdBy tells of the runs it starts.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_DATAZONE_ERROR_VALIDATION: domainIdentifier is missing or does not match its pattern
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such domain
 * - %TARN_DATAZONE_ERROR_ACCESS_DENIED: the domain is another account's
 * - %TARN_DATAZONE_ERROR_CONFLICT: the principal is a user already
 *
 * Returns: (transfer full): the id of the user, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_datazone_client_create_user_profile (TarnDataZoneClient *self,
                                                const char *domain_identifier, TarnPrincipal *user,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_datazone_client_create_project:
 * @self: a client
 * @domain_identifier: (nullable): the domain
 * @name: (nullable): the name
 * @error: return location for a [error@Tarn.DataZoneError]
 *
 * Creates a project. The caller is a member of it, and made a user of the domain if need be.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_DATAZONE_ERROR_VALIDATION: domainIdentifier is missing or does not match its pattern; name
 *   is missing, empty or too long, or holds characters that are not allowed
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such domain
 * - %TARN_DATAZONE_ERROR_ACCESS_DENIED: the domain is another account's
 *
 * Returns: (transfer full): the id of the project, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_datazone_client_create_project (TarnDataZoneClient *self, const char *domain_identifier,
                                           const char *name,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_datazone_client_create_project_membership:
 * @self: a client
 * @domain_identifier: (nullable): the domain
 * @project_identifier: (nullable): the project
 * @user_identifier: (nullable): the id of a user of the domain
 * @error: return location for a [error@Tarn.DataZoneError]
 *
 * Makes a user a member of a project. Members may start and cancel the runs of its assets; others are
 * told UnauthorizedException.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_DATAZONE_ERROR_VALIDATION: an id is missing or does not match its pattern
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such domain
 * - %TARN_DATAZONE_ERROR_ACCESS_DENIED: the domain is another account's
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such project, or no such user, in the domain
 * - %TARN_DATAZONE_ERROR_CONFLICT: the user is a member already
 *
 * Returns: whether the user was made a member
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_datazone_client_create_project_membership (TarnDataZoneClient *self,
                                                         const char *domain_identifier,
                                                         const char *project_identifier,
                                                         const char *user_identifier,
                                                         GError **error);

/**
 * tarn_datazone_client_set_business_name_generation:
 * @self: a client
 * @domain_identifier: (nullable): the domain
 * @project_identifier: (nullable): the project
 * @is_enabled: whether new assets of the project get business names by themselves
 * @error: return location for a [error@Tarn.DataZoneError]
 *
 * Sets for a project what the service has as a setting of a data source: each asset that is created
 * with it on gets a run of `BUSINESS_NAMES` whose createdBy is `SYSTEM`. Off for a new project. An
 * asset can ask for it as well, see tarn_asset_input_set_business_name_generation().
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_DATAZONE_ERROR_VALIDATION: an id is missing or does not match its pattern
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such domain
 * - %TARN_DATAZONE_ERROR_ACCESS_DENIED: the domain is another account's
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such project in the domain
 *
 * Returns: whether it was set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_datazone_client_set_business_name_generation (TarnDataZoneClient *self,
                                                            const char *domain_identifier,
                                                            const char *project_identifier,
                                                            gboolean is_enabled, GError **error);

/**
 * tarn_datazone_client_create_glossary_term:
 * @self: a client
 * @domain_identifier: (nullable): the domain
 * @name: (nullable): the term
 * @error: return location for a [error@Tarn.DataZoneError]
 *
 * Adds a term to the glossary of the domain: those that are there when a run succeeds are what
 * `BUSINESS_GLOSSARY_ASSOCIATIONS` can suggest.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_DATAZONE_ERROR_VALIDATION: domainIdentifier is missing or does not match its pattern; name
 *   is missing, empty or too long, or holds characters that are not allowed
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such domain
 * - %TARN_DATAZONE_ERROR_ACCESS_DENIED: the domain is another account's
 * - %TARN_DATAZONE_ERROR_CONFLICT: there is such a term
 *
 * Returns: whether it was added
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_datazone_client_create_glossary_term (TarnDataZoneClient *self,
                                                    const char *domain_identifier, const char *name,
                                                    GError **error);

/* --- Assets ----------------------------------------------------------------------------------- */

#define TARN_TYPE_ASSET_INPUT (tarn_asset_input_get_type ())

/**
 * TarnAssetInput:
 *
 * What an asset, or a revision of one, is made from. Setters keep what they are given; whether it
 * holds together is checked by the operation that takes it.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GType tarn_asset_input_get_type (void) G_GNUC_CONST;

/**
 * tarn_asset_input_new:
 * @name: (nullable): the name, in most cases that of a table
 * @type_identifier: (nullable): the asset type, 1 to 513 characters, such as `GlueTableAssetType`
 *
 * Begins an asset without columns, and with one row.
 *
 * Metadata can be generated for the types `GlueTableAssetType`, `GlueViewAssetType`,
 * `RedshiftTableAssetType` and `RedshiftViewAssetType`, also after `amazon.datazone.`, and for any
 * other if the asset has columns: a custom type with columns is one that carries the service's
 * RelationalTableFormType.
 *
 * Returns: (transfer full): an asset input
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnAssetInput *tarn_asset_input_new (const char *name,
                                      const char *type_identifier) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_asset_input_ref:
 * @self: an asset input
 *
 * Returns: (transfer full): @self with one more reference
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnAssetInput *tarn_asset_input_ref (TarnAssetInput *self);

/**
 * tarn_asset_input_unref:
 * @self: (transfer full): an asset input
 *
 * Gives a reference back.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_asset_input_unref (TarnAssetInput *self);

/**
 * tarn_asset_input_add_column:
 * @self: an asset input
 * @name: (nullable): its technical name, such as `cust_id`
 * @data_type: (nullable): its data type, such as `bigint`
 *
 * Adds a column to the schema; an asset takes 10,000. The type is told in descriptions only.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_asset_input_add_column (TarnAssetInput *self, const char *name, const char *data_type);

/**
 * tarn_asset_input_set_row_count:
 * @self: an asset input
 * @row_count: rows; 1 unless it is set
 *
 * Sets how many rows there are. Nothing but 0 makes a difference: for an asset without rows nothing
 * can be generated.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_asset_input_set_row_count (TarnAssetInput *self, guint64 row_count);

/**
 * tarn_asset_input_set_business_name_generation:
 * @self: an asset input
 * @is_enabled: the service's predictionConfiguration.businessNameGeneration.enabled
 *
 * Sets whether a new asset gets a run of `BUSINESS_NAMES` whose createdBy is `SYSTEM`. Where the
 * project has it on that is so in any case; a revision of an asset there is gets none.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_asset_input_set_business_name_generation (TarnAssetInput *self, gboolean is_enabled);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnAssetInput, tarn_asset_input_unref)

/**
 * tarn_datazone_client_create_asset:
 * @self: a client
 * @domain_identifier: (nullable): the domain
 * @owning_project_identifier: (nullable): the project that is to own it
 * @input: the asset
 * @error: return location for a [error@Tarn.DataZoneError]
 *
 * Creates an asset, of revision 1.
 *
 * If business names are asked for, a run of `SYSTEM` begins at once. There is none if nothing can be
 * generated for the asset, or if the domain has `datazone.active-runs-max` runs: that is no error,
 * and observers are told of the latter.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_DATAZONE_ERROR_VALIDATION: an id is missing or does not match its pattern; name or
 *   typeIdentifier is missing, empty or too long, or holds characters that are not allowed
 * - %TARN_DATAZONE_ERROR_VALIDATION: there are more than 10,000 columns; the name or the data type of
 *   one is missing, empty, over 256 characters, or holds characters that are not allowed; there are
 *   more than 2^60 rows
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such domain
 * - %TARN_DATAZONE_ERROR_ACCESS_DENIED: the domain is another account's
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such project in the domain
 *
 * Returns: (transfer full): the id of the asset, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_datazone_client_create_asset (TarnDataZoneClient *self, const char *domain_identifier,
                                         const char *owning_project_identifier,
                                         TarnAssetInput *input,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_datazone_client_create_asset_revision:
 * @self: a client
 * @domain_identifier: (nullable): the domain
 * @identifier: (nullable): the asset
 * @input: what the asset is like from now on; its type must be that of the asset
 * @error: return location for a [error@Tarn.DataZoneError]
 *
 * Creates the next revision of an asset. A run that is going on still works on the revision it
 * began with.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_DATAZONE_ERROR_VALIDATION: as for tarn_datazone_client_create_asset()
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such domain
 * - %TARN_DATAZONE_ERROR_ACCESS_DENIED: the domain is another account's
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such asset in the domain
 * - %TARN_DATAZONE_ERROR_VALIDATION: the asset is of another type
 *
 * Returns: (transfer full): the revision, a decimal number, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_datazone_client_create_asset_revision (TarnDataZoneClient *self,
                                                  const char *domain_identifier,
                                                  const char *identifier, TarnAssetInput *input,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

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
};

TARN_AVAILABLE_IN_1_0
GType tarn_suggestion_get_type (void) G_GNUC_CONST;

/**
 * tarn_datazone_client_get_asset:
 * @self: a client
 * @domain_identifier: (nullable): the domain
 * @identifier: (nullable): the asset
 * @revision: (nullable): which revision, or %NULL for the newest
 * @error: return location for a [error@Tarn.DataZoneError]
 *
 * Tells what an asset is like, and what was suggested for it.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_DATAZONE_ERROR_VALIDATION: an id is missing or does not match its pattern; revision is
 *   empty, over 64 characters or not valid UTF-8
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such domain
 * - %TARN_DATAZONE_ERROR_ACCESS_DENIED: the domain is another account's
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such asset in the domain, or no such
 *   revision of it
 *
 * Returns: (transfer full): the asset, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnAsset *tarn_datazone_client_get_asset (TarnDataZoneClient *self, const char *domain_identifier,
                                           const char *identifier, const char *revision,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

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
 * @ret_n_suggestions: (out): how many there are
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
 * Returns: (transfer none) (array length=ret_n_suggestions) (nullable): the suggestions, or %NULL if
 *   there are none
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const TarnSuggestion *tarn_asset_get_suggestions (const TarnAsset *self, TarnMetadataType type,
                                                  guint *ret_n_suggestions);

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
