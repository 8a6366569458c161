"""The forms in which French and Spanish verbs stand in requests: infinitive, subjunctive ("que l’État ratifie")."""


def french(infinitive: str) -> tuple[str, ...]:
    """The forms of a regular verb; the infinitive alone of those that are irregular."""
    stem = infinitive[:-2]
    if infinitive.endswith("er"):
        return infinitive, stem + "e", stem + "ent", stem + "ez"
    if infinitive.endswith("ir") and infinitive not in {"ouvrir", "offrir", "tenir"}:
        return infinitive, stem + "isse", stem + "issent"
    if infinitive.endswith("re"):
        return infinitive, stem + "e", stem + "ent"
    return (infinitive,)


def spanish(infinitive: str) -> tuple[str, ...]:
    """The infinitive, the subjunctive and the gerund, with the spelling that keeps the sound."""
    stem, end = infinitive[:-2], infinitive[-2:]
    if end == "ar":
        soft = stem
        for hard, written in (("c", "qu"), ("g", "gu"), ("z", "c")):
            if stem.endswith(hard):
                soft = stem[:-1] + written
        return infinitive, soft + "e", soft + "en", stem + "ando"
    hard = stem[:-1] + "zc" if stem.endswith(("ec", "oc", "uc")) else stem
    return infinitive, hard + "a", hard + "an", stem + "iendo"
