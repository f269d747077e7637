"""The one router of the API: reading and writing share its addresses."""

from ninja import Router

__all__ = ["router"]

router = Router()
