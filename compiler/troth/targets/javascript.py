"""The JavaScript checker: one ES module for browser and Node, with the policy's program inside."""

from __future__ import annotations

from troth.resources import package_source


def javascript_driver() -> str:
    """The text of a program for Node that puts contacts to checkers, as JSON Lines on its standard input.

    `node driver.mjs checker.mjs`: what a line may be is said at its head.
    """
    return package_source("targets/javascript_driver.mjs")
