"""Several logos on one factsheet: in order, each with its words, within two pages."""

import io
from base64 import b64decode, b64encode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from advocacy import factsheet_pdf
from advocacy.factsheet import factsheet_paper, frozen, thawed
from advocacy.models import Factsheet
from advocacy.models.factsheets import MOST_LOGOS
from advocacy.services.factsheets import add_variant
from tests.advocacy.sheets import make_sheet, publish, said

COLOURS = ("#aa0000", "#00aa00", "#0000aa", "#aaaa00", "#00aaaa", "#aa00aa", "#123456")


def picture(colour, size=(80, 60)):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def logos(*names):
    pictures = [b64encode(picture(colour)).decode() for colour in COLOURS]
    return [{"picture": one, "alt": name} for one, name in zip(pictures, names, strict=False)]


def file(number):
    return SimpleUploadedFile(f"{number}.png", picture(COLOURS[number]))


def edit(client, sheet, **more):
    return client.post(reverse("advocacy:factsheet_edit", args=[sheet.pk]), said(sheet) | more)


def kept(sheet):
    return [one["alt"] for one in Factsheet.objects.get(pk=sheet.pk).logos]


def keys(client, sheet):
    """By its words, the part of the names of a logo's fields that is its own."""
    form = client.get(reverse("advocacy:factsheet_edit", args=[sheet.pk])).context["form"]
    return {alt: fields[0].name.removeprefix("logo_alt_") for alt, fields in form.logos.rows if alt}


def paper_of(sheet, user):
    return factsheet_paper(sheet, user=user, on=timezone.localdate())


def test_several_are_added_at_once_and_keep_their_picture_alone(client, workspace, amina):
    sheet = make_sheet(workspace, amina)
    client.force_login(amina)

    edit(client, sheet, logo_file_1=file(0), logo_new_1="Rights Watch", logo_file_2=file(1), logo_new_2="Delta Women")

    assert kept(sheet) == ["Rights Watch", "Delta Women"]
    first = Image.open(io.BytesIO(b64decode(Factsheet.objects.get().logos[0]["picture"])))
    assert (first.format, first.size, first.convert("RGB").getpixel((5, 5))) == ("PNG", (80, 60), (170, 0, 0))


def test_they_are_put_in_order_renamed_and_taken_off(client, workspace, amina):
    sheet = make_sheet(workspace, amina, logos=logos("A", "B", "C"))
    client.force_login(amina)
    own = keys(client, sheet)
    same = {f"logo_alt_{key}": alt for alt, key in own.items()}

    edit(client, sheet, **same | {f"logo_place_{own['C']}": 1, f"logo_alt_{own['A']}": "A new", "logo_file_1": file(3)})
    assert kept(sheet) == ["C", "A new", "B", ""]
    sheet.refresh_from_db()
    edit(client, sheet, **{f"logo_drop_{own['B']}": "on"})

    assert kept(sheet) == ["C", "A new", ""]


def test_there_is_room_for_six_and_none_is_put_twice(client, workspace, amina):
    sheet = make_sheet(workspace, amina, logos=logos("A", "B", "C", "D", "E"))
    client.force_login(amina)
    form = client.get(reverse("advocacy:factsheet_edit", args=[sheet.pk])).context["form"]
    assert [name for name in form.fields if name.startswith("logo_file")] == ["logo_file_1"]

    edit(client, sheet, logo_file_1=file(5), logo_new_1="F", logo_file_2=file(6), logo_new_2="G")

    assert kept(sheet) == ["A", "B", "C", "D", "E", "F"]
    assert len(kept(sheet)) == MOST_LOGOS
    one = make_sheet(workspace, amina, logos=logos("A"))
    small = Factsheet.objects.get(pk=one.pk)
    edit(client, small, logo_file_1=file(0), logo_new_1="Again")
    edit(client, Factsheet.objects.get(pk=one.pk), logo_file_1=file(0), logo_new_1="And again")
    assert len({row["picture"] for row in Factsheet.objects.get(pk=one.pk).logos}) == len(kept(one))


def test_what_is_no_picture_is_said_at_its_field(client, workspace, amina):
    sheet = make_sheet(workspace, amina)
    client.force_login(amina)

    page = edit(client, sheet, logo_file_2=SimpleUploadedFile("x.png", b"no picture"))

    words = "This is no PNG or JPEG picture of at most 2 MB. Choose another file."
    assert page.context["form"].errors == {"logo_file_2": [words]}
    assert "<details open><summary>Logos: six at most, in this order" in page.content.decode()
    assert kept(sheet) == []


def test_all_stand_on_paper_with_their_words_and_it_still_fits(workspace, amina):
    sheet = make_sheet(workspace, amina, logos=logos("A", "B", "C", "D", "", "F"))
    paper = paper_of(sheet, amina)

    html = factsheet_pdf.render_html([paper])
    reader = PdfReader(io.BytesIO(factsheet_pdf.render_pdf(paper)))

    assert [one.alt for one in paper.logos] == ["A", "B", "C", "D", workspace.name, "F"]
    assert [html.index(f'alt="{alt}"') for alt in "ABCDF"] == sorted(html.index(f'alt="{alt}"') for alt in "ABCDF")
    assert sum(len(page.images) for page in reader.pages) == 6
    assert (factsheet_pdf.fit_of(paper).pages, len(reader.pages)) == (1, 1)


def test_another_language_takes_them_along_and_a_picture_the_first(workspace, amina):
    sheet = make_sheet(workspace, amina, logos=logos("A", "B"))

    variant = add_variant(factsheet=sheet, language="fr", key=sheet.workspace_id, by=amina, at=timezone.now())

    assert (variant.logos, variant.first_logo) == (sheet.logos, picture(COLOURS[0]))
    assert make_sheet(workspace, amina).first_logo == b""


def test_an_edition_says_what_it_said_whether_it_had_one_logo_or_several(workspace, amina, odile):
    sheet = make_sheet(workspace, amina, logos=logos("A", "B"))
    paper = paper_of(sheet, amina)
    edition = publish(sheet, odile, content=frozen(paper))
    edition.refresh_from_db()
    assert thawed(edition.content) == paper
    (only,) = logos("x")

    older = {name: value for name, value in frozen(paper).items() if name != "logos"} | {"logo": only["picture"]}

    assert [(one.picture, one.alt) for one in thawed(older).logos] == [(only["picture"], workspace.name)]


@pytest.mark.parametrize("place", ["factsheet_edit", "factsheet_create"])
def test_the_form_has_room_for_them(client, workspace, amina, place):
    sheet = make_sheet(workspace, amina)
    client.force_login(amina)

    page = client.get(reverse(f"advocacy:{place}", args=[sheet.pk if place == "factsheet_edit" else workspace.pk]))

    assert page.content.decode().count('type="file"') == MOST_LOGOS
