"""The JSON Schema of what is built: it takes every policy there is, and nothing with a slip in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.model.made import TEXT, read
from tests.targets.slips import objects, put_in, slips

from troth.calendars.locked import read_lock
from troth.model.policy import Policy
from troth.project import build, load, vocabulary
from troth.resolve.policy import resolve
from troth.syntax.parser import parse
from troth.targets.json import json_policy
from troth.targets.schema import manifest_schema, policy_schema

PRINTS = {"promises": f"sha256:{'0' * 64}", "calendar": f"sha256:{'f' * 64}"}
SCHEMA = Draft202012Validator(policy_schema())
MANIFEST = Draft202012Validator(manifest_schema())


def data_of(policy: Policy) -> Any:
    return json.loads(json.dumps(json_policy(policy, PRINTS)))


def faults(schema: Draft202012Validator, data: Any) -> list[str]:
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in schema.iter_errors(data)]


@pytest.fixture(scope="module")
def whole() -> Any:
    """The policy with every construct there is."""
    return data_of(read(TEXT))


def test_the_schemas_are_schemas() -> None:
    for schema in (policy_schema(), manifest_schema()):
        Draft202012Validator.check_schema(schema)


def test_every_construct_fits_and_every_definition_is_used(whole: Any) -> None:
    assert faults(SCHEMA, whole) == []
    used = {part["is"] for _, part in objects(whole) if "is" in part}
    assert policy_schema()["$defs"].keys() <= used, "a class that the policy of this test does not say"


FOLDERS = ("policies", "tests/policies", "tests/checks/good", "tests/targets", "tests/charter")


@pytest.mark.parametrize("folder", FOLDERS)
def test_policies_fit(folder: str, root: Path) -> None:
    paths = sorted((root / folder).rglob("*.policy"))
    assert len(paths) >= 3
    for path in paths:
        lock = path.with_name("calendar.lock")
        text = lock.read_text(encoding="utf-8") if lock.is_file() else None
        policy = parsed(path, text)
        assert faults(SCHEMA, data_of(policy)) == [], path


def parsed(path: Path, lock: str | None) -> Policy:
    """A policy without its checks, which say nothing of its shape."""
    tree, _ = parse(path.name, path.read_text(encoding="utf-8"))
    policy, _ = resolve(tree, vocabulary(), None if lock is None else read_lock("calendar.lock", lock)[0])
    assert policy is not None, path
    return policy


def test_a_slip_is_refused(whole: Any) -> None:
    """A part of a class is put to its definition, any other to the whole."""
    definitions = policy_schema()["$defs"]
    own = {kind: Draft202012Validator({"$ref": f"#/$defs/{kind}", "$defs": definitions}) for kind in definitions}
    count = 0
    for said, path, part in slips(whole):
        count += 1
        schema = own.get(said.split()[0])
        taken = SCHEMA.is_valid(put_in(whole, path, part)) if schema is None else schema.is_valid(part)
        assert not taken, said
    assert count > 600


def test_a_class_in_place_of_another_is_refused(whole: Any) -> None:
    """Where two have the same fields, `is` tells them apart."""
    path, part = next((path, part) for path, part in objects(whole) if part.get("is") == "AtEvent")
    assert SCHEMA.is_valid(put_in(whole, path, {**part, "is": "BeforeEvent"}))
    assert not SCHEMA.is_valid(put_in(whole, path, {**part, "is": "CarriedDate"}))


def test_what_is_built_fits_the_schema_beside_it(root: Path, tmp_path: Path) -> None:
    names = ("best-practice", "polha")
    out = tmp_path / "out"
    built = build([load(root / "policies" / name / f"{name}.policy") for name in names], out)
    for name in names:
        policy = json.loads((out / name / "policy.json").read_bytes())
        beside = json.loads((out / name / policy["$schema"]).read_bytes())
        assert beside == policy_schema()
        assert faults(Draft202012Validator(beside), policy) == []
        entry = built.policies[name]
        assert {key: policy[key] for key in ("fingerprints", "compiler", "years")} == {
            key: entry[key] for key in ("fingerprints", "compiler", "years")
        }
    manifest = json.loads((out / "manifest.json").read_bytes())
    assert json.loads((out / manifest["$schema"]).read_bytes()) == manifest_schema()
    assert faults(MANIFEST, manifest) == []
    taken = [said for said, path, part in slips(manifest) if MANIFEST.is_valid(put_in(manifest, path, part))]
    maps = ("policies", "files")  # of which no key is needed
    assert [said for said in taken if not said.partition(" without ")[0].endswith(maps)] == []
