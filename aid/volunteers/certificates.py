"""证书 as a cell holds them: 「电工证(至2027-05-01)、厨师证」, 「电路跳闸:电工证」, 「是」; and written back the same way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from aid.understanding.text import fold
from aid.volunteers.cells import Unreadable, read_day, read_yes, text_of
from aid.volunteers.skills import skills, skills_in

_DAY = r"20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?"
_PIECE = re.compile(rf"(?:(?P<skill>[^:]+):)?(?P<name>.*?)(?:[(\[【](?:有效期)?(?:至|到)?:?(?P<until>{_DAY})(?:止|到期|前有效)?[)\]】])?")


@dataclass(frozen=True)
class Certificate:
    """What it is called (None: only that there is one) and its last day (None: it does not lapse)."""

    name: str | None = None
    until: date | None = None


Certificates = tuple[tuple[str, Certificate], ...]
"""Ids of skills with the certificate of each."""


def read_certificates(value: object, known: Iterable[str], until: date | None = None) -> tuple[Certificates, tuple[str, ...]]:
    """The certificates of a cell for the skills of its row (the only skill, where none is named), and the pieces that fit none.

    `until` is the day of a column of its own. Unreadable when a day does not exist.
    """
    known = list(known)
    found: dict[str, Certificate] = {}
    unfit: list[str] = []
    for piece in re.split(r"[、,;\n]+", text_of(value)):
        read = _PIECE.fullmatch(piece.strip())
        if not piece.strip() or read is None:
            continue
        name, ends = read["name"].strip(), _day(read["until"]) or until
        try:
            if not read_yes(name):
                continue
            name = ""
        except Unreadable:
            pass
        skill = (read["skill"] or "").strip()
        said = [each for each in known if skill and fold(skill) in (each, fold(skills()[each].name))]
        meant = said or [each for each in skills_in(name) if each in known] or (known if len(known) == 1 else [])
        found |= dict.fromkeys(meant, Certificate(name[:64] or None, ends))
        if not meant:
            unfit.append(piece.strip())
    return tuple(found.items()), tuple(unfit)


def _day(words: str | None) -> date | None:
    found = read_day(words) if words else None
    return found if isinstance(found, date) else None


def write_certificates(certificates: Certificates) -> str:
    """What `read_certificates` reads back as the same."""
    return "、".join(
        f"{skills()[skill].name if skill in skills() else skill}:{each.name or '有'}{f'(至{each.until})' if each.until else ''}"
        for skill, each in certificates
    )
