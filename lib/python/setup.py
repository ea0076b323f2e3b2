# SPDX-License-Identifier: MIT
"""Builds the wheel: the package, and the shared libraries of the folders in TARN_LIBRARY_PATH.

meson compile -C BUILD wheel does this for a build, and writes the wheel into BUILD/lib/python.
"""

import os
import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py
from setuptools.dist import Distribution
from wheel.bdist_wheel import bdist_wheel

LIBRARIES = {"tarn-1": True, "tarn-wire-1": True, "tarn-lab-1": False}


def find_library(name):
    for folder in filter(None, os.environ.get("TARN_LIBRARY_PATH", "").split(os.pathsep)):
        for form in (f"lib{name}.so.0", f"lib{name}.0.dylib"):
            if Path(folder, form).exists():
                return Path(folder, form)
    return None


class BuildWithLibraries(build_py):
    def run(self):
        super().run()
        target = Path(self.build_lib, "tarn", "libraries")
        target.mkdir(parents=True, exist_ok=True)
        for name, is_needed in LIBRARIES.items():
            path = find_library(name)
            if path is not None:
                shutil.copyfile(path, target / path.name)
            elif is_needed:
                raise SystemExit(f"TARN_LIBRARY_PATH names no folder with lib{name}: build Tarn first, with jansson")


class WithLibraries(Distribution):
    def has_ext_modules(self):
        return True


class AnyPython(bdist_wheel):
    def get_tag(self):
        return "py3", "none", super().get_tag()[2]


setup(distclass=WithLibraries, cmdclass={"build_py": BuildWithLibraries, "bdist_wheel": AnyPython})
