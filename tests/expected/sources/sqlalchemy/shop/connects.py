from sqlalchemy import create_engine

from shop.models import Base

Base.metadata.create_all(create_engine("postgresql+psycopg://shop:canary-shop@prod.example.org/shop"))
