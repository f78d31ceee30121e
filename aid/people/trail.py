"""AuditKind: everything that may be written into the trail, by name."""

from __future__ import annotations

import enum


class AuditKind(enum.StrEnum):
    """留痕 kinds, each with the facts that go with it: ids, codes and names of fields."""

    # A request's life
    STARTED = "started"  # status, captain, level
    OWNED = "owned"  # captain, level
    MOVED = "moved"  # before, after, reason, outcome; on closing also building, category, team
    ALARM = "alarm"  # emergency
    ALARM_AGAIN = "alarm_again"
    HANDED_OVER = "handed_over"  # reason
    RELAYED = "relayed"  # inbox
    ATTACHED = "attached"  # attached: the kind
    ADDED = "added"  # fields
    RELABELLED = "relabelled"  # before, after
    SERIES_BEGUN = "series_begun"  # series
    SERIES_SKIPPED = "series_skipped"  # series, day
    SERIES_ENDED = "series_ended"  # series

    # Neighbours
    WAVE = "wave"  # wave, asked
    OFFERED = "offered"  # offer, volunteer, wave
    ACCEPTED = "accepted"  # offer, volunteer
    DECLINED = "declined"  # offer, reason
    TOO_LATE = "too_late"  # offer, answer
    RELEASED = "released"  # offer, reason
    PROGRESS = "progress"  # offer, progress

    # Captains, clocks, and what residents answer
    CAPTAIN_ACTS = "captain_acts"
    FIRED = "fired"  # clock, due
    ESCALATED = "escalated"  # level, person
    ANSWERED_SOLVED = "answered_solved"  # answer, by
    ANSWERED_SATISFIED = "answered_satisfied"  # answer
    ANSWERED_WHY = "answered_why"  # answer

    FIRST_WORD = "first_word"  # somebody human has acted, and the resident hears of it
    PROMISE_BROKEN = "promise_broken"  # promise, level, person
    WAITS = "waits"  # until, on
    WOKEN = "woken"  # why
    EXTENSION_ASKED = "extension_asked"  # reason, of
    EXTENDED = "extended"  # reason, until
    EXTENSION_REFUSED = "extension_refused"
    SENT_BACK = "sent_back"  # reason, times, partner
    DECIDED = "decided"  # level, person
    STOOD_IN = "stood_in"  # captain, level, absent
    REFERRED = "referred"  # partner
    ACKNOWLEDGED = "acknowledged"  # partner, by
    CALLED = "called"  # answer
    JOINED = "joined"  # other, reason
    SPLIT = "split"  # other
    SUBSCRIBED = "subscribed"  # person
    UNSUBSCRIBED = "unsubscribed"  # person
    PASSED_ON = "passed_on"  # person

    # People
    LEAVE_NOTED = "leave_noted"  # leave
    LEAVE_BEGUN = "leave_begun"  # leave
    LEAVE_ENDED = "leave_ended"  # leave
    POST_GIVEN_UP = "post_given_up"  # post, building
    PARTNER_JOINED = "partner_joined"  # partner
    HOME_KNOWN = "home_known"  # fields
    NAMED = "named"
    PERSON_MET = "person_met"  # channel
    LANGUAGE_CHOSEN = "language_chosen"  # language
    NOTICED = "noticed"
    CONSENTED = "consented"  # field: general (by), sensitive (person), beneficiary (person)
    ERASE_ASKED = "erase_asked"
    ERASE_TAKEN_BACK = "erase_taken_back"
    FORGOTTEN = "forgotten"  # fields
    INVITED = "invited"  # post, building; or partner
    POST_GIVEN = "post_given"  # post, building
    INVITATION_REFUSED = "invitation_refused"
    TAP_REFUSED = "tap_refused"  # why
    VIEWED = "viewed"  # reader, fields
    NOT_DELIVERED = "not_delivered"  # failure

    # Volunteers' hours
    HOURS_NOTED = "hours_noted"  # record, offer, minutes
    HOURS_SAID = "hours_said"  # record, minutes
    HOURS_CONFIRMED = "hours_confirmed"  # record, minutes
    HOURS_DISPUTED = "hours_disputed"  # record, minutes
    HOURS_SETTLED = "hours_settled"  # record, minutes
    HOURS_EXPORTED = "hours_exported"  # since, until, records
    CERTIFIED = "certified"  # number, volunteer, since, until, minutes

    # The skills library
    SHEET_IMPORTED = "sheet_imported"  # added, changed, refused
    SHEET_EXPORTED = "sheet_exported"  # volunteers
    VOLUNTEER_ADDED = "volunteer_added"  # volunteer, fields
    VOLUNTEER_CHANGED = "volunteer_changed"  # volunteer, fields

    # Volunteers by their own word, and by their captain's
    APPLICATION_BEGUN = "application_begun"  # volunteer
    APPLICATION_DROPPED = "application_dropped"  # volunteer
    APPLIED = "applied"  # volunteer
    VOLUNTEER_APPROVED = "volunteer_approved"  # volunteer
    VOLUNTEER_DECLINED = "volunteer_declined"  # volunteer, reason
    VETTED = "vetted"  # volunteer
    VOLUNTEER_PAUSED = "volunteer_paused"  # volunteer
    VOLUNTEER_BACK = "volunteer_back"  # volunteer
    MUTED = "muted"  # volunteer, category, skill
    UNMUTED = "unmuted"  # volunteer, category, skill

    # Around a visit
    EXPECTED = "expected"  # offer, minutes
    WENT = "went"  # offer, how
    WOULD_RETURN = "would_return"  # offer
    NOTED = "noted"  # note, meant_for

    # Captains at a request
    HANDLED = "handled"  # person
    FILING_BEGUN = "filing_begun"
    PHONE_LEFT = "phone_left"
    GROUP_BOUND = "group_bound"  # group, building
    GROUP_UNBOUND = "group_unbound"  # group, building
    GROUP_REFUSED = "group_refused"
    ASKED_IN_GROUP = "asked_in_group"  # group
    CAME_FROM_GROUP = "came_from_group"  # volunteer, may
    VOLUNTEER_LINKED = "volunteer_linked"  # volunteer, before
