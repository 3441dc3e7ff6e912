"""A user's file: what it may say, and what is refused."""

import os
from pathlib import Path

import pytest
import sympy

from proofs.checker.errors import UsageError
from proofs.user_metric.file import SIZE, metric_from_text, read_metric

EXAMPLES = sorted((Path(__file__).parents[2] / "docs" / "metrics").glob("*.toml"))
PLANE = """
coordinates = ["r", "phi"]
{more}
[components]
"r, r" = 1
"phi, phi" = "r**2"
"""
GEODESIC = """
coordinates = {{ t = "real", r = "positive" }}
parameters = {{ M = "positive", k = "real" }}
functions = {{ a = ["t"] }}
components = [[-1, 0], [0, "M*a(t)**2 + k*r"]]
[geodesic]
parameters = {parameters}
functions = {functions}
position = {position}
velocity = {velocity}
length = {length}
{more}
"""
GOOD = {
    "parameters": "{ M = 2, k = -0.5 }",
    "functions": '{ a = "M*t**2" }',
    "position": '[0, "2*M"]',
    "velocity": '["sqrt(M)", 1e-3]',
    "length": '"pi*M"',
    "more": "samples = 5",
}


def plane(more: str = "", text: str = PLANE) -> str:
    return text.format(more=more)


def geodesic(**changes: str) -> str:
    return GEODESIC.format(**{**GOOD, **changes})


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_are_read(path):
    found = read_metric(path)
    size = len(found.coordinates)
    assert len(found.components) == size
    assert all(len(row) == size for row in found.components)
    assert sympy.Matrix(found.components).is_symmetric()


def test_there_are_examples():
    assert len(EXAMPLES) >= 4


def test_plain_file():
    found = metric_from_text(plane())
    r, phi = found.coordinates
    assert found.name == "metric"
    assert (str(r), str(phi)) == ("r", "phi")
    assert r.is_real
    assert not r.is_positive
    assert found.components == ((1, 0), (0, r**2))
    assert found.geodesic is None


def test_half_of_a_table_is_completed():
    text = 'coordinates = ["u", "v"]\ncomponents = { "v, u" = 1, "u,u" = "u*v" }'
    found = metric_from_text(text)
    u, v = found.coordinates
    assert found.components == ((u * v, 1), (1, 0))


def test_numbers_with_a_point_are_exact():
    found = metric_from_text('coordinates = ["u", "v"]\ncomponents = [[0.1, 0], [0, -1e-3]]')
    assert found.components[0][0] == sympy.Rational(1, 10)
    assert found.components[1][1] == sympy.Rational(-1, 1000)


def test_geodesic_section():
    request = metric_from_text(geodesic()).geodesic
    t, _ = metric_from_text(geodesic()).coordinates
    M = sympy.Symbol("M", positive=True)
    assert request is not None
    assert request.parameters == (2.0, -0.5)
    assert request.functions == (M * t**2,)
    assert request.position == (0.0, 4.0)
    assert request.velocity == (2**0.5, 1e-3)
    assert request.length == pytest.approx(2 * 3.141592653589793, rel=1e-15)
    assert request.samples == 5


REFUSED = {
    "": "must have the key coordinates",
    "coordinates = [": "file must be TOML",
    "a = " + "[" * 5000: "nests too deep|must be TOML",
    "a = " + "{b=" * 5000: "nests too deep|must be TOML",
    "a" + ".a" * 20_000 + " = 1": "at most 200 points in a line",
    "\n".join(f"[b{i}{'.a' * 190}]" for i in range(160)): "must have keys among",
    "a = " + "9" * 5000: "number that is too long|must be TOML",
    plane("colour = 3"): "keys among name, .*'colour'",
    plane("name = 3"): "name must be one line",
    plane(f"name = '{'x' * 101}'"): "name must be one line",
    plane('name = "a\\nb"'): "name must be one line",
    plane('parameters = ["M"]'): "parameters must be a table",
    plane(
        "parameters = { M = 1 }"
    ): "parameter M must be declared real or positive or negative, .* but is 1",
    plane('parameters = { M = "complex" }'): "real or positive or negative, .* but is 'complex'",
    plane('parameters = { r = "real" }'): "parameter r must have a name of its own",
    plane('parameters = { sin = "real" }'): "a word of Python's",
    plane('parameters = { sin = "real" }'): "has a meaning already",
    plane('parameters = { "__class__" = "real" }'): "parameter must be a name",
    plane('functions = { a = "r" }'): "function a must have a list of different coordinates",
    plane('functions = { a = ["s"] }'): "must depend on coordinates, but depends on 's'",
    plane("functions = { a = [] }"): "list of different coordinates",
    plane('functions = { a = ["r", "r"] }'): "list of different coordinates",
    plane('functions = { a = [["r"]] }'): "list of different coordinates",
    plane('functions = { r = ["r"] }'): "function r must have a name of its own",
    plane("functions = 3"): "functions must be a table",
    'coordinates = "r"\ncomponents = []': "coordinates must be a table",
    'coordinates = ["r"]\ncomponents = [[1]]': "coordinates must be 2 to 16, but are 1",
    f"coordinates = {[f'x{i}' for i in range(17)]}\ncomponents = []": "2 to 16, but are 17",
    'coordinates = ["r", "r"]\ncomponents = []': "r occurs twice",
    'coordinates = ["r", 3]\ncomponents = []': "coordinate 2 must be a name",
    'coordinates = ["r", "s"]\ncomponents = 3': "components must be a table or a list",
    'coordinates = ["r", "s"]\ncomponents = [[1, 0]]': "must have 2 rows, but have 1",
    'coordinates = ["r", "s"]\ncomponents = [[1, 0], [0]]': "row 2 .* 2 entries, but has 1",
    'coordinates = ["r", "s"]\ncomponents = [1, 0]': "row 1 .* 2 entries",
    'coordinates = ["r", "s"]\ncomponents = [[1, "r"], ["s", 1]]': "symmetric, but .* is r and",
    'coordinates = ["r", "s"]\ncomponents = { "r,s" = 1, "s,r" = 2 }': "symmetric",
    'coordinates = ["r", "s"]\ncomponents = { "r,s" = 1, "r, s" = 1 }': "given once",
    'coordinates = ["r", "s"]\ncomponents = { "r,x" = 1 }': "pairs of coordinates",
    'coordinates = ["r", "s"]\ncomponents = { "r" = 1 }': "pairs of coordinates",
    'coordinates = ["r", "s"]\ncomponents = { "r,r" = true }': "expression in quotes, but is True",
    'coordinates = ["r", "s"]\ncomponents = { "r,r" = [1] }': "expression in quotes, but is a list",
    'coordinates = ["r", "s"]\ncomponents = { "r,r" = 1979-05-27 }': "expression in quotes",
    'coordinates = ["r", "s"]\ncomponents = { "r,r" = nan }': "declared names, but uses nan",
    'coordinates = ["r", "s"]\ncomponents = { "r,r" = "q" }': r"\(r, r\) must use declared",
    geodesic(more="steps = 3"): "geodesic must have keys among",
    geodesic(parameters="{ M = 1 }"): "parameter k must have a value",
    geodesic(parameters="{ M = 1, k = 1, q = 1 }"): "keys among M, k",
    geodesic(parameters="{ M = -1, k = 1 }"): "parameter M of geodesic must be positive, but is -1",
    geodesic(parameters="{ M = inf, k = 1 }"): "declared names, but uses inf",
    geodesic(parameters='{ M = "M", k = 1 }'): "declared names, but uses M",
    geodesic(parameters="3"): "must be a table",
    geodesic(functions="{}"): "function a must have a value",
    geodesic(functions='{ a = "r" }'): "must depend on t, but depends on r",
    geodesic(functions='{ a = "a(t)" }'): "must call",
    geodesic(position="[0]"): "position of geodesic must be a list of 2 numbers, but is one of 1",
    geodesic(position="3"): "position of geodesic must be a list of 2 numbers",
    geodesic(position="[0, -1]"): "position r of geodesic must be positive, but is -1",
    geodesic(position='[0, "t"]'): "position r of geodesic must use declared names",
    geodesic(position='["log(-k-1)", 1]'): "position t of geodesic must be a finite real number",
    geodesic(position='["1/(k+1/2)", 1]'): "position t of geodesic must be a finite real number",
    geodesic(position='["(10**60)**6", 1]'): "position t of geodesic must be a finite real number",
    geodesic(velocity="[0, 0]"): "velocity of geodesic must not be zero",
    geodesic(length="0"): "length of geodesic must not be zero",
    geodesic(length='"exp(999*M)"'): "length of geodesic must be a finite real number",
    geodesic(more="samples = 1"): "samples of geodesic must be an integer from 2",
    geodesic(more="samples = true"): "samples of geodesic must be an integer from 2",
    geodesic(more="samples = 1000000000"): "samples of geodesic must be an integer from 2",
}


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: ascii(text[-40:]))
def test_refused_in_one_sentence(text):
    with pytest.raises(UsageError, match=REFUSED[text]) as caught:
        metric_from_text(text)
    message = str(caught.value)
    assert "\n" not in message
    assert len(message) < 300


def test_a_power_hidden_in_a_logarithm_is_never_carried_out():
    """`exp(n*log(2))` is 2**n for SymPy; n must come in as a floating-point number."""
    text = geodesic(parameters="{ M = 1e60, k = 1e60 }", functions='{ a = "exp(k*log(2))" }')
    request = metric_from_text(text).geodesic
    assert request is not None
    assert request.parameters == (1e60, 1e60)


def test_files_refused(tmp_path):
    cases = {
        "none.toml": (None, "must exist"),
        "latin.toml": (b'name = "\xe9"', "must be UTF-8, but byte 8"),
        "huge.toml": (b"#" * (SIZE + 1), "at most 65536 bytes"),
        "zero.toml": (b"\0", "must be TOML"),
        "other.yaml": (b"name: x", "must be TOML, but is YAML"),
    }
    for name, (content, message) in cases.items():
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(UsageError, match=f"^{name}: file {message}|^{name}: .*{message}"):
            read_metric(path)
    with pytest.raises(UsageError, match="plain file"):
        read_metric(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.toml")
    with pytest.raises(UsageError, match="plain file"):
        read_metric(tmp_path / "pipe.toml")


def test_mark_and_line_ends_of_other_systems(tmp_path):
    path = tmp_path / "plane.toml"
    path.write_bytes(b"\xef\xbb\xbf" + plane().replace("\n", "\r\n").encode())
    assert read_metric(path).name == "plane"
