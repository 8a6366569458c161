"""The words of this app in the audit trail."""

from django.utils.translation import pgettext_lazy

VERBS = {
    "create_submission": pgettext_lazy("audit trail", "began a submission"),
    "change_submission": pgettext_lazy("audit trail", "changed a submission"),
    "close_text": pgettext_lazy("audit trail", "closed the text of a submission"),
    "reopen_text": pgettext_lazy("audit trail", "opened the text of a submission again"),
    "fix_numbers": pgettext_lazy("audit trail", "fixed the numbers of the paragraphs"),
    "renumber": pgettext_lazy("audit trail", "numbered the paragraphs anew"),
    "create_section": pgettext_lazy("audit trail", "added a section"),
    "change_section": pgettext_lazy("audit trail", "changed a section"),
    "delete_section": pgettext_lazy("audit trail", "took an empty section away"),
    "write_paragraph": pgettext_lazy("audit trail", "wrote a paragraph"),
    "keep_text": pgettext_lazy("audit trail", "wrote a text that met another one; both are kept"),
    "put_aside_text": pgettext_lazy("audit trail", "put a kept text aside"),
    "move_paragraph": pgettext_lazy("audit trail", "moved a paragraph"),
    "split_paragraph": pgettext_lazy("audit trail", "split a paragraph"),
    "bin_paragraph": pgettext_lazy("audit trail", "put a paragraph into the bin"),
    "restore_paragraph": pgettext_lazy("audit trail", "took a paragraph back out of the bin"),
    "comment": pgettext_lazy("audit trail", "commented on a paragraph"),
    "decide_comment": pgettext_lazy("audit trail", "resolved a comment or a suggestion"),
    "take_suggestion": pgettext_lazy("audit trail", "took a suggestion into the text"),
    "sign_submission": pgettext_lazy("audit trail", "signed or declined a submission"),
    "withdraw_signature": pgettext_lazy("audit trail", "withdrew a signature"),
    "close_signing": pgettext_lazy("audit trail", "closed the list of those who sign"),
    "reopen_signing": pgettext_lazy("audit trail", "opened the list of those who sign again"),
}
KINDS = {
    "submissions.Comment": pgettext_lazy("audit trail", "comment"),
    "submissions.KeptText": pgettext_lazy("audit trail", "kept text"),
    "submissions.Paragraph": pgettext_lazy("audit trail", "paragraph"),
    "submissions.Section": pgettext_lazy("audit trail", "section"),
    "submissions.Signature": pgettext_lazy("audit trail", "signature"),
    "submissions.Submission": pgettext_lazy("audit trail", "submission"),
}
