/* SPDX-License-Identifier: MIT */
/* AWS Glue's operations on the wire: those on runs, and those of set-up. */
#pragma once

#include "wire/call.h"

gboolean tarn_wire_glue_start_run (TarnWireCall *call, GError **error);
gboolean tarn_wire_glue_get_run (TarnWireCall *call, GError **error);
gboolean tarn_wire_glue_stop_run (TarnWireCall *call, GError **error);
gboolean tarn_wire_glue_list_runs (TarnWireCall *call, GError **error);
gboolean tarn_wire_glue_create_database (TarnWireCall *call, GError **error);
gboolean tarn_wire_glue_create_table (TarnWireCall *call, GError **error);
gboolean tarn_wire_glue_get_table (TarnWireCall *call, GError **error);

/* Errors name the members of the library; this puts the wire's name in place of one at the beginning. */
void tarn_wire_glue_rename_member (GError **error, const char *member, const char *wire_member);
