"""Which claims the words and options of a command name."""

import pytest

from proofs.checker.errors import UsageError
from proofs.checker.registry import load
from proofs.checker.selection import KINDS, VERDICTS, WORDS, Filter, find, select

pytestmark = pytest.mark.usefixtures("indexed")


@pytest.fixture(scope="module")
def entries():
    return load()


def test_a_section_takes_its_sentences_and_nothing_else(entries):
    chosen = select(entries, ["vanchurin:8"], [])
    assert {"vanchurin:8.4", "vanchurin:road", "vanchurin:lambda-and-number"} <= set(chosen)
    assert {entries[key].card.source.section for key in chosen} == {"8"}
    assert chosen == select(entries, ["vanchurin:8."], [])


def test_a_number_or_name_is_enough_where_it_is_unique(entries):
    assert select(entries, ["3.9"], []) == ["vanchurin:3.9"] == [find(entries, "3.9")]
    assert find(entries, "road") == "vanchurin:road"
    assert find(entries, "vanchurin:3.9") == "vanchurin:3.9"


def test_several_papers_with_one_number_are_named(entries):
    double = {**entries, "paper:3.9": entries["vanchurin:3.9"]}
    for chosen in (lambda: select(double, ["3.9"], []), lambda: find(double, "3.9")):
        with pytest.raises(UsageError, match=r"vanchurin:3\.9 or paper:3\.9"):
            chosen()


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Vanchurin:3", "vanchurin:3"),
        ("vanchurn:3.9", "vanchurin:3.9"),
        ("vanchurn", "vanchurin"),
        ("hamilton-from", "hashimoto:hamilton-form"),
    ],
)
def test_a_mistyped_word_gets_a_suggestion(entries, word, meant):
    with pytest.raises(UsageError, match=rf"did you mean .*{meant}"):
        select(entries, [word], [])


@pytest.mark.parametrize("word", ["", ":", "xyzzy:1"])
def test_a_word_that_is_like_nothing_is_refused_without_one(entries, word):
    with pytest.raises(UsageError, match=r"names no claim$"):
        select(entries, [word], [])


def test_options_narrow_the_selection(entries):
    def fitting(said=None, **parts):
        wanted = Filter(**parts)
        return {key for key, entry in entries.items() if wanted.admits(entry, said)}

    assert fitting() == set(entries)
    assert fitting(section="8") >= {"vanchurin:8.4"}
    assert {entries[key].card.kind for key in fitting(kind="postulate")} == {"postulate"}
    assert {entries[key].card.words for key in fitting(words="reading")} == {"reading"}
    assert "vanchurin:2.7" in fitting(text="FREE ENERGY")
    assert fitting("refuted", verdict="proved") == set()
    assert fitting("proved", verdict="proved") == set(entries)


def test_the_words_of_the_options_are_those_of_claims_and_verdicts():
    from typing import get_args

    from proofs.checker import claim, verdict

    assert (claim.KINDS, claim.WORDS) == (KINDS, WORDS)
    assert set(get_args(verdict.Verdict)) == set(VERDICTS)
