"""What PyInstaller finds and the program does not use: left out of the bundle."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from PyInstaller.depend.bindepend import get_imports

Entry = tuple[str, str, str]
"""Where a file goes, where it comes from, and what PyInstaller takes it for."""

PLUGINS = {
    "iconengines": {"qsvgicon"},
    "imageformats": {"qgif", "qjpeg", "qsvg", "qwebp"},
    "platforminputcontexts": {
        "composeplatforminputcontextplugin",
        "ibusplatforminputcontextplugin",
    },
    "platforms": {"qcocoa", "qoffscreen", "qwayland", "qwindows", "qxcb"},
    "platformthemes": {"qxdgdesktopportal"},
    "styles": {"qmacstyle", "qmodernwindowsstyle"},
    "wayland-decoration-client": {"adwaita", "bradient"},
    "wayland-shell-integration": {"xdg-shell"},
}
"""The plugins of Qt that are used, by folder."""

MODULES = [
    *(
        "_tkinter",
        "lib2to3",
        "pydoc_data",
        "test",
        "tkinter",
        "turtle",
        "_hashlib",
        "_ssl",
        "readline",
    ),
    *(
        "IPython",
        "PIL",
        "matplotlib",
        "pandas",
        "scipy",
        "cupy",
        "numba",
        "sympy",
        "xarray",
        "dask",
    ),
    *("hypothesis", "pip", "pkg_resources", "pytest", "setuptools"),
    *("numpy.f2py", "numpy.fft", "numpy.random", "numpy.testing", "pydantic.v1"),
    *("pyqtgraph.examples", "pyqtgraph.flowchart", "pyqtgraph.jupyter", "pyqtgraph.opengl"),
    *("PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets"),  # without_opengl.py stands in
    *("PySide6.QtPrintSupport", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtSql"),
    *("PySide6.QtTest", "PySide6.QtXml"),
    *("zstandard._cffi", "zstandard.backend_cffi"),
]
"""Python modules that are imported by somebody and needed by nobody here."""

OF_THE_SYSTEM = (
    *("libX11.so", "libX11-xcb.so", "libXau.so", "libXdmcp.so", "libxcb.so"),
    *(
        "libfontconfig.so",
        "libfreetype.so",
        "libexpat.so",
        "libpng16.so",
        "libbrotli",
        "libuuid.so",
    ),
    *("libdbus-1.so", "libsystemd.so", "libcap.so", "libgcrypt.so", "libgpg-error.so", "liblz4.so"),
    *("libstdc++.so", "libgcc_s.so", "libz.so", "libbsd.so", "libmd.so"),
    *("libgssapi_krb5.so", "libkrb5.so", "libkrb5support.so", "libk5crypto.so", "libkeyutils.so"),
    "libcom_err.so",
)
"""Libraries that every desktop has, and that have to fit the rest of it: never brought along.

Most are those that AppImages leave to the system, too; the others are what they need.
"""

PAPERS = {"METADATA", "RECORD", "entry_points.txt", "top_level.txt"}
"""What is kept of a library's metadata, besides its licences."""


def kept(binaries: Iterable[Entry]) -> list[Entry]:
    """Return the libraries that the extension modules and the plugins in use need in the end."""
    entries = [each for each in binaries if not _is_unused_plugin(each[0])]
    if not sys.platform.startswith("linux"):
        return entries
    files = {
        _name(target): source
        for target, source, kind in entries
        if kind != "SYMLINK" and not _name(target).startswith(OF_THE_SYSTEM)
    }
    needed = {_name(target) for target, _, kind in entries if _is_root(target, kind)}
    left = list(needed)
    while left:
        found = {name for name, _ in get_imports(files[left.pop()]) if name in files} - needed
        needed |= found
        left += found
    return [each for each in entries if _name(each[0]) in needed]


def _name(target: str) -> str:
    return PurePosixPath(target).name


def _is_root(target: str, kind: str) -> bool:
    if kind == "SYMLINK":
        return False
    is_plugin = "plugins" in PurePosixPath(target).parts
    return kind == "EXTENSION" or is_plugin or _name(target).startswith("libpython")


def _is_unused_plugin(target: str) -> bool:
    parts = PurePosixPath(target.replace("\\", "/")).parts
    if "PySide6" not in parts or "plugins" not in parts:
        return False
    folder, name = parts[parts.index("plugins") + 1], parts[-1]
    return name.split(".")[0].removeprefix("lib") not in PLUGINS.get(folder, set())


def papers(datas: Iterable[Entry], binaries: Iterable[Entry]) -> list[Entry]:
    """Return the data files without Qt's translations and what installers keep for themselves.

    Links to libraries count as data; those to libraries that are not among ``binaries`` go.
    """
    there = {_name(target) for target, _, _ in binaries}
    return [
        (target, source, kind)
        for target, source, kind in datas
        if not _is_waste(PurePosixPath(target.replace("\\", "/")))
        and (kind != "SYMLINK" or _name(target) in there)
    ]


def _is_waste(path: PurePosixPath) -> bool:
    if "PySide6" in path.parts and "translations" in path.parts:
        return True
    folder = next((part for part in path.parts if part.endswith(".dist-info")), None)
    if folder is None:
        return False
    return path.name not in PAPERS and not is_licence(path)


def is_licence(path: PurePosixPath | Path) -> bool:
    """Whether a file of a library's metadata says under which terms it may be passed on."""
    words = ("licen", "copying", "copyright", "notice", "authors")
    return "licenses" in path.parts or path.name.lower().startswith(words)
