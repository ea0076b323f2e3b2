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
INSIDE = {"Change": {"edge"}}


def list_members(thing):
    """The public names of a class, and those that an object of it gets in its constructor."""
    names = {name for name in vars(thing) if not name.startswith("_")}
    for base in thing.__mro__[1:]:
        if base.__module__.startswith("tarn"):
            names |= list_members(base)
    if dataclasses.is_dataclass(thing):
        return {field.name for field in dataclasses.fields(thing)}
    source = inspect.getsource(thing)
    return names | set(re.findall(r"^        self\.([a-z]\w*)(?:: [^=]+)? = ", source, re.M))


def list_told(name):
    """The names in code on the page, of the table of a class or of the row about it."""
    if name in ("Lake", "Journal"):
        part = re.search(rf"^\| `{name}` \|.*?(?=\n\n|\Z)", TABLES, re.M | re.S)[0].split("\n", 2)[2]
        cells = [line.split("|")[1] for line in part.splitlines()]
    else:
        cells = re.findall(rf"^\| `{name}` \|(.*)\|$", TABLES, re.M)
    return {word for cell in cells for word in re.findall(r"`(\w+)`", cell)}


@pytest.mark.parametrize("name", tarn.__all__)
def test_each_name_is_on_the_page(name):
    thing = getattr(tarn, name)
    members = list_members(thing) - INSIDE.get(name, set())
    told = list_told(name)
    if issubclass(thing, BaseException) and name != "Error":
        assert re.search(rf"^\| `{name}` \|", TABLES, re.M)
    else:
        assert told == members


@pytest.mark.parametrize("name", tarn.__all__)
def test_each_name_has_a_docstring(name):
    thing = getattr(tarn, name)
    assert inspect.getdoc(thing)
    for member in list_members(thing):
        value = inspect.getattr_static(thing, member, None)
        if inspect.isfunction(value) or isinstance(value, (property, classmethod)):
            assert inspect.getdoc(value), f"{name}.{member}"


@pytest.mark.parametrize("name", ["Lake", "Journal"])
def test_each_method_has_types(name):
    for member, function in inspect.getmembers(getattr(tarn, name), inspect.isfunction):
        parameters = inspect.signature(function).parameters
        lacking = [it for it in parameters if it != "self" and parameters[it].annotation is inspect.Parameter.empty]
        if not member.startswith("_"):
            assert not lacking or lacking == ["path"], f"{name}.{member}: {lacking}"


def test_the_parameters_of_a_lake_are_on_the_page():
    told = re.search(r"`Lake\((.*?)\)`", TABLES)[1].split(", ")
    assert told == [it for it in inspect.signature(tarn.Lake).parameters]
