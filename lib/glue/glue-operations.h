/* SPDX-License-Identifier: MIT */
/*
 * The functions that check and perform the operations of this room. glue-service.c lists them; their inputs
 * are in glue-input.h.
 */
#pragma once

#include "admission/call.h"

gboolean tarn_glue_check_start_run (TarnCall *call, gpointer input);
gboolean tarn_glue_start_run (TarnCall *call, gconstpointer input, TarnOutput *out_output);
gboolean tarn_glue_get_run (TarnCall *call, gconstpointer input, TarnOutput *out_output);
gboolean tarn_glue_stop_run (TarnCall *call, gconstpointer input, TarnOutput *out_output);
gboolean tarn_glue_check_list_runs (TarnCall *call, gpointer input);
gboolean tarn_glue_list_runs (TarnCall *call, gconstpointer input, TarnOutput *out_output);

gboolean tarn_glue_check_catalog (TarnCall *call, gpointer input);
gboolean tarn_glue_create_catalog (TarnCall *call, gconstpointer input, TarnOutput *out_output);
gboolean tarn_glue_create_database (TarnCall *call, gconstpointer input, TarnOutput *out_output);
gboolean tarn_glue_get_database (TarnCall *call, gconstpointer input, TarnOutput *out_output);
gboolean tarn_glue_check_get_databases (TarnCall *call, gpointer input);
gboolean tarn_glue_get_databases (TarnCall *call, gconstpointer input, TarnOutput *out_output);
gboolean tarn_glue_check_table (TarnCall *call, gpointer input);
gboolean tarn_glue_create_table (TarnCall *call, gconstpointer input, TarnOutput *out_output);
gboolean tarn_glue_get_table (TarnCall *call, gconstpointer input, TarnOutput *out_output);
gboolean tarn_glue_check_get_tables (TarnCall *call, gpointer input);
gboolean tarn_glue_get_tables (TarnCall *call, gconstpointer input, TarnOutput *out_output);
gboolean tarn_glue_update_table (TarnCall *call, gconstpointer input, TarnOutput *out_output);
gboolean tarn_glue_delete_table (TarnCall *call, gconstpointer input, TarnOutput *out_output);
gboolean tarn_glue_pause_schedule (TarnCall *call, gconstpointer input, TarnOutput *out_output);
gboolean tarn_glue_resume_schedule (TarnCall *call, gconstpointer input, TarnOutput *out_output);
gboolean tarn_glue_check_commit (TarnCall *call, gpointer input);
gboolean tarn_glue_commit (TarnCall *call, gconstpointer input, TarnOutput *out_output);
gboolean tarn_glue_estimate_refresh (TarnCall *call, gconstpointer input, TarnOutput *out_output);
gboolean tarn_glue_explain (TarnCall *call, gconstpointer input, TarnOutput *out_output);
gboolean tarn_glue_get_view_measures (TarnCall *call, gconstpointer input, TarnOutput *out_output);
gboolean tarn_glue_get_account_measures (TarnCall *call, gconstpointer input,
                                         TarnOutput *out_output);
gboolean tarn_glue_reset_measures (TarnCall *call, gconstpointer input, TarnOutput *out_output);
