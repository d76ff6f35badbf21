"""`verify` with the Python checkers alone: what `make test` can run. The others join in `test_damages`."""

from __future__ import annotations

from functools import partial

from troth.charter import verify as charter_verify

verify = partial(charter_verify.verify, only=("python",))
