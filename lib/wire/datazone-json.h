/* SPDX-License-Identifier: MIT */
/* The handlers of Amazon DataZone's operations on the wire. */
#pragma once

#include "wire/call.h"

gboolean tarn_wire_datazone_start_run (TarnWireCall *call, GError **error);
gboolean tarn_wire_datazone_get_run (TarnWireCall *call, GError **error);
gboolean tarn_wire_datazone_cancel_run (TarnWireCall *call, GError **error);
gboolean tarn_wire_datazone_list_runs (TarnWireCall *call, GError **error);
