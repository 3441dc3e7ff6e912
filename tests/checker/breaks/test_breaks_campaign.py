"""Two results of one claim compared."""

from proofs.checker.breaks.campaign import differences

SURVIVOR = {"file": "a.py", "line": 3, "function": "g", "what": "1 -> 2", "kind": "constant"}
RESULT = {"exact": {"total": 4, "noticed": 3, "survivors": [SURVIVOR], "not_breakable": None}}


def with_survivor(**changes):
    return {"exact": {**RESULT["exact"], "survivors": [{**SURVIVOR, **changes}]}}


def test_a_line_that_moved_is_no_difference():
    assert differences(RESULT, with_survivor(line=9)) == []


def test_another_survivor_and_an_arm_that_is_gone_are():
    (found,) = differences(RESULT, with_survivor(what="1 -> 3"))
    assert found == "survivors of the exact arm [g: 1 -> 2], now [g: 1 -> 3]"
    assert differences(RESULT, {}) == ["the exact arm is there in one only"]
