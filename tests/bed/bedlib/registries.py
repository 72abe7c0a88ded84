# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""Two registries, `basic` (htpasswd) and `token` (a token server of ours), the users of both, and docker's own files for
their credentials. Passwords are random and live in files that only the person who asked for the bed may read."""

import base64
import http.client
import json
import os
import secrets
import ssl
import subprocess

from . import certificates
from .layout import BASIC_REGISTRY, REGISTRY_AUTH_ADDRESS, SOURCES, TOKEN_REGISTRY, invoker
from .processes import Part, wait_ready
from .reports import say

SERVICE, ISSUER = "registry.bed", "fairlead-bed"
ADDRESSES = {"basic": BASIC_REGISTRY, "token": TOKEN_REGISTRY}
EVERYTHING = {"*": ["pull", "push", "delete"]}

# Who may do what at the token registry; "" is anybody. At the other one every user may do everything.
TOKEN_USERS = {
    "builder": {"rights": EVERYTHING, "catalog": True},
    "reader": {"rights": {"*": ["pull"]}},
    "team-a": {"rights": {"team-a/*": ["pull", "push"]}},
    "identity": {"rights": EVERYTHING, "identityToken": True},
    "": {"rights": {"public/*": ["pull"]}},
}
BASIC_USERS = ("builder", "odd")


def _write_private(path, text):
    """For the person who asked for the bed alone."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    os.chown(path, *invoker()[:2])


def _password_file(bed, registry, user):
    return bed.docker / "passwords" / f"{registry}-{user}"


def _make_passwords(bed):
    (bed.docker / "passwords").mkdir()
    for registry, users in (("basic", BASIC_USERS), ("token", filter(None, TOKEN_USERS))):
        for user in users:
            spice = ": ü€\"\\" if user == "odd" else ""  # what clients like to get wrong
            _write_private(_password_file(bed, registry, user), secrets.token_urlsafe(18) + spice)


def _htpasswd(bed, tool_folder):
    lines = ""
    for user in BASIC_USERS:
        with open(_password_file(bed, "basic", user)) as password:
            lines += subprocess.run([tool_folder / "registryauth", "hash", user], stdin=password, capture_output=True, text=True, check=True).stdout
    return lines


def _configuration(bed, name, authentication):
    pki = bed.docker_pki
    return {"version": "0.1", "log": {"level": "warn", "accesslog": {"disabled": False}},
            "storage": {"filesystem": {"rootdirectory": str(bed.docker / f"registry-{name}" / "data")}, "delete": {"enabled": True},
                        "maintenance": {"uploadpurging": {"enabled": False}}},
            "http": {"addr": ADDRESSES[name], "secret": secrets.token_hex(16), "tls": {"certificate": f"{pki}/server.crt", "key": f"{pki}/server.key"}},
            "auth": authentication}


def _registry(bed, name, authentication):
    folder = bed.docker / f"registry-{name}"
    folder.mkdir()
    _write_private(folder / "config.json", json.dumps(_configuration(bed, name, authentication)))
    return Part(bed, f"registry/{name}", ["/usr/bin/docker-registry", "serve", folder / "config.json"])


def _auth_server(bed):
    pki = bed.docker_pki
    users = {name: {**user, "passwordFile": str(_password_file(bed, "token", name)) if name else ""} for name, user in TOKEN_USERS.items()}
    configuration = bed.docker / "registry-auth.json"
    configuration.write_text(json.dumps({
        "listen": REGISTRY_AUTH_ADDRESS, "certificate": f"{pki}/server.crt", "key": f"{pki}/server.key", "issuer": ISSUER, "service": SERVICE,
        "signingCertificate": f"{pki}/signer.crt", "signingKey": f"{pki}/signer.key", "lifetimeSeconds": 300,
        "switchFile": str(_switch_file(bed)), "users": users}))
    return Part(bed, "registry/auth", [bed.bin / "bed-registryauth", configuration])


def _switch_file(bed):
    return bed.docker / "registry-auth.switch"


def _login(bed, registry, user="builder"):
    return {"Username": user, "Secret": _password_file(bed, registry, user).read_text()}


def _config_folder(bed, name):
    return bed.docker / "config" / name


def _write_client_files(bed):
    """Three folders for DOCKER_CONFIG that know the same user in docker's three ways, and the helper's file."""
    logins = {address: _login(bed, name) for name, address in ADDRESSES.items()}
    _write_private(bed.credentials, json.dumps(logins, indent=1))
    encoded = {address: base64.b64encode(f"{login['Username']}:{login['Secret']}".encode()).decode() for address, login in logins.items()}
    for name, content in (("auths", {"auths": {address: {"auth": text} for address, text in encoded.items()}}),
                          ("credHelpers", {"credHelpers": {address: "bed" for address in logins}}), ("credsStore", {"credsStore": "bed"})):
        folder = _config_folder(bed, name)
        folder.mkdir(mode=0o700, parents=True)
        os.chown(folder, *invoker()[:2])
        _write_private(folder / "config.json", json.dumps(content, indent=1))


def start(bed, tool_folder):
    """Returns the parts, of which none may be ready yet. Needs the certificates that the daemons have too."""
    certificates.create_certificate(bed.docker_pki, "signer", "/CN=bed-registry-tokens", "clientAuth", key=certificates.RSA)
    _make_passwords(bed)
    htpasswd = bed.docker / "htpasswd"
    _write_private(htpasswd, _htpasswd(bed, tool_folder))
    parts = [_registry(bed, "basic", {"htpasswd": {"realm": "bed", "path": str(htpasswd)}}),
             _registry(bed, "token", {"token": {"realm": f"https://{REGISTRY_AUTH_ADDRESS}/token", "service": SERVICE, "issuer": ISSUER,
                                                "rootcertbundle": f"{bed.docker_pki}/ca.crt"}}),
             _auth_server(bed)]
    for part in parts:
        part.start()
    _write_client_files(bed)
    bed.registries.write_text(json.dumps(describe(bed), indent=2))
    return parts


def wait_for(bed, parts):
    for part in parts:
        wait_ready(part, lambda: is_ready(bed, part), 30, f"{part.name}'s readiness")
    say("docker: registries ready")


def is_ready(bed, part):
    """Whether it asks for a password, as it should."""
    name = part.name.partition("/")[2]
    address, path = (REGISTRY_AUTH_ADDRESS, "/token?service=nobody") if name == "auth" else (ADDRESSES[name], "/v2/")
    connection = http.client.HTTPSConnection(address, timeout=5, context=ssl.create_default_context(cafile=str(bed.docker_pki / "ca.crt")))
    try:
        connection.request("GET", path)
        return connection.getresponse().status in (400, 401)
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def describe(bed):
    """What FAIRLEAD_BED_REGISTRIES tells: addresses, authority, users with the files of their passwords, docker's files."""
    users = {"basic": {name: {"rights": EVERYTHING} for name in BASIC_USERS}, "token": TOKEN_USERS}
    registries = {
        name: {"address": address, "authentication": name, "ca": str(bed.docker_pki / "ca.crt"), "users": {
            user: {"passwordFile": str(_password_file(bed, name, user)) if user else None, "rights": known["rights"]}
            for user, known in users[name].items()}}
        for name, address in ADDRESSES.items()}
    registries["token"].update(realm=f"https://{REGISTRY_AUTH_ADDRESS}/token", service=SERVICE, switchFile=str(_switch_file(bed)))
    return {"registries": registries, "configs": {name: str(_config_folder(bed, name)) for name in ("auths", "credHelpers", "credsStore")},
            "credentialHelper": {"program": str(SOURCES / "docker-credential-bed"), "file": str(bed.credentials), "faultFile": f"{bed.credentials}.fault"}}
