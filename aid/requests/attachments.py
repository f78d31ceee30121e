"""Photos, voice notes and places beside the words of a request: kept, bounded, and passed on to whoever works on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, or_, select

from aid.delivery.model import OutboxMessage, OutboxStatus
from aid.delivery.rules import Reader
from aid.delivery.service import post
from aid.matching.model import Offer, OfferStatus
from aid.people import audit
from aid.people.trail import AuditKind
from aid.requests.model import Attachment, AttachmentKind, HelpRequest, Status
from aid.store.work import Unit

MOST = 10  # of one person for one request
LARGEST = 20 * 1024 * 1024  # bytes: what a bot may fetch from Telegram
LONGEST_VOICE = 300  # seconds
# Bytes of a second at 320 kbit/s: of a sound that comes as a file nobody says how long it is.
SECOND_OF_SOUND = 40_000
# The pictures of an album come as messages of their own, within a moment of each other.
ALBUM_GATHERS = timedelta(seconds=2)


class Unwelcome(ValueError):
    """Of a kind that we do not keep, too large, too long, or too many; the message is the code of the reason."""


def check(carried: Mapping[str, Any]) -> AttachmentKind:
    """What kind of thing it is, if it is one that we keep."""
    if carried["kind"] not in set(AttachmentKind):
        raise Unwelcome("kind")
    kind = AttachmentKind(carried["kind"])
    if int(carried.get("size") or 0) > LARGEST or (kind is AttachmentKind.VOICE and seconds_of(carried) > LONGEST_VOICE):
        raise Unwelcome("too_large")
    return kind


def seconds_of(sound: Mapping[str, Any]) -> int:
    """How long a sound is; where nobody says it, how long it would be if well recorded."""
    return int(sound.get("seconds") or 0) or int(sound.get("size") or 0) // SECOND_OF_SOUND


def keep(unit: Unit, person_id: int, request: HelpRequest | None, conversation_id: str | None, carried: Mapping[str, Any]) -> Attachment:
    """Keep what came; Unwelcome when it is beyond the limits."""
    kind = check(carried)
    theirs = select(func.count()).select_from(Attachment).where(Attachment.person_id == person_id)
    belongs = Attachment.request_id == request.id if request else Attachment.conversation_id == conversation_id
    if (unit.session.scalar(theirs.where(belongs)) or 0) >= MOST:
        raise Unwelcome("too_many")
    attachment = Attachment(
        person_id=person_id,
        request_id=request.id if request else None,
        conversation_id=conversation_id,
        kind=kind,
        album=carried.get("album"),
        about={key: value for key, value in carried.items() if key not in ("kind", "album")},
        sent_at=unit.now,
    )
    unit.session.add(attachment)
    unit.session.flush()
    audit.record(unit, AuditKind.ATTACHED, request_id=request.id if request else None, person_id=person_id, attached=kind.value)
    return attachment


def of(unit: Unit, request: HelpRequest) -> Sequence[Attachment]:
    """Everything that was attached, in the order in which it came."""
    belongs = [Attachment.request_id == request.id]
    if request.conversation_id:
        belongs.append(Attachment.conversation_id == request.conversation_id)
    return unit.session.scalars(select(Attachment).where(or_(*belongs)).order_by(Attachment.id)).all()


def share(unit: Unit, request: HelpRequest) -> None:
    """Pass on what has not been passed on yet: to the holders, to the captain who has it, to the resident what others sent."""
    everything = [each for each in of(unit, request) if each.kind is not AttachmentKind.CONTACT]
    if not everything:
        return
    held = select(Offer).where(Offer.request_id == request.id, Offer.status == OfferStatus.ACCEPTED)
    readers = {offer.volunteer.person_id: Reader.VOLUNTEER for offer in unit.session.scalars(held)}
    if request.status in (Status.WITH_CAPTAIN, Status.DONE):  # who must act, or confirm that it is done
        readers[request.captain_id] = Reader.CAPTAIN
    readers[request.requester_id] = Reader.RESIDENT
    for person_id, reader in readers.items():
        _pass_on(unit, request, person_id, reader, [each for each in everything if each.person_id != person_id])


def _pass_on(unit: Unit, request: HelpRequest, person_id: int, reader: Reader, theirs: list[Attachment]) -> None:
    rows = select(OutboxMessage).where(
        OutboxMessage.person_id == person_id, OutboxMessage.request_id == request.id, OutboxMessage.key == "attachments"
    )
    sent = list(unit.session.scalars(rows.order_by(OutboxMessage.id)))
    known = {each for row in sent for each in row.args["attachments"]}
    new = [each for each in theirs if each.id not in known]
    if not new:
        return
    waiting = sent[-1] if sent and sent[-1].status is OutboxStatus.PENDING and not sent[-1].args.get("page") else None
    if waiting is not None:  # the next picture of an album joins the first
        waiting.args = {**waiting.args, "attachments": [*waiting.args["attachments"], *(each.id for each in new)]}
        waiting.edition += 1
        return
    post(unit, person_id, "attachments", request=request, reader=reader, attachments=[each.id for each in new])
    if any(each.album for each in new):
        posted = unit.session.scalars(rows.order_by(OutboxMessage.id.desc())).first()
        if posted is not None and posted.status is OutboxStatus.PENDING:
            posted.due_at = max(posted.due_at, unit.now + ALBUM_GATHERS)


def is_first_of_album(unit: Unit, attachment: Attachment) -> bool:
    """Whether it stands alone or came before the rest of its album: only then it is answered."""
    earlier = select(Attachment.id).where(
        Attachment.person_id == attachment.person_id, Attachment.album == attachment.album, Attachment.id < attachment.id
    )
    return attachment.album is None or unit.session.scalar(earlier) is None


def forget(unit: Unit, request: HelpRequest) -> None:
    """With the request everything goes that was attached to it."""
    unit.session.execute(delete(Attachment).where(Attachment.id.in_([each.id for each in of(unit, request)])))


def forget_sender(unit: Unit, person_id: int) -> None:
    """With a person everything goes that they have sent."""
    unit.session.execute(delete(Attachment).where(Attachment.person_id == person_id))
