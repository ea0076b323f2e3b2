# SPDX-License-Identifier: MIT
"""Prints the state that a failed test has saved: python -m tarn FILE. With two files it prints the differences."""

import sys

from . import Error, Lake


def load(path):
    try:
        return Lake.load(path)
    except Error as error:
        if error.name != "CostModel":
            raise
        # Nothing is planned here, so any cost model will do.
        return Lake.load(path, refresh=lambda _work: None)


def main(arguments):
    if len(arguments) not in (1, 2) or arguments[0].startswith("-"):
        print("usage: python -m tarn FILE [OTHER]", file=sys.stderr)
        return 2
    try:
        lakes = [load(path) for path in arguments]
    except Error as error:
        print(f"tarn: {error}", file=sys.stderr)
        return 1
    print(lakes[0].diff(lakes[1]) if len(lakes) == 2 else lakes[0].state(), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
