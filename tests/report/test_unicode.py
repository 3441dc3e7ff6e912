"""Formulas in Unicode for a terminal."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from report_strategies import formulas

from proofs.derivation import as_notebook, as_text
from proofs.report.formula import normal_form
from proofs.report.unicode import formula_to_text, text_to_text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\frac{dq_k}{dt} = -\gamma \frac{\partial F}{\partial q_k}", "dqₖ/dt = −γ ∂F/∂qₖ"),
        (r"\frac{a + b}{c d}", "(a + b)/(c d)"),
        (r"\frac{1}{2} x^{2} - y_{12}", "½ x² − y₁₂"),
        (r"\sqrt{- g_{00}}", "√(−g₀₀)"),
        (r"e^{- \frac{x}{2}}", "e^(−x/2)"),
        (r"g_{i,\mu\nu}", "g_(i,μν)"),
        (r"\sum_k u_k", "∑ₖ uₖ"),
        (r"\dot{q}_1{\left(q_{1},t \right)} = F{\left(0 \right)}", "q̇₁ = F(0)"),
        (r"\log{\left(p \right)}", "log(p)"),
        (r"\cos 2q \ge 0", "cos 2q ≥ 0"),
        (r"a &= b \\ &= c", "a = b\n= c"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "[a, b; c, d]"),
        (r"\text{if so}\ \Longleftarrow \mathbb{Z}", "if so ⟸ ℤ"),
        (r"\operatorname{{\dot{x}}^{1}}{\left(t \right)}", "x\u0307¹"),
        (r"\undefined{x}", r"\undefined{x}"),
    ],
)
def test_formulas_read_as_they_are_written_by_hand(latex: str, text: str) -> None:
    assert formula_to_text(latex) == text


def test_texts_keep_their_words() -> None:
    assert text_to_text(r"flips $\gamma$, costs \$5") == "flips γ, costs $5"


@given(formulas)
def test_no_formula_fails_and_none_keeps_its_commands(latex: str) -> None:
    text = formula_to_text(latex)
    if normal_form(latex) is not None:
        for command in (r"\frac", r"\left", r"\right", r"\begin", r"\relax", r"\sqrt", r"\text"):
            assert command not in text


def test_a_derivation_has_every_step_and_a_notebook_runs_it(example: dict[str, Any]) -> None:
    import json

    claim = max(example["claims"], key=lambda one: len(one["steps"]))
    text = as_text(claim)
    assert claim["steps"]
    for k, step in enumerate(claim["steps"], 1):
        assert f"{k}. {text_to_text(step['text'])}" in text
        assert step["latex"].strip() in as_text(claim, latex=True)
    book = json.loads(as_notebook(claim))
    assert (book["nbformat"], book["cells"][-1]["cell_type"]) == (4, "code")
    assert f'qmgr.derivation("{claim["key"]}")' in book["cells"][-1]["source"]
    ids = [cell["id"] for cell in book["cells"]]
    assert len(set(ids)) == len(ids)
