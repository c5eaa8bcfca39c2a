import os

URL = os.environ["SHOP_URL"]
