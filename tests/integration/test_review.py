"""What people say that the model took for something else: kept, looked at, and only then taught."""

from __future__ import annotations

from pathlib import Path

import pytest

from aid.captains import recategorise
from aid.captains.service import NotYours
from aid.privacy.forgetting import forget_request
from aid.requests.model import Status
from cli import utterances
from cli.review import Waiting, look_through, waiting
from tests.integration.compound import Compound, opens

WORDS = "家里那个东西不转了, 电话13805912345"


def vaguely(compound: Compound) -> None:
    """吴阿姨 says something that the model is not sure of, and picks another than its first guess."""
    compound.says("wu", WORDS, "digital_help", sure=False)
    compound.taps("wu", "跑腿代办")


def seen(compound: Compound) -> list[tuple[str | None, str, str, str]]:
    """What the reviewer sees."""
    return [(each.taken_for, each.chosen, each.by, each.line) for each in waiting(compound.work)]


def test_another_of_the_top_three_is_a_correction_without_personal_data(compound: Compound) -> None:
    """The pair waits for a look; the first guess, tapped, is none."""
    vaguely(compound)
    assert seen(compound) == [("digital_help", "errand", "resident", "家里那个东西不转了")]
    compound.says("he", "那个弄一下", "digital_help", sure=False)
    compound.taps("he", "手机电脑")
    assert len(seen(compound)) == 1


def test_a_wrong_category_on_the_card_is_a_correction(compound: Compound) -> None:
    """事情不对, and then another."""
    compound.says("wu", "楼道灯不亮", "repair_home")
    compound.taps("wu", "改一下")
    compound.taps("wu", "事情不对")
    compound.taps("wu", "公共设施报修")
    assert seen(compound) == [("repair_home", "property_public_facility", "resident", "楼道灯不亮")]


def test_a_captain_relabels_and_takes_it_from_those_who_were_asked_for_the_wrong_thing(compound: Compound) -> None:
    """The neighbours asked to mend a tap need not come for papers; the trail and the review know of it."""
    number = opens(compound)
    assert compound.status(number) is Status.OFFERING
    compound.does(recategorise.recategorise, number, "paperwork", compound.ids["captain3"])
    assert compound.request(number).category == "paperwork"
    assert compound.status(number) is Status.WITH_CAPTAIN
    assert [(taken, chosen, by) for taken, chosen, by, _ in seen(compound)] == [("repair_home", "paperwork", "captain")]
    assert compound.trail(number, "relabelled")[0].facts == {"before": "repair_home", "after": "paperwork"}
    with pytest.raises(NotYours):
        compound.does(recategorise.recategorise, number, "pet", compound.ids["captain2"])


@pytest.mark.parametrize(
    ("answers", "category"),
    [(["收下"], "errand"), (["改成", "repair_home"], "repair_home"), (["丢掉"], None)],
)
def test_only_what_is_taken_reaches_nlu(small: Compound, tmp_path: Path, answers: list[str], category: str | None) -> None:
    """A line in the form of the file, in the category that the reviewer says; then nothing waits any more."""
    for name in ("errand", "repair_home"):
        (tmp_path / f"{name}.yml").write_text(
            f'version: "3.1"\nnlu:\n- intent: {name}\n  examples: |\n    - 拿快递{name}\n', encoding="utf-8"
        )
    vaguely(small)
    given = iter(answers)
    written = look_through(small.work, waiting(small.work), tmp_path, lambda question, choices: next(given))
    assert written == (category is not None)
    assert waiting(small.work) == []
    for name in ("errand", "repair_home"):
        lines = (tmp_path / f"{name}.yml").read_text(encoding="utf-8").splitlines()
        assert (lines[-1] == "    - 家里那个东西不转了") == (name == category)


def test_a_sentence_that_is_known_or_empty_is_dropped(small: Compound, tmp_path: Path) -> None:
    """Nobody is asked about what teaches nothing."""
    (tmp_path / "errand.yml").write_text("nlu:\n- intent: errand\n  examples: |\n    - 家里那个东西不转了\n", encoding="utf-8")
    vaguely(small)
    assert look_through(small.work, waiting(small.work), tmp_path, lambda question, choices: "收下") == 0
    assert waiting(small.work) == []


def test_a_line_cannot_become_a_mark_of_rasa(tmp_path: Path) -> None:
    """Brackets would name an entity, a line break would end the example."""
    assert utterances.line_of("修[灯](x)\n{急}") == "    - 修【灯】（x） ｛急｝"


def test_what_waits_is_forgotten_with_the_request(compound: Compound) -> None:
    """Words are kept no longer than the request that they began."""
    vaguely(compound)
    compound.taps("wu", "不用了")
    assert len(waiting(compound.work)) == 1
    assert compound.does(forget_request, 1)
    assert waiting(compound.work) == []


def test_the_list_names_who_and_when(small: Compound) -> None:
    """The reviewer sees who corrected it, and on which day."""
    vaguely(small)
    assert waiting(small.work)[0] == Waiting(1, "digital_help", "errand", "resident", "2026-09-16", "家里那个东西不转了")
