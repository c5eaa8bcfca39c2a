from django.apps import AppConfig


class ShopStore(AppConfig):
    name = "shop.store"
    label = "store"
