"""Everything the simulator assumes, each with where it comes from. Change nothing here to make a policy look better.

Sources, as cited below:
[issue]      the compound: 2,443 households, 108 volunteers; acceptance levels 5, 15 and 30 %.
[GoodSAM]    Smith et al. 2022, Eur Heart J Acute Cardiovasc Care 11(1):20-31: 1.3 % (London) and 5.4 % (East Midlands) of cases had an
             alert accepted by anybody, so 5 % is the low level.
[NZ]         van den Berg et al., "Simulation of phased alerting of community first responders" (PLOS One, doi 10.1371/journal.pone.0343762):
             29,307 GoodSAM alerts in New Zealand; acceptance and delay are drawn per volunteer, and those who refuse are replaced.
[Pielot]     Pielot et al., CHI 2014 (doi 10.1145/2556288.2556973): half of the mobile messages are looked at within 6.15 minutes.
[Ancker]     Ancker et al. 2017, BMC Med Inform Decis Mak 17:36: acceptance drops by 30 % with each further reminder in an encounter, and by 10 %
             for each five points more of repeats. An ask on another day is less than another reminder in the same hour: 10 % is taken.
[FRUS]       Manshadi and Rodilitz, "Online policies for efficient volunteer crowdsourcing" (Food Rescue U.S.): who is notified too often goes
             inactive; Food Rescue loses a third of its volunteers within a year [issue].
[NHS]        NHS Volunteer Responders: two thirds of 600,000 had done no task after the first month (Independent, 30 May 2020).
[UPchieve]   github.com/UPchieve/subway, TwilioService: 30 s head start, then rounds of 30 s, as [issue] gives them: 6 rounds of 2 or 3 people.
[guess]      nothing published was found; varied by half each way like everything else.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

DAY, WEEK = 1440.0, 10080.0
"""Minutes."""


@dataclass(frozen=True)
class Assumptions:
    """One simulated year. Shares are 0…1, times minutes unless said otherwise."""

    households: int = 2443  # [issue]
    volunteers: int = 108  # [issue]
    days: int = 365
    requests_per_household: float = 1.0  # a year, neighbours' help only [guess]
    emergency_share: float = 0.01  # of all requests [guess]
    urgent_share: float = 0.12  # beside the categories that are urgent by themselves [guess]
    agreed_share: float = 0.25  # of normal requests name a time on a later day [guess]
    several_share: float = 0.3  # of moving jobs need two or three people [guess]
    named_share: float = 0.5  # of requests name one skill; the others need any of their category [guess]

    groups_per_volunteer: float = 4.0  # groups of skills somebody ticks on the office's list of 16 [guess]
    skills_known: float = 0.6  # of a group's skills that its members know [guess]
    vetted_share: float = 0.8  # they are party members whom the branch knows [guess]
    working_share: float = 0.55  # have a job on weekdays from 8:30 to 17:30; the others are retired [guess]
    hours_stated: float = 0.5  # have told the office when they are free [guess]
    reach_building: float = 0.1  # go no farther than their building [guess]
    reach_neighbours: float = 0.1  # no farther than the next one [guess]

    spread_of_people: float = 0.6  # sigma of the log of a person's own readiness: few do much, as everywhere [guess]
    spread_of_categories: float = 0.3  # sigma of the log of how gladly a kind of job is taken [guess]
    spread_of_taste: float = 0.3  # the same, of one person for one kind of job [guess]
    busy: float = 0.35  # chance of a yes at work, as a share of the chance when free [guess]
    next_building: float = 0.85  # chance of a yes for the next building, as a share of one's own [guess, direction: NZ, FRUS]
    elsewhere: float = 0.65  # the same, for the rest of the compound
    beginner: float = 0.75  # who knows 会一点, as a share of 熟练
    certified: float = 1.1
    alarm: float = 2.0  # an emergency is answered twice as readily [guess]
    fatigue: float = 0.10  # each ask of the last 7 days takes this share off the chance [Ancker]

    answer_median: float = 6.15  # minutes from the message to the answer [Pielot]
    answer_sigma: float = 1.3  # of its log: a tenth answers after more than half an hour [guess]
    says_no: float = 0.3  # of those who do not say yes answer at all [guess, direction: NZ]

    tolerance: float = 8.0  # asks in 28 days that a volunteer takes gladly, on average [guess]
    spread_of_tolerance: float = 0.4
    leaves_anyway: float = 0.002  # a week: about a tenth a year moves away or gives up
    leaves_over: float = 0.004  # a week for each tolerance exceeded: broadcast then loses a third or more a year [FRUS]
    leaves_idle: float = 0.004  # a week for who has not been asked for 60 days [NHS]

    captain_price: float = 0.005  # what one ask weighs against one request answered in time: 10 s of a neighbour, half an hour of a captain


VARIED = (
    "requests_per_household", "urgent_share", "agreed_share", "several_share", "named_share", "groups_per_volunteer", "skills_known",
    "vetted_share", "working_share", "hours_stated", "spread_of_people", "spread_of_categories", "spread_of_taste", "busy", "fatigue",
    "answer_median", "answer_sigma", "says_no", "tolerance", "leaves_over", "leaves_idle",
)  # fmt: skip
"""What `--vary` halves and raises by half, one at a time. (The nearness and level factors vary together as "distance" and "level".)"""


def varied(base: Assumptions, name: str, factor: float) -> Assumptions:
    """`base` with one assumption times `factor`; shares stay within 0…1. A chance-factor below 1 is varied in its distance from 1."""
    if name == "distance":
        return replace(base, next_building=_from_one(base.next_building, factor), elsewhere=_from_one(base.elsewhere, factor))
    if name == "level":
        return replace(base, beginner=_from_one(base.beginner, factor), certified=_from_one(base.certified, factor))
    value = getattr(base, name) * factor
    share = name.endswith("_share") or name in ("skills_known", "hours_stated", "busy", "fatigue", "says_no")
    assert name in {each.name for each in fields(Assumptions)}
    return replace(base, **{name: min(value, 1.0) if share else value})


def _from_one(value: float, factor: float) -> float:
    return max(0.05, 1 + (value - 1) * factor)
