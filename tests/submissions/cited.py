"""A stakeholder summary in the record, for tests of what cites a submission."""

from cycles.models import ImportRun, Stakeholder, SummaryCitation, SummaryParagraph, UnDocument
from tests.factories import AT

# Summary paragraph, note, order in it, code, role, what it names of the submission.
CITED = (
    (1, 1, 1, "AI", "main", [["para", "2"]]),
    (2, 2, 1, "JS1", "main", [["page", "4"]]),
    (2, 3, 1, "JS1", "main", [["para", "1-2"]]),
    (3, 4, 1, "AI", "main", [["para", "3"]]),
    (3, 4, 2, "JS1", "see_also", [["para", "2"], ["para", "9"]]),
)


def make_summary(review, cited=CITED):
    """A summary with three paragraphs that cites Amnesty International and a joint submission."""
    run = ImportRun.objects.create(review=review, format="summary", file_name="s", digest="d", created_at=AT)
    document = UnDocument.objects.create(review=review, kind="stakeholder_summary", symbol="A/HRC/WG.6/99/ARC/3")
    texts = {
        number: SummaryParagraph.objects.create(
            document=document, number=number, text=f"={number} said.", import_run=run
        )
        for number in (1, 2, 3)
    }
    named = {"document": document, "import_run": run}
    senders = {
        code: Stakeholder.objects.create(order=order, code=code, name=name, category=category, **named)
        for order, code, name, category in (
            (1, "AI", "Amnesty International", "individual"),
            (2, "JS1", "Joint submission 1", "joint"),
        )
    }
    for paragraph, note, order, code, role, refs in cited:
        words = {"note": note, "order": order, "code": code, "role": role, "refs": refs, "raw": f"{code}, {refs}"}
        SummaryCitation.objects.create(paragraph=texts[paragraph], stakeholder=senders[code], **named, **words)
    return document
