"""Every kind of break is made where it should be, and nothing is broken that changes no result."""

import ast
import random
from pathlib import Path

import pytest

from proofs.checker.breaks.edits import edits_of
from proofs.checker.breaks.kinds import LARGE

ROOT = Path(__file__).parent.parent.parent.parent


def whats(body: str, head: str = "def f(x, y):") -> list[str]:
    """The breaks of a function with the given body, in words."""
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    edits = edits_of(ast.parse(f"{head}\n{lines}\n"))
    return [edit.what().replace("z = ", "").replace("return ", "") for edit in edits]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("z = x + y", ["x + y -> x - y", "x + y -> x", "x + y -> y"]),
        ("z = x - y", ["x - y -> x + y", "x - y -> x"]),
        ("z = x * y", ["x * y -> x / y", "x * y -> x", "x * y -> y"]),
        ("z = x / y", ["x / y -> x * y", "x / y -> x"]),
        ("z = x @ y", ["x @ y -> y @ x", "x @ y -> x", "x @ y -> y"]),
        ("z = x ** 2", ["x ** 2 -> x ** 3"]),
        ("z = x ** y", ["x ** y -> x ** (y + 1)"]),
        ("z = -x", ["-x -> x"]),
        ("z = 0", ["0 -> 1"]),
        ("z = 0.5", ["0.5 -> 1.5"]),
        ("z = 1j", ["1j -> 2j"]),
        ("z = 8 * x", ["8 * x -> 9 * x", "8 * x -> 8 / x", "8 * x -> 8"]),
        ("z = x < y", ["x < y -> x > y"]),
        ("z = x == y", ["x == y -> x != y"]),
        ("z = g(x, y)", ["g(x, y) -> g(y, x)"]),
        ("z = np.sin(x)", ["np.sin(x) -> np.cos(x)"]),
        ("z = np.sqrt(x)", ["np.sqrt(x) -> x"]),
        ("z = np.maximum(x, y)", ["np.maximum(x, y) -> np.minimum(x, y)"]),
        ("z = x.sum(axis=-1)", ["x.sum(axis=-1) -> x.mean(axis=-1)"]),
        ("z = x.diff(y)", ["x.diff(y) -> x"]),
        ("z = x.T", ["x.T -> x"]),
        ("z += x", ["z += x -> z -= x"]),
        ("z += 1", ["z += 1 -> z -= 1", "z += 1 -> z += 2"]),
        ("return x", ["x -> 2 * x", "x -> -x", "x -> x * 0 + 1"]),
        ("return x, y", ["(x, y) -> (y, x)"]),
    ],
)
def test_each_kind_of_break(body, expected):
    assert set(expected) <= set(whats(body))


@pytest.mark.parametrize(
    "body",
    [
        '"""A docstring with 2 + 3."""',
        "if x < 2:\n    raise ValueError(x + 1)",
        "assert x < 2",
        'yield ck.Step("two", 2 * x)',
        "z: 2 = x",
        "z = solve(x, rtol=0.5, steps=3, max_order=4)",
        "z = rng.normal(0, 1, (2, 3))",
        "z = np.linspace(x, 101)",
        "z = f'{x + 1}'",
        "z = 1e-30",
        "z = True",
        "z = whole('z', x, 2)",
        "z = x.shape[-1]",
        "for n in (2, 3): pass",
        "z = [x] + [y]",
        "z = ck.equal(x, y)",
        "z = ck.shows('link', x, y)",
        "z = x is None",
        "z = x.reshape(2, 3)",
        "z = x - x.max(axis=-1)",
        "z = rng.normal(size=3) + 1j * rng.normal(size=3)",
        "z = np.clip(x, -1, 2.5)",
        "for n in range(2, x + 5):\n    yield n",
        "z = sp.Derivative(1e-30, x, y)",
    ],
)
def test_what_changes_no_result_is_left_alone(body):
    assert whats(body) == []


def test_a_value_named_inside_a_step_is_broken():
    made = whats('yield ck.Step("two", z := 2 * x)')
    assert "ck.Step('two', (z := (2 * x))) -> ck.Step('two', (z := (2 / x)))" in made


def test_a_large_number_that_is_no_factor_sets_a_resolution():
    assert whats(f"z = grid(x, {LARGE})") == []
    assert whats(f"z = grid(x, {LARGE - 1})") == [f"grid(x, {LARGE - 1}) -> grid(x, {LARGE})"]


@pytest.mark.parametrize("returned", ["list[int]", "bool", "Iterator[int]", "dict[str, int]"])
def test_what_is_no_number_is_not_returned_twice(returned):
    assert whats("return x", f"def f(x, y) -> {returned}:") == []
    assert whats("return x", "def f(x, y) -> npt.NDArray[Any]:") != []


@pytest.mark.parametrize("name", ["check_size", "_refuse_beyond", "random_state", "__post_init__"])
def test_checks_and_random_inputs_are_left_alone(name):
    assert whats("z = x + y", f"def {name}(x, y):") == []


def test_arguments_of_letters_are_part_of_their_names():
    text = "from a.shared import notation as n\nfrom a.shared.notation import q\n"
    made = edits_of(ast.parse(f"{text}\ndef f(x):\n    y = n.p(1), q(2), g(3)\n"))
    assert [edit.what() for edit in made] == ["(n.p(1), q(2), g(3)) -> (n.p(1), q(2), g(4))"]


def test_defaults_decorators_and_module_level_are_left_alone():
    tree = ast.parse("A = 1 + 2\n@g(3 + 4)\ndef f(x=5 + 6): pass\n")
    assert edits_of(tree) == []


def test_functions_go_by_the_outermost_one_around_them():
    text = (
        "class A:\n"
        "    def m(self):\n"
        "        return [lambda x: x + 1 for _ in self.n]\n"
        "def f(x):\n"
        "    def inner(y):\n"
        "        return y * x\n"
        "    return inner\n"
        "C = g(lambda x: -x)\n"
    )
    assert {e.function for e in edits_of(ast.parse(text))} == {"A.m", "f", "<lambda>"}


def test_a_break_is_named_with_the_code_around_it():
    named = {e.what() for e in edits_of(ast.parse("def f(x):\n    z = 0\n    return x + z\n"))}
    assert {"z = 0 -> z = 1", "return x + z -> return x - z"} <= named
    long = " + ".join(f"term_{i}" for i in range(20))
    made = [e.what() for e in edits_of(ast.parse(f"def f():\n    z = sin(2 * a) + {long}\n"))]
    assert all(len(what) < 150 for what in made)
    assert all(what.split(" -> ")[0] != what.split(" -> ")[1] for what in made)
    assert "...+ term_17 + term_18 + term_19 -> ...+ term_17 + term_18 - term_19" in made
    (only,) = edits_of(ast.parse(f"def f():\n    z = g({'x' * 60}, K=1)\n"))
    assert only.what() == "1 -> 2 in K=1"


def test_a_tree_is_as_it_was_after_each_change():
    tree = ast.parse(Path(ROOT / "numerics" / "grid.py").read_text())
    before = ast.dump(tree)
    edits = edits_of(tree)
    assert len(edits) > 50
    for edit in edits:
        with edit.made():
            assert ast.dump(tree) != before
        edit.what()
    assert ast.dump(tree) == before


def test_every_change_of_the_project_compiles():
    files = sorted(p for room in ("numerics", "qmgr_sym") for p in (ROOT / room).rglob("*.py"))
    rng = random.Random(0)
    for path in rng.sample(files, 40):
        tree = ast.parse(path.read_text())
        edits = edits_of(tree)
        for edit in rng.sample(edits, min(8, len(edits))):
            with edit.made():
                compile(tree, str(path), "exec", dont_inherit=True)
