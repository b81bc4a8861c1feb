"""How the documentation is built: `make docs` turns these pages into `build/docs/index.html`."""

from trainer import __version__

project = "Triad Trainer"
author = "The Triad Trainer contributors"
release = version = __version__

extensions = ["myst_parser"]
exclude_patterns = ["README.md"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"Triad Trainer {release}"
html_show_sphinx = False
html_copy_source = False
# The built pages open no connection either: fonts and scripts are the theme's own files.
html_theme_options = {"source_repository": "", "navigation_with_keys": True}
