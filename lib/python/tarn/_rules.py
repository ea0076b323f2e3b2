# SPDX-License-Identifier: MIT
"""What may happen in a lake: the part of Lake about access, faults and options."""

import ctypes
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, Dict, List, Optional

from ._events import EPOCH
from ._library import library

MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Option:
    """An option of a service, with its default and its range."""

    name: str
    default: int
    minimum: int
    maximum: int
    text: str


@dataclass(frozen=True)
class FaultCount:
    """How often a rule of the fault plan matched, and how often it was applied."""

    matched: int
    applied: int


class Rules:
    """The methods of Lake that decide what callers may do, and what goes wrong."""

    # --- Who may do what ------------------------------------------------------------------------

    def describe_principal(self, account_id: Optional[str] = None, arn: Optional[str] = None) -> str:
        """Returns the ARN of a principal: of the root of an account, or `arn` if it has the right form."""
        if account_id is None:
            account_id = arn.split(":")[4] if arn is not None and arn.count(":") >= 5 else self.account_id
        principal = library.principal_new(account_id, arn)
        try:
            return library.principal_get_arn(principal)
        finally:
            library.principal_unref(principal)

    def grant(self, principal: str, action: str, resource: str) -> int:
        """Grants an action, and returns an id for `revoke`. Each argument may end with `*`, for instance
        `lake.grant (arn, "glue:*", "123456789012/sales/*")`."""
        return self._call(lambda: library.engine_grant(self._engine, principal, action, resource))

    def deny(self, principal: str, action: str, resource: str) -> int:
        """Denies an action, and returns an id for `revoke`."""
        return self._call(lambda: library.engine_deny(self._engine, principal, action, resource))

    def revoke(self, statement: int) -> bool:
        """Takes a statement back. Returns whether there was one of this id."""
        return bool(self._call(lambda: library.engine_revoke(self._engine, statement)))

    # --- What goes wrong, and options -----------------------------------------------------------

    def faults(self, rules: str) -> None:
        """Adds rules to the fault plan, as a text. The page on faults explains them."""
        self._call(lambda: library.fault_plan_add_from_data(self._plan, rules, -1, "faults"))

    def fault(self, name: str, *, do: str, **keys: Any) -> None:
        """Adds one rule to the fault plan. Its keys are those of the page on faults, with `_` for `-`:

            lake.fault ("lost", operation="StartMaterializedViewRefreshTaskRun", nth=1, do="lose-reply")

        A timedelta or a datetime stands for a number of microseconds, and a list for several numbers.
        """
        lines = [f"[{name}]", f"do={do}", *(f"{key.replace('_', '-')}={to_rule(value)}" for key, value in keys.items())]
        self.faults("\n".join(lines) + "\n")

    def add_chaos(self, rate_ppm: int) -> None:
        """Adds rules that let everything go wrong now and then, at a rate in parts of a million."""
        self._call(lambda: library.fault_plan_add_chaos(self._plan, rate_ppm))

    def unapplied_faults(self) -> List[str]:
        """Lists the rules that have not been applied, but for those that apply at random."""
        return self._call(lambda: library.fault_plan_list_unapplied(self._plan))

    def fault_counts(self) -> Dict[str, FaultCount]:
        """Tells what each rule of the fault plan has done so far."""

        def count():
            names = [library.fault_plan_get_rule_name(self._plan, index)
                     for index in range(library.fault_plan_get_n_rules(self._plan))]
            return {name: FaultCount(library.fault_plan_get_n_matched(self._plan, name),
                                     library.fault_plan_get_n_applied(self._plan, name)) for name in names}

        return self._call(count)

    def set_option(self, name: str, value: int) -> None:
        """Sets an option, such as `glue.stop-latency-us`. The page on options lists them."""
        self._call(lambda: library.engine_set_option(self._engine, name, value))

    def get_option(self, name: str) -> int:
        """Returns the value of an option."""

        def get():
            value = ctypes.c_int64()
            library.engine_get_option(self._engine, name, ctypes.byref(value))
            return value.value

        return self._call(get)

    def options(self) -> Dict[str, Option]:
        """Describes the options of both services."""
        found = {}
        for service in ("glue", "datazone"):
            described = self._call(lambda: library.engine_get_service(self._engine, service))
            for name in library.service_list_options(described):
                numbers = [ctypes.c_int64() for _ in range(3)]
                text = library.service_describe_option(described, name, *map(ctypes.byref, numbers))
                found[name] = Option(name, *(number.value for number in numbers), text)
        return found


def to_rule(value):
    """Writes a value as a fault plan wants it."""
    if isinstance(value, timedelta):
        return value // MICROSECOND
    if isinstance(value, datetime):
        return (value.astimezone(timezone.utc) - EPOCH) // MICROSECOND
    if isinstance(value, (list, tuple)):
        return ",".join(map(str, value))
    return value
