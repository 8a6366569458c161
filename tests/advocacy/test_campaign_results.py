"""What came of a campaign: figures by hand and from files of every kind, totals, and the files to take along."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from advocacy.campaign_page import theme_of, totals
from advocacy.campaign_sheet import post_key, whole_number
from advocacy.models import CampaignMessage, MessageResult
from advocacy.services.campaign import mark_unposted
from advocacy.services.campaign_results import NotPosted, import_results, keep_result
from tests.advocacy.campaigned import ADDRESS, figure, make_message, post
from tests.advocacy.pushed import make_priority
from tests.factories import make_member

X_POST = "https://x.com/coalition/status/1234567890"
FACEBOOK_POST = "https://www.facebook.com/permalink.php?story_fbid=1&id=2"
SHEET = f"Address of the post,Impressions,Likes\n{ADDRESS},1200,31\n{X_POST},88,4\n"


@pytest.fixture
def nadia(organisation):
    return make_member(organisation, role=Membership.Role.EDITOR, name="Nadia")


@pytest.fixture
def posted(workspace, amina, nadia):
    """A message on Bluesky and one on X."""
    first = post(make_message(workspace, amina), nadia)
    return first, post(make_message(workspace, amina, channel="x", language="fr"), nadia, address=X_POST)


def place(row, name):
    return reverse(f"advocacy:{name}", args=[row.pk])


def bring(client, workspace, content, name="figures.csv", day="2026-03-02"):
    data = content if isinstance(content, bytes) else content.encode()
    return client.post(place(workspace, "campaign_import"), {"file": SimpleUploadedFile(name, data), "day": day})


def workbook(*rows):
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("name", "status"), [("amina", 302), ("bruno", 403), ("chidi", 404)])
def test_editors_enter_figures(client, request, posted, name, status):
    client.force_login(request.getfixturevalue(name))

    answer = client.post(place(posted[0], "campaign_result"), {"day": "2026-03-02", "likes": "3"})

    assert answer.status_code == status
    assert MessageResult.objects.count() == (status == 302)


def test_figures_of_a_day_take_the_place_of_the_former(client, posted, amina):
    client.force_login(amina)
    sent = {"day": "2026-03-02", "impressions": "1200", "likes": "0"}
    client.post(place(posted[0], "campaign_result"), sent)
    client.post(place(posted[0], "campaign_result"), sent | {"impressions": "1300", "likes": ""})
    client.post(place(posted[0], "campaign_result"), sent | {"day": "2026-03-05", "impressions": "1500"})

    rows = MessageResult.objects.order_by("day").values_list("day", "impressions", "likes", "replies")
    assert list(rows) == [(date(2026, 3, 2), 1300, None, None), (date(2026, 3, 5), 1500, 0, None)]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"likes": ""}, "Enter at least one figure."),
        ({"likes": "many"}, "This is no whole number."),
        ({"likes": "-3"}, "Ensure this value is greater than or equal to 0."),
        ({"likes": "99999999999"}, "Ensure this value is less than or equal to 2000000000."),
        ({"day": "2100-01-01"}, "This day is still to come."),
        ({"day": ""}, "Choose the day on which you read the figures."),
    ],
)
def test_wrong_figures_are_refused(client, posted, amina, wrong, error):
    client.force_login(amina)

    page = client.post(place(posted[0], "campaign_result"), {"day": "2026-03-02", "likes": "3"} | wrong)

    assert error in page.content.decode()
    assert MessageResult.objects.count() == 0


def test_only_what_was_posted_has_figures(workspace, amina):
    with pytest.raises(NotPosted):
        keep_result(
            message=make_message(workspace, amina),
            day=date(2026, 3, 2),
            figures={"likes": 3},
            by=amina,
            at=timezone.now(),
        )


def test_the_database_keeps_no_figures_of_nothing(posted, amina):
    row = figure(posted[0], amina, likes=3)

    with pytest.raises(IntegrityError), transaction.atomic():
        MessageResult.objects.filter(pk=row.pk).update(likes=None)


def test_figures_are_taken_away(client, posted, amina, bruno):
    row = figure(posted[0], amina, likes=3)
    client.force_login(bruno)
    refused = client.post(place(row, "campaign_result_delete")).status_code
    client.force_login(amina)
    client.post(place(row, "campaign_result_delete"))

    assert (refused, MessageResult.objects.count()) == (403, 0)


def test_totals_are_of_the_last_figures_and_what_is_unknown_stays_unknown(workspace, posted, amina):
    first, second = posted
    theme = make_priority(workspace, amina, title="Torture")
    CampaignMessage.objects.filter(pk=first.pk).update(priority_issue=theme)
    figure(first, amina, day=date(2026, 3, 2), likes=3, impressions=100)
    figure(first, amina, day=date(2026, 3, 9), likes=5, impressions=150)
    figure(second, amina, day=date(2026, 3, 2), likes=7)
    rows = CampaignMessage.objects.with_all().in_order()
    results = MessageResult.objects.last_known()

    by_theme = totals(rows, results, theme_of)
    together = totals(rows, results, lambda _one: "all")

    assert [(one.name, one.posts, one.figures) for one in by_theme] == [
        ("No theme", 1, [None, 7, None, None, None]),
        ("Torture", 1, [150, 5, None, None, None]),
    ]
    assert together[0].figures == [150, 12, None, None, None]


def test_what_a_later_day_leaves_out_stands_as_it_was_last_known(client, workspace, posted, amina):
    figure(posted[0], amina, day=date(2026, 3, 2), impressions=100, likes=3)
    figure(posted[0], amina, day=date(2026, 3, 9), likes=5)
    figure(posted[0], amina, day=date(2026, 3, 16), replies=0)
    client.force_login(amina)

    page = client.get(place(workspace, "campaign_results"))

    row = dict(page.context["lines"])[posted[0]]
    assert (row.day, [row.impressions, row.likes, row.shares, row.clicks, row.replies]) == (
        date(2026, 3, 16),
        [100, 5, None, None, 0],
    )


def test_results_page_says_how_many_are_without(client, workspace, posted, amina):
    figure(posted[0], amina, likes=3)
    client.force_login(amina)

    page = client.get(place(workspace, "campaign_results"))

    assert page.context["without"] == 1
    assert [name for name, _rows in page.context["tables"]] == ["By channel", "By language", "By theme"]
    assert "2 messages were posted." in page.content.decode()


def test_a_file_is_looked_at_before_anything_is_kept(client, workspace, posted, amina):
    client.force_login(amina)

    page = bring(client, workspace, SHEET)
    before = MessageResult.objects.count()
    client.post(place(workspace, "campaign_import_apply"), {"kept": page.context["kept"]})

    assert [(row.line, row.message, row.figures) for row in page.context["sheet"].rows] == [
        (2, posted[0], {"impressions": 1200, "likes": 31}),
        (3, posted[1], {"impressions": 88, "likes": 4}),
    ]
    assert before == 0
    assert set(MessageResult.objects.values_list("message", "day", "impressions", "likes")) == {
        (posted[0].pk, date(2026, 3, 2), 1200, 31),
        (posted[1].pk, date(2026, 3, 2), 88, 4),
    }


def test_figures_that_the_file_lacks_stay_as_they_were_entered(client, workspace, posted, amina):
    figure(posted[0], amina, day=date(2026, 3, 2), likes=3, replies=7)
    client.force_login(amina)

    page = bring(client, workspace, SHEET)
    client.post(place(workspace, "campaign_import_apply"), {"kept": page.context["kept"]})

    row = MessageResult.objects.get(message=posted[0])
    assert (row.impressions, row.likes, row.replies) == (1200, 31, 7)


def test_workbooks_and_headings_of_the_channels_are_read(client, workspace, posted, amina):
    client.force_login(amina)
    content = workbook(
        ["Post Link", "Date", "Views", "Reactions", "Reposts", "Comments", "URL Clicks"],
        ["http://www.twitter.com/coalition/status/1234567890/?s=20", "2026-01-01", 12500.0, "1,310", "n/a", None, 0],
    )

    sheet = bring(client, workspace, content, name="x.xlsx").context["sheet"]

    assert [row.figures for row in sheet.rows] == [{"impressions": 12500, "likes": 1310, "clicks": 0}]
    assert (sheet.rows[0].message, sheet.unknown, sheet.wrong) == (posted[1], ["Date"], [])


def test_rows_that_are_left_out_are_said_with_their_place(client, workspace, posted, amina):
    client.force_login(amina)
    rows = [
        "Likes,Link",
        f"3,{ADDRESS}",
        f"4,{ADDRESS}",
        "5,https://x.com/other/status/1",
        f"many,{X_POST}",
        "6,",
        ",",
        f"-,{X_POST}",
        "7,https://[deleted]",
    ]

    sheet = bring(client, workspace, "\n".join(rows)).context["sheet"]

    assert [row.figures for row in sheet.rows] == [{"likes": 3}]
    assert [(cell.line, cell.letter, cell.why) for cell in sheet.wrong] == [
        (3, "B", "This post stands in the file above already."),
        (4, "B", "No posted message has this address: https://x.com/other/status/1"),
        (5, "A", "“many” is no whole number."),
        (6, "B", "No posted message has this address: –"),
        (8, "", "It has no figure."),
        (9, "B", "No posted message has this address: https://[deleted]"),
    ]


@pytest.mark.parametrize(
    ("content", "name", "error"),
    [
        (b"%PDF-1.7 none", "figures.csv", "This is no spreadsheet."),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 40, "figures.png", "This is no spreadsheet."),
        (b"PK\x03\x04 broken", "figures.xlsx", ""),
        (b"Name,Likes\nA,3\n", "figures.csv", "It needs a column called “Address of the post”"),
        (b"Link,Name\nhttps://x.com/a,3\n", "figures.csv", "It needs a column called “Address of the post”"),
        (b"", "figures.csv", "The submitted file is empty."),
        (b"Link,Likes\n" + b"https://x.com/a,3\n" * 2001, "figures.csv", "The file has more than 2000 rows."),
    ],
)
def test_wrong_files_are_refused(client, workspace, posted, amina, content, name, error):
    client.force_login(amina)

    answer = bring(client, workspace, content, name=name)

    assert answer.status_code == 422
    assert error in answer.content.decode()
    assert MessageResult.objects.count() == 0


def test_an_address_of_two_messages_is_said_and_none_is_chosen(client, workspace, posted, amina, nadia):
    post(make_message(workspace, amina, channel="x"), nadia, address=f"{X_POST}?s=20")
    client.force_login(amina)

    sheet = bring(client, workspace, SHEET).context["sheet"]

    assert [row.message for row in sheet.rows] == [posted[0]]
    assert [(cell.line, cell.why) for cell in sheet.wrong] == [
        (3, f"Several posted messages have this address: {X_POST}")
    ]


def test_a_file_is_kept_in_one_order_and_whole_or_not_at_all(workspace, posted, amina):
    said = {"workspace": workspace, "day": date(2026, 3, 2), "by": amina, "at": timezone.now()}
    rows = [(one, {"likes": 3}) for one in sorted(posted, key=lambda one: one.pk, reverse=True)]

    made = import_results(rows=rows, **said)

    assert [row.message_id for row in made] == sorted(one.pk for one in posted)
    unposted = make_message(workspace, amina)
    with pytest.raises(NotPosted):
        import_results(rows=[(posted[0], {"likes": 4}), (unposted, {"likes": 4})], **said)
    assert set(MessageResult.objects.values_list("likes", flat=True)) == {3}


def test_figures_of_another_workspace_or_person_are_not_taken_up(client, workspace, posted, amina, nadia):
    client.force_login(amina)
    kept = bring(client, workspace, SHEET).context["kept"]
    client.force_login(nadia)

    for sent in (kept, "v1:nonsense", ""):
        client.post(place(workspace, "campaign_import_apply"), {"kept": sent})

    assert MessageResult.objects.count() == 0


def test_a_post_that_was_taken_back_meanwhile_gets_no_figures(client, workspace, posted, amina):
    client.force_login(amina)
    kept = bring(client, workspace, SHEET).context["kept"]
    mark_unposted(message=posted[0], by=amina, at=timezone.now())

    client.post(place(workspace, "campaign_import_apply"), {"kept": kept})

    assert list(MessageResult.objects.values_list("message", flat=True)) == [posted[1].pk]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (X_POST, "https://twitter.com/coalition/status/1234567890?s=20&t=abc", True),
        (X_POST, "x.com/coalition/status/1234567890/", True),
        (X_POST, "https://x.com/coalition/status/1234567891", False),
        (FACEBOOK_POST, FACEBOOK_POST.replace("www", "m"), True),
        (FACEBOOK_POST, "facebook.com/permalink.php?id=2&story_fbid=1&__tn__=R&fbclid=a", True),
        ("https://youtube.com/watch?v=a", "https://www.youtube.com/watch?v=a&utm_source=b&t=9", True),
        ("https://youtube.com/watch?v=a", "https://youtube.com/watch?v=b", False),
        (FACEBOOK_POST, FACEBOOK_POST.replace("fbid=1", "fbid=3"), False),
    ],
)
def test_the_same_post_is_known_however_its_address_is_written(one, other, is_same):
    assert (post_key(one) == post_key(other)) is is_same


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12500", 12500),
        ("12,500", 12500),
        ("12.500", 12500),
        ("12 500", 12500),
        ("12\u202f500", 12500),
        ("1,234,567", 1234567),
        ("12.5", None),
        ("1,23", None),
        ("-3", None),
        ("3e4", None),
        ("99999999999", None),
        ("", None),
    ],
)
def test_whole_numbers_are_read_as_people_write_them(text, number):
    assert whole_number(text) == number


def test_files_to_take_along_hold_everything_and_run_no_formula(client, workspace, posted, amina, bruno):
    make_message(workspace, amina, text="=HYPERLINK(1)", hashtags=["UPR48"], date=date(2030, 3, 1), status="idea")
    figure(posted[0], amina, day=date(2026, 3, 2), likes=31)
    client.force_login(bruno)

    csv = b"".join(client.get(place(workspace, "campaign_csv")).streaming_content).decode("utf-8-sig")
    xlsx = client.get(place(workspace, "campaign_xlsx"))
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(xlsx.streaming_content))).worksheets[0]

    assert csv.splitlines()[0] == (
        "Channel,Language,Status,Day,Hour,Time zone,Who posts it,Theme,Text,Address of the post,Figures of,"
        "Impressions,Likes,Shares,Clicks,Replies"
    )
    assert '"\'=HYPERLINK(1)\n#UPR48"' in csv
    rows = {row[9]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert rows[ADDRESS][12] == 31
    assert rows[None][8] == "'=HYPERLINK(1)\n#UPR48"
    assert [row.data_type for row in sheet[2]].count("f") == 0
