/* SPDX-License-Identifier: MIT */
/* The handlers of AWS Glue's operations on the wire, on runs and for set-up. */
#pragma once

#include "wire/call.h"

gboolean tarn_wire_glue_start_run (TarnWireCall *call, GError **error);
gboolean tarn_wire_glue_get_run (TarnWireCall *call, GError **error);
gboolean tarn_wire_glue_stop_run (TarnWireCall *call, GError **error);
gboolean tarn_wire_glue_list_runs (TarnWireCall *call, GError **error);
gboolean tarn_wire_glue_create_database (TarnWireCall *call, GError **error);
gboolean tarn_wire_glue_create_table (TarnWireCall *call, GError **error);
gboolean tarn_wire_glue_get_table (TarnWireCall *call, GError **error);

/*
 * Errors name the members of the library. If the message begins with @member, this function puts the name on
 * the wire, @wire_member, in its place.
 */
void tarn_wire_glue_rename_member (GError **error, const char *member, const char *wire_member);
