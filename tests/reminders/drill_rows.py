"""`python -m tests.reminders.drill_rows`: deadlines of which people are to be told two hours before, from now on."""

import argparse
from datetime import timedelta
from zoneinfo import ZoneInfo

import django


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--workspaces", type=int)
    parser.add_argument("--people", type=int, help="in each workspace")
    parser.add_argument("--deadlines", type=int, help="in each workspace")
    parser.add_argument("--seconds", type=float, help="over which they are spread")
    parser.add_argument("--begin", type=float, default=0, help="seconds from now")
    options = parser.parse_args()
    django.setup()

    from common.actor import acting_as_server  # noqa: PLC0415 Django has to be set up

    with acting_as_server():
        make(options)


def make(options):
    from django.utils import timezone  # noqa: PLC0415

    from reminders.services.deadlines import Due, set_deadlines  # noqa: PLC0415

    at = timezone.now()
    begin = at + timedelta(hours=2, seconds=options.begin)
    places = list(make_places(options))
    for number in range(options.deadlines):
        dues = []
        for place, (workspace, _editor) in enumerate(places):
            part = (number * len(places) + place) / (options.deadlines * len(places))
            ends_at = begin + timedelta(seconds=options.seconds * part)
            dues.append(
                Due(workspace_id=workspace.pk, key=f"own:{number}", kind="draft", title="Day", day=day(ends_at))
            )
        set_deadlines(dues=dues, by=None, at=at)


def day(moment):
    from reminders.moments import GENEVA  # noqa: PLC0415
    from reminders.services.deadlines import Day  # noqa: PLC0415

    wall = moment.astimezone(ZoneInfo(GENEVA))
    return Day(day=wall.date(), hour=wall.time())


def make_places(options):
    """Workspaces of one organisation each, with its people."""
    from accounts.models import Membership, User  # noqa: PLC0415
    from tests.factories import make_organisation, make_review, make_workspace  # noqa: PLC0415

    review = make_review()
    for place in range(options.workspaces):
        organisation = make_organisation()
        workspace = make_workspace(organisation=organisation, review=review)
        names = [f"p{place}-{number}@example.org" for number in range(options.people)]
        people = User.objects.bulk_create([User(email=name, password="!") for name in names], batch_size=1000)  # noqa: S106
        Membership.objects.bulk_create(
            [Membership(user=user, organisation=organisation, role="editor") for user in people], batch_size=1000
        )
        yield workspace, people[0]


if __name__ == "__main__":
    main()
