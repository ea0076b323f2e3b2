# SPDX-License-Identifier: MIT
"""The journal of a lake."""

import ctypes
from datetime import datetime
from typing import Iterator, List, Optional

from ._events import to_datetime
from ._library import library


class Journal:
    """Everything that has happened in a lake, in order: a line for each call with its answer, for each change of a
    run, for each option, fault and move of the clock.

    `len (journal)` is the number of lines, and a loop over the journal gives one line after the other.
    """

    def __init__(self, call, address):
        self._call, self._address = call, address

    def __len__(self) -> int:
        return self._call(lambda: library.journal_get_length(self._address))

    def __iter__(self) -> Iterator[str]:
        return iter(self.text().splitlines())

    def text(self) -> str:
        """Returns all lines as one text. The same seed and the same calls give the same text."""
        return self._call(lambda: library.journal_dup_text(self._address))

    def summary(self, lines: int = 20) -> str:
        """Returns the last lines, folded: the same call with the same answer is one line that says how often. Before
        them come the lines that may be the reason of a failure."""
        return self._call(lambda: library.journal_dup_summary(self._address, lines))

    def count_calls(self, operation: Optional[str] = None, answer: Optional[str] = None) -> int:
        """Counts calls, such as those of `GetMaterializedViewRefreshTaskRun` that were answered `ok` or
        `ThrottlingException`."""
        return self._call(lambda: library.journal_count_calls(self._address, operation, answer))

    def call_times(self, operation: Optional[str] = None, answer: Optional[str] = None) -> List[datetime]:
        """Lists when such calls were made. The gaps show how the code backs off."""

        def read():
            size = ctypes.c_uint()
            times = library.journal_list_call_times(self._address, operation, answer, ctypes.byref(size))
            found = list(ctypes.cast(times, ctypes.POINTER(ctypes.c_int64))[:size.value]) if times else []
            library.g_free(times)
            return found

        return [to_datetime(time) for time in self._call(read)]

    def find(self, text: str, start: int = 0) -> int:
        """Returns the index of the next line that contains a text, from the line `start` on, or -1."""
        return self._call(lambda: library.journal_find(self._address, text, start))

    def sha256(self) -> str:
        """Returns the SHA-256 of the text, to compare journals."""
        return self._call(lambda: library.journal_dup_sha256(self._address))

    def save(self, path) -> None:
        """Writes the text into a file."""
        self._call(lambda: library.journal_save_to_file(self._address, str(path)))

    def clear(self) -> None:
        """Removes all lines."""
        self._call(lambda: library.journal_clear(self._address))
