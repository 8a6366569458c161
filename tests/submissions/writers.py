"""Writers who work on one submission at the same time, through the pages and through the API."""

import random
import re
from dataclasses import dataclass, field
from html import unescape

from django.db import connection
from django.test import Client
from django.urls import reverse

from submissions.models import KeptText, Paragraph, ParagraphVersion

_SEEN = re.compile(r'name="seen" value="(\d+)"')
_AREA = re.compile(r'<textarea name="text"[^>]*>\n?(.*?)</textarea>', re.DOTALL)
_SETTLES = re.compile(r'name="settles" value="([0-9a-f-]{36})"')
_OWN = re.compile(r"w\d+x\d+")
# Of so many edits one also takes a word of somebody's away, as people do who have read it.
_TAKES_AWAY = 4


@dataclass
class Copy:
    """A paragraph as a writer has it open: read some time ago, perhaps long."""

    text: str
    version: int


@dataclass
class Writer:
    """One person with a browser and a program; whatever they were told is written down here."""

    number: int
    client: Client
    secret: str
    paragraphs: list[Paragraph]
    copies: dict[int, Copy] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)
    # What was accepted, and which words of others went with it on purpose.
    accepted: set[str] = field(default_factory=set)
    taken_away: set[str] = field(default_factory=set)
    # What was answered with both texts.
    shown: set[str] = field(default_factory=set)

    def work(self, edits: int) -> None:
        """So many edits, each with a word that nobody else writes."""
        chance = random.Random(self.number)  # noqa: S311
        try:
            for number in range(edits):
                self._edit(chance, f"w{self.number}x{number}")
        finally:
            connection.close()

    def _edit(self, chance: random.Random, word: str) -> None:
        place = chance.randrange(len(self.paragraphs))
        # Now and then the page is opened anew; else it is what one had after one's own last save.
        if place not in self.copies or chance.random() < 0.3:
            self._open(place)
        copy = self.copies[place]
        words = copy.text.split(" ")
        gone: set[str] = set()
        mine = [one for one in words if _OWN.fullmatch(one)]
        if mine and chance.randrange(_TAKES_AWAY) == 0:
            gone = {chance.choice(mine)}
            words = [one for one in words if one not in gone]
        words.insert(chance.randrange(len(words) + 1), word)
        self.sent.append(word)
        send = self._by_page if chance.random() < 0.5 else self._by_program
        if send(place, " ".join(words), copy.version):
            self.accepted.add(word)
            self.taken_away |= gone
        else:
            self.shown.add(word)
            if chance.random() < 0.5:
                self._settle(place, chance, word)

    def _open(self, place: int) -> None:
        answer = self.client.get(self._address(place))
        assert answer.status_code == 200, answer.status_code
        self._read(place, answer.content.decode())

    def _read(self, place: int, page: str) -> None:
        text = unescape(_AREA.search(page)[1]).replace("\r\n", "\n")
        self.copies[place] = Copy(text, int(_SEEN.search(page)[1]))

    def _address(self, place: int) -> str:
        return reverse("submissions:paragraph_edit", args=[self.paragraphs[place].pk])

    def _by_page(self, place: int, text: str, version: int, **more: str) -> bool:
        answer = self.client.post(self._address(place), {"text": text, "seen": version} | more)
        if answer.status_code == 302:
            self._open(place)
            return True
        assert answer.status_code == 409, answer.status_code
        self._open(place)
        return False

    def _by_program(self, place: int, text: str, version: int) -> bool:
        paragraph = self.paragraphs[place]
        answer = Client().patch(
            f"/api/v1/workspaces/{paragraph.workspace_id}/paragraphs/{paragraph.pk}/",
            {"text": text},
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.secret}", "If-Match": f'"{version}"'},
        )
        said = answer.json()
        assert answer.status_code in {200, 409}, (answer.status_code, said)
        current = said["paragraph"] if answer.status_code == 200 else said["current"]
        self.copies[place] = Copy(current["text"], current["version"])
        if answer.status_code == 409:
            assert said["yours"] == text
        return answer.status_code == 200

    def _settle(self, place: int, chance: random.Random, word: str) -> None:
        """Look at both texts, and write one's own word into the one that stands there."""
        kept = self.client.get(self.paragraphs[place].get_absolute_url()).content.decode()
        found = re.search(r"\?kept=([0-9a-f-]{36})", kept)
        if found is None:
            return
        page = self.client.get(f"{self._address(place)}?kept={found[1]}").content.decode()
        self._open(place)
        words = self.copies[place].text.split(" ")
        words.insert(chance.randrange(len(words) + 1), word)
        settles = _SETTLES.search(page)
        more = {"settles": settles[1]} if settles else {}
        if self._by_page(place, " ".join(words), self.copies[place].version, **more):
            self.accepted.add(word)


def lost_words(writers: list[Writer]) -> list[str]:
    """The words that are nowhere any more: neither in the text, nor taken away on purpose, nor kept beside it."""
    current = _words(Paragraph.objects.values_list("text", flat=True))
    history = _words(ParagraphVersion.objects.values_list("text", flat=True))
    kept = _words(KeptText.objects.values_list("text", flat=True))
    taken_away = set().union(*(writer.taken_away for writer in writers))
    lost = []
    for writer in writers:
        for word in writer.sent:
            stands = word in current or (word in taken_away and word in history)
            # What was accepted has to stand; what was shown as a clash has to be kept.
            ok = (stands and word in history) if word in writer.accepted else word in writer.shown and word in kept
            if not ok:
                lost.append(word)
    return lost


def _words(texts) -> set[str]:
    return {word for text in texts for word in _OWN.findall(text)}
