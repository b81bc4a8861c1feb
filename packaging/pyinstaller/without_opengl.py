"""Stands in for Qt's OpenGL modules, which the bundle leaves out: they are a tenth of it.

The library that draws the charts imports them at its start and uses them only for charts that are
asked to be drawn with OpenGL. None is.
"""

import sys
from types import ModuleType

for _name in ("PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets"):
    sys.modules[_name] = ModuleType(_name)
# A class of this name is inherited from; nothing is ever made of it.
sys.modules["PySide6.QtOpenGLWidgets"].QOpenGLWidget = type("QOpenGLWidget", (), {})
