# SPDX-License-Identifier: MIT
"""The lab: what do cost and staleness become if something is changed?

A scenario says what is simulated. A trial simulates it once, and has figures. An experiment simulates its variants
several times, and says what differs between them. All figures are whole numbers in a stated unit, and times are
microseconds since 1970.
"""

from ._library import ScenarioError
from .experiment import Cell, Comparison, Experiment, Outcome
from .policy import Answers, DataLake, Estimate, Policy, Success, Wake
from .scenario import Scenario
from .trial import Figure, Metric, Result, Trial, TrialEvent, metrics

__all__ = ["Answers", "Cell", "Comparison", "DataLake", "Estimate", "Experiment", "Figure", "Metric", "Outcome",
           "Policy", "Result", "Scenario", "ScenarioError", "Success", "Trial", "TrialEvent", "Wake", "metrics"]
