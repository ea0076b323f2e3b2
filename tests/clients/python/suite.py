# SPDX-License-Identifier: MIT
"""The run as a whole: a plugin of pytest, `-p suite`, that can report in TAP, finds a model, and has no network.

The operations are in botocore since 1.42.25. An older one takes their model from $TARN_TEST_DATA; without
that everything is skipped, and the reason said. Nothing that asks for a network gets one. For a closer look:
meson devenv -C BUILD -w . env PYTHONPATH=tests/clients/python:examples/python python3 -m pytest -p suite tests/clients/python
"""

import os
import socket
from pathlib import Path

import botocore
import pytest

FIRST_WITH_OPERATIONS = (1, 42, 25)


def no_network(*_arguments, **_keywords):
    raise AssertionError("a test asked for the network")


def find_model():
    """Says why there is none, or nothing."""
    version = tuple(int(part) for part in botocore.__version__.split(".")[:3])
    model = Path(os.environ.get("TARN_TEST_DATA", ""), "data", "botocore")
    if version >= FIRST_WITH_OPERATIONS:
        return None
    if "TARN_TEST_DATA" in os.environ and model.is_dir():
        os.environ["AWS_DATA_PATH"] = str(model)
        return None
    return f"botocore {botocore.__version__} has no such operations, and TARN_TEST_DATA no model of them"


def isolate():
    """What somebody has in the environment, or in ~/.aws, is none of the tests' business."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ["AWS_CONFIG_FILE"] = os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull
    os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
    for where, name in ((socket.socket, "connect"), (socket.socket, "connect_ex"),
                        (socket, "create_connection"), (socket, "getaddrinfo")):
        setattr(where, name, no_network)


class Tap:
    """One line for each test when it is over, with what it said if it failed."""

    def __init__(self):
        self.number, self.reports = 0, []

    def pytest_collectreport(self, report):
        if report.failed:
            print(*(f"# {line}" for line in report.longreprtext.splitlines()), sep="\n")
            print("Bail out! a file of tests cannot be read", flush=True)

    def pytest_collection_finish(self, session):
        print(f"1..{len(session.items)}", flush=True)

    def pytest_runtest_logreport(self, report):
        self.reports.append(report)
        if report.when != "teardown":
            return
        self.number += 1
        failed = [it for it in self.reports if it.failed]
        for part in failed:
            print(*(f"# {line}" for line in part.longreprtext.splitlines()), sep="\n")
            for title, content in report.sections:
                print(*(f"# {line}" for line in [title, *content.splitlines()]), sep="\n")
        skipped = [it.longrepr[2] for it in self.reports if it.skipped]
        title = report.nodeid.replace("#", "")
        print(f"{'not ok' if failed else 'ok'} {self.number} - {title}",
              *(f"# SKIP {reason}" for reason in skipped), flush=True)
        self.reports = []


def pytest_addoption(parser):
    parser.addoption("--tap", action="store_true", help="report in TAP, and nothing else")


@pytest.hookimpl(trylast=True)
def pytest_configure(config):
    isolate()
    reason = find_model()
    if reason:
        # Not by pytest.exit(), which says so itself, in words that are no TAP.
        print(f"1..0 # SKIP {reason}", flush=True)
        os._exit(0)
    if config.getoption("tap"):
        # Not -p no:terminal: what is asserted is explained by options of that plugin.
        config.pluginmanager.unregister(name="terminalreporter")
        config.pluginmanager.register(Tap(), "tap")
