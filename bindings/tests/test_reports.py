"""Reports and what notebooks show."""

import pickle
from datetime import date

import pytest
from shown import sound

import slotwise as sw


@pytest.fixture
def result(small: sw.Programme) -> sw.Result:
    small.name = "a <b>small</b> one"
    small.add_participant("La<te>", routes=[["Migration"]], ready=[sw.Ready(date(2024, 3, 29))])
    return small.solve()


def test_the_summary_tells_everything(result: sw.Result) -> None:
    text = result.summary()
    for part in ["optimal", "5 of 6 participants placed", "proven", "Not placed (1)", "La<te>",
                 "SIT-A", "in use", result.provenance.programme_hash]:  # fmt: skip
        assert part in text
    alone = result.plan.summary()
    assert "optimal" not in alone
    assert "5 of 6 participants placed" in alone


def test_utilisation_is_that_of_the_summary(result: sw.Result) -> None:
    uses = result.plan.utilisation()
    [functional] = [use for use in uses.stages if use.stage == "Functional"]
    assert (functional.slots, functional.offered, functional.taken) == (2, 6, 5)
    [first] = [use for use in uses.environments if use.environment == "SIT-A"]
    assert first.open == first.used + first.lost + first.idle == 65
    assert "31 %" in sound(uses._repr_html_())
    assert pickle.loads(pickle.dumps(uses)) == uses


def test_concurrency_has_a_row_for_each_change(small: sw.Programme) -> None:
    rows = small.concurrency()
    assert [(row.from_, row.to, row.environments) for row in rows.rows] == [
        (date(2024, 1, 1), date(2024, 2, 1), ("SIT-A",)),
        (date(2024, 2, 1), date(2024, 4, 1), ("SIT-A", "SIT-B")),
        (date(2024, 4, 1), None, ()),
    ]
    assert rows.count_on(date(2024, 3, 31)) == 2
    assert rows.count_on(date(2024, 4, 1)) == rows.count_on(date(2023, 1, 1)) == 0
    assert "2024-02-01" in sound(rows._repr_html_())


def test_notebooks_show_it_whole_and_escaped(result: sw.Result) -> None:
    page = sound(result._repr_html_())
    assert "optimal" in page
    assert "<te>" not in page
    assert "srcdoc=" in page
    shown = sound(result.unplaced._repr_html_())
    assert "La&lt;te&gt;" in shown
    assert "readiness" in shown
    programme = sound(result.plan.programme._repr_html_())
    assert "a &lt;b&gt;small" in programme
    assert "Functional" in programme
    assert sound(result.plan.check()._repr_html_()) == "<p>No rule is broken.</p>"
    assert str(result.plan.check()) == "no rule is broken"


def test_findings_are_shown_as_a_table(small: sw.Programme) -> None:
    assert sound(small.validate()._repr_html_()) == "<p>Nothing found: it can be planned.</p>"
    small.add_stage("Odd", environments=["SIT-C"], duration=5)
    small.add_environment("Unused", windows=[(date(2024, 1, 1), date(2024, 2, 1))])
    found = small.validate()
    assert found.errors
    assert found.warnings
    assert len(found) == len(found.errors) + len(found.warnings)
    page = sound(found._repr_html_())
    assert "<code>stages[3].environments[0].environment</code>" in page
    assert pickle.loads(pickle.dumps(found)) == found
    with pytest.raises(sw.InvalidProgramme) as caught:
        small.solve()
    assert caught.value.findings == found
    assert pickle.loads(pickle.dumps(caught.value)).findings == found


def test_the_picture_of_a_result_says_how_good_it_is(result: sw.Result) -> None:
    assert "optimal" in result.gantt().html
    assert "optimal" not in result.plan.gantt().html
    moved = result.plan.unassign("Acme")
    ghost = result.gantt(baseline=moved, title="after & before")
    assert "after &amp; before" in ghost.svg
