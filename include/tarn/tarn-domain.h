/* SPDX-License-Identifier: MIT */
/*
 * Operations that create domains, users, projects and assets, read assets and the suggestions for them, and accept and
 * reject these suggestions.
 *
 * Set-up uses the same client as the metadata generation runs, and the service's names where the service has
 * one. It has only what these runs need: no forms, listings or subscriptions. The id of an entity is a
 * random draw that depends on its name and on the names of the entities that it belongs to. So a new entity
 * does not change the ids of others, except of those that have the same name.
 * An id has 14 digits and lower-case letters; ids
 * of domains have them after `dzd_` or `dzd-`. As arguments, ids of domains must match
 * `^dzd[-_][a-zA-Z0-9_-]{1,36}$`, and all other ids `^[a-zA-Z0-9_-]{1,36}$`. Names take 1 to 256 characters
 * from space upward and TAB, in valid UTF-8, but neither U+FFFE nor U+FFFF, unless a function says otherwise.
 *
 * Every operation checks in this order: the thread, the arguments, the fault plan, the domain, access, the
 * other entities. On error nothing has changed, unless a fault plan lost the reply. Only AcceptPredictions and
 * RejectPredictions require a membership of the project.
 */
#pragma once

#include <tarn/tarn-asset-input.h>
#include <tarn/tarn-asset.h>
#include <tarn/tarn-datazone-client.h>
#include <tarn/tarn-prediction-choices.h>

G_BEGIN_DECLS

/**
 * TarnDomainVersion:
 * @TARN_DOMAIN_VERSION_1: V1; ids begin with `dzd_`
 * @TARN_DOMAIN_VERSION_2: V2; ids begin with `dzd-`
 *
 * The service's DomainVersion. Both versions behave alike.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_DOMAIN_VERSION_1 = 1,
  TARN_DOMAIN_VERSION_2,
} TarnDomainVersion;

#define TARN_TYPE_DOMAIN_VERSION (tarn_domain_version_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_domain_version_get_type (void) G_GNUC_CONST;

/**
 * tarn_datazone_client_create_domain:
 * @self: a client
 * @name: (nullable): the name
 * @version: the version
 * @error: return location for a [error@Tarn.DataZoneError] or a [error@Tarn.Error]
 *
 * Creates a domain in the caller's account. The caller becomes a user of the domain.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: a condition or a cost model makes the call
 * - %TARN_DATAZONE_ERROR_VALIDATION: name is missing, empty or too long, or holds characters that
 *   are not allowed
 * - any code of #TarnDataZoneError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_DATAZONE_ERROR_INTERNAL_SERVER: the call took effect, but a fault plan lost its reply, see
 *   tarn_datazone_error_is_reply_lost()
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
 * @user: the principal that becomes a user of the domain
 * @error: return location for a [error@Tarn.DataZoneError] or a [error@Tarn.Error]
 *
 * Makes a principal a user of the domain. The id of the user is the createdBy of the runs that the user
 * starts.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: a condition or a cost model makes the call
 * - %TARN_DATAZONE_ERROR_VALIDATION: domainIdentifier is missing or does not match its pattern
 * - any code of #TarnDataZoneError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such domain
 * - %TARN_DATAZONE_ERROR_ACCESS_DENIED: the domain belongs to another account, or a statement denies the call
 * - %TARN_DATAZONE_ERROR_CONFLICT: the principal is a user already
 * - %TARN_DATAZONE_ERROR_INTERNAL_SERVER: the call took effect, but a fault plan lost its reply, see
 *   tarn_datazone_error_is_reply_lost()
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
 * tarn_datazone_client_look_up_user:
 * @self: a client
 * @domain_identifier: the domain
 * @user: a principal
 * @error: return location for a [error@Tarn.DataZoneError] or a [error@Tarn.Error]
 *
 * Returns which user of the domain a principal is. This is no call of the service: access, rates and the fault
 * plan do not apply to it, and the journal does not have it.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such domain, or the principal is none of its users
 *
 * Returns: (transfer full): the id of the user, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_datazone_client_look_up_user (TarnDataZoneClient *self, const char *domain_identifier,
                                         TarnPrincipal *user,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_datazone_client_create_project:
 * @self: a client
 * @domain_identifier: (nullable): the domain
 * @name: (nullable): the name
 * @error: return location for a [error@Tarn.DataZoneError] or a [error@Tarn.Error]
 *
 * Creates a project. The caller becomes a member of the project, and a user of the domain if it is not yet
 * one.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: a condition or a cost model makes the call
 * - %TARN_DATAZONE_ERROR_VALIDATION: domainIdentifier is missing or does not match its pattern; name
 *   is missing, empty or too long, or holds characters that are not allowed
 * - any code of #TarnDataZoneError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such domain
 * - %TARN_DATAZONE_ERROR_ACCESS_DENIED: the domain belongs to another account, or a statement denies the call
 * - %TARN_DATAZONE_ERROR_INTERNAL_SERVER: the call took effect, but a fault plan lost its reply, see
 *   tarn_datazone_error_is_reply_lost()
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
 * @error: return location for a [error@Tarn.DataZoneError] or a [error@Tarn.Error]
 *
 * Makes a user a member of a project. Members may start and cancel the runs of the project's assets; for
 * other callers these operations fail with UnauthorizedException.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: a condition or a cost model makes the call
 * - %TARN_DATAZONE_ERROR_VALIDATION: an id is missing or does not match its pattern
 * - any code of #TarnDataZoneError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such domain
 * - %TARN_DATAZONE_ERROR_ACCESS_DENIED: the domain belongs to another account, or a statement denies the call
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such project, or no such user, in the domain
 * - %TARN_DATAZONE_ERROR_CONFLICT: the user is a member already
 * - %TARN_DATAZONE_ERROR_INTERNAL_SERVER: the call took effect, but a fault plan lost its reply, see
 *   tarn_datazone_error_is_reply_lost()
 *
 * Returns: %TRUE on success, or %FALSE with @error set
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
 * @is_enabled: whether new assets of the project get business names automatically
 * @error: return location for a [error@Tarn.DataZoneError] or a [error@Tarn.Error]
 *
 * Sets whether the new assets of a project get business names automatically. The service has this setting on
 * a data source. While it is on, each new asset gets a run of `BUSINESS_NAMES` whose createdBy is `SYSTEM`.
 * It is off for a new project. An asset can ask for such a run as well, see
 * tarn_asset_input_set_business_name_generation().
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: a condition or a cost model makes the call
 * - %TARN_DATAZONE_ERROR_VALIDATION: an id is missing or does not match its pattern
 * - any code of #TarnDataZoneError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such domain
 * - %TARN_DATAZONE_ERROR_ACCESS_DENIED: the domain belongs to another account, or a statement denies the call
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such project in the domain
 * - %TARN_DATAZONE_ERROR_INTERNAL_SERVER: the call took effect, but a fault plan lost its reply, see
 *   tarn_datazone_error_is_reply_lost()
 *
 * Returns: %TRUE on success, or %FALSE with @error set
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
 * @error: return location for a [error@Tarn.DataZoneError] or a [error@Tarn.Error]
 *
 * Adds a term to the glossary of the domain. `BUSINESS_GLOSSARY_ASSOCIATIONS` can suggest the terms that
 * exist when a run succeeds.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: a condition or a cost model makes the call
 * - %TARN_DATAZONE_ERROR_VALIDATION: domainIdentifier is missing or does not match its pattern; name
 *   is missing, empty or too long, or holds characters that are not allowed
 * - any code of #TarnDataZoneError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such domain
 * - %TARN_DATAZONE_ERROR_ACCESS_DENIED: the domain belongs to another account, or a statement denies the call
 * - %TARN_DATAZONE_ERROR_CONFLICT: there is such a term
 * - %TARN_DATAZONE_ERROR_INTERNAL_SERVER: the call took effect, but a fault plan lost its reply, see
 *   tarn_datazone_error_is_reply_lost()
 *
 * Returns: %TRUE on success, or %FALSE with @error set
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
 * @owning_project_identifier: (nullable): the project that owns the new asset
 * @input: the asset
 * @error: return location for a [error@Tarn.DataZoneError] or a [error@Tarn.Error]
 *
 * Creates an asset, of revision 1.
 *
 * If the asset or its project asks for business names, a run of `SYSTEM` begins at once. No run begins if
 * nothing can be generated for the asset, if the domain has `datazone.active-runs-max` runs, or if the run would end
 * past the end of time. This is no error. In the last two cases observers are notified.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: a condition or a cost model makes the call
 * - %TARN_DATAZONE_ERROR_VALIDATION: an id is missing or does not match its pattern; name or
 *   typeIdentifier is missing, empty or too long, or holds characters that are not allowed
 * - %TARN_DATAZONE_ERROR_VALIDATION: there are more than 10,000 columns; the name or the data type of
 *   a column is missing, empty, over 256 characters, or holds characters that are not allowed; there are
 *   more than 2^60 rows; the annotation is over 2^20 bytes or not valid UTF-8
 * - any code of #TarnDataZoneError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such domain
 * - %TARN_DATAZONE_ERROR_ACCESS_DENIED: the domain belongs to another account, or a statement denies the call
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such project in the domain
 * - %TARN_DATAZONE_ERROR_INTERNAL_SERVER: the call took effect, but a fault plan lost its reply, see
 *   tarn_datazone_error_is_reply_lost()
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
 * @input: the asset as it is from now on; its type must be that of the asset, or %NULL
 * @error: return location for a [error@Tarn.DataZoneError] or a [error@Tarn.Error]
 *
 * Creates the next revision of an asset. An active run still works on the revision that it began with.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: a condition or a cost model makes the call
 * - %TARN_DATAZONE_ERROR_VALIDATION: as for tarn_datazone_client_create_asset(), but typeIdentifier may be missing
 * - any code of #TarnDataZoneError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such domain
 * - %TARN_DATAZONE_ERROR_ACCESS_DENIED: the domain belongs to another account, or a statement denies the call
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such asset in the domain
 * - %TARN_DATAZONE_ERROR_VALIDATION: the asset has another type
 * - %TARN_DATAZONE_ERROR_INTERNAL_SERVER: the call took effect, but a fault plan lost its reply, see
 *   tarn_datazone_error_is_reply_lost()
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
 * @revision: (nullable): the revision, or %NULL for the newest
 * @error: return location for a [error@Tarn.DataZoneError] or a [error@Tarn.Error]
 *
 * Gets an asset as it is now, with the suggestions for it.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_DATAZONE_ERROR_VALIDATION: an id is missing or does not match its pattern; revision is
 *   empty, over 64 characters or not valid UTF-8
 * - any code of #TarnDataZoneError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such domain
 * - %TARN_DATAZONE_ERROR_ACCESS_DENIED: the domain belongs to another account, or a statement denies the call
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such asset in the domain, or no such
 *   revision of it
 * - %TARN_DATAZONE_ERROR_INTERNAL_SERVER: a fault plan lost the reply
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
 * tarn_datazone_client_accept_predictions:
 * @self: a client
 * @domain_identifier: (nullable): the domain
 * @identifier: (nullable): the asset
 * @revision: (nullable): the revision, or %NULL for the newest
 * @choices: which of the suggestions are accepted
 * @error: return location for a [error@Tarn.DataZoneError] or a [error@Tarn.Error]
 *
 * Accepts suggestions for the newest revision of an asset. This creates the next revision, which is like the one
 * before but has the accepted texts, see tarn_asset_get_accepted(), and no longer suggests what was accepted. The name
 * and the columns of the asset stay as they are. An active run still works on the revision that it began with.
 *
 * The service recognizes a repeated call by its clientToken. The library has none: a call whose choices were all
 * accepted before, with the same texts, creates no revision, and neither does a call that chooses nothing. So a caller
 * may repeat a call whose reply was lost, as long as no run has succeeded in between, which suggests anew. The choices
 * that were added are accepted before all the others.
 *
 * There is a rate of 20 calls per second, see `datazone.accept-rate-per-second`.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: a condition or a cost model makes the call
 * - %TARN_DATAZONE_ERROR_VALIDATION: an id is missing or does not match its pattern; revision is
 *   empty, over 64 characters or not valid UTF-8
 * - %TARN_DATAZONE_ERROR_VALIDATION: there are more than 30,003 choices; the target of a choice is missing; its number
 *   is below -1; its edited text is empty, over 5000 characters or not valid UTF-8
 * - %TARN_DATAZONE_ERROR_THROTTLING: the account of the caller makes more calls than
 *   `datazone.accept-rate-per-second` allows; 20 per second by default
 * - any code of #TarnDataZoneError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such domain
 * - %TARN_DATAZONE_ERROR_ACCESS_DENIED: the domain belongs to another account, or a statement denies the call
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such asset in the domain
 * - %TARN_DATAZONE_ERROR_UNAUTHORIZED: the caller is no member of the project that owns the asset
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: the asset has no such revision
 * - %TARN_DATAZONE_ERROR_CONFLICT: the revision is not the newest
 * - %TARN_DATAZONE_ERROR_VALIDATION: there is no such suggestion for the target of a choice
 * - %TARN_DATAZONE_ERROR_CONFLICT: a suggestion that was added was rejected before, or accepted with another text
 * - %TARN_DATAZONE_ERROR_INTERNAL_SERVER: the call took effect, but a fault plan lost its reply, see
 *   tarn_datazone_error_is_reply_lost()
 *
 * Returns: (transfer full): the newest revision of the asset, a decimal number, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_datazone_client_accept_predictions (TarnDataZoneClient *self,
                                               const char *domain_identifier,
                                               const char *identifier, const char *revision,
                                               TarnPredictionChoices *choices,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_datazone_client_reject_predictions:
 * @self: a client
 * @domain_identifier: (nullable): the domain
 * @identifier: (nullable): the asset
 * @revision: (nullable): the revision, or %NULL for the newest
 * @choices: which of the suggestions are rejected
 * @error: return location for a [error@Tarn.DataZoneError] or a [error@Tarn.Error]
 *
 * Rejects suggestions for the newest revision of an asset. The revision no longer suggests them, until a run succeeds
 * in the type once more. This creates no revision, which is a decision of the library: the service does not say
 * whether it does. To reject what was rejected before changes nothing.
 *
 * There is a rate of 20 calls per second, see `datazone.reject-rate-per-second`.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: a condition or a cost model makes the call
 * - %TARN_DATAZONE_ERROR_VALIDATION: an id is missing or does not match its pattern; revision is
 *   empty, over 64 characters or not valid UTF-8
 * - %TARN_DATAZONE_ERROR_VALIDATION: there are more than 30,003 choices; the target of a choice is missing; its number
 *   is below -1; it has an edited text
 * - %TARN_DATAZONE_ERROR_THROTTLING: the account of the caller makes more calls than
 *   `datazone.reject-rate-per-second` allows; 20 per second by default
 * - any code of #TarnDataZoneError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such domain
 * - %TARN_DATAZONE_ERROR_ACCESS_DENIED: the domain belongs to another account, or a statement denies the call
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such asset in the domain
 * - %TARN_DATAZONE_ERROR_UNAUTHORIZED: the caller is no member of the project that owns the asset
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: the asset has no such revision
 * - %TARN_DATAZONE_ERROR_CONFLICT: the revision is not the newest
 * - %TARN_DATAZONE_ERROR_VALIDATION: there is no such suggestion for the target of a choice
 * - %TARN_DATAZONE_ERROR_CONFLICT: a suggestion that was added was accepted before
 * - %TARN_DATAZONE_ERROR_INTERNAL_SERVER: the call took effect, but a fault plan lost its reply, see
 *   tarn_datazone_error_is_reply_lost()
 *
 * Returns: (transfer full): the newest revision of the asset, a decimal number, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_datazone_client_reject_predictions (TarnDataZoneClient *self,
                                               const char *domain_identifier,
                                               const char *identifier, const char *revision,
                                               TarnPredictionChoices *choices,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_datazone_client_look_up_asset:
 * @self: a client
 * @domain_identifier: the domain
 * @identifier: the asset
 * @revision: (nullable): the revision, or %NULL for the newest
 * @error: return location for a [error@Tarn.DataZoneError] or a [error@Tarn.Error]
 *
 * Gets an asset as tarn_datazone_client_get_asset() does. But this is no call of the service: access, rates and the
 * fault plan do not apply to it, and the journal does not have it.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such domain, no such asset in it, or no such revision of
 *   the asset
 *
 * Returns: (transfer full): the asset, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnAsset *tarn_datazone_client_look_up_asset (TarnDataZoneClient *self,
                                               const char *domain_identifier,
                                               const char *identifier, const char *revision,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
