from django.conf import settings
from django.db import models


class Stamped(models.Model):
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class Product(models.Model):
    name = models.CharField(max_length=80)
    state = models.CharField(max_length=10)
    owner = models.ForeignKey("Owner", on_delete=models.CASCADE, related_name="products")
    price = models.DecimalField(max_digits=8, decimal_places=2)


class Owner(Stamped):
    full_name = models.TextField(db_column="display_name")
    settings = models.JSONField()

    class Meta:
        db_table = "users"


class Review(Stamped):
    product = models.ForeignKey(Product, on_delete=models.CASCADE)
    text = models.TextField()
