#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests Tarn in a user's project: subproject.py ROOT BUILD.

The documentation describes two ways, and the test tries both with the project in tests/house/downstream: as a
Meson subproject that dependency() falls back to, and as an installed library that pkg-config finds. What it
installs is what BUILD has built. The test uses a folder of its own and no network. It uses the compiler of the
environment but not its flags, because a user's project may have other flags. It also tests that a distributed
archive contains exactly the committed files.
"""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

# These flags of the other tests would not fit a program that is built without them.
FLAGS = ("CFLAGS", "CXXFLAGS", "CPPFLAGS", "LDFLAGS", "DESTDIR", "MESON_TESTTHREADS")


class Failure(Exception):
    pass


# The test is about how the parts fit together, so the compiler need not take its time.
QUICK = ["-Doptimization=0", "-Ddebug=false"]


def run(*command, cwd, **variables):
    environment = {key: value for key, value in os.environ.items() if key not in FLAGS}
    environment.update(variables)
    result = subprocess.run(command, cwd=cwd, env=environment, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, text=True, errors="replace", check=False)
    if result.returncode:
        raise Failure(f"{' '.join(command)}: {result.returncode}\n{result.stdout[-8000:]}")
    return result.stdout


def find_libraries(root):
    """Returns the names of the libraries besides the first that can be built."""
    jansson = subprocess.run(["pkg-config", "--exists", "jansson"], check=False).returncode == 0
    return [name for name in ("lab", "wire") if (root / f"include/tarn-{name}").is_dir() and jansson]


def library_options(root):
    """Returns the options that enable the libraries that can be built."""
    found = find_libraries(root)
    return [f"-D{name}={'enabled' if name in found else 'disabled'}" for name in ("lab", "wire")]


def as_subproject(root, folder, _build):
    project = folder / "with-subproject"
    shutil.copytree(root / "tests" / "house" / "downstream", project)
    (project / "subprojects").mkdir()
    (project / "subprojects" / "tarn").symlink_to(root, target_is_directory=True)

    output = run("meson", "setup", *QUICK, "build", "--wrap-mode=forcefallback", *library_options(root),
                 cwd=project)
    if "Executing subproject tarn" not in output:
        raise Failure(f"the subproject was not used\n{output}")
    run("meson", "compile", "-C", "build", cwd=project)
    run("meson", "test", "-C", "build", "--no-rebuild", "--suite=downstream", cwd=project)
    # A subproject consists of libraries only, because its tests would run with the user's tests.
    targets = json.loads(run("meson", "introspect", "--targets", "build", cwd=project))
    others = [it["name"] for it in targets
              if it["subproject"] == "tarn" and "library" not in it["type"]]
    tests = run("meson", "test", "-C", "build", "--list", cwd=project).split("\n")
    if others or any("tarn:" in line for line in tests):
        raise Failure("\n".join(["the subproject has other targets than libraries", *others, *tests]))


def read_folders(build):
    """Returns the prefix and the folder of libraries of a build."""
    options = json.loads(run("meson", "introspect", "--buildoptions", str(build), cwd=build))
    values = {option["name"]: option["value"] for option in options}
    return values["prefix"], values["libdir"]


def install(build, folder):
    """Installs what was built below a folder, and returns the folder's prefix."""
    prefix, libraries = read_folders(build)
    run("meson", "install", "-C", str(build), "--no-rebuild", "--destdir", str(folder), cwd=folder)
    moved = folder / prefix.lstrip("/")
    for path in (moved / libraries / "pkgconfig").glob("*.pc"):
        path.write_text(path.read_text().replace(f"prefix={prefix}", f"prefix={moved}", 1))
    return moved, moved / libraries


def as_installed(root, folder, build):
    project, place = folder / "with-prefix", folder / "installed"
    shutil.copytree(root / "tests" / "house" / "downstream", project)
    place.mkdir()

    prefix, libraries = install(build, place)
    for library in ("tarn", *(f"tarn-{name}" for name in find_libraries(root))):
        headers = {path.name for path in (prefix / f"include/{library}-1/{library}").glob("*.h")}
        expected = {path.name for path in (root / "include" / library).glob("*.h")}
        if headers != expected:
            raise Failure(f"installed and public headers differ in {sorted(headers ^ expected)}")

    found = {"PKG_CONFIG_PATH": f"{libraries}/pkgconfig", "LD_LIBRARY_PATH": str(libraries)}
    run("meson", "setup", *QUICK, "build", "--wrap-mode=nofallback", *library_options(root), cwd=project,
        **found)
    run("meson", "compile", "-C", "build", cwd=project, **found)
    run("meson", "test", "-C", "build", "--no-rebuild", cwd=project, **found)


def as_archive(root, folder, _build):
    """Checks that meson dist packs exactly the committed files."""
    if not (root / ".git").exists() or shutil.which("git") is None:
        return "needs git and a clone"
    build = folder / "dist"
    run("meson", "setup", *QUICK, str(build), str(root), "-Dtests=false", "-Dbench=false",
        "-Dexamples=disabled", "-Dintrospection=disabled", cwd=folder)
    run("meson", "dist", "-C", str(build), "--no-tests", "--allow-dirty", "--formats=gztar",
        cwd=folder)
    [path] = (build / "meson-dist").glob("*.tar.gz")
    with tarfile.open(path) as archive:
        packed = {name.partition("/")[2] for name in archive.getnames()
                  if not archive.getmember(name).isdir()}
    committed = set(run("git", "ls-tree", "-r", "--name-only", "HEAD", cwd=root).splitlines())
    if packed != committed:
        raise Failure(f"packed and committed files differ in {sorted(packed ^ committed)}")
    return None


def main(root, build):
    missing = [tool for tool in ("meson", "pkg-config") if shutil.which(tool) is None]
    if missing:
        print(f"1..0 # SKIP needs {' and '.join(missing)}")
        return 0

    ways = [("as a subproject", as_subproject), ("installed", as_installed),
            ("as an archive", as_archive)]
    failed = False
    print(f"1..{len(ways)}")
    with tempfile.TemporaryDirectory(prefix="tarn-subproject-") as folder:
        for number, (title, way) in enumerate(ways, 1):
            try:
                lack = way(Path(root).resolve(), Path(folder), Path(build).resolve())
                print(f"ok {number} {title}{f' # SKIP {lack}' if lack else ''}", flush=True)
            except Failure as failure:
                failed = True
                print("".join(f"# {line}\n" for line in str(failure).splitlines()), end="")
                print(f"not ok {number} {title}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
