/* SPDX-License-Identifier: MIT */
/* The functions of the operations that datazone-service.c lists. Their inputs are in datazone-input.h. */
#pragma once

#include "admission/call.h"

gboolean tarn_datazone_check_start_run (TarnCall *call, gpointer input);
gboolean tarn_datazone_start_run (TarnCall *call, gconstpointer input, TarnOutput *out_output);
gboolean tarn_datazone_get_run (TarnCall *call, gconstpointer input, TarnOutput *out_output);
gboolean tarn_datazone_cancel_run (TarnCall *call, gconstpointer input, TarnOutput *out_output);
gboolean tarn_datazone_list_runs (TarnCall *call, gconstpointer input, TarnOutput *out_output);

gboolean tarn_datazone_create_domain (TarnCall *call, gconstpointer input, TarnOutput *out_output);
gboolean tarn_datazone_create_user_profile (TarnCall *call, gconstpointer input,
                                            TarnOutput *out_output);
gboolean tarn_datazone_create_project (TarnCall *call, gconstpointer input, TarnOutput *out_output);
gboolean tarn_datazone_create_membership (TarnCall *call, gconstpointer input,
                                          TarnOutput *out_output);
gboolean tarn_datazone_create_term (TarnCall *call, gconstpointer input, TarnOutput *out_output);
gboolean tarn_datazone_set_name_generation (TarnCall *call, gconstpointer input,
                                            TarnOutput *out_output);

gboolean tarn_datazone_check_asset (TarnCall *call, gpointer input);
gboolean tarn_datazone_create_asset (TarnCall *call, gconstpointer input, TarnOutput *out_output);
gboolean tarn_datazone_create_revision (TarnCall *call, gconstpointer input,
                                        TarnOutput *out_output);
gboolean tarn_datazone_get_asset (TarnCall *call, gconstpointer input, TarnOutput *out_output);

gboolean tarn_datazone_check_predictions (TarnCall *call, gpointer input);
gboolean tarn_datazone_accept_predictions (TarnCall *call, gconstpointer input,
                                           TarnOutput *out_output);
gboolean tarn_datazone_check_rejection (TarnCall *call, gpointer input);
gboolean tarn_datazone_reject_predictions (TarnCall *call, gconstpointer input,
                                           TarnOutput *out_output);
