# SPDX-License-Identifier: MIT
"""Compares the page on the package with the package: each public name is on the page, and has a docstring."""

import dataclasses
import inspect
import re
from pathlib import Path

import pytest
import tarn

PAGE = (Path(__file__).parents[3] / "lib" / "docs" / "python.md").read_text(encoding="utf-8")
TABLES = PAGE.split("## Everything in the package")[1].split("\n## ")[0]
#: Members that are there for the package itself.
INSIDE = {"Change": {"edge"}, "ScenarioError": {"args"}}
try:
    import tarn.lab as lab
except ImportError:  # The build is without the lab.
    lab = None
NAMES = [*tarn.__all__, *(lab.__all__ if lab else ())]
#: Classes with a table of their own.
LARGE = [it for it in re.findall(r"^\| `(\w+)` \|[^|]*\|\n\|---", TABLES, re.M) if it in NAMES]


def find(name):
    return getattr(tarn, name, None) or getattr(lab, name)


def list_members(thing):
    """The public names of a class, and those that an object of it gets in its constructor."""
    if not inspect.isclass(thing):
        return set()
    names = {name for name in vars(thing) if not name.startswith("_")}
    for base in thing.__mro__[1:]:
        if base.__module__.startswith("tarn") and base is not tarn.Error:
            names |= list_members(base)
    if dataclasses.is_dataclass(thing):
        return {field.name for field in dataclasses.fields(thing)}
    if issubclass(thing, tuple):
        return set(thing._fields)
    targets = re.findall(r"^        (self\.[^=(\[\n]*?)(?:: [^=]+)? = ", inspect.getsource(thing), re.M)
    return names | set(re.findall(r"self\.([a-z]\w*)", " ".join(targets)))


def list_told(name):
    """The names in code on the page, of the table of a class or of the row about it."""
    if name in LARGE:
        part = re.search(rf"^\| `{name}` \|.*?(?=\n\n|\Z)", TABLES, re.M | re.S)[0].split("\n", 2)[2]
        cells = [line.split("|")[1] for line in part.splitlines()]
    else:
        cells = re.findall(rf"^\| `{name}` \|(.*)\|$", TABLES, re.M)
    return {word for cell in cells for word in re.findall(r"`(\w+)`", cell)}


@pytest.mark.parametrize("name", NAMES)
def test_each_name_is_on_the_page(name):
    thing = find(name)
    members = list_members(thing) - INSIDE.get(name, set())
    if not inspect.isclass(thing) or issubclass(thing, BaseException) and not members:
        assert re.search(rf"^\| `{name}` \|", TABLES, re.M)
    else:
        assert list_told(name) - ({"Error"} if name == "ScenarioError" else set()) == members


@pytest.mark.parametrize("name", NAMES)
def test_each_name_has_a_docstring(name):
    thing = find(name)
    assert inspect.getdoc(thing)
    for member in list_members(thing):
        value = inspect.getattr_static(thing, member, None)
        if inspect.isfunction(value) or isinstance(value, (property, classmethod)):
            assert inspect.getdoc(value), f"{name}.{member}"


@pytest.mark.parametrize("name", LARGE)
def test_each_method_has_types(name):
    for member, function in inspect.getmembers(find(name), inspect.isfunction):
        signature = inspect.signature(function)
        lacking = [it for it, parameter in signature.parameters.items()
                   if it != "self" and parameter.annotation is inspect.Parameter.empty]
        if not member.startswith("_"):
            assert not lacking or lacking == ["path"], f"{name}.{member}: {lacking}"
            assert signature.return_annotation is not inspect.Signature.empty or name == "Lake", f"{name}.{member}"


@pytest.mark.parametrize("name", [it for it in ("Lake", "Scenario", "Trial", "Experiment") if it in NAMES])
def test_the_parameters_of_a_class_are_on_the_page(name):
    told = re.search(rf"`{name}\((.*?)\)`", TABLES)[1].split(", ")
    assert told == [it for it in inspect.signature(find(name)).parameters]
