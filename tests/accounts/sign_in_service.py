"""A small sign-in service on this machine, honest until a test tells it to lie; it checks us as strictly as a real one.

It speaks OpenID Connect: it describes itself, publishes its keys, sends people back with a code, and trades that code
once for a token, against the proof of PKCE and of our own signature.
"""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_urlsafe
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT = "doorstroom"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@dataclass
class SignInService:
    """The service, with what it will say of the next person and how it lies."""

    key: RSAKey
    client_keys: dict[str, Any] = field(default_factory=dict)  # as the client publishes them
    issuer: str = ""
    person: dict[str, Any] = field(default_factory=dict)  # claims of whoever signs in
    lies: dict[str, Any] = field(default_factory=dict)  # claims put over the true ones; None takes one away
    sign_with: RSAKey | None = None
    unsigned: bool = False
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: list[str] = field(default_factory=list)
    assertions: set[str] = field(default_factory=set)
    replay: str = ""  # an ID token to hand out once more
    broken: bool = False

    def send_back(self, address: str) -> str:
        """Do what a person does at the service: sign in; return the address to which the browser is sent back."""
        asked = dict(parse_qsl(urlsplit(address).query))
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 32
        code = token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def trade(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Trade a code for a token, as RFC 6749, 7636 and 7523 ask."""
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None:
            return 400, {"error": "invalid_grant"}
        if not self._is_client(form) or form.get("redirect_uri") != asked["redirect_uri"]:
            return 401, {"error": "invalid_client"}
        if create_s256_code_challenge(form.get("code_verifier", "")) != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        token = self.replay or self._id_token(asked["nonce"])
        self.tokens.append(token)
        return 200, {"access_token": token_urlsafe(16), "token_type": "Bearer", "expires_in": 60, "id_token": token}

    def _is_client(self, form: dict[str, str]) -> bool:
        if form.get("client_assertion_type") != ASSERTION:
            return False
        opened = jwt.decode(form["client_assertion"], KeySet.import_key_set(self.client_keys), algorithms=["RS256"])
        said = opened.claims
        fresh = said["jti"] not in self.assertions and time.time() < said["exp"] < time.time() + 3700
        self.assertions.add(said["jti"])
        return fresh and said["iss"] == said["sub"] == CLIENT and said["aud"] == f"{self.issuer}/token"

    def _id_token(self, nonce: str) -> str:
        now = int(time.time())
        true = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, "nonce": nonce, **self.person}
        claims = {name: value for name, value in {**true, **self.lies}.items() if value is not None}
        if self.unsigned:
            parts = ({"alg": "none", "typ": "JWT"}, claims)
            return ".".join([*(_base64url(json.dumps(part)) for part in parts), ""])
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, self.sign_with or self.key)

    def answer(self, path: str, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Answer one request."""
        if self.broken:
            return 500, {}
        if path == "/.well-known/openid-configuration":
            names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            return 200, {"issuer": self.issuer, **{name: f"{self.issuer}/{place}" for name, place in names.items()}}
        if path == "/keys":
            return 200, {"keys": [self.key.as_dict(private=False)]}
        return self.trade(form) if path == "/token" else (404, {})


def _base64url(text: str) -> str:
    import base64

    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


@contextmanager
def running(service: SignInService) -> Iterator[SignInService]:
    """Let a service answer on a port of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say(*service.answer(urlsplit(self.path).path, {}))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._say(*service.answer(urlsplit(self.path).path, form))

        def _say(self, status: int, said: dict[str, Any]) -> None:
            content = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    service.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield service
    server.shutdown()
    thread.join()
    server.server_close()
