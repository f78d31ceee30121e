"""Every row of every room, imported once so that the metadata is whole (migrations, tests)."""

from __future__ import annotations

from aid.captains import model as captains
from aid.conversations import model as conversations
from aid.delivery import model as delivery
from aid.followups import model as followups
from aid.groups import model as groups
from aid.hours import model as hours
from aid.matching import model as matching
from aid.people import model as people
from aid.reports import model as reports
from aid.requests import model as requests
from aid.store.base import Base
from aid.volunteers import model as volunteers

ROOMS = (people, requests, captains, volunteers, matching, groups, hours, followups, delivery, conversations, reports)
METADATA = Base.metadata
