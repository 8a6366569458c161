"""Indicators: kept, measured, pasted line by line, and told in words."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from implementation.indicator_lines import indicator_line
from implementation.models import Indicator, Measurement
from implementation.services.indicators import change_indicator
from implementation.services.ratings import NotInReview
from tests.factories import make_recommendation, make_review, make_state
from tests.implementation.indicators_noted import POST, make_indicator, measure


def address(name, row):
    return reverse(f"implementation:{name}", args=[row.pk])


def body(answer):
    return b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()


def test_an_indicator_is_kept_once_however_often_it_is_sent(client, workspace, amina, review):
    recommendation = make_recommendation(review, item=7)
    client.force_login(amina)
    sent = POST | {"key": uuid4(), "numbers": "140.7", "baseline": "120,5", "target_date": "2028-01-01"}
    for _time in range(2):
        assert client.post(address("indicator_create", workspace), sent).status_code == 302

    row = Indicator.objects.get()
    assert list(row.recommendations.all()) == [recommendation]
    assert (row.kind, row.baseline, row.target, row.target_date) == (
        "outcome",
        Decimal("120.5"),
        Decimal(60),
        date(2028, 1, 1),
    )


@pytest.mark.parametrize(
    ("more", "field", "says"),
    [
        ({"title": ""}, "title", "Write what is measured."),
        ({"baseline": "many"}, "baseline", "This is no figure. Write it as 12.5"),
        ({"target": "1.23456"}, "target", "This is no figure. Write it as 12.5"),
        ({"target": "", "target_date": "2028-01-01"}, "target", "Write the figure that belongs to this day."),
        ({"numbers": "140.99"}, "numbers", "No recommendation of this review has this number: 140.99"),
    ],
)
def test_bad_input_is_answered_at_its_field(client, workspace, amina, more, field, says):
    client.force_login(amina)
    form = client.post(address("indicator_create", workspace), POST | {"key": uuid4()} | more).context["form"]

    assert form.errors == {field: [says]}
    assert form["unit"].value() == "days"
    assert Indicator.objects.count() == 0


def test_figures_are_pasted_and_one_of_the_same_day_takes_the_place(client, workspace, amina):
    row = make_indicator(workspace, amina)
    measure(row, amina, 110, source="Court")
    client.force_login(amina)
    lines = "2026-03-31; 95,5\n\n2026-06-30\t1,400\twomen\tMinistry\n٢٠٢٦-٠٩-٣٠؛ ٨٠٫٥\n2026-12-31；1\u202f200；妇女"
    assert client.post(address("indicator_detail", row), {"lines": lines}).status_code == 302

    assert list(Measurement.objects.order_by("date").values_list("date", "value", "group", "source")) == [
        (date(2026, 3, 31), Decimal("95.5"), "", ""),
        (date(2026, 6, 30), Decimal(1400), "women", "Ministry"),
        (date(2026, 9, 30), Decimal("80.5"), "", ""),
        (date(2026, 12, 31), Decimal(1200), "妇女", ""),
    ]


def test_every_wrong_line_is_named_and_nothing_is_half_in(client, workspace, amina):
    row = make_indicator(workspace, amina)
    client.force_login(amina)
    lines = "2026-03-31; 95\n31.3.2026; 4\n2026-04-30; few\n2026-03-31; 96"
    form = client.post(address("indicator_detail", row), {"lines": lines}).context["form"]

    as_this = "Write it as 2026-03-31; 12.5; women; source"
    assert form.errors["lines"] == [
        f"Line 2 cannot be read: “31.3.2026; 4”. {as_this}",
        f"Line 3 cannot be read: “2026-04-30; few”. {as_this}",
        "Line 4 has a day and group that stand above already: “2026-03-31; 96”.",
    ]
    assert form["lines"].value() == lines
    assert Measurement.objects.count() == 0


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("95.4", "41 % of the way from 120 to 60."),
        ("60.1", "99 % of the way from 120 to 60."),
        ("60", "The target is reached: from 120 to 60."),
        ("130", "Further from the target than at the start: 120 was to become 60."),
    ],
)
def test_progress_is_said_in_words(workspace, amina, value, says):
    row = make_indicator(workspace, amina)
    measure(row, amina, value)
    measure(row, amina, 5, day=date(2026, 6, 30), group="women")

    assert indicator_line(row).progress == says


def test_no_progress_is_said_without_the_figures_for_it(workspace, amina):
    assert indicator_line(make_indicator(workspace, amina)).progress == ""
    row = make_indicator(workspace, amina, target=None)
    measure(row, amina, 95)
    assert indicator_line(row).progress == ""


def test_the_list_and_its_file_hold_the_same_kind(client, workspace, amina, bruno):
    measure(make_indicator(workspace, amina, title="=1+1"), amina, -5)
    make_indicator(workspace, amina, kind="process", title="Trainings")
    client.force_login(bruno)
    page = client.get(address("indicator_list", workspace), {"kind": "outcome"})
    rows = body(client.get(address("indicator_csv", workspace), {"kind": "outcome"}))

    assert [line.indicator.title for line in page.context["lines"]] == ["=1+1"]
    assert rows[1:] == ["Outcome,'=1+1,days,,120.0,,60.0,,-5.0,2026-03-31,The target is reached: from 120 to 60."]


def test_the_page_shows_chart_and_table_and_the_file_the_same_figures(client, workspace, amina, bruno):
    row = make_indicator(workspace, amina)
    measure(row, amina, "95.4", source="@court")
    client.force_login(bruno)
    page = client.get(address("indicator_detail", row))

    assert 'role="img" aria-label="Days before a hearing"' in page.text
    assert "41 % of the way from 120 to 60." in page.text
    assert body(client.get(address("measurement_csv", row)))[1:] == ["2026-03-31,95.4,,'@court"]


def test_nobody_writes_over_what_they_have_not_read(client, workspace, amina):
    row = make_indicator(workspace, amina)
    read = row.version
    later = row.changed_at + timedelta(days=1)
    change_indicator(indicator=row, words={"title": "Theirs"}, recommendations=[], seen=read, by=amina, at=later)
    client.force_login(amina)
    answer = client.post(address("indicator_edit", row), POST | {"title": "Mine", "key": row.pk, "seen": read})

    assert (answer.status_code, answer.context["newer"].indicator.title) == (409, "Theirs")
    assert Indicator.objects.get().title == "Theirs"


def test_a_day_needs_its_figure_and_a_day_and_group_have_one(workspace, amina):
    with pytest.raises(IntegrityError, match="implementation_indicator_target"), transaction.atomic():
        make_indicator(workspace, amina, target=None, target_date=date(2028, 1, 1))
    one = measure(make_indicator(workspace, amina), amina, 95)
    one.pk, one._state.adding = uuid4(), True
    with pytest.raises(IntegrityError, match="implementation_measurement_once"), transaction.atomic():
        one.save(force_insert=True)


def test_another_review_has_no_place_here(workspace, amina):
    with pytest.raises(NotInReview):
        make_indicator(workspace, amina, [make_recommendation(make_review(make_state("UGA")), item=7)])


def test_who_may_read_write_and_take_away(client, workspace, amina, bruno, chidi):
    row = make_indicator(workspace, amina)
    one = measure(row, amina, 95)
    for person, status in ((chidi, 404), (bruno, 403)):
        client.force_login(person)
        for name in ("indicator_edit", "indicator_delete", "indicator_detail"):
            assert client.post(address(name, row), {"lines": "2026-03-31; 1"}).status_code == status
        assert client.post(address("measurement_delete", one)).status_code == status
    assert Measurement.objects.get().value == 95

    client.force_login(amina)
    client.post(address("measurement_delete", one))
    assert Measurement.objects.count() == 0
    client.post(address("indicator_delete", row))
    assert Indicator.objects.count() == 0
