"""What people sent beside words, for whoever works on the request: a page for each file, an album as one."""

from __future__ import annotations

from dataclasses import replace

from aid.delivery.catalogue import say
from aid.delivery.page import Media, Page, Rendered
from aid.people import audit
from aid.people.service import may_act_for
from aid.people.trail import AuditKind
from aid.requests import service as requests
from aid.requests.model import Attachment

Facts = dict[str, str | int]


def attached(page: Page, facts: Facts) -> Rendered:
    """The files that the row names, as far as its reader still works on the request; moot for anybody else."""
    request, reader = page.needed_request, page.reader.id
    holders = {offer.volunteer.person_id for offer in requests.holders(page.unit, request)}
    if reader not in {*holders, request.captain_id, request.requester_id} and not may_act_for(page.unit, reader, request.building):
        return Rendered("", moot=True)
    found = [page.unit.session.get(Attachment, each) for each in page.message.args["attachments"]]
    kept = [each for each in found if each is not None]
    if not kept:  # forgotten meanwhile
        return Rendered("", moot=True)
    audit.record(page.unit, AuditKind.VIEWED, request_id=request.id, reader=reader, fields=["attachments"])
    text = say(page.language, "attachments", facts)
    return Rendered(text, media=tuple(Media(each.kind.value, each.about, each.album) for each in kept))


def sheets(rendered: Rendered) -> list[Rendered]:
    """The messages that these files make: pictures of an album together, everything else alone."""
    groups: list[list[Media]] = []
    for each in rendered.media:
        if groups and each.album and groups[-1][0].album == each.album:
            groups[-1].append(each)
        else:
            groups.append([each])
    return [replace(rendered, media=tuple(group)) for group in groups]
