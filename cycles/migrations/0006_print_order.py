from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cycles", "0005_search_place")]
    operations = [
        migrations.AddIndex(
            model_name="recommendation",
            index=models.Index(
                fields=["review", "paragraph", "item", "serial", "id"], name="cycles_rec_in_print_order"
            ),
        ),
    ]
