from django.db import models
from modelcluster.fields import ParentalKey
from other.models import External

from shop.models import Product


class Special(Product):
    discount = models.IntegerField()
    until = models.DateField()


class Part(External):
    special = ParentalKey(Special, on_delete=models.CASCADE, related_name="parts")

    class Meta:
        db_table = "store_special"


def specials():
    return Special.objects.filter(name="x", discount=3, parts__special_id=1, product_ptr__state="new", weight=2)
