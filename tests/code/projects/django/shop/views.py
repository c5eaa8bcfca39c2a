from django.db import DatabaseError, connection
from django.db.models import Count, F, Q

from shop.models import Product, Review
from shop.models.product import Owner


def index(request):
    found = Product.objects.filter(state="gone", owner__full_name__icontains="x", owner__nickname="y")
    found = found.exclude(name="x")
    named = Product.objects.annotate(number=Count("review")).filter(number__gt=1, review__text="x", rating=3)
    either = Product.objects.filter(Q(title="x") | Q(state__in=["new", "lost"])).order_by("-created", "name")
    mine = Owner.objects.filter(products__name="x", settings__theme="dark", created__year=2020, pk=1)
    one = Product.objects.get(pk=1)
    one.stat = "sold"
    one.save()
    return found, named, either, mine, Product.objects.values("name", "cost"), F("x"), one.get_state_display()


def rate(request, data):
    try:
        Review.objects.create(product_id=1, text="x", stars=5)
        Product.objects.filter(pk=1).update(state="sold")
    except DatabaseError:
        pass
    Product.objects.create(**data)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, cost FROM shop_product WHERE state = %s", ["new"])
    return Product.objects.raw("select * from shop_products")
