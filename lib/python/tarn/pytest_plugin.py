# SPDX-License-Identifier: MIT
"""The fixture `tarn_lake`, and what pytest shows when a test with a lake fails."""

import re

import pytest

LAKES = pytest.StashKey()
#: How many lines of the journal a failure shows.
LINES = 20


def pytest_configure(config):
    config.addinivalue_line("markers", "tarn(seed=0, start=None, sample=True, patience=...): makes the fixture "
                                       "tarn_lake with these arguments of tarn.Lake")
    config.stash[LAKES] = {}


@pytest.fixture
def tarn_lake(request, tmp_path_factory):
    """A new lake with the sample. The arguments of `@pytest.mark.tarn (...)` are those of tarn.Lake.

    When the test fails, pytest shows the journal, what was not ok, what the fault plan did, and where the state is
    saved. A test that passes while a rule of its fault plan has done nothing is an error, unless it sets
    `tarn_lake.checks_faults` to False. An assertion that fails in an observer fails the test.
    """
    from .lake import Lake

    marker = request.node.get_closest_marker("tarn")
    lake = Lake(**(marker.kwargs if marker else {}))
    lakes = request.config.stash[LAKES]
    lakes[request.node.nodeid] = (lake, tmp_path_factory)
    try:
        yield lake
        if lake.checks_faults and not getattr(request.node, "tarn_failed", False):
            names = lake.unapplied_faults()
            assert not names, f"these rules of the fault plan were never applied: {', '.join(names)}"
    finally:
        del lakes[request.node.nodeid]
        lake.close()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    lake, folders = item.config.stash[LAKES].get(item.nodeid, (None, None))
    if lake is None or call.when != "call":
        return
    report = outcome.get_result()
    if report.passed and lake.failures:
        failure = lake.failures[0]
        report.outcome = "failed"
        report.longrepr = item.repr_failure(pytest.ExceptionInfo.from_exc_info(
            (type(failure), failure, failure.__traceback__)))
    if report.failed:
        item.tarn_failed = True
        report.sections += describe(lake, item.name, folders)


def describe(lake, name, folders):
    """What pytest shows below a failure."""
    sections = [("Tarn: the journal", lake.journal.summary(LINES))]
    if counts := lake.fault_counts():
        lines = [f"{rule}: matched {count.matched} times, applied {count.applied} times"
                 for rule, count in counts.items()]
        sections.append(("Tarn: what the fault plan did", "\n".join(lines)))
    path = folders.mktemp("tarn") / (re.sub(r"\W+", "-", name).strip("-") + ".tarn")
    try:
        lake.save(path)
    except Exception as error:
        sections.append(("Tarn: the state", f"could not be saved: {error}"))
    else:
        more = "".join(f", {name}=..." for name, function in zip(("refresh", "metadata"), lake._cost_functions)
                       if function is not None)
        sections.append(("Tarn: the state", f"is saved. Look at it with: python -m tarn {path}\n"
                                            f"Go on from it with: tarn.Lake.load ({str(path)!r}{more})"))
    return sections
