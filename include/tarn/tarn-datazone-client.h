/* SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

#include <tarn/tarn-datazone-error.h>
#include <tarn/tarn-metadata-run.h>
#include <tarn/tarn-principal.h>
#include <tarn/tarn-start-options.h>

G_BEGIN_DECLS

#define TARN_TYPE_DATAZONE_CLIENT (tarn_datazone_client_get_type ())

/**
 * TarnDataZoneClient:
 * Amazon DataZone, called by one principal. Make a client with tarn_engine_create_datazone_client(). The
 * client keeps the engine alive. The operations that set up domains, projects and assets are in
 * tarn-domain.h.
 *
 * Ids of domains match `^dzd[-_][a-zA-Z0-9_-]{1,36}$`, ids of projects and runs
 * `^[a-zA-Z0-9_-]{1,36}$`. An id that has an allowed form but belongs to nothing is not found.
 *
 * Every operation checks in this order: the thread, the arguments, the rate, the fault plan, the domain,
 * access, the entities, the state, the quota. On error the engine, the clock and the pending events are as
 * they were before the call, but a call that the rate admits counts for the rate and for the fault plan.
 * There is one exception: a fault plan with an action other than `throw` can make a call fail that has
 * changed something, see tarn-fault-plan.h.
 *
 * Many operations have these errors. Each operation lists those that it can have:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: a condition of tarn_engine_run_until() or a cost model makes the call; operations that
 *   only read can be called there
 * - %TARN_DATAZONE_ERROR_THROTTLING: the operation has a rate, and the account makes more calls
 * - any code of #TarnDataZoneError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_DATAZONE_ERROR_INTERNAL_SERVER: a fault plan lost the reply, see
 *   tarn_datazone_error_is_reply_lost()
 *
 * A call to another account fails with %TARN_DATAZONE_ERROR_ACCESS_DENIED unless a statement grants it. A
 * call in the caller's own account fails like this only if a statement denies it. See tarn-access.h.
 *
 * No statement can grant a
 * membership of the project: a caller without membership gets %TARN_DATAZONE_ERROR_UNAUTHORIZED. The service
 * does not document when it answers with which of the two.
 *
 * Start has a rate of 10 calls per second and Cancel one of 20, on virtual time and for each calling account.
 * The rate is a token bucket that holds the calls of one second: an account that made no calls for a second
 * can make that many calls at one instant, and then continue at the rate.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TarnDataZoneClient, tarn_datazone_client, TARN, DATAZONE_CLIENT, GObject)

/**
 * tarn_engine_create_datazone_client:
 * @self: an engine
 * @principal: the principal that calls
 *
 * Makes a client through which @principal calls Amazon DataZone. A call from another thread than the
 * engine's, or from inside a condition or a cost model, is a programmer error.
 *
 * Returns: (transfer full): a client, which keeps the engine alive
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnDataZoneClient *tarn_engine_create_datazone_client (TarnEngine *self, TarnPrincipal *principal)
    G_GNUC_WARN_UNUSED_RESULT;

/**
 * TarnDataZoneClient:engine:
 *
 * See tarn_datazone_client_get_engine().
 *
 * Since: 1.0
 */

/**
 * tarn_datazone_client_get_engine:
 * @self: a client
 *
 * Returns: (transfer none): the engine, which the client keeps alive
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnEngine *tarn_datazone_client_get_engine (TarnDataZoneClient *self);

/**
 * TarnDataZoneClient:principal:
 *
 * See tarn_datazone_client_get_principal().
 *
 * Since: 1.0
 */

/**
 * tarn_datazone_client_get_principal:
 * @self: a client
 *
 * Returns: (transfer none): the principal that calls
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnPrincipal *tarn_datazone_client_get_principal (TarnDataZoneClient *self);

/**
 * tarn_datazone_client_start_metadata_generation_run:
 * @self: a client
 * @domain_identifier: (nullable): the domain
 * @owning_project_identifier: (nullable): the project that owns the asset
 * @target: (nullable): the asset and its revision
 * @type: (nullable): the type to generate, in the deprecated form
 * @types: (nullable) (array zero-terminated=1): the types to generate, as the service spells them, such as
 *   `BUSINESS_DESCRIPTIONS`
 * @client_token: (nullable): a token that identifies a repeated call as the same call, or %NULL for a token
 *   that no other call has
 * @error: return location for a [error@Tarn.DataZoneError] or a [error@Tarn.Error]
 *
 * Starts a metadata generation run for an asset at the current virtual time.
 *
 * The function returns a copy of the run that was made before the observers are notified. The run is
 * `IN_PROGRESS`, unless `datazone.submitted-duration-us` is above 0: then it is first `SUBMITTED` for so
 * long. The run generates its types side by side. Each type has its own end and its own random draw, and the
 * run ends with the last of them. Each type takes a unit of its monthly quota when the run begins. If the
 * quota of this calendar month, UTC, is used up, the type fails at the time of its first call to the language
 * model, with a message such as `business name generation has reached monthly quota`. A type that fails by a
 * random draw, see `datazone.names-failure-ppm` and `datazone.names-failures-per-1000-hours`, has the message
 * `business name generation failed`. A run generates suggestions, see tarn-domain.h; nothing accepts them
 * automatically.
 *
 * Observers are notified of every change. Where the service documents an EventBridge event, the change has it
 * as its detail type: `Metadata Generation Succeeded`, `Failed` or `Canceled`, and for runs of `SYSTEM`
 * `Business Name Generation Succeeded` or `Failed`. The service has no event for the beginning of a run, for
 * a run that succeeded partially, and for a run of `SYSTEM` that is canceled.
 *
 * @type and @types are one list: either set @type alone, or make it the only one of @types. The service's
 * model takes two types at most, but its reference shows a call with three, see `datazone.types-max`.
 *
 * A call with the @client_token of an earlier call by the same principal in the same domain, and with the
 * same other members, returns the earlier run as it is now and starts none. The order of the types makes no
 * difference, nor does the member that holds them. A named revision differs from the newest revision by
 * default. The service forgets a token after `datazone.client-token-lifetime-us`, 24 hours by default, and
 * together with its run.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: a condition or a cost model makes the call
 * - %TARN_DATAZONE_ERROR_VALIDATION: domainIdentifier, target, target.type, target.identifier or
 *   owningProjectIdentifier is missing; domainIdentifier or owningProjectIdentifier does not match its
 *   pattern; target.type is not `ASSET`; target.revision is empty, over 64 characters or not valid UTF-8;
 *   type is no type; types is missing without a type, empty, has more types than `datazone.types-max`, or
 *   holds something that is no type; clientToken is empty, over 128 characters or holds anything but visible
 *   ASCII. If two are wrong, the message names the first in the order of tarn_service_list_members(). It
 *   names types if type is wrong, as the service does
 * - %TARN_DATAZONE_ERROR_VALIDATION: types has one of them twice; @type is not the only one of @types
 * - %TARN_DATAZONE_ERROR_THROTTLING: the account of the caller makes more calls than
 *   `datazone.start-rate-per-second` allows; 10 per second by default
 * - any code of #TarnDataZoneError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such domain
 * - %TARN_DATAZONE_ERROR_ACCESS_DENIED: the domain belongs to another account, or a statement denies the call
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such project in the domain
 * - %TARN_DATAZONE_ERROR_UNAUTHORIZED: the caller is no member of the project
 * - %TARN_DATAZONE_ERROR_CONFLICT: an earlier call used @client_token with other members
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such asset in the domain; another project owns it;
 *   it has no such revision
 * - %TARN_DATAZONE_ERROR_VALIDATION: the asset's type is not supported, and the message names the
 *   first of the types; the revision has no columns or no rows
 * - %TARN_DATAZONE_ERROR_CONFLICT: the asset has a run that has not ended
 * - %TARN_DATAZONE_ERROR_SERVICE_QUOTA_EXCEEDED: the asset has had 4294967295 runs
 * - %TARN_DATAZONE_ERROR_SERVICE_QUOTA_EXCEEDED: the domain has `datazone.active-runs-max` runs that
 *   have not ended, or a fault plan fills the limit
 * - %TARN_ERROR_INVALID_TIME: a type of the run would end past the end of time
 * - %TARN_DATAZONE_ERROR_INTERNAL_SERVER: the call took effect, but a fault plan lost its reply, see
 *   tarn_datazone_error_is_reply_lost()
 *
 * Returns: (transfer full): the run, without target and typeStats, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnMetadataRun *tarn_datazone_client_start_metadata_generation_run (
    TarnDataZoneClient *self, const char *domain_identifier, const char *owning_project_identifier,
    const TarnMetadataTarget *target, const char *type, const char *const *types,
    const char *client_token, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_datazone_client_start_metadata_generation_run_with_options:
 * @self: a client
 * @domain_identifier: (nullable): the domain
 * @owning_project_identifier: (nullable): the project that owns the asset
 * @target: (nullable): the asset and its revision
 * @type: (nullable): the type to generate, in the deprecated form
 * @types: (nullable) (array zero-terminated=1): the types to generate
 * @client_token: (nullable): a token that identifies a repeated call as the same call, or %NULL for a token
 *   that no other call has
 * @options: (nullable): what only a start in the simulation can ask for, or %NULL for nothing
 * @error: return location for a [error@Tarn.DataZoneError] or a [error@Tarn.Error]
 *
 * Starts a metadata generation run, as tarn_datazone_client_start_metadata_generation_run() does, with
 * options that the service does not have. Of the options, a metadata generation run has only the tag.
 *
 * The options are no parameters of the service: a call that repeats an earlier call by its @client_token
 * returns the earlier run, which keeps the tag that it has.
 *
 * The errors are those of tarn_datazone_client_start_metadata_generation_run(), in the same order, and one
 * more, which is checked after the other arguments:
 *
 * - %TARN_DATAZONE_ERROR_VALIDATION: the options have a refreshMode other than %TARN_REFRESH_MODE_SERVICE, or
 *   an incrementalThresholdPercent
 *
 * Returns: (transfer full): the run, without target and typeStats, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnMetadataRun *tarn_datazone_client_start_metadata_generation_run_with_options (
    TarnDataZoneClient *self, const char *domain_identifier, const char *owning_project_identifier,
    const TarnMetadataTarget *target, const char *type, const char *const *types,
    const char *client_token, const TarnStartOptions *options,
    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_datazone_client_get_metadata_generation_run:
 * @self: a client
 * @domain_identifier: (nullable): the domain
 * @identifier: (nullable): the id of the run
 * @type: (nullable): the only type to return, or %NULL for all types of the run
 * @error: return location for a [error@Tarn.DataZoneError] or a [error@Tarn.Error]
 *
 * Gets a run, and each of its types, as they are now. With @type, the types and their statuses are
 * those of this one; the status is still that of the whole run.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_DATAZONE_ERROR_VALIDATION: domainIdentifier or identifier is missing or does not match its
 *   pattern; type is no type
 * - %TARN_DATAZONE_ERROR_THROTTLING: the account of the caller makes more calls than
 *   `datazone.get-rate-per-second` allows; there is no limit by default
 * - any code of #TarnDataZoneError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such domain
 * - %TARN_DATAZONE_ERROR_ACCESS_DENIED: the domain belongs to another account, or a statement denies the call
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such run in the domain, or the engine no longer
 *   retains it; the run does not generate @type
 * - %TARN_DATAZONE_ERROR_INTERNAL_SERVER: a fault plan lost the reply
 *
 * Returns: (transfer full): the run, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnMetadataRun *tarn_datazone_client_get_metadata_generation_run (
    TarnDataZoneClient *self, const char *domain_identifier, const char *identifier,
    const char *type, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_metadata_run_reload:
 * @self: a run
 * @client: the client that calls
 * @error: return location for a [error@Tarn.DataZoneError] or a [error@Tarn.Error]
 *
 * Gets the run again and writes the new answer into @self.
 *
 * The function calls GetMetadataGenerationRun with the id and the domain of the run. A copy that was made for
 * one type keeps to this type. Every holder of a reference to @self sees the new answer. Strings that the
 * getters returned before are valid until this call.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_DATAZONE_ERROR_THROTTLING: the account of the caller makes more calls than
 *   `datazone.get-rate-per-second` allows; there is no limit by default
 * - any code of #TarnDataZoneError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: the client's engine has no such domain
 * - %TARN_DATAZONE_ERROR_ACCESS_DENIED: the domain belongs to another account, or a statement denies the call
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: the client's engine has no such run, or no longer retains it
 * - %TARN_DATAZONE_ERROR_INTERNAL_SERVER: a fault plan lost the reply
 *
 * On error @self is unchanged.
 *
 * Returns: %TRUE on success, or %FALSE with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_metadata_run_reload (TarnMetadataRun *self, TarnDataZoneClient *client,
                                   GError **error);

/**
 * tarn_datazone_client_cancel_metadata_generation_run:
 * @self: a client
 * @domain_identifier: (nullable): the domain
 * @identifier: (nullable): the id of the run
 * @error: return location for a [error@Tarn.DataZoneError] or a [error@Tarn.Error]
 *
 * Cancels a run. The run is `CANCELED` when this function returns, and so are those of its types that had not
 * ended. Types that had succeeded keep their suggestions. The quota is not given back.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: a condition or a cost model makes the call
 * - %TARN_DATAZONE_ERROR_VALIDATION: domainIdentifier or identifier is missing or does not match its
 *   pattern
 * - %TARN_DATAZONE_ERROR_THROTTLING: the account of the caller makes more calls than
 *   `datazone.cancel-rate-per-second` allows; 20 per second by default
 * - any code of #TarnDataZoneError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such domain
 * - %TARN_DATAZONE_ERROR_ACCESS_DENIED: the domain belongs to another account, or a statement denies the call
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such run in the domain, or the engine no longer
 *   retains it
 * - %TARN_DATAZONE_ERROR_ACCESS_DENIED: the engine has statements, and they do not allow the call on the
 *   project that owns the asset, see tarn-access.h
 * - %TARN_DATAZONE_ERROR_UNAUTHORIZED: the caller is no member of the project that owns the asset
 * - %TARN_DATAZONE_ERROR_VALIDATION: the run has ended, also by an earlier cancel, or a fault plan ends it at
 *   this one; the message names its status
 * - %TARN_DATAZONE_ERROR_INTERNAL_SERVER: the call took effect, but a fault plan lost its reply, see
 *   tarn_datazone_error_is_reply_lost()
 *
 * Returns: %TRUE on success, or %FALSE with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_datazone_client_cancel_metadata_generation_run (TarnDataZoneClient *self,
                                                              const char *domain_identifier,
                                                              const char *identifier,
                                                              GError **error);

/**
 * tarn_metadata_run_cancel:
 * @self: a run
 * @client: the client that calls
 * @error: return location for a [error@Tarn.DataZoneError] or a [error@Tarn.Error]
 *
 * Cancels the run, as tarn_datazone_client_cancel_metadata_generation_run() does with its domain and its id.
 * @self stays as it is until it is reloaded.
 *
 * The errors are those of tarn_datazone_client_cancel_metadata_generation_run(). The arguments are valid, so
 * %TARN_DATAZONE_ERROR_VALIDATION means that the run has ended.
 *
 * Returns: %TRUE on success, or %FALSE with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_metadata_run_cancel (TarnMetadataRun *self, TarnDataZoneClient *client,
                                   GError **error);

/**
 * tarn_datazone_client_list_metadata_generation_runs:
 * @self: a client
 * @domain_identifier: (nullable): the domain
 * @status: (nullable): the status of the runs to list, or %NULL for all
 * @type: (nullable): a type that the runs to list generate, maybe among others, or %NULL for all
 * @target_identifier: (nullable): the asset to list the runs of, or %NULL for all
 * @max_results: the largest number of runs to return, 1 to 50, or -1 for 50
 * @next_token: (nullable): the token from an earlier call with the same filters, or %NULL for the first page
 * @out_next_token: (out) (optional) (nullable) (transfer full): the token of the next page, or
 *   %NULL if this page is the last
 * @error: return location for a [error@Tarn.DataZoneError] or a [error@Tarn.Error]
 *
 * Lists the runs of a domain, newest first, those of `SYSTEM` included. Pages do not shift: runs
 * that start between two calls are not on the later pages. Each call compares the status when it reads its
 * page, so a run that ends between two calls can be on no page.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_DATAZONE_ERROR_VALIDATION: domainIdentifier is missing; domainIdentifier or targetIdentifier does
 *   not match its pattern; status is no status; type is no type; maxResults is neither -1 nor 1 to 50;
 *   nextToken is empty, over 8192 characters or not valid UTF-8
 * - %TARN_DATAZONE_ERROR_THROTTLING: the account of the caller makes more calls than
 *   `datazone.list-rate-per-second` allows; there is no limit by default
 * - any code of #TarnDataZoneError: a rule of the fault plan throws it, see tarn-fault-plan.h
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such domain
 * - %TARN_DATAZONE_ERROR_ACCESS_DENIED: the domain belongs to another account, or a statement denies the call
 * - %TARN_DATAZONE_ERROR_VALIDATION: nextToken does not come from a call with these filters
 * - %TARN_DATAZONE_ERROR_INTERNAL_SERVER: a fault plan lost the reply
 *
 * An asset that does not exist has no runs. This is no error.
 *
 * Returns: (transfer container) (element-type TarnMetadataRun): the runs, without typeStats, or %NULL with
 *   @error set; then @out_next_token is unchanged. g_ptr_array_unref() gives back the references to the runs
 *   too
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GPtrArray *tarn_datazone_client_list_metadata_generation_runs (
    TarnDataZoneClient *self, const char *domain_identifier, const char *status, const char *type,
    const char *target_identifier, gint max_results, const char *next_token, char **out_next_token,
    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_datazone_client_wait_for_metadata_generation_run_async:
 * @self: a client
 * @domain_identifier: (nullable): the domain
 * @identifier: (nullable): the id of the run
 * @cancellable: (nullable): gives up waiting when it is cancelled, or %NULL
 * @callback: (scope async): called once, when the run has ended or there is an error
 * @user_data: given to @callback
 *
 * Waits until the run is `SUCCEEDED`, `FAILED`, `PARTIALLY_SUCCEEDED` or `CANCELED`; it can be so
 * already.
 *
 * tarn_glue_client_wait_for_materialized_view_refresh_task_run_async() describes how a wait works.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_datazone_client_wait_for_metadata_generation_run_async (
    TarnDataZoneClient *self, const char *domain_identifier, const char *identifier,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/**
 * tarn_datazone_client_wait_for_metadata_generation_run_finish:
 * @self: the client
 * @result: the result that the callback was given
 * @error: return location for an error
 *
 * Returns the outcome of tarn_datazone_client_wait_for_metadata_generation_run_async().
 *
 * Errors, in the order they are checked:
 *
 * - %G_IO_ERROR_CANCELLED: the cancellable is cancelled, even if the run has ended
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread than the one that began to wait
 * - %TARN_ERROR_BUSY: waiting began inside a condition or a cost model
 * - %TARN_DATAZONE_ERROR_VALIDATION, %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
 *   %TARN_DATAZONE_ERROR_ACCESS_DENIED: as for tarn_datazone_client_get_metadata_generation_run(), when
 *   waiting began
 *
 * Returns: (transfer full): the run as it ended, as Get returns it without a type, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnMetadataRun *tarn_datazone_client_wait_for_metadata_generation_run_finish (
    TarnDataZoneClient *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_datazone_client_wait_for_metadata_generation_run:
 * @self: a client
 * @domain_identifier: (nullable): the domain
 * @identifier: (nullable): the id of the run
 * @limits: (nullable): limits after which the function gives up, or %NULL for the defaults
 * @error: return location for an error
 *
 * Drives time as tarn_engine_run_until() does, until the run has ended. If the run has ended already, nothing
 * happens. Otherwise the virtual time is then the time of its end. The function gives up when only background
 * events are left, see tarn_glue_client_wait_for_materialized_view_refresh_task_run().
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: a callback makes the call; nothing happened
 * - %TARN_DATAZONE_ERROR_VALIDATION, %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
 *   %TARN_DATAZONE_ERROR_ACCESS_DENIED: as for tarn_datazone_client_get_metadata_generation_run();
 *   nothing happened
 * - %TARN_ERROR_LIMIT: as for tarn_engine_run_until()
 * - %TARN_ERROR_STOPPED: a callback called tarn_engine_stop(), and the run has not ended; the virtual time is
 *   that of the last event
 * - %TARN_ERROR_DEADLOCK: the run has not ended, and only background events are left; the virtual time is
 *   that of the last event, and the message names the run
 *
 * Returns: (transfer full): the run as it ended, as Get returns it without a type, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnMetadataRun *tarn_datazone_client_wait_for_metadata_generation_run (
    TarnDataZoneClient *self, const char *domain_identifier, const char *identifier,
    const TarnClockLimits *limits, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_metadata_run_wait_async:
 * @self: a run
 * @client: the client that waits
 * @cancellable: (nullable): gives up waiting when it is cancelled, or %NULL
 * @callback: (scope async): called once, when the run has ended or there is an error; its source object is
 *   @client
 * @user_data: given to @callback
 *
 * Waits until the run has ended, as tarn_datazone_client_wait_for_metadata_generation_run_async() does. @self
 * stays as it is until tarn_metadata_run_wait_finish() is called. The wait keeps no reference to @self.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_metadata_run_wait_async (TarnMetadataRun *self, TarnDataZoneClient *client,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);

/**
 * tarn_metadata_run_wait_finish:
 * @self: the run, or another copy of it; a copy of another run is a programmer error
 * @result: the result that the callback was given
 * @error: return location for an error
 *
 * Writes the run as it ended into @self, as tarn_metadata_run_reload() writes its answer: a copy that was
 * made for one type keeps to this type.
 *
 * The errors are those of tarn_datazone_client_wait_for_metadata_generation_run_finish() without
 * %TARN_DATAZONE_ERROR_VALIDATION. On error @self is unchanged.
 *
 * Returns: %TRUE on success, or %FALSE with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_metadata_run_wait_finish (TarnMetadataRun *self, GAsyncResult *result,
                                        GError **error);

/**
 * tarn_metadata_run_wait:
 * @self: a run
 * @client: the client that waits
 * @limits: (nullable): limits after which the function gives up, or %NULL for the defaults
 * @error: return location for an error
 *
 * Drives time until the run has ended, as tarn_datazone_client_wait_for_metadata_generation_run() does, and
 * writes the run as it ended into @self, as tarn_metadata_run_reload() writes its answer.
 *
 * The errors are those of tarn_datazone_client_wait_for_metadata_generation_run() without
 * %TARN_DATAZONE_ERROR_VALIDATION. On error @self is unchanged.
 *
 * Returns: %TRUE on success, or %FALSE with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_metadata_run_wait (TarnMetadataRun *self, TarnDataZoneClient *client,
                                 const TarnClockLimits *limits, GError **error);

/**
 * tarn_datazone_client_get_n_active_runs:
 * @self: a client
 * @domain_identifier: a domain; %NULL is a programmer error
 *
 * Counts the metadata generation runs of a domain that have not ended, as `datazone.active-runs-max` does,
 * those of `SYSTEM` included.
 *
 * This is no operation of the service, and takes a short time however many runs there are. A call from
 * another thread than the engine's is a programmer error.
 *
 * Returns: the number of runs; 0 if the engine has no such domain
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_datazone_client_get_n_active_runs (TarnDataZoneClient *self,
                                              const char *domain_identifier);

G_END_DECLS
