# SPDX-License-Identifier: MIT
"""Calls the C libraries by ctypes. The rest of the package sees Python values and exceptions only.

The declarations are a table of text, because that is how one compares them with the headers: the name of a
function without `tarn_`, what it returns, and what it takes. A letter stands for a type:

    P  a pointer                       S  a text that the library owns        F  a text that the caller frees
    L  a list of texts, freed          A  a list of static texts, its array freed      T  a list that is static
    i  gint, an enumeration            u  guint       q  gint64       Q  guint64       b  gboolean       n  nothing
    E  the place of a GError: `call` passes it and raises Error
"""

import ctypes
import os
import sys
from pathlib import Path

TARN = """
engine_new P Q
engine_get_service P PS
engine_set_owner n PP
engine_get_now q P
engine_advance_to b PqE
engine_run_until_idle b PPE
engine_stop b P
engine_add_timeout Q PqiPPP
engine_set_option b PSqE
engine_get_option b PSPE
engine_set_cost_model n PP
engine_add_observer u PPPP
engine_remove_observer b Pu
engine_set_journal n PP
engine_create_fault_plan P P
engine_get_fault_plan P P
engine_set_fault_plan n PP
engine_grant u PSSS
engine_deny u PSSS
engine_revoke b Pu
engine_fork P PPPE
fork_options_new P n
fork_options_free n P
fork_options_set_cost_model n PP
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
journal_list_call_times P PSSP
journal_find i PSu
journal_save_to_file b PSE
fault_plan_add_from_data b PSqSE
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
service_list_operations A P
service_list_members A PS
service_is_member_required b PSS
service_list_exceptions A PS
service_get_exception_status u PS
service_list_options A P
service_describe_option S PSPPP
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
metadata_change_get_types T P
cost_model_get_type Z n
refresh_work_get_table_name P P
refresh_work_get_refresh_type i P
refresh_work_get_source_bytes Q P
refresh_work_get_changed_bytes Q P
refresh_work_get_view_bytes Q P
refresh_work_get_ordinal u P
refresh_work_get_tag Q P
cost_plan_use_built_in_model n P
cost_plan_set_startup_us n Pq
cost_plan_set_processed_bytes n Pq
cost_plan_add_phase n Pqqq
cost_plan_set_failure_ppm n Pu
metadata_work_get_domain_id S P
metadata_work_get_asset_id S P
metadata_work_get_metadata_type i P
metadata_work_get_column_count u P
metadata_work_get_ordinal u P
metadata_work_get_tag Q P
metadata_plan_set_base_us n Pq
metadata_plan_set_generation_us n Pq
metadata_plan_set_use n Pqqq
error_quark u n
glue_error_quark u n
glue_error_get_exception_name S i
datazone_error_quark u n
datazone_error_get_exception_name S i
"""
WIRE = """
wire_endpoint_new P P
wire_endpoint_add_access_key b PSSPE
wire_endpoint_handle P PSSSPPQE
wire_response_get_status u P
wire_response_list_headers L P
wire_response_get_body P PP
wire_response_unref n P
wire_error_quark u n
"""

#: What Python needs of GLib itself, as `declare` takes it. Z is a gsize, which is also what a GType is.
GLIB = """
g_free n P
g_strfreev n P
g_strdup P S
g_object_unref n P
g_object_weak_ref n PPP
g_object_new_with_properties P ZuPP
g_thread_self P n
g_error_free n P
g_set_error_literal n PuiS
g_quark_to_string S u
g_type_query n ZP
g_type_register_static_simple Z ZSuPuPu
g_type_add_interface_static n ZZP
"""

#: The names of the codes of errors, which have no function that tells them, by their domains.
NAMES = {
    "tarn": ("", "Busy", "InvalidTime", "Limit", "UnknownOption", "OutOfRange", "InvalidPrincipal", "InvalidFaultPlan",
             "WrongThread", "InvalidSnapshot", "CostModel", "Replay", "Stopped", "Deadlock", "InvalidName",
             "InvalidJournal", "SlotChooser"),
    "wire": ("", "ReplyLost", "InvalidAccessKey"),
    "lab": ("File", "Scenario", "History", "TooLarge", "Axes", "Policy", "Outcome", "Condition", "Check"),
}


class Error(Exception):
    """The library refused what it was asked for, and nothing has changed.

    `name` tells what was wrong: the name of an exception of a service, such as `EntityNotFoundException`, or the
    name of an error of Tarn itself, such as `UnknownOption`. `domain` is `glue`, `datazone`, `tarn`, `wire`, `lab` or
    `file`.
    """

    def __init__(self, domain: str, name: str, message: str):
        super().__init__(f"{name}: {message}" if name else message)
        self.domain = domain
        self.name = name
        self.message = message


class GError(ctypes.Structure):
    _fields_ = [("domain", ctypes.c_uint32), ("code", ctypes.c_int), ("message", ctypes.c_char_p)]


TYPES = {"P": ctypes.c_void_p, "S": ctypes.c_char_p, "F": ctypes.c_void_p, "L": ctypes.c_void_p,
         "A": ctypes.c_void_p, "T": ctypes.c_void_p, "Z": ctypes.c_size_t,
         "i": ctypes.c_int, "u": ctypes.c_uint, "q": ctypes.c_int64, "Q": ctypes.c_uint64,
         "b": ctypes.c_int, "n": None, "E": ctypes.c_void_p}

OBSERVER = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
TIMEOUT = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)


def find_file(name):
    """Finds a file in the folders of TARN_LIBRARY_PATH, and then in the package; None if it is in neither."""
    # A folder that somebody names on purpose is meant: a build of one's own, beside an installed package.
    folders = [*filter(None, os.environ.get("TARN_LIBRARY_PATH", "").split(os.pathsep)),
               Path(__file__).parent / "libraries"]
    return next((str(path) for path in (Path(folder, name) for folder in folders) if path.is_file()), None)


def find_library(name):
    """Finds a library where `find_file` looks, and then where the system has it."""
    file = f"lib{name}.0.dylib" if sys.platform == "darwin" else f"lib{name}.so.0"
    return find_file(file) or file


class Library:
    """The functions of the tables above, by their names. The libraries are loaded when the first one is called."""

    def __getattr__(self, name):
        if "libraries" in vars(self):
            raise AttributeError(name)
        self.load_all()
        return getattr(self, name)

    def load_all(self):
        # The first one is global, because the second one is linked with it and finds it by its name.
        self.load("tarn-1", TARN)
        self.load("tarn-wire-1", WIRE)
        glib = ctypes.CDLL(None)
        glib = glib if hasattr(glib, "g_type_query") else self.libraries[0]
        for line in filter(None, GLIB.splitlines()):
            function, returned, taken = line.split()
            setattr(self, function, self.declare(glib, function, returned, taken.replace("n", "")))
        #: What makes the exceptions of a domain, where it is not Error.
        self.errors = {}
        self.quarks = {self.error_quark(): "tarn", self.glue_error_quark(): "glue",
                       self.datazone_error_quark(): "datazone", self.wire_error_quark(): "wire"}

    def load(self, name, table):
        path = find_library(name)
        try:
            library = ctypes.CDLL(path, mode=ctypes.RTLD_GLOBAL)
        except OSError as error:
            raise ImportError(f"tarn cannot load {path}: {error}. The wheel brings the library, but GLib 2.74 "
                              "and jansson must be installed; TARN_LIBRARY_PATH names the folder of another build"
                              ) from None
        vars(self).setdefault("libraries", []).append(library)
        self.add(library, table)

    def add(self, library, table):
        """Declares the functions of a table, which a library has."""
        for line in filter(None, table.splitlines()):
            function, returned, taken = line.split()
            setattr(self, function, self.wrap(library, function, returned, taken.replace("n", "")))

    @staticmethod
    def declare(library, name, returned, taken):
        function = getattr(library, name)
        function.restype, function.argtypes = TYPES[returned], [TYPES[letter] for letter in taken]
        return function

    def wrap(self, library, name, returned, taken):
        function = self.declare(library, "tarn_" + name, returned, taken)
        converts = {"S": decode, "F": self.take_text, "L": self.take_list, "A": self.take_array, "T": read_list}
        convert = converts.get(returned)
        encodes = [index for index, letter in enumerate(taken) if letter == "S"]

        def call(*values):
            if encodes:
                values = list(values)
                for index in encodes:
                    values[index] = encode(values[index])
            if not taken.endswith("E"):
                result = function(*values)
                return convert(result) if convert else result
            error = ctypes.POINTER(GError)()
            result = function(*values, ctypes.byref(error))
            if error:
                raise self.take_error(error)
            return convert(result) if convert else result

        return call if convert or encodes or taken.endswith("E") else function

    def take_text(self, pointer):
        if not pointer:
            return None
        text = ctypes.cast(pointer, ctypes.c_char_p).value.decode("utf-8", "replace")
        self.g_free(pointer)
        return text

    def take_list(self, pointer):
        texts = read_list(pointer)
        self.g_strfreev(pointer)
        return texts

    def take_array(self, pointer):
        if not pointer:
            return None
        texts = read_list(pointer)
        self.g_free(pointer)
        return texts

    def take_error(self, error):
        quark, code = error.contents.domain, error.contents.code
        message = error.contents.message.decode("utf-8", "replace")
        self.g_error_free(error)
        domain = self.quarks.get(quark, "file")
        if domain == "glue":
            name = self.glue_error_get_exception_name(code)
        elif domain == "datazone":
            name = self.datazone_error_get_exception_name(code)
        else:
            names = NAMES.get(domain, ("",))
            name = names[code] if code < len(names) else str(code) if domain in NAMES else ""
        return self.errors.get(domain, Error)(domain, name, message)


def encode(text):
    return text.encode() if isinstance(text, str) else os.fsencode(text) if isinstance(text, os.PathLike) else text


def decode(text):
    return text.decode("utf-8", "replace") if text is not None else None


def read_list(pointer):
    texts, items = [], ctypes.cast(pointer, ctypes.POINTER(ctypes.c_char_p))
    while pointer and items[len(texts)] is not None:
        texts.append(items[len(texts)].decode("utf-8", "replace"))
    return texts


library = Library()
