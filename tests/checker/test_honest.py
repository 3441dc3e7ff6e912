"""No false alarms: what is honest and right comes out as it must."""

import pytest
from checker import honest, planted


@pytest.mark.parametrize("case", honest.HONEST, ids=lambda case: case.name)
def test_an_honest_claim_gets_the_verdict_and_the_scope_it_has_earned(case):
    made = case.make()
    claim, premises = made if isinstance(made, tuple) else (made, None)
    result = planted.run(claim, premises)
    said = [result["reason"], [row["detail"] for row in result["evidence"]], result["mutants"]]
    assert result["verdict"] == case.verdict, said
    assert result["scope"] == case.scope
