"""The LaTeX math commands that a formula may use, by the arguments they take.

A formula with any other command is shown as its source: no formula can run a macro that
reads or writes files, and none can stop the TeX run.
"""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of ``text``."""
    return frozenset(text.split())


RELATIONS = words(r"""
    \le \leq \leqslant \ge \geq \geqslant \ne \neq \equiv \cong \simeq \sim \approx \approxeq
    \ll \gg \propto \to \rightarrow \leftarrow \leftrightarrow \Rightarrow \Leftarrow \implies
    \iff \Leftrightarrow \longrightarrow \longleftarrow \longmapsto \mapsto \hookrightarrow
    \Longleftarrow \impliedby
    \Longrightarrow \Longleftrightarrow \rightharpoonup \rightleftharpoons \in
    \ni \notin \subset \subseteq \supset \supseteq \subsetneq \mid \parallel \perp \asymp \doteq
    \triangleq \lesssim \gtrsim \lessgtr \gtrless \prec \succ \preceq \succeq \models \vdash
    \colon \gets \uparrow \downarrow \updownarrow \nearrow \searrow \nleq \ngeq \leadsto
    \rightsquigarrow \upharpoonright
""")

BINARIES = words(r"""
    \pm \mp \times \div \cdot \ast \star \circ \bullet \cap \cup \wedge \vee \land \lor \oplus
    \ominus \otimes \odot \setminus \dagger \ddagger \uplus \sqcup \sqcap \wr \amalg \diamond
    \bigtriangleup \triangle \rtimes \ltimes \bmod
""")

BIG_OPERATORS = words(r"""
    \sum \prod \coprod \int \iint \iiint \oint \bigcup \bigcap \bigoplus \bigotimes \bigwedge
    \bigvee \bigsqcup \lim \max \min \sup \inf \limsup \liminf \det \gcd \Pr
""")

FUNCTIONS = words(r"""
    \log \ln \exp \sin \cos \tan \cot \sec \csc \sinh \cosh \tanh \coth \arcsin \arccos \arctan
    \arg \deg \dim \hom \ker \lg
""")

SYMBOLS = words(r"""
    \alpha \beta \gamma \delta \epsilon \varepsilon \zeta \eta \theta \vartheta \iota \kappa
    \lambda \mu \nu \xi \pi \varpi \rho \varrho \sigma \varsigma \tau \upsilon \phi \varphi \chi
    \psi \omega \Gamma \Delta \Theta \Lambda \Xi \Pi \Sigma \Upsilon \Phi \Psi \Omega \digamma
    \partial \nabla \infty \hbar \ell \imath \jmath \Re \Im \aleph \wp \emptyset \varnothing
    \forall \exists \nexists \neg \lnot \top \bot \angle \prime \backprime \surd \Box \square
    \blacksquare \checkmark \ldots \cdots \vdots \ddots \dots \dotsc \dotsb \dotsm \dotsi \colon
    \lbrace \rbrace \langle \rangle \lfloor \rfloor \lceil \rceil \vert \Vert \lvert \rvert
    \lVert \rVert \lbrack \rbrack \backslash \| \{ \} \% \& \# \_ \$ \S \dag \complement
""")

SPACES = frozenset([r"\,", r"\;", r"\:", r"\!", r"\ ", r"\>", r"\quad", r"\qquad", r"\thinspace"])

STYLES = frozenset([r"\displaystyle", r"\textstyle", r"\scriptstyle", r"\scriptscriptstyle"])

DROPPED = frozenset([r"\nonumber", r"\notag", r"\allowbreak", r"\relax", r"\noindent"])
DROPPED_WITH_ARGUMENT = frozenset([r"\tag", r"\tag*", r"\label"])

ONE_ARGUMENT = words(r"""
    \hat \widehat \tilde \widetilde \bar \overline \underline \vec \dot \ddot \dddot \check
    \breve \acute \grave \overrightarrow \overleftarrow \overbrace \underbrace \boxed \phantom
    \hphantom \vphantom \mathrm \mathbf \mathit \mathsf \mathtt \mathcal \mathfrak \mathbb
    \boldsymbol \bm \mathbin \mathrel \mathop \mathord \mathopen \mathclose \pmod \substack
    \mathring
""")

CHANGED = r"\changed"
"""Marks what differs between two forms; no source uses it."""

TWO_ARGUMENTS = words(r"""
    \frac \dfrac \tfrac \cfrac \binom \dbinom \tbinom \overset \underset \stackrel
""")

TEXT_ARGUMENT = words(r"""
    \text \textrm \textit \textbf \textsf \texttt \textnormal \mbox
""")

NAME_ARGUMENT = frozenset([r"\operatorname", r"\operatorname*"])

BIG_DELIMITERS = words(r"""
    \big \Big \bigg \Bigg \bigl \Bigl \biggl \Biggl \bigr \Bigr \biggr \Biggr \bigm \Bigm \biggm
    \Biggm
""")

DELIMITERS = words(r"""
    ( ) [ ] | / . < > \{ \} \| \lbrace \rbrace \langle \rangle \lfloor \rfloor \lceil \rceil
    \vert \Vert \lvert \rvert \lVert \rVert \lbrack \rbrack \backslash \uparrow \downarrow
""")

ALIGNMENTS = words("""
    aligned align align* split eqnarray eqnarray* alignat
""")
GATHERINGS = frozenset(["gathered", "gather", "gather*", "multline", "multline*"])
DISPLAYS = frozenset(["equation", "equation*", "displaymath", "math"])
MATRICES = words("""
    matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix cases
""")
ENVIRONMENTS = MATRICES | {"aligned", "split", "gathered", "array"}
