"""Ten worked examples for the strategy library, written for this project from what is publicly known of reviews."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from cycles.cycle_steps import STAGES


@dataclass(frozen=True)
class Example:
    """What was done, at which stage, and what came of it; ``where`` says how it is known."""

    stage: int
    title: str | Promise
    done: str | Promise
    result: str | Promise
    where: str | Promise

    @property
    def stage_name(self) -> str:
        return str(STAGES[self.stage])


EXAMPLES = (
    Example(
        1,
        pgettext_lazy("example", "One coalition, one report, clusters of themes"),
        pgettext_lazy(
            "example",
            "Before Kenya’s first review in 2010 civil society formed one stakeholders’ coalition. Each theme had an "
            "organisation that led it; one joint submission stood for all of them.",
        ),
        pgettext_lazy(
            "example",
            "After the review the same clusters wrote an outcomes charter: for each recommendation an action, a "
            "ministry and a time. The coalition has worked through the later reviews as well.",
        ),
        pgettext_lazy("example", "The outcomes charter is public; the reviews of Kenya are in the record."),
    ),
    Example(
        1,
        pgettext_lazy("example", "Seven minutes before the missions in Geneva"),
        pgettext_lazy(
            "example",
            "At a pre-session some weeks before the review, organisations of the country speak for a few minutes each "
            "to the permanent missions: one theme, what is wrong, two or three recommendations that could be read out.",
        ),
        pgettext_lazy(
            "example",
            "Delegations take the words home to those who write the recommendations. Statements handed over in "
            "writing, with the recommendation ready to copy, are the ones that are found again in the report.",
        ),
        pgettext_lazy("example", "UPR Info has organised pre-sessions since 2012."),
    ),
    Example(
        1,
        pgettext_lazy("example", "Few requests, each to the States that care"),
        pgettext_lazy(
            "example",
            "Instead of one list for everybody, each embassy gets the two or three requests on which its State has "
            "recommended before, to this State or to others.",
        ),
        pgettext_lazy(
            "example",
            "Delegations have about a minute and read out two or three recommendations: a request that fits their own "
            "line has room in it, and a tenth request has none.",
        ),
        pgettext_lazy("example", "“Whom to lobby” finds these States in the record."),
    ),
    Example(
        2,
        pgettext_lazy("example", "Decriminalisation after one accepted recommendation: Palau"),
        pgettext_lazy(
            "example",
            "At its review in May 2011 Palau was asked to decriminalise same-sex relations between adults, and said "
            "yes. Organisations and other States kept the answer in sight while a new penal code was written.",
        ),
        pgettext_lazy("example", "The penal code of 2014 no longer punishes them."),
        pgettext_lazy("example", "Report of the Working Group of 2011; penal code in force since 2014."),
    ),
    Example(
        2,
        pgettext_lazy("example", "An answer that was quoted until it was law: Nauru"),
        pgettext_lazy(
            "example",
            "In 2011 Nauru accepted to change its criminal code on the same question. Each later exchange with the "
            "human rights mechanisms quoted that answer.",
        ),
        pgettext_lazy("example", "The Crimes Act of 2016 replaced the old code and decriminalised it."),
        pgettext_lazy("example", "Report of the Working Group of 2011; Crimes Act 2016."),
    ),
    Example(
        2,
        pgettext_lazy("example", "The months between review and adoption: Fiji"),
        pgettext_lazy(
            "example",
            "At Fiji’s review in October 2014 several States asked it to remove the death penalty from military law, "
            "the last law that had it. The answer was due at the adoption, some months later.",
        ),
        pgettext_lazy("example", "Parliament changed the law in February 2015, before the outcome was adopted."),
        pgettext_lazy("example", "Report of the Working Group of 2014; act of February 2015."),
    ),
    Example(
        2,
        pgettext_lazy("example", "A vote in the weeks after the review: Madagascar"),
        pgettext_lazy(
            "example",
            "The death penalty had not been carried out for decades. At the review of November 2014 many States asked "
            "for the last step, and a bill was before the Assembly.",
        ),
        pgettext_lazy("example", "The Assembly voted to abolish it in December 2014."),
        pgettext_lazy("example", "Report of the Working Group of 2014; law of December 2014."),
    ),
    Example(
        3,
        pgettext_lazy("example", "From a moratorium to the law, over two cycles: Mongolia"),
        pgettext_lazy(
            "example",
            "Mongolia announced a moratorium on executions in 2010, the year of its first review, where it was asked "
            "to abolish the death penalty. Those who had asked went on asking for each next step.",
        ),
        pgettext_lazy(
            "example",
            "It joined the second Optional Protocol in 2012; a criminal code without the death penalty came into "
            "force in 2017.",
        ),
        pgettext_lazy("example", "Treaty record of the United Nations; criminal code in force since 2017."),
    ),
    Example(
        3,
        pgettext_lazy("example", "A table that names the ministry: India"),
        pgettext_lazy(
            "example",
            "A national network took all recommendations into one table and added possible actions, indicators, the "
            "ministry that would have to act, and what it had done.",
        ),
        pgettext_lazy(
            "example",
            "Ministries could be asked one by one, and the same table became the report at mid-term and the beginning "
            "of the next submission.",
        ),
        pgettext_lazy("example", "Working Group on Human Rights in India and the UN; its tables are public."),
    ),
    Example(
        3,
        pgettext_lazy("example", "A report at mid-term, although nobody asks for it"),
        pgettext_lazy(
            "example",
            "Two and a half years after the review, organisations publish what became of each recommendation and hand "
            "it to the embassies that made them. States are encouraged to report at mid-term, and few do.",
        ),
        pgettext_lazy(
            "example",
            "It is often the only public account of the time between two reviews. Embassies use it in their talks "
            "with the government, and the rating stands ready for the next submission.",
        ),
        pgettext_lazy("example", "UPR Info published studies of such reports in 2012 and 2014."),
    ),
)


def examples_saying(words: str, *, stage: int | None) -> list[Example]:
    """Those of a stage that hold each of the words, in the language that is active."""
    wanted = words.casefold().split()
    return [
        one
        for one in EXAMPLES
        if stage in {None, one.stage}
        and all(word in f"{one.title} {one.done} {one.result} {one.where}".casefold() for word in wanted)
    ]
