"""Reports on programmes and plans: versions, readiness, catalogue, downtime, concurrency."""

import pickle
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from shown import run, sound

import slotwise as sw

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def programme() -> sw.Programme:
    """One environment with versions, two participants who owe things."""
    first, after = date(2024, 1, 1), date(2024, 7, 1)
    programme = sw.Programme("steps", sw.Calendar("Europe/London", first, after))
    programme.add_environment(
        "SIT-A", windows=[(first, after)], components=["DIP"], versions=[("DIP", "1.2")]
    )
    programme.add_stage(
        "Functional",
        environments=["SIT-A"],
        duration=5,
        starts=sw.Weekdays(["mon"]),
        capacity=4,
        entry=sw.Entry(request=["test users"], missing="leave_out"),
    )
    programme.add_participant(
        "Acme <x>",
        routes=[["Functional"]],
        request=["test users"],
        environment_manager="Ann",
        data=[sw.DataRequest("points", sw.After(date(2024, 3, 1), 10))],
        details=sw.SystemDetails(
            system="Billing",
            test_lead="Tim",
            contacts=["Ed"],
            provides=[
                sw.Provided("SIT-A", sw.Repurposed("UAT"), name="A1", to=date(2024, 5, 1)),
            ],
            set_up=20,
        ),
    )
    programme.add_participant("Bolt", routes=[["Functional"]])
    programme.add_unavailability(
        "DIP 2.0",
        environment="SIT-A",
        from_=date(2024, 3, 13),
        to=date(2024, 3, 14),
        cause="deployment",
        deploys=sw.Deployment([("DIP", "2.0")]),
    )
    return programme


@pytest.fixture
def plan(programme: sw.Programme) -> sw.Plan:
    rows = "participant,stage,environment,from,to\nAcme <x>,Functional,SIT-A,2024-03-18,2024-03-23\n"
    return sw.Plan.from_csv(rows, programme)


@pytest.fixture
def log() -> sw.DowntimeLog:
    return sw.DowntimeLog(
        [
            sw.Downtime(
                "DIP 2.0",
                on=sw.Target(environment="SIT-A"),
                cause="deployment",
                planned=(date(2024, 3, 13), date(2024, 3, 14)),
                actual=(
                    datetime(2024, 3, 13, 8, tzinfo=LONDON),
                    datetime(2024, 3, 14, 14, tzinfo=LONDON),
                ),
            ),
            sw.Downtime(
                "disk",
                on=sw.Target(everywhere=True),
                kind="unplanned",
                cause="infrastructure",
                actual=(
                    datetime(2024, 4, 2, 9, tzinfo=LONDON),
                    datetime(2024, 4, 2, 21, tzinfo=LONDON),
                ),
                root_cause="storage; old",
                participants=["Bolt"],
            ),
        ]
    )


def test_versions_are_rows_and_a_frame(programme: sw.Programme) -> None:
    table = programme.versions()
    assert [(row.version, row.from_, row.deployment) for row in table.rows] == [
        ("1.2", date(2024, 1, 1), None),
        ("2.0", date(2024, 3, 14), "DIP 2.0"),
    ]
    assert [row.version for row in table.on(date(2024, 3, 13))] == ["1.2"]
    frame = table.to_polars()
    assert frame["version"].to_list() == ["1.2", "2.0"]
    assert frame["to"].to_list() == [date(2024, 3, 14), date(2024, 7, 1)]
    assert "1.2" in str(table)
    sound(table._repr_html_())


def test_readiness_tells_what_is_late(plan: sw.Plan) -> None:
    report = plan.readiness(date(2024, 3, 4), lead=5)
    mine = {row.what: row for row in report.rows if row.participant == "Acme <x>"}
    # Asked for on Friday 1 March, 10 working days: Friday 15 March; needed on Monday 11.
    data = mine["test data points"]
    assert (data.state, data.expected, data.by) == ("late", date(2024, 3, 15), date(2024, 3, 11))
    assert (data.takes, data.begin_by, data.slack) == (sw.Lead(10), date(2024, 2, 26), -4)
    assert mine["test users in its request"].state == "met"
    assert report.late == (data,)
    [stage] = report.stages
    assert (stage.participants, stage.ready, stage.met, stage.open, stage.late) == (2, 0, 1, 1, 1)
    assert plan.readiness(date(2024, 3, 4)).late == ()
    frame = report.to_pandas()
    assert frame["slack"].tolist()[:2] == [None, -4] or frame["state"].tolist().count("late") == 1
    assert list(report.to_frames()) == ["rows", "stages"]
    page = sound(report._repr_html_())
    assert "Acme &lt;x&gt;" in page
    assert pickle.loads(pickle.dumps(report)) == report
    with pytest.raises(sw.WrongValue, match="lead"):
        plan.readiness(date(2024, 3, 4), lead=-1)
    with pytest.raises(sw.WrongType):
        plan.readiness(datetime(2024, 3, 4))


def test_readiness_without_a_plan_has_nothing_late(programme: sw.Programme) -> None:
    report = programme.readiness(date(2024, 3, 4))
    assert {row.state for row in report.rows} == {"met", "expected", "open"}
    assert all(row.starts is None for row in report.rows)


def test_the_catalogue_is_filled(programme: sw.Programme) -> None:
    catalogue = programme.catalogue()
    acme = catalogue.systems[0]
    values = {value.field: value.value for value in acme.fields}
    assert values["contacts"] == "Ann, Ed"
    assert values["environment"] == "A1, re-purposed from UAT, until Wed 1 May 2024"
    assert values["set_up_time"] == "20 working days"
    assert values["platform"] is None
    assert len(acme.fields) == 19
    frame = catalogue.to_pandas()
    assert len(frame) == 38
    assert frame[frame["minimum"]]["value"].isna().sum() == sum(
        one.missing_of_minimum for one in catalogue.systems
    )
    assert "Acme &lt;x&gt;" in sound(catalogue._repr_html_())


def test_details_go_through_json_and_frames(programme: sw.Programme) -> None:
    again = sw.Programme.from_json(programme.to_json())
    assert again.participants == programme.participants
    assert '"details"' not in again.to_json().split('"Bolt"')[1]
    frames = programme.to_frames("polars")
    assert frames["provides"]["repurposed_from"].to_list() == ["UAT"]
    read = sw.Programme.from_frames(programme.name, programme.calendar, **frames)
    assert read.participants == programme.participants
    rows = [{"participant": "Bolt", "environment": "SIT-X"}]
    with pytest.raises(sw.InvalidProgramme) as raised:
        sw.Programme.from_frames(
            programme.name, programme.calendar, **{**frames, "provides": rows}
        )
    assert raised.value.findings.errors[0].path == "provides[row 1].environment"
    twice = [{"participant": "Bolt"}] * 2
    with pytest.raises(sw.UnreadableFile, match="already"):
        sw.Programme.from_frames(programme.name, programme.calendar, **{**frames, "details": twice})


def test_a_log_is_a_value_in_json_csv_and_frames(log: sw.DowntimeLog, tmp_path: Path) -> None:
    for name in ["log.json", "log.csv"]:
        log.write(tmp_path / name)
        assert sw.DowntimeLog.read(tmp_path / name) == log
    for frame in [log.to_pandas(), log.to_polars(), log.to_arrow()]:
        assert sw.DowntimeLog.from_frame(frame) == log
    with pytest.raises(sw.WrongValue):
        log.write(tmp_path / "log.xlsx")
    rows = [{"id": "a", "environment": "SIT-A", "participant": "Bolt"}]
    with pytest.raises(sw.UnreadableFile, match="exactly one of"):
        sw.DowntimeLog.from_frame(rows)
    with pytest.raises(sw.UnreadableFile, match="SW-E3407"):
        sw.DowntimeLog.from_csv("id,environment,kind\na,SIT-A,soon\n")


def test_downtime_is_summed_up(plan: sw.Plan, log: sw.DowntimeLog) -> None:
    programme = plan.programme
    report = plan.downtime(log, from_=date(2024, 3, 1), to=date(2024, 5, 1))
    assert [(one.month, one.planned_hours, one.actual_hours) for one in report.months] == [
        (date(2024, 3, 1), 24.0, 30.0),
        (date(2024, 4, 1), 0.0, 12.0),
    ]
    assert report.months[1].causes == ("storage; old",)
    assert report.months[1].participants == ("Bolt",)
    whole = next(one for one in report.environments if one.kind is None)
    # 21 weekdays of March and 22 of April; 13 and 14 March, 2 April.
    assert (whole.open, whole.lost, whole.availability) == (43, 3, 40 / 43)
    assert report.to_pandas()["actual_hours"].tolist() == [30.0, 12.0]
    assert report.to_polars("environments")["availability"][-1] == 40 / 43
    assert "storage; old" in str(report)
    sound(report._repr_html_())
    assert programme.downtime(log).entries[0].participants == ()

    begun = programme.downtime_log()
    assert [(one.id, one.planned is None, one.actual) for one in begun.entries] == [
        ("DIP 2.0", False, None)
    ]
    going_on = sw.DowntimeLog(
        [
            sw.Downtime(
                "down",
                on=sw.Target(everywhere=True),
                kind="unplanned",
                actual=(date(2024, 5, 6), None),
            )
        ]
    )
    with pytest.raises(sw.InvalidLog, match="SW-E3410"):
        programme.downtime(going_on)
    assert programme.downtime(going_on, to=date(2024, 5, 8)).entries[0].actual_hours == 48.0
    with pytest.raises(sw.WrongType):
        programme.downtime(begun, to=datetime(2024, 5, 8))


def test_concurrency_is_of_any_group(plan: sw.Plan) -> None:
    programme = plan.programme
    rows = programme.concurrency(["Acme <x>"]).rows
    assert [(row.from_, row.to, row.count) for row in rows] == [
        (date(2024, 1, 1), date(2024, 5, 1), 1),
        (date(2024, 5, 1), None, 0),
    ]
    both = programme.concurrency(["Acme <x>", "Bolt"])
    assert (both.peak, both.environment_days) == (1, 182)
    slots = plan.concurrency()
    assert [(row.from_, row.days) for row in slots.rows] == [
        (date(2024, 3, 18), 5),
        (date(2024, 3, 23), None),
    ]
    assert plan.concurrency(["Bolt"]).rows == ()
    assert both.to_pandas()["count"].tolist() == [1, 0]
    assert "Acme &lt;x&gt;" in sound(both._repr_html_())
    for reported in (programme, plan):
        with pytest.raises(sw.WrongValue, match="did you mean 'Bolt'"):
            reported.concurrency(["Blot"])


def test_the_command_prints_them(
    plan: sw.Plan, log: sw.DowntimeLog, tmp_path: Path
) -> None:
    programme = plan.programme
    programme.write(tmp_path / "programme.json")
    plan.write(tmp_path / "plan.csv")
    log.write(tmp_path / "log.csv")
    for arguments, report in [
        (("--kind", "versions"), programme.versions()),
        (("--kind", "catalogue"), programme.catalogue()),
        (("--kind", "concurrency", "--participant", "Bolt"), programme.concurrency(["Bolt"])),
        (("plan.csv", "--kind", "concurrency"), plan.concurrency()),
        (("--kind", "readiness", "--as-of", "2024-03-04"), programme.readiness(date(2024, 3, 4))),
        (
            ("plan.csv", "--kind", "readiness", "--as-of", "2024-03-04", "--lead", "5"),
            plan.readiness(date(2024, 3, 4), lead=5),
        ),
        (
            ("plan.csv", "--kind", "downtime", "--log", "log.csv", "--to", "2024-05-01"),
            plan.downtime(log, to=date(2024, 5, 1)),
        ),
    ]:
        about = ("report", "programme.json", *arguments)
        assert run(*about, folder=tmp_path) == (0, str(report), "")
        assert run(*about, "--json", folder=tmp_path) == (0, report.to_json(), "")
    about = ("report", "programme.json", "--kind", "catalogue", "--out", "catalogue.html")
    assert run(*about, folder=tmp_path)[0] == 0
    page = (tmp_path / "catalogue.html").read_text(encoding="utf-8")
    assert "<title>Environment catalogue</title>" in page
    for arguments, told in [
        ((), "name its file"),
        (("--kind", "concurrency", "--participant", "Blot"), "did you mean"),
        (("--kind", "readiness", "--as-of", "soon"), "not a date"),
        (("--kind", "downtime", "--log", "missing.csv"), "SW-E0003"),
        (("--kind", "versions", "--out", "x.pdf"), "none of .html"),
    ]:
        code, _, err = run("report", "programme.json", *arguments, folder=tmp_path)
        assert (code, told in err) == (2, True), (arguments, err)
