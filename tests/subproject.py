#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tarn in somebody else's project: subproject.py ROOT.

Two ways are documented, and each is tried with the same ten lines of program: as a Meson subproject
that dependency() falls back to, and installed, found through pkg-config. All of it happens in a
folder of its own, without the network, and with the compiler of the environment but none of its
flags: the user's project need not be built as this one is.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PROGRAM = """#include <tarn/tarn.h>

int
main (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);

  if (!tarn_engine_advance_by (engine, 5, NULL))
    return 1;
  return tarn_engine_get_now (engine) == TARN_ENGINE_START_TIME + 5 ? 0 : 2;
}
"""
MESON = """project('downstream', 'c', default_options: ['c_std=c11', 'warning_level=2', 'werror=true'])
tarn = dependency('tarn-1'{fallback})
exe = executable('downstream', 'downstream.c', dependencies: tarn)
test('downstream', exe)
"""
# What the other tests are built with would not fit a program that is built without it.
FLAGS = ("CFLAGS", "CXXFLAGS", "CPPFLAGS", "LDFLAGS", "DESTDIR", "MESON_TESTTHREADS")


class Failure(Exception):
    pass


def run(*command, cwd, **variables):
    environment = {key: value for key, value in os.environ.items() if key not in FLAGS}
    environment.update(variables)
    result = subprocess.run(command, cwd=cwd, env=environment, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, text=True, errors="replace", check=False)
    if result.returncode:
        raise Failure(f"{' '.join(command)}: {result.returncode}\n{result.stdout[-8000:]}")
    return result.stdout


def write_project(folder, fallback):
    folder.mkdir()
    (folder / "downstream.c").write_text(PROGRAM, encoding="utf-8")
    (folder / "meson.build").write_text(MESON.format(fallback=fallback), encoding="utf-8")


def as_subproject(root, folder):
    project = folder / "with-subproject"
    write_project(project, ", fallback: 'tarn'")
    (project / "subprojects").mkdir()
    (project / "subprojects" / "tarn").symlink_to(root, target_is_directory=True)

    output = run("meson", "setup", "build", "--wrap-mode=forcefallback", cwd=project)
    if "Executing subproject tarn" not in output:
        raise Failure(f"the subproject was not used\n{output}")
    run("meson", "compile", "-C", "build", cwd=project)
    run("meson", "test", "-C", "build", "--no-rebuild", "--suite=downstream", cwd=project)
    # A subproject is a library and nothing else: its tests would be run with the user's own.
    tests = run("meson", "test", "-C", "build", "--list", cwd=project).split("\n")
    if any("tarn:" in line for line in tests):
        raise Failure("\n".join(["the tests came along", *tests]))


def as_installed(root, folder):
    project, prefix, build = folder / "with-prefix", folder / "prefix", folder / "tarn"
    write_project(project, ", method: 'pkg-config'")

    run("meson", "setup", str(build), str(root), f"--prefix={prefix}", "--libdir=lib",
        "-Dtests=false", "-Dbench=false", "-Dexamples=disabled", "-Dwerror=true", cwd=folder)
    run("meson", "install", "-C", str(build), cwd=folder)
    headers = {path.name for path in (prefix / "include" / "tarn-1" / "tarn").glob("*.h")}
    expected = {path.name for path in (root / "include" / "tarn").glob("*.h")}
    if headers != expected:
        raise Failure(f"installed and public headers differ in {sorted(headers ^ expected)}")

    found = {"PKG_CONFIG_PATH": f"{prefix}/lib/pkgconfig", "LD_LIBRARY_PATH": f"{prefix}/lib"}
    run("meson", "setup", "build", "--wrap-mode=nofallback", cwd=project, **found)
    run("meson", "compile", "-C", "build", cwd=project, **found)
    run("meson", "test", "-C", "build", "--no-rebuild", cwd=project, **found)


def main(root):
    missing = [tool for tool in ("meson", "pkg-config") if shutil.which(tool) is None]
    if missing:
        print(f"1..0 # SKIP needs {' and '.join(missing)}")
        return 0

    ways = [("as a subproject", as_subproject), ("installed", as_installed)]
    failed = False
    print(f"1..{len(ways)}")
    with tempfile.TemporaryDirectory(prefix="tarn-subproject-") as folder:
        for number, (title, way) in enumerate(ways, 1):
            try:
                way(Path(root).resolve(), Path(folder))
                print(f"ok {number} {title}", flush=True)
            except Failure as failure:
                failed = True
                print("".join(f"# {line}\n" for line in str(failure).splitlines()), end="")
                print(f"not ok {number} {title}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
