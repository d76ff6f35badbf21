"""Why there are no deadlines for an array of arrivals."""

from __future__ import annotations


class DueError(ValueError):
    """The deadlines of these arrivals are not decided: a finding's `code` and `message`, and `help`, the remedy."""

    def __init__(self, code: str, message: str, help: str) -> None:
        super().__init__(f"{code} {message}; {help}")
        self.code, self.message, self.help = code, message, help
