"""From which day to which the calendar of the record goes."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

# The Human Rights Council began in 2006. Nobody plans a review for a day after 2100: such a year is a slip of the
# finger, and days counted from it may lie where no calendar has any.
FIRST_DAY, LAST_DAY = date(2006, 1, 1), date(2100, 12, 31)
TOO_FAR = gettext_lazy("Give a day between 2006, the first year of the Human Rights Council, and 2100.")


def is_of_the_record(day: date) -> bool:
    """Whether a day can be one of the calendar."""
    return FIRST_DAY <= day <= LAST_DAY


def validate_day(day: date) -> None:
    """Refuse a day that cannot be one of the calendar, in forms and in the admin."""
    if not is_of_the_record(day):
        raise ValidationError(TOO_FAR, code="day_of_the_record")
