from fastapi import APIRouter, Depends

from app.models import Invoice
from app.schemas.invoice import Bill

raise RuntimeError("an endpoint is parsed and never imported")

router = APIRouter()


@router.get("/bills/{number}", response_model=Bill)
def bill(number: int, session=Depends()):
    return session.get(Invoice, number)
