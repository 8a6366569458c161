"""What was found, and by which rule, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from submissions.name_finder import Kind

KINDS: dict[Kind, Promise] = {
    Kind.PERSON: pgettext_lazy("found in a text", "Person"),
    Kind.NAME: pgettext_lazy("found in a text", "Name"),
    Kind.PLACE: pgettext_lazy("found in a text", "Place"),
    Kind.EMAIL: pgettext_lazy("found in a text", "Address or account"),
    Kind.PHONE: pgettext_lazy("found in a text", "Phone number"),
    Kind.AGE: pgettext_lazy("found in a text", "Age or birth"),
    Kind.CASE: pgettext_lazy("found in a text", "Case or document number"),
    Kind.UNREAD: pgettext_lazy("found in a text", "Read this yourself"),
    Kind.BEHIND_ALIAS: pgettext_lazy("found in a text", "Name behind an alias"),
    Kind.SENSITIVE: pgettext_lazy("found in a text", "Sensitive document"),
}
REASONS: dict[str, Promise] = {
    "title": gettext_lazy("A title or a trade stands before it."),
    "capitals": gettext_lazy("Two words or more with capitals stand together."),
    "capital": gettext_lazy("A word with a capital in the middle of a sentence, or one that we do not know."),
    "place": gettext_lazy("A word such as “in” or “near” stands before it."),
    "email": gettext_lazy("It is an e-mail address."),
    "handle": gettext_lazy("It is an account of a social network."),
    "phone": gettext_lazy("It is written as a phone number is."),
    "age": gettext_lazy("With a place or a day, an age can tell who it is."),
    "born": gettext_lazy("It says when somebody was born."),
    "case": gettext_lazy("Whoever can look up the file learns who it is about."),
    "number": gettext_lazy("A long number may be that of a paper or a file."),
    "unread": gettext_lazy("Here only a person can tell names from other words."),
    "alias": gettext_lazy("This organisation signed under another name, and its own stands in the text."),
    "title_of_document": gettext_lazy("Evidence marked as sensitive has this title."),
    "address_of_document": gettext_lazy("The text gives the address of evidence that is marked as sensitive."),
    "words_of_testimony": gettext_lazy("The text quotes words of a testimony that is marked as sensitive."),
}
