"""What each kind of document supplies, so that all of them enter the record by one way.

The way (``cycles.services.imports``): read -> reconcile -> (ask) -> propose or confirm -> undo. A kind is one module of
this package, entered in ``registry.KINDS``; ``base`` has the types. A kind supplies, as names of its module:

``FORMATS``: the formats it takes, as its record says in ``document.format`` (and ``ImportRun.format``).

``PIECE``: a template that the page of the import includes with the report as ``figures``, or "" for none.

``find_review(document, chosen) -> Review | None``: the review that the document is about, or ``ImportRefused``.
``base.named_review`` does it for every record with ``state`` and ``cycle``; an export of many reviews answers None.

``reconcile(document, review, *, answers, leave_doubts) -> Found``: the document held against the record as it is now.
It writes nothing (a temporary table is nothing) and is asked anew before each decision: nothing but ``run.answers`` is
kept from one look to the next. ``answers`` maps the place of a doubt to the number that a person chose, or "new".
Doubts without an answer are ``Found.doubts``; with ``leave_doubts`` their rows are passed over and their places are
``Found.left_out``. A ``ReadExport`` passes by once: what ``store`` needs stays on the (sub)class of ``Found``.

``figures(found) -> dict``: what a person compares before confirming, plain data; the command prints it with ``--json``.
``changes(found) -> list[dict]``: {number, field, before, after}, all text; ``import_words.FIELDS`` has the words of
each field.
The counts, warnings, obstacles and doubts are of every kind: the pipeline adds them (``imports.report``).

``store(found, *, run, change, log) -> Collection[int]``: writes, inside the transaction that holds the record, and
returns the keys of the recommendations whose answer changes. The pipeline then renders these, raises the versions of
their States and of the review's, and saves ``log``. Rows carry ``change.version`` and ``change.at``, or their run.

``findings(figures, codes) -> list[Finding]``: lines of the page; ``codes`` are those of warnings and obstacles.
``lines(figures) -> list[str]``: lines of the command's report for people, in English.

Undoing needs nothing of a kind that keeps to this:

- rows that the import makes and that have ``import_run`` are taken out by it (``undoing.PARTS`` lists their models);
- each recommendation that it makes or changes has a ``RecommendationSource`` of the run; ``before`` is None where the
  import made the recommendation, else what it changed, as ``record_rows.before`` writes it ({}: only a source more);
- every other row: ``log.before(rows)`` ahead of changing or deleting it, ``log.made(rows)`` after making one without
  ``import_run``. The log holds whole rows; undoing puts them back as they were.
"""
