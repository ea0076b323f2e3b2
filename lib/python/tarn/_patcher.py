# SPDX-License-Identifier: MIT
"""Sets attributes for a while, as pytest's monkeypatch does, and knows when they are undone."""

import os


class Guard:
    """Ends the patch of a lake when pytest's monkeypatch, or Patcher, undoes what it has set."""

    def __init__(self, lake):
        self._lake, self._is_patched = lake, False

    @property
    def is_patched(self):
        return self._is_patched

    @is_patched.setter
    def is_patched(self, is_patched):
        self._is_patched = is_patched
        self._lake._set_patched(is_patched)


class Patcher:
    """Does what pytest's monkeypatch does, for those who have no pytest."""

    def __init__(self):
        self.undone = []

    def setattr(self, owner, name, value, raising=True):
        if raising and not hasattr(owner, name):
            raise AttributeError(f"{owner!r} has no attribute {name!r}")
        # A class gets back what was its own, and not what it inherits.
        is_class = isinstance(owner, type)
        had = name in vars(owner) if is_class else hasattr(owner, name)
        before = (vars(owner)[name] if is_class else getattr(owner, name)) if had else None
        setattr(owner, name, value)
        self.undone.append((lambda: setattr(owner, name, before)) if had else (lambda: delattr(owner, name)))

    def setenv(self, name, value):
        before = os.environ.get(name)
        os.environ[name] = value
        self.undone.append(lambda: os.environ.__setitem__(name, before) if before is not None
                           else os.environ.pop(name, None))

    def undo(self):
        while self.undone:
            self.undone.pop()()
