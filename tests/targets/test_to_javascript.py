"""The compiler from the checker's Python to JavaScript: what it writes, what it refuses; rows still mean some code."""

from __future__ import annotations

import ast
import json
import re
import subprocess
from pathlib import Path
from random import Random

import pytest

from troth.resources import package_source
from troth.targets.engine import ENGINE
from troth.targets.javascript import _engine
from troth.targets.to_javascript.definitions import Definitions
from troth.targets.to_javascript.facts import Facts
from troth.targets.to_javascript.modules import read_modules
from troth.targets.to_javascript.naming import shorten, shorten_local
from troth.targets.to_javascript.runtime import read_runtime, squeezed, with_needed
from troth.targets.to_javascript.scope import Used
from troth.targets.to_javascript.shaking import TABLE, read_program
from troth.targets.to_javascript.shapes import NotInSubset
from troth.targets.to_javascript.statements import with_declared

HEAD = "from bisect import bisect_left\nfrom datetime import date, datetime, time, timedelta\nfrom typing import Any\n"
_TOKEN = re.compile("[\ue000\ue002]([^\ue001]*)\ue001")


def translated(source: str, facts: Facts | None = None) -> str:
    """The function `f` of a module, its names as they are in Python; a helper of the runtime with its dollar."""
    made = Definitions(read_modules({"made.py": HEAD + source}), facts or Facts())
    made._shorten = lambda text: text  # type: ignore[method-assign]
    made.reach(Used("function", "f"))
    return _TOKEN.sub(r"\1", made.functions["f"])


def of(expression: str, *arguments: str, facts: Facts | None = None) -> str:
    """An expression of arguments with their types, in JavaScript."""
    text = translated(f"def f({', '.join(arguments)}) -> Any:\n    return {expression}\n", facts)
    body = re.fullmatch(r"function f\(.*?\)\{(?:let [^;]*;)?return ?(.*)\}", text)
    assert body is not None, text
    return body[1]


@pytest.mark.parametrize(
    ("expression", "arguments", "expected"),
    [
        ("a // b", ["a: int", "b: int"], "$floor(a/b)"),
        ("a % b", ["a: int", "b: int"], "$mod(a,b)"),
        ("a - (b - 1)", ["a: int", "b: int"], "a-(b-1)"),
        ("a + int(b)", ["a: int", "b: str"], "a+(+b)"),
        ("-(-a // b)", ["a: int", "b: int"], "-$floor(-a/b)"),
        ("60 * 1_000_000", [], "6e7"),
        ("a == b", ["a: str", "b: str"], "a==b"),
        ("a == b", ["a: Any", "b: Any"], "$same(a,b)"),
        ("a == b", ["a: tuple[int, int]", "b: tuple[int, int]"], "$same(a,b)"),
        ("a is None", ["a: str | None"], "a==null"),
        ("a is True", ["a: Any"], "a===!0"),
        ("a < b < 5", ["a: int", "b: int"], "a<b&&b<5"),
        ("a <= b", ["a: tuple[int, int]", "b: tuple[int, int]"], "$compare(a,b)<=0"),
        ("not a", ["a: list[int]"], "!a.length"),
        ("not a", ["a: list[int] | None"], "!a?.length"),
        ("not a", ["a: tuple[int, int] | None"], "!a"),
        ("not a", ["a: dict[str, int]"], "!$truth(a)"),
        ("not a", ["a: dict[int, int]"], "!a.size"),
        ("not a", ["a: str"], "!a"),
        ("a or b", ["a: list[int]", "b: list[int]"], "a.length?a:b"),
        ("a or b", ["a: str", "b: str"], "a||b"),
        ("1 if a else 2", ["a: Any"], "$truth(a)?1:2"),
        ("a in b", ["a: str", "b: dict[str, int]"], "$own(b,a)"),
        ("a in b", ["a: int", "b: dict[int, int]"], "b.has(a)"),
        ("a in b", ["a: int", "b: set[int]"], "b.has(a)"),
        ("a not in b", ["a: str", "b: list[str]"], "!b.includes(a)"),
        ("a in b", ["a: Any", "b: Any"], "$in(a,b)"),
        ("a['k']", ["a: dict[str, Any]"], "a.k"),
        ("a['two words']", ["a: dict[str, Any]"], 'a["two words"]'),
        ("a[b]", ["a: dict[int, str]", "b: int"], "a.get(b)"),
        ("a.get('k')", ["a: dict[str, Any]"], '$get(a,"k")'),
        ("a.get('k', 1)", ["a: dict[str, Any]"], '$get(a,"k",1)'),
        ("a[-1]", ["a: list[int]"], "a.at(-1)"),
        ("a[1:]", ["a: list[int]"], "a.slice(1)"),
        ("a[:3]", ["a: str"], "$part(a,void 0,3)"),
        ("{**a, 'k': 1}", ["a: dict[str, Any]"], "{...a,k:1}"),
        ("a | {'k': 1}", ["a: dict[str, Any]"], "{...a,k:1}"),
        ("[*a, b]", ["a: list[int]", "b: int"], "[...a,b]"),
        ("a + b", ["a: list[int]", "b: list[int]"], "[...a,...b]"),
        ("f'{a:,} of {b:02}'", ["a: int", "b: int"], "`${$comma(a)} of ${$pad(b,2)}`"),
        ("f'`{a}`'", ["a: str"], "`\\`${a}\\``"),
        ("[x + 1 for x in a if x > 2]", ["a: list[int]"], "a.filter(x=>x>2).map(x=>x+1)"),
        ("[y + 1 for x in a for y in x]", ["a: list[list[int]]"], "a.flatMap(x=>x.map(y=>y+1))"),
        ("{x: 1 for x in a}", ["a: list[str]"], "Object.fromEntries(a.map(x=>[x,1]))"),
        ("{x: 1 for x in a}", ["a: list[int]"], "new Map(a.map(x=>[x,1]))"),
        ("any(x > y for x, y in a)", ["a: list[tuple[int, int]]"], "a.some(([x,y])=>x>y)"),
        ("all(x for x in a if x > 1)", ["a: list[int]"], "a.every(x=>!(x>1)||x)"),
        ("next((x for x in a if x > 1), None)", ["a: list[int]"], "a.find(x=>x>1)??null"),
        ("sorted(a, key=lambda x: x[0])", ["a: list[tuple[int, int]]"], "$sorted(a,x=>x[0])"),
        ("max(a, b)", ["a: int", "b: int"], "Math.max(a,b)"),
        ("bisect_left(a, b)", ["a: list[int]", "b: int"], "$bisect_left(a,b)"),
        ("isinstance(a, str)", ["a: Any"], 'typeof a=="string"'),
        ("a.month", ["a: date"], "$ymd(a)[1]"),
        ("a.weekday()", ["a: date"], "(a+6)%7"),
        ("date.fromordinal(a)", ["a: int"], "a"),
        ("a + timedelta(days=1)", ["a: date"], "$dated(a+1)"),
        ("a + timedelta(minutes=b)", ["a: datetime", "b: int"], "$moment(a+b*6e7)"),
        ("(a - datetime(1970, 1, 1)) // timedelta(microseconds=1)", ["a: datetime"], "a"),
        ("a.time() >= time(12)", ["a: datetime"], "$mod(a,864e8)>=432e8"),
        ("a.hour", ["a: time"], "$floor(a/36e8)"),
    ],
)
def test_expressions(expression: str, arguments: list[str], expected: str) -> None:
    assert of(expression, *arguments) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("x = 1\n    return x", "return 1"),
        ("x = a\n    x += 1\n    return x", "let x=a;x+=1;return x"),
        ("x = []\n    x.append(a)\n    return x", "let x=[];x.push(a);return x"),
        ("if a > 1:\n        return 1\n    return 2", "if(a>1)return 1;return 2"),
        ("for x in range(a):\n        if x > 2:\n            break\n    return a",
         "let x;for(x of $range(0,a)){if(x>2)break}return a"),
        ("while a:\n        a -= 1\n    return a", "while(a)a-=1;return a"),
        ("try:\n        return date.fromisoformat(str(a)).year\n    except ValueError:\n        return 0",
         "try{return $ymd($readDay($str(a)))[0]}"
         "catch(_error){if(_error instanceof $ValueError){return 0}else throw _error}"),
        ("x, y = a, 2\n    return x + y", "let x=a;return x+2"),
        ("x = y = a\n    return x + y", "let x,y;x=y=a;return x+y"),
        ("match a:\n        case 1 | 2:\n            return 3\n        case _:\n            return 4",
         "if(a==1||a==2){return 3}else{return 4}"),
        ("if False:\n        return 1\n    return 2", "return 2"),
        ("def g(b: int, c: int = 2) -> int:\n        return b + c\n    return g(c=1, b=a)",
         "let g=(b,c=2)=>{return b+c};return g(a,1)"),
    ],
)  # fmt: skip
def test_statements(body: str, expected: str) -> None:
    assert translated(f"def f(a: int) -> Any:\n    {body}\n") == f"function f(a){{{expected}}}"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("return a @ b", "an operator that is not in the subset"),
        ("return a < b", "an order of values whose type is not known"),
        ("return a + b", "a sum of values whose type is not known"),
        ("return eval(a)", "a function that is not in the subset"),
        ("return a.title()", "a text asked for what is not in the subset"),
        ("return unknown", "a name that is not known"),
        ("return date.today()", "not in the subset"),
        ("return a[::2]", "not in the subset"),
        ("del a", "a statement that is not in the subset"),
        ("global a", "a statement that is not in the subset"),
        ("with a:\n        pass", "a statement that is not in the subset"),
        ("return f'{a!r}'", "a value shown in a way that is not in the subset"),
        ("return f'{a:>10}'", "a format that is not in the subset"),
        ("return 1.5", "not in the subset"),
        ("x, *y, z = a\n    return y", "a star before the last"),
        ("return not time()", ""),
        ("return sorted(a, reverse=True)", "given by a name that is not in the subset"),
        ("return (yield)", "not in the subset"),
        ("a[1:] = b", "a part of a list is set"),
    ],
)
def test_what_is_refused(body: str, problem: str) -> None:
    """With file and line, and never left out."""
    if body == "return not time()":
        body, problem = "t: time = datetime.fromisoformat(str(a)).time()\n    return not t", "the truth of a time"
    with pytest.raises(NotInSubset, match=re.escape(problem)) as found:
        translated(f"def f(a: Any, b: Any) -> Any:\n    {body}\n")
    assert str(found.value).startswith("made.py:")


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("class A(B, C):\n    pass\n", "a class that extends two"),
        ("for x in ():\n    pass\n", "a module that has For"),
        ("class A:\n    if True:\n        x = 1\n", "a class that has If"),
        ("def f(*a: int) -> int:\n    return 1\n", "a function of any number of arguments"),
    ],
)
def test_modules_that_are_refused(source: str, problem: str) -> None:
    with pytest.raises(NotInSubset, match=problem):
        translated(source)


def test_only_what_is_reached_is_there() -> None:
    two = "def g() -> int:\n    return 1\ndef h() -> int:\n    return 2\n"
    source = f"{two}def f(a: Any) -> Any:\n    return g() if a is None else h()\n"
    for facts, reached in ((Facts(), {"f", "g", "h"}), (Facts((("a is None", "True"),)), {"f", "g"})):
        made = Definitions(read_modules({"made.py": HEAD + source}), facts)
        made.reach(Used("function", "f"))
        assert set(made.functions) == reached


def test_a_fact_of_one_function_is_none_of_another() -> None:
    facts = Facts((("f: a > 1", "False"), ("g: b > 1", "False")))
    assert of("a > 1", "a: int", facts=facts) == "!1"
    assert of("b > 1", "b: int", facts=facts) == "b>1"


def test_each_row_still_means_some_code() -> None:
    """A row that no expression of the modules has any more would leave out nothing, in silence."""
    modules = read_modules({name: package_source(name) for name in ENGINE})
    there: set[str] = set()
    for name, function in modules.functions.items():
        there |= {text for one in expressions(function) for text in (one, f"{name}: {one}")}
    for owner, one in modules.classes.items():
        for name, method in one.methods.items():
            there |= {text for own in expressions(method) for text in (own, f"{owner}.{name}: {own}")}
    made = re.compile(
        r"\w+: kind == '.*'|limit\['kind'\] [!=]= '.*'|condition\[0\] == '.*'"
    )  # for several places at once
    folded = {"with_extension(limit, None)"}  # what another row leaves
    pairs = {pair for row in TABLE for pair in row.pairs if not made.fullmatch(pair)} - folded
    assert sorted(pair for pair in pairs if normal(pair) not in there) == []
    assert [sorted(row.pairs) for row in TABLE if not any(normal(pair) in there for pair in row.pairs)] == []


def expressions(node: ast.AST) -> set[str]:
    found = {ast.unparse(one) for one in ast.walk(node) if isinstance(one, ast.expr)}
    for one in ast.walk(node):
        if isinstance(one, ast.Match):
            values = (value for value in ast.walk(one) if isinstance(value, ast.MatchValue))
            found |= {f"{ast.unparse(one.subject)} == {ast.unparse(value.value)}" for value in values}
    return found


def normal(pair: str) -> str:
    placed = re.fullmatch(r"([\w.]+: )(.*)", pair)
    where, text = placed.groups() if placed else ("", pair)
    return where + ast.unparse(ast.parse(text, mode="eval").body)


def test_what_a_program_has() -> None:
    limit = {"kind": "days", "amounts": [[3, "week"]], "counting": "day 1", "roll": None}
    promise = {"excuses": [["closed", ""]], "remedy": None, "extension": None, "or": [], "limit": limit}
    program = {"promises": [promise], "words": {"deemed": {}, "misses": {"x": [1]}}, "calendar": {}, "calendars": {}}
    has = read_program(program)
    assert [set(one) for one in (has.limits, has.conditions, has.units)] == [{"days"}, {"closed"}, {"week"}]
    assert [set(one) for one in (has.features, has.words, has.countings)] == [
        {"excuses", "limit"},
        {"misses"},
        {"day 1"},
    ]
    assert has.limit_features == {"kind", "amounts", "counting"}


# ---------- short names, declarations, the runtime


def token(name: str) -> str:
    return f"\ue000{name}\ue001"


def test_names_are_short_and_never_two_of_one() -> None:
    text = f"{token('outer')}({token('first')},{token('second')},{token('first')})"
    inner = shorten_local(text, {"outer"})
    assert inner == f"{token('outer')}(a,b,a)"
    assert shorten(inner)[0] == "A(a,b,a)"
    many = "".join(token(f"name{number}") + "," for number in range(3_000))
    names = shorten(many)[0].split(",")[:-1]
    assert len(set(names)) == 3_000
    assert not {"NaN", "Map", "Set", "do"} & set(names)


def test_a_name_is_declared_once_and_before_it_is_used() -> None:
    a, b = token("a"), token("b")
    assert with_declared(["a", "b"], f"{a}=1;{b}={a};f({b})") == f"let {a}=1,{b}={a};f({b})"
    assert with_declared(["a", "b"], f"{a}={b}=1;f()") == f"let {a},{b};{a}={b}=1;f()"
    assert with_declared(["a"], f"f();{a}=1") == f"let {a};f();{a}=1"
    assert with_declared(["a"], f"{a}=`;${{g({{x:1}})}};`;f()") == f"let {a}=`;${{g({{x:1}})}};`;f()"
    assert with_declared([], "f()") == "f()"


def test_blanks_that_only_people_need() -> None:
    assert squeezed('return  "a  b" + +c;\n  let d = `x  y`;') == 'return"a  b"+ +c;let d=`x  y`;'


def test_the_runtime_gives_what_is_called_and_what_that_calls() -> None:
    two = "function $one($x) {\n  return $two($x);\n}\nfunction $two($x) {\n  return $x;\n}\n"
    source = f"// of\n{two}function $three() {{}}\n"
    functions = read_runtime(source)
    assert list(functions) == ["one", "two", "three"]
    assert with_needed(["one"], functions) == [
        f"function {token('$one')}(a){{return {token('$two')}(a);}}",
        f"function {token('$two')}(a){{return a;}}",
    ]
    with pytest.raises(KeyError):
        with_needed(["four"], functions)


# ---------- programs that lack anything


def lacking() -> list[Facts]:
    """Few rows together, and many."""
    random = Random(5)
    shares = (0.1, 0.3, 0.5, 0.7, 0.9)
    chosen = [[row for row in TABLE if random.random() < share] for share in shares for _ in range(4)]
    return [Facts(tuple({pair: one for row in rows for pair, one in row.pairs.items()}.items())) for rows in chosen]


@pytest.mark.node
def test_whatever_a_program_lacks_its_checker_can_be_written(tmp_path: Path) -> None:
    """Nothing is refused, and what is written is JavaScript."""
    texts = [_engine(facts)[0].replace("\ue005", "{}").replace("export const", "const") for facts in lacking()]
    (tmp_path / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    script = "for (const text of JSON.parse(require('fs').readFileSync(process.argv[1], 'utf8'))) new Function(text)"
    command = ["node", "-e", script, str(tmp_path / "texts.json")]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert len(set(texts)) == 20
