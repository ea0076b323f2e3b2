# SPDX-License-Identifier: MIT
"""Builds the wheel: the package, and the libraries and the program of the folders in TARN_LIBRARY_PATH.

meson compile -C BUILD wheel does this for a build, and writes the wheel into BUILD/lib/python.
"""

import os
import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py
from setuptools.dist import Distribution
from wheel.bdist_wheel import bdist_wheel

#: What the wheel brings, and whether it has to. A build may be without the lab.
FILES = {"tarn-1": True, "tarn-wire-1": True, "tarn-lab-1": False, "tarn": False}


def find_file(name):
    """Finds a library, or the program `tarn`."""
    forms = (name,) if name == "tarn" else (f"lib{name}.so.0", f"lib{name}.0.dylib")
    for folder in filter(None, os.environ.get("TARN_LIBRARY_PATH", "").split(os.pathsep)):
        for form in forms:
            if Path(folder, form).is_file():
                return Path(folder, form)
    return None


class BuildWithLibraries(build_py):
    def run(self):
        super().run()
        target = Path(self.build_lib, "tarn", "libraries")
        target.mkdir(parents=True, exist_ok=True)
        for name, is_needed in FILES.items():
            path = find_file(name)
            if path is not None:
                shutil.copy(path, target / path.name)
            elif is_needed:
                raise SystemExit(f"TARN_LIBRARY_PATH names no folder with lib{name}: build Tarn first, with jansson")


class WithLibraries(Distribution):
    def has_ext_modules(self):
        return True


class AnyPython(bdist_wheel):
    def get_tag(self):
        return "py3", "none", super().get_tag()[2]


setup(distclass=WithLibraries, cmdclass={"build_py": BuildWithLibraries, "bdist_wheel": AnyPython})
