"""Small secrets at rest."""

import pytest

from common.sealing import NotReadable, seal, unseal

KEY = "another key that is long enough to be taken for a real one, 0123456789"


def test_sealed_text_is_read_again_for_its_purpose_only():
    sealed = seal("JBSWY3DP", purpose="a")

    assert unseal(sealed, purpose="a") == "JBSWY3DP"
    assert "JBSWY3DP" not in sealed
    with pytest.raises(NotReadable):
        unseal(sealed, purpose="b")


def test_sealed_twice_is_not_the_same():
    assert seal("x", purpose="a") != seal("x", purpose="a")


def test_old_key_reads_while_it_is_listed(settings):
    sealed = seal("x", purpose="a")
    old, settings.SECRET_KEY = settings.SECRET_KEY, KEY
    with pytest.raises(NotReadable):
        unseal(sealed, purpose="a")

    settings.SECRET_KEY_FALLBACKS = [old]

    assert unseal(sealed, purpose="a") == "x"


@pytest.mark.parametrize("sealed", ["", "x", "v1:", "v1:***", "v1:AAAA", "v2:AAAA"])
def test_what_was_never_sealed_is_not_readable(sealed):
    with pytest.raises(NotReadable):
        unseal(sealed, purpose="a")


def test_one_changed_sign_makes_it_unreadable():
    sealed = seal("x" * 30, purpose="a")
    changed = sealed[:20] + ("A" if sealed[20] != "A" else "B") + sealed[21:]

    with pytest.raises(NotReadable):
        unseal(changed, purpose="a")
