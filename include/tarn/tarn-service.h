/* SPDX-License-Identifier: MIT */
/*
 * The description of a service, as data: its operations with their members, its exceptions, its EventBridge
 * events, its options and the edges of its state machine. The library checks calls against the same tables,
 * so the engine does what these tables say. Get the description with tarn_engine_get_service().
 */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

/**
 * TarnService:
 *
 * The description of a service. It is static and immutable: it is never freed, and any thread may read it.
 * Arrays that the getters return are new and end with %NULL. Free them with g_free(); the strings in them are
 * static.
 *
 * Since: 1.0
 */

/**
 * tarn_service_get_name:
 * @self: a service
 *
 * Returns: the short name, such as `glue`; options begin with it
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_service_get_name (const TarnService *self);

/**
 * tarn_service_list_operations:
 * @self: a service
 *
 * Returns: (transfer container) (array zero-terminated=1): the operations, as the service spells them; the
 *   operations that only the simulation has come last
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char **tarn_service_list_operations (const TarnService *self);

/**
 * tarn_service_list_members:
 * @self: a service
 * @operation: the name of an operation
 *
 * Returns: (transfer container) (array zero-terminated=1) (nullable): the members of its input that the
 *   library checks, or %NULL if there is no such operation
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char **tarn_service_list_members (const TarnService *self, const char *operation);

/**
 * tarn_service_is_member_required:
 * @self: a service
 * @operation: the name of an operation
 * @member: the name of a member of its input
 *
 * Returns: whether the service's model marks the member as required; %FALSE too when there is no
 *   such member
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_service_is_member_required (const TarnService *self, const char *operation,
                                          const char *member);

/**
 * tarn_service_list_exceptions:
 * @self: a service
 * @operation: (nullable): the name of an operation, or %NULL for all exceptions of the service
 *
 * Returns: (transfer container) (array zero-terminated=1) (nullable): the exact names of the
 *   exceptions, or %NULL if there is no such operation
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char **tarn_service_list_exceptions (const TarnService *self, const char *operation);

/**
 * tarn_service_get_exception_status:
 * @self: a service
 * @exception: the name of an exception
 *
 * Returns: the HTTP status of the exception, or 0 if there is no such exception
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_service_get_exception_status (const TarnService *self, const char *exception);

/**
 * tarn_service_list_detail_types:
 * @self: a service
 *
 * Lists the EventBridge events that the simulation makes. Two EventBridge events of `datazone`, `Metadata
 * Generation Accepted` and `Metadata Generation Rejected`, are left out: the simulation sends events about runs only,
 * and AcceptPredictions and RejectPredictions are about the suggestions of a revision.
 *
 * Returns: (transfer container) (array zero-terminated=1): the detail types of the EventBridge events, as the
 *   service spells them
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char **tarn_service_list_detail_types (const TarnService *self);

/**
 * tarn_service_list_edges:
 * @self: a service
 *
 * Lists the legal edges of the run's state machine. The edges of `glue` are between states: `waiting` and
 * `starting` have the status STARTING, `stopping-early` and `stopping` have the status from before the stop.
 * The edges of `datazone` are between statuses.
 *
 * Returns: (transfer container) (array zero-terminated=1): lines of the form `FROM cause TO`
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char **tarn_service_list_edges (const TarnService *self);

/**
 * tarn_service_list_options:
 * @self: a service
 *
 * Returns: (transfer container) (array zero-terminated=1): the full names of the options
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char **tarn_service_list_options (const TarnService *self);

/**
 * tarn_service_describe_option:
 * @self: a service
 * @option: the full name of an option
 * @out_default: (out) (optional): its default
 * @out_min: (out) (optional): the least value
 * @out_max: (out) (optional): the greatest value
 *
 * Describes an option. The name of an option ends with its unit, such as `-us` or `-percent`.
 *
 * Returns: (nullable): a text that says what the option decides, or %NULL if there is no such option; the
 *   outputs are untouched then
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_service_describe_option (const TarnService *self, const char *option,
                                          gint64 *out_default, gint64 *out_min, gint64 *out_max);

G_END_DECLS
