# SPDX-License-Identifier: MIT
"""Tarn: AWS Glue refreshes and Amazon DataZone metadata generation inside of a test, on virtual time.

A test takes the fixture `tarn_lake` of pytest, which comes with this package, or makes a `Lake` itself.
"""

from . import _model
from ._aws import NotInTheLake
from ._costs import MetadataPlan, MetadataWork, RefreshPlan, RefreshWork
from ._events import Change, Event
from ._library import Error
from ._rules import FaultCount, Option
from .journal import Journal
from .lake import Lake, OutOfPatience

__version__ = "1.0.0"
__all__ = ["Change", "Error", "Event", "FaultCount", "Journal", "Lake", "MetadataPlan", "MetadataWork", "NotInTheLake",
           "Option", "OutOfPatience", "RefreshPlan", "RefreshWork"]

# A client that a module under test makes when it is imported has the operations, too.
_model.watch()
