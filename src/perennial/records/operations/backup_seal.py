"""A backup under a passphrase: AES-256-GCM in portions, so that any size passes through little memory.

The layout is the STREAM construction (Hoang, Reyhanitabar, Rogaway and Vizar, 2015): the nonce of a portion
holds its number and whether it is the last, so portions can be neither swapped, dropped nor cut off unseen.
"""

import os
import struct
from io import RawIOBase
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from perennial.core.errors import UserError

__all__ = ["MAGIC", "Sealer", "Unsealer"]

MAGIC = b"PERENNIAL-SEAL-1"
_SALT, _PREFIX, _TAG = 16, 7, 16
_PORTION = 1 << 20
#: 64 MiB and some tenths of a second a guess.
_N, _R, _P = 1 << 16, 8, 1


class Sealer(RawIOBase):
    """Encrypts what is written and passes it on."""

    def __init__(self, target: IO[bytes], passphrase: str) -> None:
        salt, self._prefix = os.urandom(_SALT), os.urandom(_PREFIX)
        self._key, self._target = _key(passphrase, salt), target
        self._waiting, self._number = bytearray(), 0
        target.write(MAGIC + salt + self._prefix)

    def writable(self) -> bool:
        """Say that it can be written."""
        return True

    def write(self, data: Any) -> int:
        """Take bytes in."""
        self._waiting += data
        while len(self._waiting) > _PORTION:  # the last portion is held back until it is known to be last
            self._pass_on(bytes(self._waiting[:_PORTION]), last=False)
            del self._waiting[:_PORTION]
        return len(data)

    def finish(self) -> None:
        """Write the last portion; without it the file does not open."""
        self._pass_on(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _pass_on(self, portion: bytes, *, last: bool) -> None:
        nonce = _nonce(self._prefix, self._number, last=last)
        self._target.write(self._key.encrypt(nonce, portion, None))
        self._number += 1


class Unsealer(RawIOBase):
    """Decrypts what is read.

    Raises
    ------
    UserError
        The passphrase is wrong, or the file was changed or cut off.
    """

    def __init__(self, source: IO[bytes], passphrase: str) -> None:
        head = source.read(len(MAGIC) + _SALT + _PREFIX)
        salt, self._prefix = head[len(MAGIC) : -_PREFIX], head[-_PREFIX:]
        self._key, self._source = _key(passphrase, salt), source
        self._ready, self._number = memoryview(b""), 0
        self._next = source.read(_PORTION + _TAG)

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Give the next bytes; 0 at the end."""
        if not self._ready and self._next:
            self._open_next()
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _open_next(self) -> None:
        portion, self._next = self._next, self._source.read(_PORTION + _TAG)
        nonce = _nonce(self._prefix, self._number, last=not self._next)
        try:
            self._ready = memoryview(self._key.decrypt(nonce, portion, None))
        except InvalidTag as error:
            raise UserError(
                "The passphrase does not fit this backup, or the file is damaged; nothing was changed."
            ) from error
        self._number += 1


def _key(passphrase: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=_N, r=_R, p=_P).derive(passphrase.encode()))


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + struct.pack(">IB", number, last)
