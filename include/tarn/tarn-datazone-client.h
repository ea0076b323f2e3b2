/* SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

#include <tarn/tarn-datazone-error.h>
#include <tarn/tarn-metadata-run.h>
#include <tarn/tarn-principal.h>

G_BEGIN_DECLS

#define TARN_TYPE_DATAZONE_CLIENT (tarn_datazone_client_get_type ())

/**
 * TarnDataZoneClient:
 *
 * Amazon DataZone as one principal sees it. Make one with tarn_engine_create_datazone_client(). It
 * keeps the engine alive. Domains, projects and assets are set up as tarn-domain.h tells.
 *
 * Ids of domains match `^dzd[-_][a-zA-Z0-9_-]{1,36}$`, those of projects and runs
 * `^[a-zA-Z0-9_-]{1,36}$`. An id of a form that is allowed and that nobody has is not found.
 *
 * Every operation checks in this order: the arguments, the rate, the fault plan, the domain, access, the
 * entities, the state, the quota. On error the lake, the clock and the pending events are as they were
 * before the call, but a call that was admitted counts for the rate, and the attempt for the fault plan.
 * Each operation can also fail with whatever a fault plan has it throw, see tarn-fault-plan.h. Where
 * %TARN_DATAZONE_ERROR_ACCESS_DENIED is said to be about another account, a statement can grant that, and
 * another can deny what is one's own, see tarn-access.h. A membership of the project no statement can
 * grant: who has none is told %TARN_DATAZONE_ERROR_UNAUTHORIZED. The service does not say when it
 * answers which of the two.
 *
 * Start and Cancel have a rate of 10 and 20 per second, on virtual time and for each calling account, by
 * a token bucket that holds a second's worth: an account that was idle for a second can make that many
 * calls at one instant, and goes on at the rate.
 *
 * An operation called from inside a condition of tarn_engine_run_until() or from inside a cost model
 * fails with %TARN_ERROR_BUSY unless it only reads.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TarnDataZoneClient, tarn_datazone_client, TARN, DATAZONE_CLIENT, GObject)

/**
 * tarn_engine_create_datazone_client:
 * @self: an engine
 * @principal: who calls
 *
 * Makes Amazon DataZone as @principal sees it. From inside a condition or a cost model this is a
 * programmer's error.
 *
 * Returns: (transfer full): a client, which keeps the engine alive
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnDataZoneClient *tarn_engine_create_datazone_client (TarnEngine *self, TarnPrincipal *principal)
    G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_datazone_client_start_metadata_generation_run:
 * @self: a client
 * @domain_identifier: (nullable): the domain
 * @owning_project_identifier: (nullable): the project that owns the asset
 * @target: (nullable): the asset, and which revision of it
 * @type: (nullable): the deprecated way to say what to generate
 * @types: (nullable) (array zero-terminated=1): what to generate, as the service spells it, such as
 *   `BUSINESS_DESCRIPTIONS`
 * @client_token: (nullable): what makes a repeated call the same call, or %NULL for one that nobody
 *   else has
 * @error: return location for a [error@Tarn.DataZoneError]
 *
 * Starts to generate metadata for an asset at the current virtual time.
 *
 * The run is told as it is before observers hear of it: `IN_PROGRESS`, unless
 * `datazone.submitted-duration-us` is above 0: then it is `SUBMITTED` for so long. The types are generated
 * side by side, each with an end and luck of its own, and the run ends with the last of them. Each takes a
 * unit of its monthly quota when the run begins; if none is left in this calendar month, UTC, the type fails
 * when its first call would have been made, with a message such as `business name generation has reached
 * monthly quota`. A type that fails by luck, see `datazone.descriptions-failure-ppm`, says `business name
 * generation failed`. What a run generates are suggestions, see tarn-domain.h; nothing is ever accepted by
 * itself.
 *
 * Observers are told of every change. As far as it is documented, a change is also an event: `Metadata
 * Generation Succeeded`, `Failed` or `Canceled`, for runs of `SYSTEM` `Business Name Generation
 * Succeeded` or `Failed`. The service has none for the beginning of a run, for one that succeeded
 * partially, and for a run of `SYSTEM` that is canceled.
 *
 * @type is folded into @types: it may be given alone, or be the only one of @types. The service's
 * model takes two types at most, while its reference shows a call with three: see
 * `datazone.types-max`.
 *
 * A call with the @client_token of an earlier call of the same principal in the same domain and the same
 * other members returns the earlier run as it is now, and starts none. The order of the types and how they
 * are said makes no difference; a revision that is named is another than the newest. A token is forgotten
 * after `datazone.client-token-lifetime-us`, 24 hours, and with its run.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_DATAZONE_ERROR_VALIDATION: domainIdentifier, target, target.type, target.identifier or
 *   owningProjectIdentifier is missing; domainIdentifier or owningProjectIdentifier does not match
 *   its pattern; target.type is not `ASSET`; target.revision is empty, over 64 characters or not
 *   valid UTF-8; type is none; types is missing without a type, empty, has more types than
 *   `datazone.types-max`, or holds what is no type; clientToken is empty, over 128 characters or holds
 *   anything but visible ASCII. Of two that are wrong, the first in the order of
 *   tarn_service_list_members() is told
 * - %TARN_DATAZONE_ERROR_VALIDATION: types has one of them twice; @type is not the only one of @types
 * - %TARN_DATAZONE_ERROR_THROTTLING: the caller's account made more than
 *   `datazone.start-rate-per-second` calls
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such domain
 * - %TARN_DATAZONE_ERROR_ACCESS_DENIED: the domain is another account's
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such project in the domain
 * - %TARN_DATAZONE_ERROR_UNAUTHORIZED: the caller is no member of the project
 * - %TARN_DATAZONE_ERROR_CONFLICT: @client_token was used with other members
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such asset in the domain; it is owned by
 *   another project; it has no such revision
 * - %TARN_DATAZONE_ERROR_VALIDATION: the asset's type is not supported, the message names the
 *   first of the types; the revision has no columns or no rows
 * - %TARN_DATAZONE_ERROR_CONFLICT: the asset has a run that has not ended
 * - %TARN_DATAZONE_ERROR_SERVICE_QUOTA_EXCEEDED: the domain has `datazone.active-runs-max` runs that
 *   have not ended
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
 * tarn_datazone_client_get_metadata_generation_run:
 * @self: a client
 * @domain_identifier: (nullable): the domain
 * @identifier: (nullable): the id of the run
 * @type: (nullable): tell only of this type
 * @error: return location for a [error@Tarn.DataZoneError]
 *
 * Tells how a run and each of its types are doing now. With @type, the types and their statuses are
 * those of this one; the status is still that of the whole run.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_DATAZONE_ERROR_VALIDATION: domainIdentifier or identifier is missing or does not match its
 *   pattern; type is none
 * - %TARN_DATAZONE_ERROR_THROTTLING: the caller's account made more than
 *   `datazone.get-rate-per-second` calls; there is no limit by default
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such domain
 * - %TARN_DATAZONE_ERROR_ACCESS_DENIED: the domain is another account's
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such run in the domain, or it is no longer
 *   retained; the run was not asked for @type
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
 * @error: return location for a [error@Tarn.DataZoneError]
 *
 * Calls GetMetadataGenerationRun for the run, by its id and in its domain, and writes what the service answers
 * into @self. A run that was asked for with a type keeps to this type. Everybody who has a reference to @self
 * sees the new answer. Strings that the getters returned before are valid until this call.
 *
 * Errors: those of tarn_datazone_client_get_metadata_generation_run(). On error @self is as it was.
 *
 * Returns: whether the service answered
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
 * @error: return location for a [error@Tarn.DataZoneError]
 *
 * Cancels a run: it is `CANCELED` when this returns, and so are those of its types that had not
 * ended. What had succeeded keeps its suggestions; quota is not given back.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_DATAZONE_ERROR_VALIDATION: domainIdentifier or identifier is missing or does not match its
 *   pattern
 * - %TARN_DATAZONE_ERROR_THROTTLING: the caller's account made more than
 *   `datazone.cancel-rate-per-second` calls
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such domain
 * - %TARN_DATAZONE_ERROR_ACCESS_DENIED: the domain is another account's
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such run in the domain, or it is no longer
 *   retained
 * - %TARN_DATAZONE_ERROR_UNAUTHORIZED: the caller is no member of the project that owns the asset
 * - %TARN_DATAZONE_ERROR_VALIDATION: the run has ended, a canceled one included; the message names
 *   its status
 *
 * Returns: whether it was canceled
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_datazone_client_cancel_metadata_generation_run (TarnDataZoneClient *self,
                                                              const char *domain_identifier,
                                                              const char *identifier,
                                                              GError **error);

/**
 * tarn_datazone_client_list_metadata_generation_runs:
 * @self: a client
 * @domain_identifier: (nullable): the domain
 * @status: (nullable): only runs of this status
 * @type: (nullable): only runs that were asked for this type, maybe among others
 * @target_identifier: (nullable): only runs of this asset
 * @max_results: the most to return, 1 to 50, or -1 for 50
 * @next_token: (nullable): where to go on, from an earlier call with the same filters
 * @out_next_token: (out) (optional) (nullable) (transfer full): where the next page begins, or
 *   %NULL if this is the last
 * @error: return location for a [error@Tarn.DataZoneError]
 *
 * Lists the runs of a domain, newest first, those of `SYSTEM` included. Pages do not shift: runs
 * that are started between two calls are not on the later pages. The status is compared when a page
 * is read, so a run that ends between two calls may be missed or be on no page.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_DATAZONE_ERROR_VALIDATION: domainIdentifier is missing; domainIdentifier or
 *   targetIdentifier does not match its pattern; status or type is none; maxResults is neither -1
 *   nor 1 to 50; nextToken is empty, over 8192 characters or not valid UTF-8
 * - %TARN_DATAZONE_ERROR_THROTTLING: the caller's account made more than
 *   `datazone.list-rate-per-second` calls; there is no limit by default
 * - %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND: there is no such domain
 * - %TARN_DATAZONE_ERROR_ACCESS_DENIED: the domain is another account's
 * - %TARN_DATAZONE_ERROR_VALIDATION: nextToken is not one that a call with these filters gave
 *
 * An asset that does not exist has no runs: that is no error.
 *
 * Returns: (transfer container) (element-type TarnMetadataRun): the runs, without typeStats, or %NULL with
 *   @error set; the token is untouched then
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
 * @cancellable: (nullable): gives up, or %NULL
 * @callback: (scope async): called once, when the run has ended or there is an error
 * @user_data: given to @callback
 *
 * Waits until the run is `SUCCEEDED`, `FAILED`, `PARTIALLY_SUCCEEDED` or `CANCELED`; that may be so
 * already.
 *
 * How one waits, and what that is not, is told with
 * tarn_glue_client_wait_for_materialized_view_refresh_task_run_async().
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
 * @result: what the callback was given
 * @error: where to put an error
 *
 * Errors, in the order they are checked:
 *
 * - %G_IO_ERROR_CANCELLED: the cancellable is cancelled, even if the run has ended
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread than the one that began to wait
 * - %TARN_ERROR_BUSY: waiting began inside of a condition or a cost model
 * - %TARN_DATAZONE_ERROR_VALIDATION, %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
 *   %TARN_DATAZONE_ERROR_ACCESS_DENIED: as for tarn_datazone_client_get_metadata_generation_run(), when
 *   waiting began
 *
 * Returns: (transfer full): the run as it ended, as Get tells it without a type, or %NULL with @error set
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
 * @limits: (nullable): when to give up, or %NULL for the defaults
 * @error: where to put an error
 *
 * Drives the clock as tarn_engine_run_until() does, until the run has ended. If it has already, nothing
 * happens; else now is the time of its end. When only background events are left it does not go on, see
 * tarn_glue_client_wait_for_materialized_view_refresh_task_run().
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: called from inside a callback; nothing happened
 * - %TARN_DATAZONE_ERROR_VALIDATION, %TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
 *   %TARN_DATAZONE_ERROR_ACCESS_DENIED: as for tarn_datazone_client_get_metadata_generation_run();
 *   nothing happened
 * - %TARN_ERROR_LIMIT: as for tarn_engine_run_until()
 * - %TARN_ERROR_STOPPED: a callback called tarn_engine_stop(), and the run has not ended; now is the time of
 *   the last event
 * - %TARN_ERROR_DEADLOCK: the run has not ended, and nothing is left to happen but background events;
 *   now is the time of the last event, the message names the run
 *
 * Returns: (transfer full): the run as it ended, as Get tells it without a type, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnMetadataRun *tarn_datazone_client_wait_for_metadata_generation_run (
    TarnDataZoneClient *self, const char *domain_identifier, const char *identifier,
    const TarnRunLimits *limits, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
