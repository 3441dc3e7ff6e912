"""The LaTeX math commands that a formula may use, by the arguments they take.

A formula with any other command is shown as its source: no formula can run a macro that
reads or writes files, and none can stop the TeX run.
"""

from __future__ import annotations

RELATIONS = frozenset(
    [r"\le", r"\leq", r"\leqslant", r"\ge", r"\geq", r"\geqslant", r"\ne", r"\neq", r"\equiv", r"\cong", r"\simeq", r"\sim", r"\approx", r"\approxeq", r"\ll", r"\gg", r"\propto", r"\to", r"\rightarrow", r"\leftarrow", r"\leftrightarrow", r"\Rightarrow", r"\Leftarrow", r"\implies", r"\iff", r"\Leftrightarrow", r"\longrightarrow", r"\longleftarrow", r"\longmapsto", r"\mapsto", r"\hookrightarrow", r"\Longrightarrow", r"\Longleftrightarrow", r"\rightharpoonup", r"\rightleftharpoons", r"\xleftrightarrow", r"\in", r"\ni", r"\notin", r"\subset", r"\subseteq", r"\supset", r"\supseteq", r"\subsetneq", r"\mid", r"\parallel", r"\perp", r"\asymp", r"\doteq", r"\triangleq", r"\coloneqq", r"\lesssim", r"\gtrsim", r"\lessgtr", r"\prec", r"\succ", r"\preceq", r"\succeq", r"\models", r"\vdash", r"\colon", r"\gets", r"\uparrow", r"\downarrow", r"\updownarrow", r"\nearrow", r"\searrow", r"\nleq", r"\ngeq", r"\leadsto", r"\rightsquigarrow", r"\upharpoonright"]
)

BINARIES = frozenset(
    [r"\pm", r"\mp", r"\times", r"\div", r"\cdot", r"\ast", r"\star", r"\circ", r"\bullet", r"\cap", r"\cup", r"\wedge", r"\vee", r"\land", r"\lor", r"\oplus", r"\ominus", r"\otimes", r"\odot", r"\setminus", r"\dagger", r"\ddagger", r"\uplus", r"\sqcup", r"\sqcap", r"\wr", r"\amalg", r"\diamond", r"\bigtriangleup", r"\triangle", r"\rtimes", r"\ltimes", r"\bmod"]
)

BIG_OPERATORS = frozenset(
    [r"\sum", r"\prod", r"\coprod", r"\int", r"\iint", r"\iiint", r"\oint", r"\bigcup", r"\bigcap", r"\bigoplus", r"\bigotimes", r"\bigwedge", r"\bigvee", r"\bigsqcup", r"\lim", r"\max", r"\min", r"\sup", r"\inf", r"\limsup", r"\liminf", r"\det", r"\gcd", r"\Pr"]
)

FUNCTIONS = frozenset(
    [r"\log", r"\ln", r"\exp", r"\sin", r"\cos", r"\tan", r"\cot", r"\sec", r"\csc", r"\sinh", r"\cosh", r"\tanh", r"\coth", r"\arcsin", r"\arccos", r"\arctan", r"\arg", r"\deg", r"\dim", r"\hom", r"\ker", r"\lg"]
)

SYMBOLS = frozenset(
    [r"\alpha", r"\beta", r"\gamma", r"\delta", r"\epsilon", r"\varepsilon", r"\zeta", r"\eta", r"\theta", r"\vartheta", r"\iota", r"\kappa", r"\lambda", r"\mu", r"\nu", r"\xi", r"\pi", r"\varpi", r"\rho", r"\varrho", r"\sigma", r"\varsigma", r"\tau", r"\upsilon", r"\phi", r"\varphi", r"\chi", r"\psi", r"\omega", r"\Gamma", r"\Delta", r"\Theta", r"\Lambda", r"\Xi", r"\Pi", r"\Sigma", r"\Upsilon", r"\Phi", r"\Psi", r"\Omega", r"\digamma", r"\partial", r"\nabla", r"\infty", r"\hbar", r"\ell", r"\imath", r"\jmath", r"\Re", r"\Im", r"\aleph", r"\wp", r"\emptyset", r"\varnothing", r"\forall", r"\exists", r"\nexists", r"\neg", r"\lnot", r"\top", r"\bot", r"\angle", r"\prime", r"\backprime", r"\surd", r"\Box", r"\square", r"\blacksquare", r"\checkmark", r"\ldots", r"\cdots", r"\vdots", r"\ddots", r"\dots", r"\dotsc", r"\dotsb", r"\dotsm", r"\dotsi", r"\colon", r"\lbrace", r"\rbrace", r"\langle", r"\rangle", r"\lfloor", r"\rfloor", r"\lceil", r"\rceil", r"\vert", r"\Vert", r"\lvert", r"\rvert", r"\lVert", r"\rVert", r"\lbrack", r"\rbrack", r"\backslash", r"\|", r"\{", r"\}", r"\%", r"\&", r"\#", r"\_", r"\$", r"\S", r"\dag", r"\degree", r"\complement"]
) - {r"\degree"}

SPACES = frozenset([r"\,", r"\;", r"\:", r"\!", r"\ ", r"\>", r"\quad", r"\qquad", r"\thinspace"])

STYLES = frozenset([r"\displaystyle", r"\textstyle", r"\scriptstyle", r"\scriptscriptstyle"])

DROPPED = frozenset([r"\nonumber", r"\notag", r"\allowbreak", r"\relax", r"\noindent"])
DROPPED_WITH_ARGUMENT = frozenset([r"\tag", r"\tag*", r"\label"])

ONE_ARGUMENT = frozenset(
    [r"\hat", r"\widehat", r"\tilde", r"\widetilde", r"\bar", r"\overline", r"\underline", r"\vec", r"\dot", r"\ddot", r"\dddot", r"\check", r"\breve", r"\acute", r"\grave", r"\overrightarrow", r"\overleftarrow", r"\overbrace", r"\underbrace", r"\boxed", r"\phantom", r"\hphantom", r"\vphantom", r"\mathrm", r"\mathbf", r"\mathit", r"\mathsf", r"\mathtt", r"\mathcal", r"\mathfrak", r"\mathbb", r"\boldsymbol", r"\bm", r"\mathbin", r"\mathrel", r"\mathop", r"\mathord", r"\mathopen", r"\mathclose", r"\pmod", r"\substack", r"\mathring"]
)

TWO_ARGUMENTS = frozenset(
    [r"\frac", r"\dfrac", r"\tfrac", r"\cfrac", r"\binom", r"\dbinom", r"\tbinom", r"\overset", r"\underset", r"\stackrel"]
)

TEXT_ARGUMENT = frozenset(
    [r"\text", r"\textrm", r"\textit", r"\textbf", r"\textsf", r"\texttt", r"\textnormal", r"\mbox"]
)

NAME_ARGUMENT = frozenset([r"\operatorname", r"\operatorname*"])

BIG_DELIMITERS = frozenset(
    [r"\big", r"\Big", r"\bigg", r"\Bigg", r"\bigl", r"\Bigl", r"\biggl", r"\Biggl", r"\bigr", r"\Bigr", r"\biggr", r"\Biggr", r"\bigm", r"\Bigm", r"\biggm", r"\Biggm"]
)

DELIMITERS = frozenset(
    [r"(", r")", r"[", r"]", r"|", r"/", r".", r"<", r">", r"\{", r"\}", r"\|", r"\lbrace", r"\rbrace", r"\langle", r"\rangle", r"\lfloor", r"\rfloor", r"\lceil", r"\rceil", r"\vert", r"\Vert", r"\lvert", r"\rvert", r"\lVert", r"\rVert", r"\lbrack", r"\rbrack", r"\backslash", r"\uparrow", r"\downarrow"]
)

ALIGNMENTS = frozenset(["aligned", "align", "align*", "split", "eqnarray", "eqnarray*", "alignat"])
GATHERINGS = frozenset(["gathered", "gather", "gather*", "multline", "multline*"])
DISPLAYS = frozenset(["equation", "equation*", "displaymath", "math"])
MATRICES = frozenset(
    ["matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix", "smallmatrix", "cases"]
)
ENVIRONMENTS = MATRICES | {"aligned", "split", "gathered", "array"}
