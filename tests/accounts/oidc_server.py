"""A small OpenID Connect provider on loopback: discovery, sign-in, tokens, what it knows of a person. No mock: HTTP."""

import base64
import hashlib
import json
import secrets
import threading
import time
from contextlib import contextmanager
from urllib.parse import parse_qs, urlencode, urlsplit
from wsgiref.simple_server import WSGIRequestHandler, make_server

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "upr", "a secret between the two"


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


class Provider:
    """Signs in whoever ``person`` is at once, checks code, secret and PKCE, and signs its token."""

    def __init__(self):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.person = {"sub": "7", "email": "nadia@example.org", "email_verified": True, "name": "Her real name"}
        self.codes, self.access = {}, {}
        self.url = ""

    def __call__(self, environ, start_response):
        path = environ["PATH_INFO"]
        query = parse_qs(environ["QUERY_STRING"])
        if path == "/authorize":
            start_response("302 Found", [("Location", self.authorize(query))])
            return [b""]
        status, answer = {
            "/.well-known/openid-configuration": lambda: ("200 OK", self.discovery()),
            "/jwks": lambda: ("200 OK", {"keys": [self.public_key()]}),
            "/token": lambda: self.token(environ),
            "/userinfo": lambda: self.userinfo(environ),
        }[path]()
        start_response(status, [("Content-Type", "application/json")])
        return [json.dumps(answer).encode()]

    def discovery(self):
        places = {f"{name}_endpoint": f"{self.url}/{path}" for name, path in
                  [("authorization", "authorize"), ("token", "token"), ("userinfo", "userinfo")]}  # fmt: skip
        return {"issuer": self.url, "jwks_uri": f"{self.url}/jwks"} | places

    def public_key(self):
        return json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key())) | {"kid": "1", "alg": "RS256"}

    def authorize(self, query):
        """Where the browser of somebody who has just signed in goes back to."""
        code = secrets.token_urlsafe(8)
        self.codes[code] = {"challenge": query["code_challenge"][0], "client": query["client_id"][0]}
        return f"{query['redirect_uri'][0]}?{urlencode({'code': code, 'state': query['state'][0]})}"

    def token(self, environ):
        sent = parse_qs(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode())
        asked = self.codes.pop(sent["code"][0], None)
        digest = hashlib.sha256(sent["code_verifier"][0].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        right = asked == {"challenge": challenge, "client": CLIENT} and self._client(environ, sent) == (CLIENT, SECRET)
        if not right:
            return "400 Bad Request", {"error": "invalid_grant"}
        now = int(time.time())
        claims = self.person | {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 60}
        access = secrets.token_urlsafe(8)
        self.access[access] = self.person
        token = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "1"})
        return "200 OK", {"access_token": access, "token_type": "Bearer", "id_token": token, "expires_in": 60}

    def _client(self, environ, sent):
        if basic := environ.get("HTTP_AUTHORIZATION", "").removeprefix("Basic "):
            return tuple(base64.b64decode(basic).decode().split(":", 1))
        return sent.get("client_id", [""])[0], sent.get("client_secret", [""])[0]

    def userinfo(self, environ):
        access = environ.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer ")
        if access not in self.access:
            return "401 Unauthorized", {"error": "invalid_token"}
        return "200 OK", self.access[access]


@contextmanager
def running_provider():
    provider = Provider()
    with make_server("127.0.0.1", 0, provider, handler_class=Quiet) as server:
        provider.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield provider
        server.shutdown()
        thread.join()


def parameters(address):
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
