"""Secrets that are shown once and kept only as a hash: links of invitations, tokens of the API."""

import hashlib
import secrets

__all__ = ["hash_of_secret", "new_secret"]


def new_secret(prefix: str = "") -> str:
    """Make a secret that cannot be guessed (256 bits)."""
    return prefix + secrets.token_urlsafe(32)


def hash_of_secret(secret: str) -> str:
    """Give the SHA-256 of a secret in hexadecimal digits; enough, as the secret is random and long."""
    return hashlib.sha256(secret.encode()).hexdigest()
