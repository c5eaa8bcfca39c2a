from .product import Product, Review

__all__ = ["Product", "Review"]
