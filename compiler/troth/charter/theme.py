"""The theme `troth` for MkDocs: its files are data, beside the templates in `site/`."""

from __future__ import annotations

from types import ModuleType

from troth.resources import data_folder

THEME = ModuleType("troth.charter.theme_folder", "Where MkDocs finds the theme: it asks for the folder of this file.")
THEME.__file__ = str(data_folder("site") / "theme" / "__init__.py")
