"""What the README shows is so: the policy, its sentence, the command's answer, the commands and the links."""

import re
from pathlib import Path

from click.testing import CliRunner

from troth.cli.main import COMMANDS, main
from troth.project import load
from troth.wording.sentence import passage


def test_the_sentence_is_the_published_one(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    policy = load(root / "policies" / "polha" / "polha.policy").policy
    assert policy is not None
    promise = policy.promise("polha.email.reply")
    assert promise is not None
    shown = " ".join(line.removeprefix("> ") for line in readme.splitlines() if line.startswith("> "))
    assert shown == passage(promise, policy.words, {one.name: one.title for one in policy.standards})


def test_the_policy_is_the_real_one(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"```\n(standard .*?)```", readme, re.DOTALL)[0]
    assert shown.strip() in (root / "policies" / "polha" / "polha.policy").read_text(encoding="utf-8")


def test_the_command_answers_so(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    (block,) = (b for b in re.findall(r"```console\n(.*?)```", readme, re.DOTALL) if b.startswith("$ troth due"))
    command, _, expected = block.partition("\n")
    arguments = command.removeprefix("$ troth ").split()
    arguments[1] = str(root / "policies" / "polha" / "polha.policy")
    assert CliRunner().invoke(main, arguments).stdout == expected


def test_every_command_is_listed_and_every_link_leads_somewhere(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"`troth {command.name}" in readme, command.name
    for target in re.findall(r"\]\(([^)#]+)\)", readme):
        assert (root / target).exists(), target
