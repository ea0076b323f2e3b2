# SPDX-License-Identifier: MIT
"""Scenarios: what is simulated."""

import ctypes
import os
import weakref
from typing import Any, Dict, List, Optional, Sequence, Union

from .._library import library
from ._library import raised
from .experiment import Experiment
from .policy import Policy, make_policy
from .trial import Result, Trial


class Scenario:
    """What is simulated: tables and their commits, views, costs, policies, and for how long.

    A scenario never changes; its methods return others. Raises ScenarioError if the text is wrong.

    Args:
        text: the text of a `.lake` file.
        name: what errors and reports call it, and beside which the files that it names are sought.
    """

    def __init__(self, text: str, name: str = "scenario.lake"):
        self._take(library.lab_scenario_new_from_text(text, -1, name), name)

    def _take(self, address, name):
        self.name = name
        self._address = address
        weakref.finalize(self, library.lab_scenario_unref, address).atexit = False

    def _other(self, address):
        other = Scenario.__new__(Scenario)
        other._take(address, self.name)
        return other

    @classmethod
    def load(cls, path: Union[str, os.PathLike]) -> "Scenario":
        """Reads a `.lake` file."""
        scenario = cls.__new__(cls)
        scenario._take(library.lab_scenario_new_from_file(os.fspath(path)), os.fspath(path))
        return scenario

    @property
    def text(self) -> str:
        """The canonical form: one text for all scenarios that are the same."""
        return library.lab_scenario_get_text(self._address)

    @property
    def digest(self) -> str:
        """The SHA-256 of the canonical form and of the files that it names."""
        return library.lab_scenario_get_digest(self._address)

    @property
    def axes(self) -> Dict[str, List[str]]:
        """The keys that have several values, and these."""
        return {library.lab_scenario_get_axis_key(self._address, axis):
                library.lab_scenario_get_axis_values(self._address, axis)
                for axis in range(library.lab_scenario_get_n_axes(self._address))}

    def set(self, key: str, value: Any) -> "Scenario":
        """Makes a scenario that differs in one key, such as `policy.trigger` or `view sales.daily.weight`."""
        return self._other(library.lab_scenario_set(self._address, key, str(value)))

    def choose(self, *positions: int) -> "Scenario":
        """Makes the scenario that has one value in the place of each axis, by their positions from 0."""
        values = list(self.axes.values())
        if len(positions) != len(values) or not all(0 <= it < len(of) for it, of in zip(positions, values)):
            raise ValueError(f"{positions} are no positions of the axes {self.axes}")
        chosen = (ctypes.c_uint * len(positions))(*positions)
        return self._other(library.lab_scenario_choose(self._address, chosen, len(positions)))

    def with_policy(self, policy: Union[Policy, str], group: Optional[str] = None) -> "Scenario":
        """Makes a scenario in which a policy decides in place of the group `[policy]`, or of `[policy GROUP]`.

        The policy is an object of a class of one's own, the name of a preset, or keys of a group parted by `;`.
        """
        made = (library.lab_scenario_find_policy(self._address, policy) if isinstance(policy, str)
                else make_policy(policy))
        try:
            return self._other(raised.call(library.lab_scenario_set_policy, self._address, group, made))
        finally:
            library.g_object_unref(made)

    def simulate(self, replication: int = 0, **options: bool) -> Result:
        """Simulates the scenario to its end. The options are those of Trial."""
        return Trial(self, replication, **options).finish()

    def experiment(self, policies: Sequence[Union[Policy, str]] = (), **keys: Any) -> Experiment:
        """Makes the experiment that compares policies, and the values of the axes.

        `policies` are names of presets and of groups, `policy` for the group `[policy]`, and at most one object of a
        class of one's own, which takes the place of that group and is called `policy`, too. The other keys are those of
        the group `[experiment]`, with `_` for `-` and lists for several values:

            scenario.experiment (["policy", "hourly"], replications=20, metrics=["cost-per-day", "lag-mean"])
        """
        scenario = self
        own = [policy for policy in policies if isinstance(policy, Policy)]
        if len(own) > 1:
            raise ValueError("an experiment has at most one policy of a class of one's own")
        for policy in own:
            scenario = scenario.with_policy(policy)
        names = ["policy" if isinstance(policy, Policy) else policy for policy in policies]
        if names:
            keys["policies"] = names
        for key, value in keys.items():
            text = value if isinstance(value, str) or not isinstance(value, Sequence) else "; ".join(value)
            scenario = scenario.set("experiment." + key.replace("_", "-"), text)
        return Experiment(scenario)
