from django.db.models import Avg, Count, Exists, F, OuterRef, Q, Sum, Value
from django.db.models.functions import Concat, Lower

from shop.models import Product, Review
from shop.models.product import Owner


def stats():
    Product.objects.annotate(double=F("price") * 2, low=Lower("name")).filter(double__gt=F("cost")).order_by("low")
    Owner.objects.annotate(n=Count("products", filter=Q(products__state="new"))).aggregate(Sum("n"), Avg("products__weight"))
    Owner.objects.filter(Exists(Review.objects.filter(text=F("title"), product__owner=OuterRef("pk"))))
    return Product.objects.values(label=Concat("name", Value("/"), Lower("label_text")))
