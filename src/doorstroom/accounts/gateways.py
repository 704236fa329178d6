"""Sign-in services of others, by OpenID Connect: which there are, how somebody is sent there, what a token must prove.

The doors stand in a file outside the database (settings.OIDC_FILE), together with the keys by which we show who we
are. Whatever is not proven is refused with a reason: who comes back is either proven, or nobody.
"""

import functools
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from authlib.oidc.core import CodeIDToken
from django.conf import settings
from django.core.cache import caches
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured
from django.views.decorators.debug import sensitive_variables
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey

from .choices import LADDERS, DoorKind, Refused

SIGNED_BY = ["RS256", "PS256", "ES256"]  # the algorithms that NL GOV for OpenID Connect allows; never "none"
LEEWAY = 30  # seconds that clocks may differ
PATIENCE = 5  # seconds to wait for a sign-in service
REMEMBERED = 600  # seconds that we remember what a service says of itself


class DoorRefused(Exception):
    """Somebody came back from a sign-in service without proof; `detail` is for the log and holds nothing personal."""

    def __init__(self, reason: Refused, detail: str = "") -> None:
        super().__init__(f"{reason.value} {detail}".strip())
        self.reason, self.detail = reason, detail


@dataclass(frozen=True)
class Door:
    """One sign-in service. Fields that a kind of door does not use stay empty."""

    code: str
    kind: str  # a DoorKind
    label: str
    issuer: str
    client_id: str
    at_least: str = ""  # name of a step on the ladder of this kind (choices.LADDERS)
    scope: str = "openid"
    algorithm: str = "RS256"  # with which we sign who we are
    municipality: str = ""  # staff: code of the municipality whose people come through here
    second_factor: tuple[str, ...] = ("mfa",)  # staff: values of amr that prove a second factor (RFC 8176)
    strong_acr: tuple[str, ...] = ()  # staff: values of acr that prove one
    email_is_verified: bool = False  # staff: the service only gives addresses that its owner checked
    bsn_claim: str = "bsn"
    kvk_claim: str = "urn:etoegang:1.9:EntityConcernedID:KvKnr"
    person_claim: str = "sub"  # eHerkenning: the pseudonym of the person who acts

    @property
    def accepted(self) -> tuple[str, ...]:
        """Return the values of acr that are high enough, the lowest first; empty when this kind has no ladder."""
        ladder = LADDERS.get(self.kind, {})
        names = list(ladder)
        if not names:
            return ()
        return tuple(value for name in names[names.index(self.at_least) :] for value in ladder[name])


@functools.lru_cache(maxsize=4)
def _read(path: Path, _stamp: tuple[int, int]) -> tuple[dict[str, Door], list[RSAKey | ECKey]]:
    held = json.loads(path.read_text())
    return {each["code"]: _door(each) for each in held["doors"]}, [_key(each) for each in held["keys"]]


def _door(given: dict[str, Any]) -> Door:
    unknown = given.keys() - {field.name for field in fields(Door)}
    if unknown:
        raise ImproperlyConfigured(f"A sign-in service has no setting {', '.join(sorted(unknown))}.")
    values: dict[str, Any] = {name: tuple(each) if isinstance(each, list) else each for name, each in given.items()}
    door = Door(**values)
    if door.kind not in DoorKind.values:
        raise ImproperlyConfigured(f"Sign-in service {door.code}: kind is one of {', '.join(DoorKind.values)}.")
    ladder = LADDERS.get(door.kind, {})
    if ladder and door.at_least not in ladder:
        raise ImproperlyConfigured(f"Sign-in service {door.code}: at_least is one of {', '.join(ladder)}.")
    if door.kind == DoorKind.STAFF and not door.municipality:
        raise ImproperlyConfigured(f"Sign-in service {door.code}: say which municipality it belongs to.")
    _safe(door.issuer)
    return door


def _key(given: dict[str, Any]) -> RSAKey | ECKey:
    kinds: dict[str, type[RSAKey] | type[ECKey]] = {"RSA": RSAKey, "EC": ECKey}
    return kinds[given["kty"]].import_key(given)


def _held() -> tuple[dict[str, Door], list[RSAKey | ECKey]]:
    path = Path(settings.OIDC_FILE)
    if not path.exists():
        return {}, []
    state = path.stat()
    return _read(path, (state.st_mtime_ns, state.st_ino))


def doors() -> dict[str, Door]:
    """Return the sign-in services of this office by code; none when there is no file."""
    return _held()[0]


def public_keys() -> dict[str, Any]:
    """Return the public halves of our keys, by which a service checks that it is us."""
    return {"keys": [key.as_dict(private=False, use="sig") for key in _held()[1]]}


@register("oidc")
def the_file_can_be_read(**_: Any) -> list[CheckMessage]:
    """Stop the start on a file of sign-in services that cannot be right."""
    try:
        held, keys = _held()
    except (ValueError, KeyError, TypeError, ImproperlyConfigured, JoseError) as trouble:
        return [Error(f"The file of sign-in services cannot be used: {trouble}", id="accounts.E001")]
    if held and not keys:
        return [Error("The file of sign-in services holds no key of our own.", id="accounts.E002")]
    return []


def begin(door: Door, back: str) -> tuple[str, dict[str, Any]]:
    """Return the address to send somebody to, and what to remember in the session until they are `back`."""
    verifier, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(32)
    more = {"acr_values": " ".join(door.accepted)} if door.accepted else {}
    with _session(door, back) as session:
        address, state = session.create_authorization_url(
            _about(door)["authorization_endpoint"],
            state=secrets.token_urlsafe(32),
            code_verifier=verifier,
            nonce=nonce,
            **more,
        )
    return address, {"state": state, "nonce": nonce, "verifier": verifier, "door": door.code, "at": int(time.time())}


@sensitive_variables()
def complete(door: Door, pending: Mapping[str, Any], given: Mapping[str, str], back: str) -> dict[str, Any]:
    """Return the claims that a service proves of somebody who came back; refuse whatever is not proven."""
    if given.get("iss", door.issuer) != door.issuer:  # RFC 9207: the answer of another service
        raise DoorRefused(Refused.TOKEN, "iss of the answer")
    if "error" in given or not given.get("code"):
        raise DoorRefused(Refused.STOPPED, "error" if "error" in given else "no code")
    about = _about(door)
    try:
        with _session(door, back) as session:
            session.register_client_auth_method(
                PrivateKeyJWT(about["token_endpoint"], headers={"kid": session.client_secret.kid}, alg=door.algorithm)
            )
            token = session.fetch_token(
                about["token_endpoint"],
                grant_type="authorization_code",
                code=given["code"],
                code_verifier=pending["verifier"],
                allow_redirects=False,
            )
    except (AuthlibBaseError, requests.RequestException, ValueError) as trouble:
        raise DoorRefused(Refused.SERVICE, type(trouble).__name__) from None
    claims = _proven(door, token, pending["nonce"])
    if door.accepted and claims.get("acr") not in door.accepted:
        raise DoorRefused(Refused.LEVEL, "acr")
    return claims


@sensitive_variables()
def _proven(door: Door, token: Mapping[str, Any], nonce: str) -> dict[str, Any]:
    """Return the claims of an ID token after OpenID Connect Core 3.1.3.7; refuse one that is not for us, now."""
    try:
        opened = _opened(door, str(token["id_token"]))
        claims = CodeIDToken(
            opened.claims,
            opened.header,
            options={
                "iss": {"essential": True, "value": door.issuer},
                "aud": {"essential": True, "value": door.client_id},
            },
            params={"nonce": nonce, "client_id": door.client_id, "access_token": token.get("access_token")},
        )
        claims.validate(leeway=LEEWAY)
    except (JoseError, KeyError, ValueError, TypeError) as trouble:
        # From the error its kind and the claim's name only: a message may quote what the token holds.
        raise DoorRefused(Refused.TOKEN, getattr(trouble, "claim", "") or type(trouble).__name__) from None
    return dict(claims)


def _opened(door: Door, text: str) -> jwt.Token:
    try:
        return jwt.decode(text, _keys_of(door), algorithms=SIGNED_BY)
    except (JoseError, ValueError):
        # The service may have taken a new key since we asked for its keys.
        return jwt.decode(text, _keys_of(door, afresh=True), algorithms=SIGNED_BY)


def _keys_of(door: Door, *, afresh: bool = False) -> KeySet:
    return KeySet.import_key_set(_fetched(_about(door)["jwks_uri"], afresh=afresh))


def _about(door: Door) -> dict[str, Any]:
    """Return what a service says of itself; refuse one that says that it is another."""
    about: dict[str, Any] = _fetched(f"{door.issuer.rstrip('/')}/.well-known/openid-configuration")
    needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if about.get("issuer") != door.issuer or not all(isinstance(about.get(name), str) for name in needed):
        raise DoorRefused(Refused.SERVICE, "about itself")
    for name in needed:
        _safe(about[name])
    return about


def _fetched(address: str, *, afresh: bool = False) -> Any:
    remembered = f"accounts.oidc.{address}"
    held = None if afresh else caches["host"].get(remembered)
    if held is None:
        try:
            answer = requests.get(address, timeout=PATIENCE, allow_redirects=False)
            answer.raise_for_status()
            held = answer.json()
        except (requests.RequestException, ValueError) as trouble:
            raise DoorRefused(Refused.SERVICE, type(trouble).__name__) from None
        if not isinstance(held, dict):
            raise DoorRefused(Refused.SERVICE, "no object")
        caches["host"].set(remembered, held, REMEMBERED)
    return held


def _session(door: Door, back: str) -> Any:
    return OAuth2Session(
        door.client_id,
        _held()[1][0],
        token_endpoint_auth_method=PrivateKeyJWT.name,
        code_challenge_method="S256",
        scope=door.scope,
        redirect_uri=back,
        default_timeout=PATIENCE,
    )


def _safe(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "localhost"}:
        raise ImproperlyConfigured("A sign-in service is reached over https.")
