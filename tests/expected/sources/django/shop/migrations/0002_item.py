from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]
    operations = [
        migrations.RenameModel("Thing", "Item"),
        migrations.RenameField("Item", "cost", "price"),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL("ALTER TABLE shop_item ADD COLUMN sold_at timestamptz"),
            ],
            state_operations=[
                migrations.AddField("item", "sold_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.RunSQL("GRANT SELECT ON shop_item TO h6_django_reader"),
    ]
