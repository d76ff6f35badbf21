"""An example may say a fact that has no name, in the words in which the policy quotes it."""

from pathlib import Path

from click.testing import CliRunner

from troth.cli.main import main

FIXTURE = Path(__file__).with_name("example-quoted-fact.policy")


def test_the_examples_hold() -> None:
    assert CliRunner().invoke(main, ["test", str(FIXTURE)]).exit_code == 0


def test_another_truth_goes_red(tmp_path: Path) -> None:
    text = FIXTURE.read_text(encoding="utf-8")
    assert text.count('severe" is no') == 1
    path = tmp_path / "other.policy"
    path.write_text(text.replace('severe" is no', 'severe" is yes'), encoding="utf-8")
    ran = CliRunner().invoke(main, ["test", str(path)])
    assert ran.exit_code == 1
    assert "T601" in ran.output
