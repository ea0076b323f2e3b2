/* SPDX-License-Identifier: MIT */
/* The handlers of Amazon DataZone's operations on the wire, on runs and for set-up. */
#pragma once

#include "wire/call.h"

gboolean tarn_wire_datazone_start_run (TarnWireCall *call, GError **error);
gboolean tarn_wire_datazone_get_run (TarnWireCall *call, GError **error);
gboolean tarn_wire_datazone_cancel_run (TarnWireCall *call, GError **error);
gboolean tarn_wire_datazone_list_runs (TarnWireCall *call, GError **error);

gboolean tarn_wire_datazone_create_domain (TarnWireCall *call, GError **error);
gboolean tarn_wire_datazone_create_user_profile (TarnWireCall *call, GError **error);
gboolean tarn_wire_datazone_create_project (TarnWireCall *call, GError **error);
gboolean tarn_wire_datazone_create_membership (TarnWireCall *call, GError **error);
gboolean tarn_wire_datazone_create_asset (TarnWireCall *call, GError **error);
gboolean tarn_wire_datazone_create_revision (TarnWireCall *call, GError **error);
gboolean tarn_wire_datazone_get_asset (TarnWireCall *call, GError **error);
gboolean tarn_wire_datazone_accept_predictions (TarnWireCall *call, GError **error);
gboolean tarn_wire_datazone_reject_predictions (TarnWireCall *call, GError **error);

/* Refuses a member as the operations do. Returns FALSE. */
gboolean tarn_wire_datazone_refuse (GError **error, const char *member, const char *requirement);
