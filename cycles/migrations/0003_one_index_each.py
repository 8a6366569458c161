"""Indexes that another one begins with go from the tables that imports fill: each row paid for them.

A database that is made anew does not have them: only one that is older loses something here.
"""

from django.db import migrations

STATE = "CREATE INDEX IF NOT EXISTS cycles_recommending_state ON cycles_recommendingstate (state_id)"
AGAIN = """
DROP INDEX IF EXISTS
    cycles_recommendation_document_id_316a02ee,
    cycles_recommendation_review_id_44ea8155,
    cycles_recommendationsource_recommendation_id_af46e8e4,
    cycles_recommendationtext_recommendation_id_380a47c2,
    cycles_recommendationtheme_recommendation_id_1ade849d,
    cycles_recommendingstate_recommendation_id_e41f5539,
    cycles_recommendingstate_state_id_6c0e834a,
    cycles_recommendingstate_state_id_6c0e834a_like,
    cycles_searchtext_recommendation_id_583aa34f,
    cycles_facets_session
"""


class Migration(migrations.Migration):
    dependencies = [("cycles", "0002_walls")]
    operations = [migrations.RunSQL(STATE), migrations.RunSQL(AGAIN)]
