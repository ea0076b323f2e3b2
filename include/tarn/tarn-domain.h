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

#include <tarn/tarn-asset-input.h>
#include <tarn/tarn-asset.h>
#include <tarn/tarn-datazone-client.h>

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

G_END_DECLS
