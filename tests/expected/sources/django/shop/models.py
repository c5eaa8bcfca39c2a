from django.db import models


class Item(models.Model):
    name = models.CharField(max_length=40)
    price = models.DecimalField(max_digits=8, decimal_places=2)
    sold_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["name"], name="shop_item_name_idx")]
        constraints = [models.CheckConstraint(condition=models.Q(price__gte=0), name="shop_item_price_not_negative")]


class Report(models.Model):
    title = models.TextField()
