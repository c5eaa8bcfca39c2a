from shop import models
from shop.base import Other as Base
