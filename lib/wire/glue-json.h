/* SPDX-License-Identifier: MIT */
/* The handlers of AWS Glue's operations on the wire, on runs and for set-up. */
#pragma once

#include "wire/call.h"

gboolean tarn_wire_glue_start_run (TarnWireCall *call, GError **error);
gboolean tarn_wire_glue_get_run (TarnWireCall *call, GError **error);
gboolean tarn_wire_glue_stop_run (TarnWireCall *call, GError **error);
gboolean tarn_wire_glue_list_runs (TarnWireCall *call, GError **error);
gboolean tarn_wire_glue_create_database (TarnWireCall *call, GError **error);
gboolean tarn_wire_glue_create_catalog (TarnWireCall *call, GError **error);
gboolean tarn_wire_glue_get_database (TarnWireCall *call, GError **error);
gboolean tarn_wire_glue_get_databases (TarnWireCall *call, GError **error);
gboolean tarn_wire_glue_create_table (TarnWireCall *call, GError **error);
gboolean tarn_wire_glue_get_table (TarnWireCall *call, GError **error);
gboolean tarn_wire_glue_get_tables (TarnWireCall *call, GError **error);
gboolean tarn_wire_glue_update_table (TarnWireCall *call, GError **error);
gboolean tarn_wire_glue_delete_table (TarnWireCall *call, GError **error);

/*
 * In the library, -1 means that the member is absent, so -1 must not come from a request. The library's
 * integer is also narrower than the integer of a request. @max is the largest number of the operation.
 */
gboolean tarn_wire_glue_check_max_results (gint64 max_results, gint max, GError **error);

/*
 * Errors name the members of the library. If the message begins with @member, this function puts the name on
 * the wire, @wire_member, in its place.
 */
void tarn_wire_glue_rename_member (GError **error, const char *member, const char *wire_member);
