"""Records, texts and formulas for the report's tests: everything the schema lets through."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

NASTY = (
    "",
    " ",
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "<!-- not a comment",
    "a & b < c > d \"quoted\" 'single'",
    r"\input{/etc/hostname} \write18{ls} \end{document}",
    r"100% of #1 & _under_ ^hat ~tilde {brace \left",
    "}}{{ \\",
    "$",
    "$$",
    "$x$ and $ alone",
    r"costs \$5, $\gamma < 0$",
    r"$\input{x}$ $\frac{1}{2}$ ${$ $x_1_2$ $a^b^c$",
    r"$</math><script>$ $\text{<b>}$",
    r"\VAR{ run } \BLOCK{ for x in y } {{ run }} {% raw %}",
    "[3pt] * [x] -- --- ?` !` ,, << >>",
    "γ ≥ ħ², é ñ Ř ő — “quotes” ∂ₜ⟨F⟩ → ∞ ½",
    "漢字 Привет 🙂 \u202e\u200b\u0007\x00 \ud800",
    "tab\there\nnew line\r\n\nparagraph",
    "a_very_long_identifier_without_any_space_" * 4,
    "x" * 200,
)

NASTY_FORMULAS = (
    "",
    "x",
    r"\frac{a}{b",
    r"\frac{a}",
    r"a^b^c",
    r"\left( a",
    r"a \right)",
    r"\begin{aligned} a &= b \\ &= c \end{aligned}",
    r"a &= b \\ &= c",
    r"a & b & c & d",
    r"\begin{matrix} a & b \\ c & d",
    r"\begin{evil} x \end{evil}",
    r"\input{x} \immediate\write18{ls}",
    r"\def\x{y} \x",
    r"\text{a <b> & $c$}",
    r"\operatorname{<script>}",
    r"<script>alert(1)</script>",
    r"]]> & < >",
    "a \\\\ [3pt] b \\\\ * c",
    r"γ ≥ ħ² 漢",
    r"100% # ~ $ @ `",
    r"{{{{x}}}}",
    "{" * 60 + "x" + "}" * 60,
    r"\limits_{a}",
    r"\tag{3.2} \label{x} x \nonumber",
    "'x''^2",
    r"\sqrt[3]{x} \sqrt[]{y} \substack{a \\ b}",
    r"\begin{array}{c} a & b \end{array}",
    "x\n\n\ny",
    r"\ud800 \x" + "\ud800",
    " + ".join(rf"\frac{{\partial p_{{{i}}}}}{{\partial q_{{{i}}}}}" for i in range(60)),
    r"\left(" + " + ".join(rf"\alpha_{{{i}}} \gamma" for i in range(60)) + r"\right)^{2} = 0",
    r"\frac{" + " + ".join(rf"x^{{{i}}}" for i in range(60)) + r"}{2}",
    "x" * 400,
)

texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(max_size=30),
    st.text(alphabet="$\\{}%&#_^~<>\"'`-[]*/ab\n", max_size=20),
    st.tuples(st.sampled_from(NASTY), st.sampled_from(NASTY)).map(" ".join),
)

formulas = st.one_of(
    st.sampled_from(NASTY_FORMULAS),
    st.text(alphabet="\\{}&^_'()[]+-=ab12 ", max_size=20),
    st.sampled_from(NASTY),
)


def from_schema(schema: dict[str, Any], root: dict[str, Any], name: str = "") -> Any:
    """Values valid against ``schema``; ``root`` resolves its references."""
    if "$ref" in schema:
        return from_schema(root["$defs"][schema["$ref"].rsplit("/", 1)[1]], root, name)
    if "oneOf" in schema:
        return st.one_of(*(from_schema(part, root, name) for part in schema["oneOf"]))
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return st.one_of(*(_of_kind(kind, schema, root, name) for kind in kinds))


def _of_kind(kind: str, schema: dict[str, Any], root: dict[str, Any], name: str) -> Any:
    if kind == "null":
        return st.none()
    if kind == "boolean":
        return st.booleans()
    if kind == "integer":
        return st.integers(-(10**9), 10**20)
    if kind == "number":
        return st.one_of(st.floats(), st.integers(-5, 10**6))
    if kind == "string" and "pattern" in schema:
        return st.from_regex(schema["pattern"].replace("$", r"\Z").replace("*", "{0,12}"))
    if kind == "string":
        return formulas if name == "latex" else texts
    if kind == "array":
        most = 2 if name in ("claims", "experiments", "panels") else 3
        least = schema.get("minItems", 0)
        items = from_schema(schema["items"], root)
        return st.lists(items, min_size=least, max_size=max(most, least))
    if "properties" not in schema:
        return st.dictionaries(texts, from_schema(schema["additionalProperties"], root), max_size=3)
    required = set(schema["required"])
    fields = {key: from_schema(part, root, key) for key, part in schema["properties"].items()}
    return st.fixed_dictionaries(
        {key: field for key, field in fields.items() if key in required},
        optional={key: field for key, field in fields.items() if key not in required},
    )


def records(schema: dict[str, Any]) -> Any:
    """Whole records; keys and names are unique, as in a run."""
    return from_schema(schema, schema).map(_unique)


def _unique(record: dict[str, Any]) -> dict[str, Any]:
    record["claims"] = list({claim["key"]: claim for claim in record["claims"]}.values())
    if "experiments" in record:
        named = {experiment["name"]: experiment for experiment in record["experiments"]}
        record["experiments"] = list(named.values())
    return record


def nasty_record(example: dict[str, Any]) -> dict[str, Any]:
    """The example record with a nasty text in every field in turn."""
    count = 0

    def spoil(value: Any, name: str = "") -> Any:
        nonlocal count
        if isinstance(value, dict):
            return {key: spoil(part, key) for key, part in value.items()}
        if isinstance(value, list):
            return [spoil(part, name) for part in value]
        if not isinstance(value, str) or name in _FIXED:
            return value
        count += 1
        pool = NASTY_FORMULAS if name == "latex" else NASTY
        return pool[count % len(pool)]

    spoiled: dict[str, Any] = spoil(example)
    return spoiled


_FIXED = frozenset(
    """
    key kind verdict form arm outcome found_by sort name yscale style premises words by status state
    """.strip().split()
)
