from app.models.base import Base
from app.models.shop import Order, User
