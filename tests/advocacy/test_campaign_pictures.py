"""The picture of a message: in each of the six languages, in both shapes, and what our fonts cannot draw."""

import io
from base64 import b64encode
from dataclasses import replace

import pytest
from django.urls import reverse
from PIL import Image, ImageDraw

from advocacy.campaign_picture import APT_LINE, Placard, placard_of, render_png, undrawable
from advocacy.forms.campaign import MessageForm
from tests.advocacy.campaigned import make_message, said
from tests.advocacy.sheets import make_sheet

PICTURE = {"picture": "wide", "picture_title": "Seven of ten", "picture_alt": "A sentence on white"}
TITLES = {
    "en": "Seven of ten street traders were beaten",
    "fr": "Sept vendeurs de rue sur dix ont été battus",
    "es": "Siete de cada diez vendedores fueron golpeados: ¿por qué?",
    "ar": "سبعة من كل عشرة باعة تعرضوا للضرب (UPR 48)",
    "ru": "Семь из десяти торговцев были избиты",
    "zh": "十分之七的街头小贩遭到殴打（UPR 48）",
}


def placard(language, **words):
    title = TITLES[language]
    return replace(Placard("wide", language, title, title, "Arcadia Rights Coalition", "https://a.org/f/x"), **words)


def opened(png):
    return Image.open(io.BytesIO(png)).convert("RGB")


@pytest.mark.parametrize(("shape", "size"), [("wide", (1200, 675)), ("square", (1080, 1080))])
@pytest.mark.parametrize("language", TITLES)
def test_every_language_is_drawn_in_both_shapes(language, shape, size):
    png = render_png(placard(language, shape=shape))

    assert opened(png).size == size
    assert len(png) < 60_000
    assert undrawable(TITLES[language], language) == []


def test_the_text_begins_on_the_side_of_its_language():
    """The first line of a short title: ink on the left in English, on the right in Arabic."""
    sides = []
    for language, words in (("en", "Torture"), ("ar", "تعذيب")):
        picture = opened(render_png(placard(language, title=words, words="", link="")))
        body = picture.crop((0, 20, 1200, 540)).convert("L").point(lambda value: 255 if value < 128 else 0)
        left, _top, right, _bottom = body.getbbox()
        sides.append((left < 100, right > 1100))

    assert sides == [(True, False), (False, True)]


def test_arabic_letters_are_joined():
    """Joined letters take less room than the same ones apart."""
    joined, apart = (
        opened(render_png(placard("ar", title=words, words="", link=""))).crop((0, 20, 1200, 540))
        for words in ("تعذيب", "ت ع ذ ي ب")
    )

    widths = [one.convert("L").point(lambda value: 255 if value < 128 else 0).getbbox() for one in (joined, apart)]
    assert widths[0][2] - widths[0][0] < widths[1][2] - widths[1][0]


def test_a_long_title_stays_above_the_band():
    picture = opened(render_png(placard("en", title="Torture " * 15, words="Sentence " * 22)))

    # Between the text and the band there is paper, all along.
    assert {picture.getpixel((x, 675 - 132 - 10)) for x in range(0, 1200, 3)} == {(255, 255, 255)}


@pytest.mark.parametrize(
    ("text", "language", "missing"),
    [("Stop ✊ now", "en", ["✊"]), ("普遍", "en", ["普", "遍"]), ("UPR 48: 12.5 %", "ar", []), ("Ж – «я»", "ru", [])],
)
def test_what_our_fonts_lack_is_told(text, language, missing):
    assert undrawable(text, language) == missing


def test_it_says_who_posts_it_and_that_an_invented_state_is_one(workspace, amina, organisation):
    message = make_message(workspace, amina, **PICTURE, organisation=organisation, link="https://a.org/f/x/")

    shown = placard_of(message)

    assert (shown.shape, shown.title, shown.sender) == ("wide", "Seven of ten", "Amina's organisation")
    assert shown.note == "Arcadia is an invented State. Everything said of it here is an example."


def test_nobody_is_named_on_it_while_nobody_posts_it(workspace, amina):
    assert placard_of(make_message(workspace, amina, **PICTURE)).sender == ""


def test_logo_of_the_factsheet_stands_on_it(workspace, amina):
    out = io.BytesIO()
    logo = Image.new("RGB", (80, 80), "#ff0000")
    ImageDraw.Draw(logo).rectangle((10, 10, 70, 70), fill="#ff0000")
    logo.save(out, "PNG")
    kept = {"picture": b64encode(out.getvalue()).decode(), "alt": ""}
    message = make_message(workspace, amina, **PICTURE, factsheet=make_sheet(workspace, amina, logos=[kept]))

    red, green, blue = opened(render_png(placard_of(message))).getpixel((110, 675 - 66))

    assert (red > 240, green < 20, blue < 20) == (True, True, True)


@pytest.mark.parametrize(("name", "status"), [("amina", 200), ("bruno", 200), ("chidi", 404)])
def test_members_see_it(client, request, workspace, amina, name, status):
    message = make_message(workspace, amina, **PICTURE)
    client.force_login(request.getfixturevalue(name))
    address = reverse("advocacy:campaign_picture", args=[message.pk])

    answers = [client.get(address), client.get(address, {"shape": "square"}), client.get(address, {"shape": "round"})]

    assert [answer.status_code for answer in answers] == [status, status, 404]
    if status == 200:
        assert answers[0]["Cache-Control"] == "private, no-store"
        assert [opened(answer.content).size for answer in answers[:2]] == [(1200, 675), (1080, 1080)]


def test_without_the_libraries_for_arabic_the_page_says_so_in_its_words(client, workspace, amina, monkeypatch, caplog):
    monkeypatch.setattr("PIL.features.check", lambda _name: False)
    message = make_message(workspace, amina, **PICTURE | {"language": "ar"})
    client.force_login(amina)

    answer = client.get(reverse("advocacy:campaign_picture", args=[message.pk]))

    assert (answer.status_code, answer.content.decode()) == (503, "This server cannot draw this picture at the moment.")
    assert APT_LINE in caplog.text


def test_a_message_without_one_has_none(client, workspace, amina):
    client.force_login(amina)

    assert client.get(reverse("advocacy:campaign_picture", args=[make_message(workspace, amina).pk])).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "field", "error"),
    [
        ({"picture_alt": ""}, "picture_alt", "Describe the picture: not everybody sees it."),
        ({"picture_title": ""}, "picture_title", "Write what stands on the picture, or choose its factsheet."),
        (
            {"picture_words": "Stop ✊"},
            "picture_words",
            "Our fonts for this language have no ✊. Take it out, or write it otherwise.",
        ),
    ],
)
def test_a_picture_is_described_and_can_be_drawn(workspace, amina, wrong, field, error):
    form = MessageForm(said(**PICTURE | wrong), user=amina, workspace=workspace, tags=[])

    assert form.errors == {field: [error]}


def test_it_takes_the_title_of_its_factsheet(workspace, amina):
    sheet = make_sheet(workspace, amina)
    sent = said(**PICTURE | {"picture_title": "", "factsheet": sheet.pk})
    form = MessageForm(sent, user=amina, workspace=workspace, tags=[])

    assert form.is_valid()
    assert form.words["picture_title"] == "Torture in police stations"
