// SPDX-License-Identifier: MIT
//
// The functions of the C libraries that the package calls, as a table that one compares with the headers: the name of
// a function without `tarn_`, what it returns, and what it takes. A letter stands for a type:
//
//   P  a pointer                       S  a text that the library owns        F  a text that the caller frees
//   L  a list of texts, freed          A  a list of static texts, its array freed
//   i  gint, an enumeration            u  guint       q  gint64       Q  guint64       b  gboolean       n  nothing
//   z  gsize or gssize                 k  a number in a gpointer for user data
//   t  the place of a gint64           y  the place of a guint      Y  the place of a gsize
//   H  a list of texts that is passed  B  bytes that are passed  U  numbers of type guint that are passed
//   T  a list of texts that stays with the library               x  the place of a text that the caller frees
//   G  a function that is called with the progress of a work
//   E  the place of a GError: the call passes it and throws a TarnError

'use strict';

exports.TARN = `
engine_new P Q
engine_get_service P PS
engine_get_now q P
engine_peek_next b Pt
engine_advance_to b PqE
engine_list_pending P Pu
engine_add_timeout Q PqiPkP
engine_set_option b PSqE
engine_get_option b PStE
engine_add_observer u PPkP
engine_remove_observer b Pu
engine_set_journal n PP
engine_create_fault_plan P P
engine_get_fault_plan P P
engine_set_fault_plan n PP
engine_grant u PSSS
engine_deny u PSSS
engine_revoke b Pu
engine_fork P PPPE
engine_save_to_file b PSE
engine_restore_from_file P SPE
engine_dup_digest F PE
engine_to_text F PE
engine_diff F PPuE
engine_create_glue_client P PP
engine_create_datazone_client P PP
journal_new P n
journal_get_length u P
journal_clear n P
journal_dup_text F P
journal_dup_summary F Pu
journal_dup_sha256 F P
journal_count_calls u PSS
journal_list_call_times P PSSy
journal_find i PSu
journal_save_to_file b PSE
fault_plan_add_from_data b PSzSE
fault_plan_add_chaos n Pu
fault_plan_list_unapplied L P
fault_plan_get_n_rules u P
fault_plan_get_rule_name S Pu
fault_plan_get_n_matched Q PS
fault_plan_get_n_applied Q PS
principal_new P SSE
principal_unref n P
principal_get_arn S P
table_name_new P SSS
table_name_unref n P
table_name_get_catalog_id S P
table_name_get_database_name S P
table_name_get_table_name S P
table_input_new P n
table_input_new_materialized_view P n
table_input_unref n P
table_input_set_format n Pi
table_input_set_size_bytes n PQ
table_input_set_record_count n PQ
table_input_add_sub_object n PP
table_input_set_definer n PS
table_input_set_refresh_seconds n Pq
table_input_set_refresh_offset_seconds n Pq
table_input_set_refresh_jitter_seconds n Pq
table_input_set_incremental n Pb
table_input_set_last_refresh_type n Pi
commit_new P i
commit_unref n P
commit_set_added_bytes n PQ
commit_set_removed_bytes n PQ
commit_set_added_records n PQ
commit_set_removed_records n PQ
commit_set_total_bytes n Pq
glue_client_create_catalog b PSbE
glue_client_create_database b PSSE
glue_client_create_table b PPPE
glue_client_delete_table b PPE
glue_client_commit b PPPE
glue_client_pause_schedule b PPE
glue_client_resume_schedule b PPE
asset_input_new P SS
asset_input_unref n P
asset_input_add_column n PSS
asset_input_set_row_count n PQ
asset_input_set_business_name_generation n Pb
datazone_client_create_domain F PSiE
datazone_client_create_user_profile F PSPE
datazone_client_create_project F PSSE
datazone_client_create_project_membership b PSSSE
datazone_client_create_glossary_term b PSSE
datazone_client_create_asset F PSSPE
datazone_client_create_asset_revision F PSSPE
sample_add P PE
sample_get_domain_id S P
sample_get_project_id S P
sample_get_asset_id S P
sample_unref n P
service_get_name S P
service_list_options A P
service_describe_option S PSttt
change_get_time q P
change_get_kind i P
change_get_service P P
change_get_detail_type S P
change_get_from_status S P
change_get_to_status S P
change_get_cause S P
change_get_error_message S P
change_dup_run_id F P
change_get_refresh P P
change_get_refresh_cause i P
change_get_metadata P P
change_get_metadata_cause i P
refresh_change_get_table_name P P
refresh_change_get_dpu_milliseconds q P
refresh_change_get_processed_bytes q P
metadata_change_get_domain_id S P
metadata_change_get_owning_project_id S P
metadata_change_get_asset_id S P
metadata_change_get_asset_revision u P
metadata_change_get_created_by S P
metadata_change_get_client_token S P
metadata_change_get_types P P
error_quark u n
glue_error_quark u n
glue_error_get_exception_name S i
datazone_error_quark u n
datazone_error_get_exception_name S i
`;

exports.WIRE = `
wire_endpoint_new P P
wire_endpoint_add_access_key b PSSPE
wire_endpoint_set_checks_signatures n Pb
wire_endpoint_handle P PSSSHBzE
wire_response_get_status u P
wire_response_list_headers L P
wire_response_get_body P PY
wire_response_unref n P
wire_error_quark u n
`;

exports.LAB = `
lab_error_quark u n
lab_scenario_new_from_file P SE
lab_scenario_new_from_text P SzSE
lab_scenario_unref n P
lab_scenario_set P PSSE
lab_scenario_choose P PUuE
lab_scenario_find_policy P PSE
lab_scenario_set_policy P PSPE
lab_scenario_get_text S P
lab_scenario_get_digest S P
lab_scenario_get_n_axes u P
lab_scenario_get_axis_key S Pu
lab_scenario_get_axis_values T Pu
lab_list_metrics T n
lab_metric_get_unit S S
lab_metric_get_description S S
lab_metric_is_merit b S
lab_metric_has_subject b Si
lab_trial_new P PQE
lab_trial_new_baseline P PQiE
lab_trial_set_view_percentiles n Pb
lab_trial_set_mode_regret n Pb
lab_trial_keep_series n P
lab_trial_finish P PE
lab_result_unref n P
lab_result_get_n_subjects u Pi
lab_result_get_subject_name S Piu
lab_result_get_figure b PiuSt
lab_result_check b PSxE
lab_report_to_text F PSQPi
lab_report_to_markdown F PSQPi
lab_report_to_html F PSQPi
lab_report_to_csv F PQPi
lab_experiment_new P PE
lab_experiment_unref n P
lab_experiment_get_n_variants u P
lab_experiment_get_n_replications u P
lab_experiment_get_label S Pu
lab_outcome_new P P
lab_outcome_new_from_file P SE
lab_outcome_unref n P
lab_outcome_keep b PSE
lab_outcome_run b PuuuGPE
lab_outcome_merge b PPE
lab_outcome_to_text F P
lab_outcome_save b PSE
lab_outcome_get_n_variants u P
lab_outcome_get_n_replications u P
lab_outcome_get_n_done u P
lab_outcome_get_label S Pu
lab_outcome_has_cell b Puu
lab_outcome_get_figure b PuuSt
lab_outcome_check b PSxE
lab_report_outcome_to_text F PS
lab_report_outcome_to_markdown F PS
lab_report_outcome_to_html F PS
lab_report_outcome_to_csv F P
`;

exports.GLIB = `
g_free n P
g_strfreev n P
g_object_unref n P
g_error_free n P
g_ptr_array_unref n P
`;
