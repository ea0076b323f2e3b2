# SPDX-License-Identifier: MIT
"""Runs the program `tarn` that the wheel brings, with the libraries beside it."""

import os
import sys

from ._library import find_file


def main() -> int:
    path = find_file("tarn")
    if path is None:
        print("tarn: this wheel was built without the program; it has the package only", file=sys.stderr)
        return 1
    name = "DYLD_LIBRARY_PATH" if sys.platform == "darwin" else "LD_LIBRARY_PATH"
    folders = [os.path.dirname(path), *filter(None, [os.environ.get(name)])]
    os.execve(path, ["tarn", *sys.argv[1:]], {**os.environ, name: os.pathsep.join(folders)})


if __name__ == "__main__":
    sys.exit(main())
