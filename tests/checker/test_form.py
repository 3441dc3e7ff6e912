"""Links and forms: what is refused, and how a form is read whichever side things stand on."""

import pytest
import sympy as sp

import proofs.checker as ck
from proofs.checker.form import Form, Premises, form_of, links_of, solve_linear

x, y, z = sp.symbols("x y z")
f = sp.Function("f")(x)


def form(*statements, key="p:1"):
    return Form(key, "printed", [ck.Link(f"l{i}", s) for i, s in enumerate(statements)])


def test_a_link_has_to_say_something():
    for decided in (sp.true, sp.false, sp.Eq(x, x)):
        with pytest.raises(ValueError, match="SymPy has turned it into"):
            ck.Link("l", decided)
    with pytest.raises(ValueError, match="two sides that differ, but both are x"):
        ck.Link("l", ck.at_most(x, x))
    with pytest.raises(ValueError, match="with an order must be an equality, but is LessThan"):
        ck.Link("l", ck.at_most(x, y), order=2)
    with pytest.raises(ValueError, match="`equality_at` must be <= or >=, but is Equality"):
        ck.Link("l", ck.equal(x, y), equality_at={x: 1})
    assert ck.Link("l", ck.at_least(x, y), equality_at={x: 1}).equality_at == {x: 1}


def test_links_come_as_a_statement_as_names_or_as_links():
    one = ck.equal(x, y)
    assert [link.name for link in links_of(lambda: one)] == ["equation"]
    assert [link.name for link in links_of(lambda: {"a": one, "b": ck.less(x, y)})] == ["a", "b"]
    assert links_of(lambda: [ck.Link("c", one)])[0].statement == one


def test_a_form_is_read_by_name_or_as_the_only_one():
    one, two = ck.equal(x, y), ck.less(x, y)
    assert form(one).statement == one
    assert (form(one).lhs, form(one).rhs, form(one).gap()) == (x, y, x - y)
    both = form(one, two)
    assert list(both) == ["l0", "l1"]
    assert len(both) == 2
    assert both["l1"] == two
    assert both.gap("l0") == x - y
    with pytest.raises(ValueError, match=r"must have one link .* but has \['l0', 'l1'\]"):
        _ = both.statement
    with pytest.raises(KeyError, match=r"must be one of .*'l0', 'l1'.*but is 'l2'"):
        both["l2"]
    with pytest.raises(ValueError, match="must be a relation to have two sides, but is And"):
        form(sp.And(x > 0, y > 0)).gap()
    with pytest.raises(ValueError, match="must have different names, but two are called 'l'"):
        Form("p:1", "printed", [ck.Link("l", one), ck.Link("l", two)])
    with pytest.raises(TypeError):
        both.links["l0"] = ck.Link("l0", two)


@pytest.mark.parametrize(
    "statement",
    [ck.equal(y, 3 * x), ck.equal(3 * x, y), ck.equal(2 * y, 6 * x), ck.equal(y - 3 * x, 0)],
)
def test_a_value_is_read_off_whichever_side_it_stands_on(statement):
    assert form(statement).of(y) == 3 * x
    assert sp.simplify(form(statement).of(x) - y / 3) == 0


def test_what_cannot_be_read_off_is_said():
    with pytest.raises(ValueError, match="must hold an equality with z, but holds none"):
        form(ck.equal(x, y)).of(z)
    with pytest.raises(ValueError, match="must hold an equality with x"):
        form(ck.less(x, y)).of(x)
    with pytest.raises(ValueError, match="must be linear in x, but is not"):
        form(ck.equal(x**2, y)).of(x)
    with pytest.raises(ValueError, match="must not stand under a derivative or an integral"):
        form(ck.equal(sp.Derivative(f, x) + f, y)).of(f)
    with pytest.raises(ValueError, match="must be linear in x"):
        form(ck.equal(sp.Mul(0, x, evaluate=False), y)).of(x)


def test_a_derivative_and_a_named_link_can_be_read_off():
    rate = sp.Derivative(f, x)
    both = form(ck.equal(2 * rate, y), ck.equal(y, 5 * z))
    assert both.of(rate) == y / 2
    assert both.of(y, "l1") == 5 * z
    assert solve_linear(ck.equal(y, y * z + x), y) == x / (1 - z)


def test_a_form_knows_what_was_read_and_can_be_built_for_other_parameters():
    made = form_of("p:1", "amended", lambda n=1: {"a": ck.equal(x, n * y), "b": ck.equal(x, z)})
    assert made.which == "amended"
    assert made.read == set()
    assert made.at(n=3).of(x, "a") == 3 * y
    assert made.read == {"a"}
    doubled = made.changed(
        lambda links: [ck.Link(link.name, ck.equal(2 * x, link.statement.rhs)) for link in links]
    )
    assert doubled["a"] == ck.equal(2 * x, y)
    assert doubled.at(n=3)["a"] == ck.equal(2 * x, 3 * y)
    with pytest.raises(ValueError, match="must be built by a function"):
        form(ck.equal(x, y)).at(n=2)


def test_premises_have_short_names_and_know_what_was_used():
    forms = [form(ck.equal(x, y), key="p:3.5"), form(ck.equal(x, z), key="other:1")]
    premises = Premises("p:4", forms)
    assert premises["3.5"] is forms[0]
    assert premises["other:1"] is forms[1]
    assert premises.used == {"p:3.5", "other:1"}
    assert list(premises) == ["p:3.5", "other:1"]
    assert len(premises) == 2
    with pytest.raises(KeyError, match=r"premise of p:4 must be one of .*but is 'p:9'"):
        premises["9"]
    other = form(ck.equal(y, z), key="p:3.5")
    changed = premises.with_form(other)
    assert changed["3.5"] is other
    assert changed["other:1"] is forms[1]
    assert premises["3.5"] is forms[0]
