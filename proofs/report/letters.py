"""Letters beyond ASCII and the LaTeX that prints them."""

from __future__ import annotations

ACCENTS = {
    "\u0300": r"\`",
    "\u0301": r"\'",
    "\u0302": r"\^",
    "\u0303": r"\~",
    "\u0304": r"\=",
    "\u0306": r"\u",
    "\u0307": r"\.",
    "\u0308": r"\"",
    "\u030a": r"\r",
    "\u030b": r"\H",
    "\u030c": r"\v",
    "\u0327": r"\c",
    "\u0328": r"\k",
}
"""Combining accent -> LaTeX accent command."""

TEXT = {
    "\u00a0": "~",
    "\u2009": r"\,",
    "\u202f": r"\,",
    "\u200b": r"\allowbreak{}",
    "\u2010": "-{}",
    "\u2011": "-{}",
    "\u2012": r"\textendash{}",
    "\u2013": r"\textendash{}",
    "\u2014": r"\textemdash{}",
    "\u2018": r"\textquoteleft{}",
    "\u2019": r"\textquoteright{}",
    "\u201c": r"\textquotedblleft{}",
    "\u201d": r"\textquotedblright{}",
    "\u201e": r"\quotedblbase{}",
    "\u00ab": r"\guillemotleft{}",
    "\u00bb": r"\guillemotright{}",
    "\u2026": r"\ldots{}",
    "\u2022": r"\textbullet{}",
    "\u00a7": r"\S{}",
    "\u00b6": r"\P{}",
    "\u00a9": r"\copyright{}",
    "\u00df": r"\ss{}",
    "\u00e6": r"\ae{}",
    "\u00c6": r"\AE{}",
    "\u0153": r"\oe{}",
    "\u0152": r"\OE{}",
    "\u00f8": r"\o{}",
    "\u00d8": r"\O{}",
    "\u0142": r"\l{}",
    "\u0141": r"\L{}",
    "\u00f0": r"\dh{}",
    "\u00fe": r"\th{}",
    "\u0131": r"\i{}",
    "\u00a3": r"\pounds{}",
    "\u00a1": r"\textexclamdown{}",
    "\u00bf": r"\textquestiondown{}",
}
"""Letter -> LaTeX in text."""


def _list(words: str) -> list[str]:
    return words.split()


_GREEK = _list("""
    alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi o pi rho
    varsigma sigma tau upsilon varphi chi psi omega
""")
_GREEK_CAPITAL = _list("""
    A B Gamma Delta E Z H Theta I K Lambda M N Xi O Pi P _ Sigma T Upsilon Phi X Psi Omega
""")


def _greek() -> dict[str, str]:
    small = {chr(0x3B1 + i): n for i, n in enumerate(_GREEK)}
    capital = {chr(0x391 + i): n for i, n in enumerate(_GREEK_CAPITAL) if n != "_"}
    return {
        char: name if len(name) == 1 else "\\" + name for char, name in (small | capital).items()
    }


MATH = (
    _greek()
    | {
        "ϕ": r"\phi",
        "ϵ": r"\epsilon",
        "ϑ": r"\vartheta",
        "ϱ": r"\varrho",
        "ϖ": r"\varpi",
        "ħ": r"\hbar",
        "ℏ": r"\hbar",
        "ℓ": r"\ell",
        "ℝ": r"\mathbb{R}",
        "ℤ": r"\mathbb{Z}",
        "ℕ": r"\mathbb{N}",
        "ℂ": r"\mathbb{C}",
        "ℚ": r"\mathbb{Q}",
        "ℜ": r"\Re",
        "ℑ": r"\Im",
        "ℵ": r"\aleph",
        "−": "-",
        "±": r"\pm",
        "∓": r"\mp",
        "×": r"\times",
        "÷": r"\div",
        "·": r"\cdot",
        "⋅": r"\cdot",
        "∗": r"\ast",
        "∘": r"\circ",
        "°": r"{}^{\circ}",
        "≤": r"\leq",
        "≥": r"\geq",
        "⩽": r"\leq",
        "⩾": r"\geq",
        "≠": r"\neq",
        "≈": r"\approx",
        "≡": r"\equiv",
        "≅": r"\cong",
        "≃": r"\simeq",
        "∼": r"\sim",
        "≪": r"\ll",
        "≫": r"\gg",
        "∝": r"\propto",
        "∂": r"\partial",
        "∇": r"\nabla",
        "∑": r"\sum",
        "∏": r"\prod",
        "∫": r"\int",
        "∮": r"\oint",
        "√": r"\surd",
        "∞": r"\infty",
        "∈": r"\in",
        "∉": r"\notin",
        "⊂": r"\subset",
        "⊆": r"\subseteq",
        "∪": r"\cup",
        "∩": r"\cap",
        "∅": r"\emptyset",
        "∀": r"\forall",
        "∃": r"\exists",
        "¬": r"\neg",
        "∧": r"\wedge",
        "∨": r"\vee",
        "⊗": r"\otimes",
        "⊕": r"\oplus",
        "⊥": r"\perp",
        "∥": r"\parallel",
        "‖": r"\|",
        "⟨": r"\langle",
        "⟩": r"\rangle",
        "→": r"\to",
        "←": r"\leftarrow",
        "↔": r"\leftrightarrow",
        "↦": r"\mapsto",
        "⇒": r"\Rightarrow",
        "⇐": r"\Leftarrow",
        "⇔": r"\Leftrightarrow",
        "↑": r"\uparrow",
        "↓": r"\downarrow",
        "†": r"\dagger",
        "′": r"{}^{\prime}",
        "″": r"{}^{\prime\prime}",
        "✓": r"\checkmark",
        "✗": r"\times",
        "□": r"\Box",
        "½": r"\tfrac{1}{2}",
        "¼": r"\tfrac{1}{4}",
        "¾": r"\tfrac{3}{4}",
        "µ": r"\mu",
    }
    | {char: f"{{}}^{{{digit}}}" for digit, char in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
    | {char: f"{{}}_{{{digit}}}" for digit, char in enumerate("₀₁₂₃₄₅₆₇₈₉")}
    | {"⁻": "{}^{-}", "⁺": "{}^{+}", "ⁿ": "{}^{n}", "ᵀ": "{}^{T}"}
)
"""Letter -> LaTeX in math."""
