"""`troth init`: what it asks, what it writes, and that every command succeeds in the folder that it wrote."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from mkdocs.commands.build import build
from mkdocs.config import load_config
from tests.oracle import busdays

from troth import __version__
from troth.cli.main import main
from troth.start import places
from troth.start.answers import Answers, Refused, id_of, read_channels, read_text, read_weekdays, weekdays_said
from troth.start.files import first_files

AS_OF = "2026-11-22"
TODAY = date(2026, 11, 22)
ALWAYS = (
    ".github/troth-findings.json",
    ".github/workflows/policy.yml",
    ".gitignore",
    "README.md",
    "mkdocs.yml",
    "pages/about.md",
)
Run = Callable[..., Result]


@pytest.fixture
def troth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`troth("init", …, answers="…")`, run in an empty folder; one that ends in a traceback fails here."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")

    def run(*arguments: object, answers: str = "") -> Result:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments], input=answers)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise AssertionError(f"a traceback: {result.exception!r}") from result.exception
        return result

    return run


def policy_in(folder: Path) -> str:
    (path,) = folder.glob("policies/*/*.policy")
    return path.read_text(encoding="utf-8")


def files_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


# ---------- every command succeeds in the folder

Case = tuple[str, tuple[str, ...], str, str]

FOLDERS: dict[str, Case] = {
    # The dates are counted by hand on a calendar of 2026 and 2027. In Scotland, Monday 30 November is Saint Andrew's.
    "GB-SCT": ('The "Best" <b>Homes</b> & Co', (), "Friday 27 November 2026", "Thursday 3 December 2026"),
    # Christmas on a Friday; the Boxing Day of Saturday is kept on Monday 28.
    "GB-ENG": ("24/7 Homes", ("--counting", "next-open"), "Thursday 24 December 2026", "Thursday 31 December 2026"),
    # In Ireland, Saint Stephen's Day on a Saturday is not made up for.
    "IE": (
        "3 Counties Water",
        ("--channels", "phone,visit"),
        "Thursday 24 December 2026",
        "Wednesday 30 December 2026",
    ),
    # 28 to 31 December are days 1 to 4; then New Year's Day, 4 and 5 January, Epiphany, 7, 8, 11 and 12 January.
    "DE-BY": ("Wörk & Söhne 東京", ("--reply-within", "10"), "Thursday 24 December 2026", "Tuesday 12 January 2027"),
    "NZ": ("Ab " * 66 + "xy", ("--channels", "web form"), "Thursday 24 December 2026", "Thursday 31 December 2026"),
}
SMALL_FOLDERS: dict[str, Case] = {
    # Thanksgiving is Thursday 26 November.
    "US-MA": ("東京", ("--time-zone", "1"), "Wednesday 25 November 2026", "Tuesday 1 December 2026"),
    # No holidays and no weekend: the day after, and two more.
    "none": (
        "Homes: | > %{{ x }} ${y} *a* [b](c) `d` \\",
        ("--time-zone", "Europe/London", "--working-days", "every day"),
        "Sunday 22 November 2026",
        "Wednesday 25 November 2026",
    ),
}


def begun(region: str, case: Case, troth: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write a folder, go there, and check and test its policy."""
    organisation, options, arrives, due = case
    given = ("--organisation", organisation, "--region", region, *options)
    assert troth("init", "new", "--yes", "--as-of", AS_OF, *given).exit_code == 0
    monkeypatch.chdir("new")
    policy = policy_in(Path())
    assert f" arrives {arrives} at 16:00\n" in policy
    assert policy.endswith(f"    reply due by the end of {due}\n")
    checked = troth("check")
    assert (checked.exit_code, checked.stderr) == (0, "0 errors and 1 warning in 1 policy\n")
    assert "warning[T505]" in checked.stdout
    assert troth("test").stderr == "1 example in 1 policy: as expected\n"
    assert troth("calendar", "--check").exit_code == 0


@pytest.mark.parametrize("region", FOLDERS)
def test_every_command_succeeds_in_the_folder(region: str, troth: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(region, FOLDERS[region], troth, monkeypatch)
    assert troth("format", "--check").exit_code == 0
    assert troth("build").exit_code == 0
    build(load_config("mkdocs.yml", strict=True))
    verified = troth("verify", "build/site", "build", "--only", "python")
    assert verified.exit_code == 0, verified.output
    published = Path("build/site/about/index.html").read_text(encoding="utf-8")
    assert "<b>Homes" not in published
    assert "<script" not in published


@pytest.mark.parametrize("region", SMALL_FOLDERS)
def test_the_policy_is_sound_elsewhere_too(region: str, troth: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(region, SMALL_FOLDERS[region], troth, monkeypatch)


def test_the_example_is_explained_day_by_day(troth: Run, tmp_path: Path) -> None:
    troth("init", "new", "--yes", "--as-of", AS_OF, "--region", "Scotland")
    comments = [line for line in policy_in(tmp_path / "new").splitlines() if line.startswith("#   ")]
    assert comments == [
        "#     Fri 27 November 2026   the day it arrives",
        "#     Sat 28 November 2026   weekend",
        "#     Sun 29 November 2026   weekend",
        "#     Mon 30 November 2026   Saint Andrew's Day",
        "#   + Tue 1 December 2026    working day 1 of 3",
        "#   + Wed 2 December 2026    working day 2 of 3",
        "#   + Thu 3 December 2026    working day 3 of 3",
    ]


def test_the_approval_is_one_sign_away(troth: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line that the note speaks of stands so that it is right once its # is taken away."""
    troth("init", "new", "--yes", "--as-of", AS_OF)
    (path,) = tmp_path.glob("new/policies/*/*.policy")
    text = path.read_text(encoding="utf-8")
    assert text.count("    #approved") == 1
    path.write_text(text.replace("    #approved", "    approved"), encoding="utf-8")
    monkeypatch.chdir("new")
    assert troth("check", "--strict").output == "0 errors and 0 warnings in 1 policy\n"
    assert troth("format", "--check").exit_code == 0


def test_a_limit_in_months_can_be_written_at_once(troth: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a month leads from the 31st was assumed, and is among the questions to the owner."""
    troth("init", "new", "--yes", "--as-of", AS_OF)
    (path,) = tmp_path.glob("new/policies/*/*.policy")
    text = path.read_text(encoding="utf-8")
    assert text.count("within 3 working days") == 2
    path.write_text(text.replace("within 3 working days", "within 1 month, rolling forward"), encoding="utf-8")
    monkeypatch.chdir("new")
    checked = troth("check")
    assert (checked.exit_code, re.findall(r"\[(T\d+)\]", checked.stdout)) == (0, ["T505"])
    number = text[: text.index("    month end ")].count("\n") + 1
    assert f"assumed, line {number}: month end the last day of the month\n" in troth("review").stdout


# ---------- the questions

ASKED = "Harbour Homes\n\nScotland\n\n\nemail, letter\n3\n2\n"


def test_at_most_eight_questions_with_a_default_for_each(troth: Run, tmp_path: Path) -> None:
    asked = troth("init", "harbour-homes", "--as-of", AS_OF, answers="\n" * 8)
    assert asked.exit_code == 0, asked.output
    prompts = [line for line in asked.stderr.splitlines() if re.match(r"\d+\. ", line)]
    assert [prompt.partition(".")[0] for prompt in prompts] == list("12345678")
    assert [re.findall(r"\[(.*?)\]", prompt) for prompt in prompts] == [
        ["Harbour Homes"],
        ["Head of Customer Services"],
        ["England"],
        ["Europe/London"],
        ["Monday to Friday"],
        ["email, letter, phone"],
        ["3"],
        ["1"],
    ]
    assert policy_in(tmp_path / "harbour-homes").count("within 3 working days") == 2
    assert asked.stdout.splitlines()[0] == "harbour-homes/policies/harbour-homes/harbour-homes.policy"


def test_answers_at_the_prompt_and_options_write_the_same(troth: Run, tmp_path: Path) -> None:
    troth("init", "asked", "--as-of", AS_OF, answers=ASKED)
    options = ("--organisation", "Harbour Homes", "--region", "GB-SCT", "--channels", "email, letter")
    given = troth("init", "given", "--yes", "--as-of", AS_OF, *options, "--counting", "next-open")
    assert given.exit_code == 0
    assert files_in(tmp_path / "asked") == files_in(tmp_path / "given")
    for path in files_in(tmp_path / "asked"):
        assert (tmp_path / "asked" / path).read_bytes() == (tmp_path / "given" / path).read_bytes(), path
    assert "    counting       a contact that arrives while closed arrives when we next open\n" in policy_in(
        tmp_path / "asked"
    )


def test_counting_is_asked_with_both_dates(troth: Run) -> None:
    asked = troth("init", "new", "--as-of", AS_OF, answers=ASKED).stderr
    # Three working days from Saint Andrew's Day itself, and from the Tuesday on which they open: by hand.
    assert "contacts you on Monday 30 November 2026, when you are closed (Saint Andrew's Day)" in asked
    assert "1  the day it arrives: you reply by the end of Thursday 3 December 2026" in asked
    second = "2  the day you next open, Tuesday 1 December 2026: you reply by the end of Friday 4 December 2026"
    assert second in asked


@pytest.mark.parametrize("days", [1, 2, 5, 20])
def test_both_dates_are_those_of_the_oracle(days: int, troth: Run) -> None:
    answers = f"Harbour Homes\n\nEngland\n\n\nemail\n{days}\n\n"
    asked = troth("init", "new", "--as-of", AS_OF, answers=answers).stderr
    closed = [date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)]
    said = re.findall(r"you reply by the end of (?:\w+) (\d+) (\w+) (\d{4})", asked)
    months = {"December": 12, "January": 1}
    found = [date(int(year), months[month], int(day)) for day, month, year in said]
    christmas = date(2026, 12, 25)
    assert found == [busdays.last_day(christmas, days, closed, next_open=way) for way in (False, True)]


def test_where_no_day_is_closed_counting_is_not_asked(troth: Run) -> None:
    options = ("--region", "none", "--time-zone", "Europe/London", "--working-days", "every day")
    asked = troth("init", "new", "--as-of", AS_OF, *options, answers="\n" * 4)
    assert asked.exit_code == 0, asked.output
    assert "Which of the two" not in asked.stderr


@pytest.mark.parametrize(
    ("option", "bad", "good", "says"),
    [
        ("--organisation", "  ", "Harbour", "no name is given"),
        ("--region", "Scotlnad", "Scotland", "did you mean `GB-SCT` (Scotland)?"),
        ("--region", "Georgia", "US-GA", "`GE` (Georgia) or `US-GA` (United States)"),
        ("--time-zone", "London", "Europe/London", "did you mean `Europe/London`?"),
        ("--working-days", "Mundy", "monday, tuesday and thursday", "such as `Monday to Friday`"),
        ("--channels", "emial", "email", "did you mean `email`?"),
        ("--channels", "complaint", "post", "known: phone, phone message, email"),
        ("--channels", "email from colleagues", "email and voicemail", "known: phone, phone message, email"),
        ("--reply-within", "3 to 5", "three", "`3 to 5` is no number of working days"),
        ("--reply-within", "0", "1 working day", "a limit of nothing cannot be kept"),
        ("--reply-within", "2 days", "2 business days", "`2 days` is no number of working days"),
        ("--reply-within", "9000", "9", "longer than the years of the calendar"),
        ("--counting", "3", "2", "neither of the two"),
    ],
)
def test_a_bad_answer_is_asked_again_and_a_bad_option_refused(
    option: str, bad: str, good: str, says: str, troth: Run, tmp_path: Path
) -> None:
    names = ("organisation", "owner", "region", "time-zone", "working-days", "channels", "reply-within", "counting")
    answers = "".join(f"{bad}\n{good}\n" if f"--{name}" == option else "\n" for name in names)
    if option == "--region" and good == "US-GA":
        answers = answers.replace("US-GA\n\n", "US-GA\n1\n")
    asked = troth("init", "asked", "--as-of", AS_OF, answers=answers)
    assert asked.exit_code == 0, asked.output
    assert says in asked.stderr
    refused = troth("init", "given", "--yes", "--as-of", AS_OF, option, bad)
    assert refused.exit_code == 2
    assert f"error: `{option}`: " in refused.stderr
    assert says in refused.stderr
    assert not (tmp_path / "given").exists()


def test_a_country_whose_parts_keep_other_days_is_asked_about_once_more(troth: Run, tmp_path: Path) -> None:
    options = [f"--{name}=Monday" for name in ("working-days",)]
    asked = troth("init", "new", "--as-of", AS_OF, *options, answers="\n\nUnited Kingdom\nGB-WLS\n\n\n\n\n")
    assert "GB-ENG England, GB-NIR Northern Ireland, GB-SCT Scotland, GB-WLS Wales" in asked.stderr
    assert "    holidays       GB-WLS\n" in policy_in(tmp_path / "new")
    kept = troth("init", "kept", "--as-of", AS_OF, *options, answers="\n\nGermany\nGermany\n\n\n\n\n")
    assert kept.exit_code == 0, kept.output
    assert "    holidays       DE\n" in policy_in(tmp_path / "kept")
    assert "    time zone      Europe/Berlin\n" in policy_in(tmp_path / "kept")


def test_a_name_without_a_latin_letter_is_asked_for_a_short_one(troth: Run, tmp_path: Path) -> None:
    asked = troth("init", "new", "--as-of", AS_OF, answers="東京\nTōkyō\ntokyo\n" + "\n" * 7)
    assert asked.exit_code == 0, asked.output
    assert "`Tōkyō` is no short name" in asked.stderr
    assert (tmp_path / "new" / "policies" / "tokyo" / "tokyo.policy").is_file()


def test_answers_that_end_early_write_nothing(troth: Run, tmp_path: Path) -> None:
    ended = troth("init", "new", "--as-of", AS_OF, answers="Harbour\n")
    assert ended.exit_code == 2
    assert "nothing is written" in ended.stderr
    assert files_in(tmp_path) == []


def test_a_country_of_several_zones_has_no_default(troth: Run, tmp_path: Path) -> None:
    refused = troth("init", "new", "--yes", "--as-of", AS_OF, "--region", "US-MA")
    assert refused.exit_code == 2
    assert "error: `--time-zone` is needed here" in refused.stderr
    assert "   1  America/New_York     Eastern (most areas)" in refused.stderr
    assert files_in(tmp_path) == []


# ---------- nothing is written over


def test_it_writes_these_files_and_no_other(troth: Run, tmp_path: Path) -> None:
    troth("init", "--yes", "--as-of", AS_OF, "--organisation", "Harbour Homes")
    own = ["policies/harbour-homes/calendar.lock", "policies/harbour-homes/harbour-homes.policy"]
    assert files_in(tmp_path) == sorted([*ALWAYS, *own])


@pytest.mark.parametrize("there", [*ALWAYS, "policies/harbour/harbour.policy", "policies/harbour/calendar.lock"])
def test_nothing_is_written_where_something_is(there: str, troth: Run, tmp_path: Path) -> None:
    path = tmp_path / "new" / there
    path.parent.mkdir(parents=True)
    path.write_text("mine", encoding="utf-8")
    refused = troth("init", "new", "--yes", "--as-of", AS_OF, "--organisation", "Harbour")
    assert refused.exit_code == 2
    assert f"error: new/{there} exists; nothing is written" in refused.stderr
    assert files_in(tmp_path / "new") == [there]
    assert path.read_text(encoding="utf-8") == "mine"


def test_it_says_so_before_the_first_question(troth: Run, tmp_path: Path) -> None:
    (tmp_path / "README.md").touch()
    refused = troth("init", answers="")
    assert refused.stderr.splitlines()[0] == "error: README.md exists; nothing is written"


def test_what_was_written_is_taken_away_where_the_rest_cannot_be(troth: Run, tmp_path: Path) -> None:
    """A file stands where a folder is needed, which only the writing itself meets."""
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "pages").write_text("mine", encoding="utf-8")
    refused = troth("init", "new", "--yes", "--as-of", AS_OF)
    assert refused.exit_code == 2
    assert "nothing is written" in refused.stderr
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["pages"]


def test_a_policy_that_the_compiler_refuses_is_not_written(
    troth: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(answers: Answers, today: date) -> dict[str, str]:
        files = first_files(answers, today)
        return {path: text.replace("within", "witin") for path, text in files.items()}

    monkeypatch.setattr("troth.cli.init.first_files", faulty)
    refused = troth("init", "new", "--yes", "--as-of", AS_OF)
    assert refused.exit_code == 2
    assert "is not a word of the language here; nothing is written" in refused.stderr
    assert files_in(tmp_path) == []


def test_a_file_is_no_folder(troth: Run, tmp_path: Path) -> None:
    (tmp_path / "new").touch()
    assert troth("init", "new", "--yes").stderr.startswith("error: new is no folder")


# ---------- the checks that run at each change


def test_the_workflow_runs_every_command(troth: Run, tmp_path: Path) -> None:
    troth("init", "--yes", "--as-of", AS_OF)
    workflow = yaml.safe_load((tmp_path / ".github/workflows/policy.yml").read_text(encoding="utf-8"))
    commands = [step["run"] for step in workflow["jobs"]["check"]["steps"] if "run" in step]
    assert commands == [
        f'python -m pip install "troth[verify]=={__version__}"',
        'echo "::add-matcher::.github/troth-findings.json"',
        "troth check",
        "troth test",
        "troth build",
        "mkdocs build --strict",
        "troth verify build/site build",
    ]
    assert set(workflow[True]) == {"push", "pull_request"}  # YAML reads `on` as true
    assert "${{ steps.pages.outputs.page_url }}" in workflow["jobs"]["publish"]["environment"]["url"]


def test_findings_are_shown_at_their_lines(troth: Run, tmp_path: Path) -> None:
    """The pattern by which GitHub finds them fits every finding's first line, and no other line."""
    troth("init", "--yes", "--as-of", AS_OF)
    (matcher,) = json.loads((tmp_path / ".github/troth-findings.json").read_text(encoding="utf-8"))["problemMatcher"]
    (pattern,) = matcher["pattern"]
    (path,) = tmp_path.glob("policies/*/*.policy")
    path.write_text(path.read_text(encoding="utf-8").replace("within", "witin"), encoding="utf-8")
    printed = troth("check").stdout.splitlines()
    found = [re.fullmatch(pattern["regexp"], line) for line in printed]
    shown = [match.groups() for match in found if match]
    assert len(shown) == sum("error[" in line or "warning[" in line for line in printed) > 1
    for groups in shown:
        assert (tmp_path / groups[pattern["file"] - 1]).is_file()
        assert "witin" in path.read_text(encoding="utf-8").splitlines()[int(groups[pattern["line"] - 1]) - 1] or (
            groups[pattern["severity"] - 1] == "warning"
        )


# ---------- names, zones, days


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Harbour Homes", "harbour-homes"),
        ("24/7 Homes", "homes-24-7"),
        ("3 Counties Water", "counties-water-3"),
        ("O’Brien's & Sons", "obriens-sons"),
        ("Ørsted Łódź Straße", "orsted-lodz-strasse"),
        ("Site", "site-policy"),
        ("Manifest", "manifest-policy"),
        ("Con", "con-policy"),
        ("x" * 200, "x" * 40),
        ("one " * 50, "one-one-one-one-one-one-one-one-one-one"),
        ("東京", None),
        ("24/7", None),
    ],
)
def test_the_short_name_that_a_name_suggests(name: str, expected: str | None) -> None:
    assert id_of(name) == expected


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ('The "Best" Homes', "The ‘Best’ Homes"),
        ("“Best” Homes", "‘Best’ Homes"),
        ('6" Pipes', "6’ Pipes"),
        ("two\nlines\x07", "two lines"),
        ("{x}", "(x)"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
    ],
)
def test_a_name_as_it_can_stand_in_quotes(said: str, read: str) -> None:
    assert read_text(said, "name") == read


def test_a_name_is_not_without_end() -> None:
    with pytest.raises(Refused, match="that has 301 characters"):
        read_text("x" * 301, "name")


@pytest.mark.parametrize(
    ("region", "zone"),
    [
        ("GB-SCT", "Europe/London"),
        ("IE", "Europe/Dublin"),
        ("DE-BY", "Europe/Berlin"),
        ("NZ", "Pacific/Auckland"),
        ("PT", "Europe/Lisbon"),
        ("US-MA", None),
        ("AU-NSW", None),
        (None, None),
    ],
)
def test_the_zone_of_a_country_that_has_one(region: str | None, zone: str | None) -> None:
    assert places.default_zone(region, TODAY) == zone


@pytest.mark.parametrize(
    ("said", "region"),
    [("Scotland", "GB-SCT"), ("gb-sct", "GB-SCT"), ("uk", "GB"), ("USA", "US"), ("Ireland", "IE"), ("None", None)],
)
def test_a_region_by_its_name_or_its_code(said: str, region: str | None) -> None:
    assert places.read_region(said) == region


@pytest.mark.parametrize("said", ["Monday to Friday", "Sunday to Thursday", "Monday, Wednesday", "Saturday to Tuesday"])
def test_days_of_the_week_are_written_as_they_were_said(said: str) -> None:
    assert weekdays_said(read_weekdays(said)) == said


def test_the_weekend_is_the_one_of_the_country() -> None:
    assert weekdays_said(places.default_weekdays("EG")) == "Sunday to Thursday"
    assert weekdays_said(places.default_weekdays("GB-SCT")) == "Monday to Friday"


def test_channels_stand_in_the_order_of_the_vocabulary() -> None:
    assert read_channels("Post & voicemail, EMAIL") == ("phone message", "email", "letter")
