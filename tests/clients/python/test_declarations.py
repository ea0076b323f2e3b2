# SPDX-License-Identifier: MIT
"""Compares the tables of C functions in the package with the headers: a wrong letter would corrupt memory."""

import re
from pathlib import Path

from tarn._library import TARN, WIRE

try:
    from tarn.lab._library import CORE, LAB
except ImportError:  # The build is without the lab.
    CORE = LAB = ""

ROOT = Path(__file__).parents[3]
HEADERS = "\n".join(path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("include/*/*.h")))
CODE = re.sub(r"/\*.*?\*/|^#.*?$", "", HEADERS, flags=re.S | re.M)
PROTOTYPE = re.compile(r"^(\w[\w *]*?[ *]\n?)(tarn_\w+) \(([^;{]*?)\)[^;{()]*(?:\([^;]*\))?;", re.M)
INTERFACES = re.findall(r"G_DECLARE_(?:FINAL_TYPE|INTERFACE) \(\w+, (tarn_\w+)", CODE)
PLAIN = {"void": "n", "gboolean": "b", "guint": "u", "guint32": "u", "gint": "i", "int": "i", "gint64": "q",
         "guint64": "Q", "gsize": "Q", "gssize": "q", "GQuark": "u", "GType": "Z", "gpointer": "P",
         "GDestroyNotify": "P"}
FUNCTIONS = [line.split() for table in (TARN, WIRE, CORE, LAB) for line in table.split("\n") if line]
PACKAGE = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "lib" / "python" / "tarn").rglob("*.py"))


def spell(words, is_returned):
    """The letters that may stand for a type in C."""
    words = re.sub(r"\s+", " ", words).strip()
    if words == "GError **":
        return "E"
    if words in ("const char *", "const char*"):
        return "S"
    if "*" in words:
        return {"char *": "F", "char **": "L", "const char *const *": "T", "const char **": "A"}.get(
            words, "P") if is_returned else "P"
    words = words.replace("const ", "")
    return PLAIN.get(words) or ("P" if words.endswith("Func") else "i")


def read_prototypes():
    found = {}
    for returned, name, taken in PROTOTYPE.findall(CODE):
        parameters = [re.sub(r"\w+$", "", it.strip()) if it.strip() != "void" else "void" for it in taken.split(",")]
        found[name] = (spell(returned, True), "".join(spell(it, False) for it in parameters))
    found.update({name + "_get_type": ("Z", "n") for name in INTERFACES})
    return found


PROTOTYPES = read_prototypes()


def test_each_declaration_is_that_of_the_header():
    wrong = {name: (returned, taken, PROTOTYPES.get("tarn_" + name)) for name, returned, taken in FUNCTIONS
             if (returned, taken) != PROTOTYPES.get("tarn_" + name)}
    assert wrong == {}


def test_each_declaration_is_used():
    made = {f"{group}_{name}" for group, names in {
        "table_input": re.findall(r'"((?:set|add)_\w+)"', PACKAGE),
        "commit_set": ["added_bytes", "removed_bytes", "added_records", "removed_records", "total_bytes"],
        "engine_create": ["glue_client", "datazone_client"],
        "glue_client": re.findall(r'_call_with_name\("(\w+)"', PACKAGE),
        "datazone_client": re.findall(r'"(create_\w+)"', PACKAGE),
        "refresh_estimate_get": re.findall(r"^    (\w+): ", PACKAGE, re.M),
        "lab_report_to": ["text", "markdown", "html", "csv"],
        "lab_report_outcome_to": ["text", "markdown", "html", "csv"],
    }.items() for name in names}
    assert [name for name, *_ in FUNCTIONS if name not in made and f"library.{name}" not in PACKAGE
            and f"self.{name}" not in PACKAGE] == []


def test_no_declaration_is_there_twice():
    names = [name for name, *_ in FUNCTIONS]
    assert len(names) == len(set(names)) > 150
