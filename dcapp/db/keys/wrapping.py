"""What wraps what: password → private key of the account → the data keys granted to it.

Wrapping is AES-256-GCM under the stretched password; a grant is an age file to the account's public key, so
that an administrator can give a key to an account whose password nobody else knows.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from dcapp.db.keys.cost import Cost, stretch
from dcapp.db.keys.passwords import password_bytes

SALT_BYTES = 16
NONCE_BYTES = 12
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A private key under a password: salt and cost of the derivation, nonce and sealed bytes, public half."""

    cost: Cost
    salt: bytes
    nonce: bytes
    sealed: bytes
    public: str


def wrap_new_identity(password: str, cost: Cost, *, owner: str) -> tuple[Wrapped, str]:
    """A fresh private key for `owner`, wrapped; also the private key itself."""
    import pyrage

    identity = pyrage.x25519.Identity.generate()
    return wrap(str(identity), str(identity.to_public()), password, cost, owner=owner), str(identity)


def wrap(identity: str, public: str, password: str, cost: Cost, *, owner: str) -> Wrapped:
    """The private key under a password; salt and nonce are fresh every time."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    kek = stretch(password_bytes(password), salt, cost)
    sealed = AESGCM(kek).encrypt(nonce, identity.encode(), _bound_to(owner, public, cost, salt))
    return Wrapped(cost, salt, nonce, sealed, public)


def unwrap(wrapped: Wrapped, password: str, *, owner: str) -> str | None:
    """The private key, or None for a wrong password or altered bytes: the two cannot be told apart."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    kek = stretch(password_bytes(password), wrapped.salt, wrapped.cost)
    bound_to = _bound_to(owner, wrapped.public, wrapped.cost, wrapped.salt)
    try:
        return AESGCM(kek).decrypt(wrapped.nonce, wrapped.sealed, bound_to).decode()
    except InvalidTag:
        return None


def pretend(password: str, cost: Cost) -> None:
    """Take the time of a try for an account that does not exist."""
    stretch(password_bytes(password), bytes(SALT_BYTES), cost)


def seal_to(public: str, key: bytes) -> bytes:
    """A data key for the holder of the private half."""
    import pyrage

    return bytes(pyrage.encrypt(key, [pyrage.x25519.Recipient.from_str(public)]))


def unseal(identity: str, sealed: bytes) -> bytes | None:
    """The data key, or None where it was altered or meant for somebody else."""
    import pyrage

    try:
        key = bytes(pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(identity)]))
    except (pyrage.DecryptError, pyrage.IdentityError):
        return None
    return key if len(key) == KEY_BYTES else None


def subkey(key: bytes, purpose: str) -> bytes:
    """A key for one purpose out of a data key (HKDF-SHA256), so that no key has two uses."""
    # RFC 5869 with an empty salt and one block of output; the data key is uniformly random.
    extracted = hmac.digest(bytes(hashlib.sha256().digest_size), key, "sha256")
    return hmac.digest(extracted, b"so-dan-chu/" + purpose.encode() + b"\x01", "sha256")


def _bound_to(owner: str, public: str, cost: Cost, salt: bytes) -> bytes:
    words = (owner, public, str(cost.memory_kib), str(cost.passes), str(cost.lanes), salt.hex())
    return "\n".join(words).encode()
