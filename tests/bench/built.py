"""The checker that `troth build` writes for a policy, imported into this process."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from troth.project import build, load


def checker_of(policy: Path, out: Path) -> ModuleType:
    """Build a policy without errors into the folder `out`, and import its `checker.py`.

    Raises ValueError where the policy has errors.
    """
    one = load(policy)
    if one.has_errors or one.policy is None:
        raise ValueError([f"{finding.code} {finding.message}" for finding in one.findings])
    build([one], out)
    name = f"built_checker_of_{one.policy.id.replace('-', '_')}"
    spec = importlib.util.spec_from_file_location(name, out / one.policy.id / "checker.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # its dataclasses look their own module up while they are made
    spec.loader.exec_module(module)
    return module
