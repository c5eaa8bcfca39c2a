from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0002_item")]
    operations = [
        migrations.AddIndex("item", models.Index(fields=["name"], name="shop_item_name_idx")),
        migrations.AddConstraint(
            "item",
            models.CheckConstraint(condition=models.Q(price__gte=0), name="shop_item_price_not_negative"),
        ),
        migrations.RunSQL("ALTER INDEX shop_thing_pkey RENAME TO shop_item_pkey"),
    ]
