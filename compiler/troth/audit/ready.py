"""The mappings that ship with troth, for the exports of help desks as their public documentation describes them."""

from __future__ import annotations

from functools import cache
from importlib import resources

_SUFFIX = ".yml"


@cache
def ready_mappings() -> dict[str, str]:
    """Name (`zendesk`) → the text of its mapping, for `read_mapping(…, ready=True)`."""
    folder = resources.files("troth.audit").joinpath("mappings")
    found = sorted((one for one in folder.iterdir() if one.name.endswith(_SUFFIX)), key=lambda one: one.name)
    return {one.name.removesuffix(_SUFFIX): one.read_text(encoding="utf-8") for one in found}
