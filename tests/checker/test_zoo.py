"""No cheat of the zoo gets a good verdict, and the judge says why."""

import re

import pytest
from checker import planted, zoo
from checker.zoo import arms, engines, premises, statements

ROOMS = (arms, engines, premises, statements)


@pytest.mark.parametrize("cheat", zoo.CHEATS, ids=lambda cheat: cheat.name)
def test_a_cheat_is_stopped_and_the_judge_says_by_what(cheat):
    verdict, said = zoo.judged(cheat)
    assert verdict not in zoo.GOOD, said
    assert re.search(cheat.stopped_by, said), said


def test_without_what_stops_it_a_false_formula_in_both_arms_is_proved():
    """What the cheats start from: nothing else stops them."""
    assert planted.run(zoo.false_claim())["verdict"] == "proved"


def test_every_room_of_the_zoo_is_on_show():
    for room in ROOMS:
        names = {cheat.name for cheat in zoo.CHEATS if cheat.make.__module__ == room.__name__}
        assert len(names) >= 5, room.__name__
