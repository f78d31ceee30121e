"""Bringing a sheet into the library: planned, shown, then all of it or nothing; and out again as it came in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import stamina
from cryptography.fernet import Fernet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

import aid.matching.model  # the tables that the foreign keys below name
import aid.requests.model  # noqa: F401  # as above
from aid.clock import FixedClock
from aid.community import read_community
from aid.people.audit import first_break
from aid.people.model import AuditEvent, Household, Person
from aid.people.service import hash_of
from aid.store.base import Base
from aid.store.engine import open_engine
from aid.store.secrets import Cipher
from aid.store.work import Unit, Work
from aid.volunteers.certificates import Certificate
from aid.volunteers.enrolment import ImportPlan, PlanOutdated, RowsRefused, apply_import, export_sheet, plan_import
from aid.volunteers.hours import DAY, tidy
from aid.volunteers.model import Availability, Level, Reach, Volunteer, VolunteerSkill, VolunteerStatus
from aid.volunteers.profile import Profile, profile_of
from aid.volunteers.sheet import read_sheet
from aid.volunteers.sheet_row import SheetRow
from aid.volunteers.skills import skills

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
COMMUNITY = Path(__file__).parents[2] / "community.toml"
WANG = SheetRow(
    "志愿者",
    2,
    name="王芳",
    phone="13800138000",
    building="3",
    unit="2",
    room="501",
    skills=(("plumbing", Level.CERTIFIED), ("meals", None)),
    hours=((5, 480, 720),),
    languages=("普通话", "福清话"),
    gender="female",
    certificates=(("plumbing", Certificate("管道工证", date(2028, 1, 1))),),
    tools=("梯子", "管钳"),
    team=("平安守护使团", True),
)
LI = SheetRow("志愿者", 3, name="李雷", phone="13900139000", building="5", skills=(("car_rides", None),))


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    """An empty store of its own."""
    yield from stores(tmp_path / "a.db")


def stores(path: Path) -> Iterator[Work]:
    """A store at this path, closed afterwards."""
    engine = open_engine(f"sqlite:///{path}", Cipher(Fernet.generate_key().decode()))
    Base.metadata.create_all(engine)
    yield Work(engine, FixedClock(NOW), read_community(COMMUNITY))
    engine.dispose()


def planned(work: Work, *rows: SheetRow) -> ImportPlan:
    """The plan for these rows, as the dry run makes it."""
    with work.read() as unit:
        return plan_import(unit, rows)


def imported(work: Work, *rows: SheetRow, skip_bad: bool = False) -> ImportPlan:
    """Plan and carry out."""
    return work.write("import", apply_import, planned(work, *rows), skip_bad=skip_bad)


def counts(plan: ImportPlan) -> tuple[int, int, int, int]:
    """How many are added, changed, unchanged, refused."""
    return len(plan.added), len(plan.changed), len(plan.unchanged), len(plan.refused)


def library(work: Work) -> dict[str | None, Profile]:
    """Everybody in the store by name."""
    with work.read() as unit:
        return {each.person.name: profile_of(each, unit.community.zone) for each in unit.session.scalars(select(Volunteer))}


def why(plan: ImportPlan) -> list[str]:
    """Why the refused rows are refused."""
    return [problem.says for entry in plan.refused for problem in entry.problems]


def test_a_dry_run_writes_nothing(work: Work) -> None:
    """Planning shows what would be added and leaves the store empty."""
    plan = planned(work, WANG, LI)
    assert counts(plan) == (2, 0, 0, 0)
    assert [(change.heading, change.after) for change in plan.added[1].changes] == [
        ("姓名", "李雷"),
        ("电话", "13900139000"),
        ("楼栋", "5"),
        ("技能", "开车接送(熟练)"),
    ]
    assert library(work) == {}


def test_an_import_makes_approved_volunteers_who_can_be_found(work: Work) -> None:
    """Skills with levels, hours, languages and door are kept; the phone is found by its keyed hash and lies encrypted."""
    imported(work, WANG)
    with work.read() as unit:
        volunteer = unit.session.scalars(select(Volunteer)).one()
        assert volunteer.status is VolunteerStatus.APPROVED
        assert {each.skill: each.level for each in volunteer.skills} == {"plumbing": Level.CERTIFIED, "meals": Level.SKILLED}
        assert [(each.weekday, each.from_minute, each.to_minute) for each in volunteer.hours] == [(5, 480, 720)]
        assert (volunteer.languages, volunteer.gender) == (["普通话", "福清话"], "female")
        assert volunteer.person.phone_hash == hash_of(unit, "phone", "13800138000")
        home = volunteer.person.household
        assert home and (home.building, home.unit, home.room, volunteer.person.building) == ("3", "2", "501", "3")
        raw = str(unit.session.execute(text("SELECT * FROM person JOIN volunteer ON person.id = person_id")).all())
        assert "13800138000" not in raw and "王芳" not in raw


def test_the_same_sheet_twice_changes_nothing(work: Work) -> None:
    """Importing again finds everybody and leaves them as they are."""
    imported(work, WANG, LI)
    assert counts(planned(work, WANG, LI)) == (0, 0, 2, 0)


def test_only_what_the_sheet_says_is_changed(work: Work) -> None:
    """Filled cells replace, empty ones leave; the plan shows before and after; a level once known stays."""
    imported(work, WANG)
    again = SheetRow(
        "志愿者", 2, name="王芳", phone="13800138000", skills=(("plumbing", None), ("elder_grooming", None)), reach=Reach.BUILDING
    )
    plan = imported(work, again)
    assert counts(plan) == (0, 1, 0, 0)
    assert [(each.heading, each.before, each.after) for each in plan.changed[0].changes] == [
        ("技能", "水管水龙头(持证)、做饭送餐(熟练)", "水管水龙头(持证)、理发剪指甲(熟练)"),
        ("服务范围", "全小区", "本楼栋"),
    ]
    profile = library(work)["王芳"]
    assert profile.skills == (("plumbing", Level.CERTIFIED), ("elder_grooming", Level.SKILLED))
    assert (profile.reach, profile.hours, profile.room) == (Reach.BUILDING, ((5, 480, 720),), "501")


def test_a_move_leaves_the_old_door_behind(work: Work) -> None:
    """A new building without a room is no longer the old household."""
    imported(work, WANG)
    imported(work, SheetRow("志愿者", 2, name="王芳", phone="13800138000", building="7"))
    assert (library(work)["王芳"].building, library(work)["王芳"].room) == ("7", None)


def test_one_household_is_shared(work: Work) -> None:
    """Two volunteers behind one door live in one household, so that neither is asked for the other."""
    imported(work, WANG, replace(LI, building="3", unit="2", room="501"))
    with work.read() as unit:
        assert unit.session.scalar(select(func.count()).select_from(Household)) == 1


def test_nothing_is_half_imported(work: Work) -> None:
    """With one bad row nothing at all is written, unless the operator says to skip it."""
    bad = replace(LI, building="99")
    with pytest.raises(RowsRefused, match="有 1 行不能导入, 所以一行也没有导入"):
        imported(work, WANG, bad)
    assert library(work) == {}
    assert counts(imported(work, WANG, bad, skip_bad=True)) == (1, 0, 0, 1)
    assert set(library(work)) == {"王芳"}


def test_a_failure_in_the_middle_leaves_nothing(work: Work) -> None:
    """When the store fails at the second person, the first is not kept either."""
    plan = planned(work, WANG, LI)
    with work.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON volunteer WHEN (SELECT count(*) FROM volunteer) = 1 "
            "BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    with stamina.set_testing(True), pytest.raises(IntegrityError, match="disk full"):
        work.write("import", apply_import, plan)
    with work.read() as unit:
        assert [unit.session.scalar(select(func.count()).select_from(table)) for table in (Person, Volunteer, Household, AuditEvent)] == [
            0
        ] * 4


def test_an_outdated_plan_is_not_carried_out(work: Work) -> None:
    """If the library changed after the preview, the operator sees the new plan first."""
    plan = planned(work, WANG)
    imported(work, WANG)
    with pytest.raises(PlanOutdated, match="请重新预览"):
        work.write("import", apply_import, plan)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (replace(LI, building="99"), "小区里没有 99 号楼"),
        (replace(LI, skills=None), "没有写技能: 没有技能的人不会被邀约"),
        (replace(LI, vetted=datetime(2027, 1, 1).date()), "审核日期在将来"),
        (replace(LI, team=("龙虎使团", False)), "小区没有「龙虎使团」这个使团"),
        (replace(LI, phone="13800138000"), "这个电话已登记在另一个姓名下, 请核对"),
        (replace(LI, number=77), "没有系统编号为 77 的志愿者"),
        (replace(LI, number=1), "姓名和电话都与这个系统编号登记的不同, 请核对"),
        (replace(WANG, number=2, name="李雷"), "这个电话已登记在另一位居民名下, 请核对"),
    ],
)
def test_rows_that_would_do_harm_are_refused(work: Work, row: SheetRow, says: str) -> None:
    """A wrong building, a future vetting, somebody else's phone or number: refused with the reason."""
    imported(work, WANG)
    imported(work, replace(LI, phone="13700137000"))
    if row.skills is None or row.building == "99" or row.vetted:
        row = replace(row, name="赵四", phone="13600136000")
    assert why(planned(work, row)) == [says]


def test_one_volunteer_in_two_rows_is_refused_once(work: Work) -> None:
    """By number and by phone the same person may not be changed twice."""
    imported(work, WANG)
    assert why(planned(work, WANG, replace(WANG, number=1, phone=None, row=9))) == ["与「志愿者」第 2 行是同一位志愿者"]


def test_the_number_lets_name_or_phone_change(work: Work) -> None:
    """With our number a corrected name or a new phone is a change, not a second person."""
    imported(work, WANG)
    imported(work, replace(WANG, number=1, phone="13600136000"))
    imported(work, replace(WANG, number=1, phone="13600136000", name="王方"))
    assert {name: profile.phone for name, profile in library(work).items()} == {"王方": "13600136000"}
    assert counts(planned(work, replace(WANG, phone="13600136000", name="王方"))) == (0, 0, 1, 0)


def resident(unit: Unit, name: str | None, status: VolunteerStatus | None = None) -> int:
    """A resident with Wang's phone who has written to us before, perhaps a volunteer."""
    person = Person(created_at=unit.now, name=name, phone="13800138000", phone_hash=hash_of(unit, "phone", "13800138000"))
    unit.session.add(person)
    unit.session.flush()
    if status:
        unit.session.add(Volunteer(person_id=person.id, status=status, skills=[VolunteerSkill(skill="meals")], hours=[]))
    return person.id


@pytest.mark.parametrize("name", [None, "王芳", "王 芳"])
def test_a_known_resident_becomes_the_volunteer(work: Work, name: str | None) -> None:
    """Whoever wrote to us before stays one person, reached where they wrote."""
    person_id = work.write("test", resident, name)
    plan = imported(work, WANG)
    assert [entry.person_id for entry in plan.added] == [person_id]
    with work.read() as unit:
        assert unit.session.scalars(select(Volunteer.person_id)).all() == [person_id]


def test_somebody_elses_account_is_never_taken(work: Work) -> None:
    """A phone that stands under another name is refused: the offers would go to the wrong chat."""
    work.write("test", resident, "张三")
    assert why(planned(work, WANG)) == ["这个电话已登记在另一个姓名下, 请核对"]


def test_status_after_an_import(work: Work, tmp_path: Path) -> None:
    """An applicant is approved, a paused one stays paused, one who left stays away."""
    for status, after in (
        (VolunteerStatus.APPLIED, VolunteerStatus.APPROVED),
        (VolunteerStatus.PAUSED, VolunteerStatus.PAUSED),
        (VolunteerStatus.LEFT, None),
    ):
        for store in stores(tmp_path / f"{status}.db"):
            store.write("test", resident, "王芳", status)
            if after is None:
                assert why(planned(store, WANG)) == ["此人已退出志愿者, 不能由表格恢复: 请本人重新报名"]
            else:
                imported(store, WANG)
                assert library(store)["王芳"].status is after


def test_the_trail_names_fields_and_no_values(work: Work) -> None:
    """Each person's chain says which fields the sheet set; nothing personal is in it."""
    imported(work, WANG)
    with work.read() as unit:
        events = unit.session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
        assert [(event.kind, event.cause) for event in events] == [("volunteer_added", "import"), ("sheet_imported", "import")]
        assert set(events[0].facts["fields"]) == {
            "name", "phone", "building", "unit", "room", "gender", "skills", "languages", "hours", "certificates", "tools", "team", "leads_team",
        }  # fmt: skip
        assert "13800138000" not in str([event.facts for event in events])
        assert first_break(events[:1]) is None


def test_no_representation_shows_a_person(work: Work) -> None:
    """What may end up in a log line or a traceback holds no name, phone or room."""
    shown = repr(planned(work, WANG, replace(LI, phone="13900139001", building="99")))
    assert not any(secret in shown for secret in ("王芳", "13800138000", "501", "13900139001"))


names = st.text(st.sampled_from("王李张陈林芳雷梅强Ann=+-@ '·"), min_size=1, max_size=8)
people = st.builds(
    Profile,
    name=st.one_of(st.none(), names),
    building=st.one_of(st.none(), st.sampled_from([str(each) for each in range(1, 33)])),
    unit=st.one_of(st.none(), st.sampled_from("123")),
    room=st.one_of(st.none(), st.from_regex(r"[1-9][0-9]{2,3}", fullmatch=True)),
    gender=st.sampled_from([None, "female", "male"]),
    skills=st.dictionaries(st.sampled_from(sorted(skills())), st.sampled_from(Level), min_size=1, max_size=5).map(
        lambda each: tuple(each.items())
    ),
    languages=st.lists(st.sampled_from(["普通话", "福清话", "英语", "闽南语", "手语"]), unique=True).map(tuple),
    hours=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 700), st.integers(701, DAY)), max_size=4).map(tidy),
    reach=st.sampled_from(Reach),
    night_ok=st.booleans(),
    cap_day=st.integers(0, 9),
    cap_week=st.integers(0, 20),
    vetted=st.one_of(st.none(), st.dates(datetime(2015, 1, 1).date(), datetime(2026, 3, 1).date())),
    status=st.sampled_from([VolunteerStatus.APPROVED, VolunteerStatus.PAUSED]),
)


def settle(unit: Unit, profiles: list[Profile]) -> None:
    """Put these people into the store as the bot would."""
    for at, profile in enumerate(profiles):
        person = Person(created_at=unit.now, name=profile.name, building=profile.building)
        if at % 3:
            person.phone = f"1380013800{at}"
            person.phone_hash = hash_of(unit, "phone", person.phone)
        if profile.building and profile.room:
            person.household = Household(building=profile.building, unit=profile.unit, room=profile.room, door_hash=f"door {at}")
        vetted = datetime(*profile.vetted.timetuple()[:3], 4, tzinfo=UTC) if profile.vetted else None
        unit.session.add(
            Volunteer(
                person=person,
                status=profile.status,
                reach=profile.reach,
                night_ok=profile.night_ok,
                cap_day=profile.cap_day,
                vetted_at=vetted,
                cap_week=profile.cap_week,
                gender=profile.gender,
                languages=list(profile.languages),
                skills=[VolunteerSkill(skill=skill, level=level) for skill, level in profile.skills],
                hours=[Availability(weekday=day, from_minute=start, to_minute=end) for day, start, end in profile.hours],
            )
        )


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(profiles=st.lists(people, max_size=6))
def test_what_export_writes_import_reads_as_no_change(tmp_path: Path, suffix: str, profiles: list[Profile]) -> None:
    """Whoever is in the library comes back from the exported sheet exactly as they are."""
    (tmp_path / "a.db").unlink(missing_ok=True)
    for work in stores(tmp_path / "a.db"):
        work.write("test", settle, profiles)
        path = tmp_path / f"导出{suffix}"
        assert work.write("export", export_sheet, path) == len(profiles)
        if profiles:
            plan = planned(work, *read_sheet(path))
            assert (counts(plan), plan.remarks, why(plan)) == ((0, 0, len(profiles), 0), (), [])


def test_an_export_brings_a_library_to_an_empty_store(work: Work, tmp_path: Path) -> None:
    """Without the numbers' column, what one store exports another takes in whole, by building."""
    imported(work, LI, WANG)
    path = tmp_path / "导出.xlsx"
    work.write("export", export_sheet, path)
    rows = [replace(row, number=None) for row in read_sheet(path)]
    assert [row.name for row in rows] == ["王芳", "李雷"]
    for other in stores(tmp_path / "b.db"):
        imported(other, *rows)
        assert library(other) == library(work)


def test_who_has_not_been_approved_or_has_left_is_not_exported(work: Work, tmp_path: Path) -> None:
    """Applications and former volunteers are no part of the library; every export is in the trail."""
    work.write("test", resident, "王芳", VolunteerStatus.APPLIED)
    assert work.write("export", export_sheet, tmp_path / "a.csv") == 0
    with work.read() as unit:
        assert unit.session.scalars(select(AuditEvent.kind)).all() == ["sheet_exported"]
