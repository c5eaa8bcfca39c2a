from pydantic import BaseModel

from app.nowhere import Missing


class Broken(BaseModel):
    x: Missing
