# SPDX-License-Identifier: MIT
"""A plugin of pytest, `-p suite`, for the whole run. It reports in TAP, and forbids networks.

Each attempt to use a network fails. To run the tests directly:
meson devenv -C BUILD -w tests/clients/python python3 -m pytest -p suite -p tarn.pytest_plugin .
"""

import os
import socket

import pytest


def no_network(*_arguments, **_keywords):
    raise AssertionError("a test tried to use the network")


def isolate():
    """Hides the user's environment variables and ~/.aws from the tests, and forbids the network."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ["AWS_CONFIG_FILE"] = os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull
    os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
    for where, name in ((socket.socket, "connect"), (socket.socket, "connect_ex"),
                        (socket, "create_connection"), (socket, "getaddrinfo")):
        setattr(where, name, no_network)


class Tap:
    """Prints a line for each test when it has ended, with its output if it failed."""

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
    parser.addoption("--tap", action="store_true", help="report in TAP only")


@pytest.hookimpl(trylast=True)
def pytest_configure(config):
    isolate()
    if config.getoption("tap"):
        # -p no:terminal is not used, because the explanation of assertions needs that plugin's options.
        config.pluginmanager.unregister(name="terminalreporter")
        config.pluginmanager.register(Tap(), "tap")
