"""An addendum to the report of Arcadia's review, as pasted text."""

ADDENDUM = """A/HRC/99/7/Add.1

Report of the Working Group on the Universal Periodic Review

Arcadia

Addendum

Views on conclusions and/or recommendations, voluntary commitments and replies presented by the State under review

1. Arcadia thanks all delegations.

2. Arcadia accepts the following recommendations: {supported}.

3. Arcadia notes the following recommendations: {noted}.
"""


def make_addendum(supported="120.1-120.9", noted="120.10, 120.11, 120.12"):
    """The text of an addendum with these lists."""
    return ADDENDUM.format(supported=supported, noted=noted).encode()
