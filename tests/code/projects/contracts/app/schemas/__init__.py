from .invoice import InvoiceCreate, InvoiceOut
from .user import UserCreate, UserOut, UserResponse
