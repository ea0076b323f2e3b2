# SPDX-License-Identifier: MIT
"""The functions of the library of the lab, in a table as that of the package, and its errors."""

import re
from typing import Optional

from .._gobject import Raised
from .._library import Error, library

LAB = """
lab_error_quark u n
lab_scenario_new_from_file P SE
lab_scenario_new_from_text P SqSE
lab_scenario_unref n P
lab_scenario_set P PSSE
lab_scenario_choose P PPuE
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
lab_trial_get_engine P P
lab_trial_get_end_time q P
lab_trial_advance_to b PqE
lab_trial_finish P PE
lab_trial_fork P PE
lab_trial_set_log_func n PPPP
lab_trial_explain F PSE
lab_trial_add_measure n PSPPP
lab_trial_set_view_percentiles n Pb
lab_trial_set_mode_regret n Pb
lab_trial_keep_series n P
lab_event_get_kind i P
lab_event_get_time q P
lab_event_get_view u P
lab_event_get_asset u P
lab_event_get_request_time q P
lab_event_get_start_time q P
lab_event_get_change P P
lab_result_unref n P
lab_result_get_n_subjects u Pi
lab_result_get_subject_name S Piu
lab_result_get_figure b PiuSP
lab_result_check b PSPE
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
lab_outcome_run b PuuuPPE
lab_outcome_simulate_series b PSPPE
lab_outcome_merge b PPE
lab_outcome_to_text F P
lab_outcome_save b PSE
lab_outcome_get_n_variants u P
lab_outcome_get_n_replications u P
lab_outcome_get_n_done u P
lab_outcome_get_label S Pu
lab_outcome_has_cell b Puu
lab_outcome_get_figure b PuuSP
lab_outcome_check b PSPE
lab_report_outcome_to_text F PS
lab_report_outcome_to_markdown F PS
lab_report_outcome_to_html F PS
lab_report_outcome_to_csv F P
lab_policy_get_type Z n
lab_lake_ref P P
lab_lake_unref n P
lab_lake_get_now q P
lab_lake_get_start_time q P
lab_lake_get_round u P
lab_lake_is_draining b P
lab_lake_get_n_wakes u P
lab_lake_get_wake i PuPP
lab_lake_get_n_slots q P
lab_lake_get_n_free_slots u P
lab_lake_get_views P PP
lab_lake_get_name P Pu
lab_lake_get_weight u Pu
lab_lake_get_age_slo q Pu
lab_lake_get_lag_slo q Pu
lab_lake_get_upstream P PuP
lab_lake_get_downstream P PuP
lab_lake_create_random_stream P PuS
lab_lake_is_active b Pu
lab_lake_get_active_since q Pu
lab_lake_get_n_waiting u Pu
lab_lake_get_pending_commits Q Pu
lab_lake_get_pending_bytes Q Pu
lab_lake_get_oldest_pending_time q Pu
lab_lake_get_source_bytes Q Pu
lab_lake_estimate_refresh P Pui
lab_lake_get_last_success b PuPPPP
lab_answers_ref P P
lab_answers_unref n P
lab_answers_request n Pu
lab_answers_skip n Pu
lab_answers_reject n Puq
lab_answers_start n Puqii
lab_answers_stop n Pu
lab_answers_set_next_wake n Pq
lab_answers_wait_for_slot n P
"""
#: What the lab needs of the library below it.
CORE = """
random_stream_draw_uniform Q PQuQ
random_stream_free n P
refresh_estimate_get_refresh_type i P
refresh_estimate_get_startup_us q P
refresh_estimate_get_duration_us q P
refresh_estimate_get_dpu_milliseconds q P
refresh_estimate_get_billed_dpu_milliseconds q P
refresh_estimate_get_cost_nano_usd q P
refresh_estimate_get_processed_bytes q P
refresh_estimate_get_peak_dpu q P
refresh_estimate_free n P
"""
NEVER = 2**63 - 1
NONE = 2**32 - 1
#: What errors about scenarios begin with: `file:line: group.key: `, as far as there is a line, a group and a key.
PLACE = re.compile(r"(.+?):(?:(\d+):)? (?:((?:lake|table|view|assets|cost|policy|experiment)(?:[ .][^:]+)?): )?")


def split_place(place):
    """Parts a group from a key: `view sales.daily.weight` is both, and `view sales.daily` is a group."""
    has_key = "." in place if not place.startswith(("table ", "view ")) else place.count(".") > 1
    group, _, key = place.rpartition(".") if has_key else (place, None, None)
    return group, key


class ScenarioError(Error):
    """A scenario is wrong, or a file that it names.

    `file` and `line` say where, and `group` and `key` what it is about; each is None where the message has none.
    """

    def __init__(self, domain: str, name: str, message: str):
        super().__init__(domain, name, message)
        self.args = (message,)
        file, line, place = found.groups() if (found := PLACE.match(message)) else (None, None, None)
        self.file: Optional[str] = file
        self.line: Optional[int] = int(line) if line else None
        self.group: Optional[str] = None
        self.key: Optional[str] = None
        if place:
            self.group, self.key = split_place(place)


def make_error(domain, name, message):
    about_scenarios = name in ("Scenario", "History", "TooLarge", "File")
    return (ScenarioError if about_scenarios else Error)(domain, name, message)


def load():
    """Loads the library of the lab after those of the package."""
    if not hasattr(library, "lab_error_quark"):
        library.add(library.libraries[0], CORE)
        library.load("tarn-lab-1", LAB)
        library.quarks[library.lab_error_quark()] = "lab"
        library.errors["lab"] = make_error


load()
#: What functions of users have raised in the lab.
raised = Raised()
