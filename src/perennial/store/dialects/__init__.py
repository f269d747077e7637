"""The store's SQL texts as other engines speak them."""

from perennial.store.dialects.rendering import Rendered, Renderer

__all__ = ["Rendered", "Renderer"]
