# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""The few API requests that bringing a bed up takes, with the admin's certificate."""

import http.client
import json
import ssl

from .reports import BedError


class Api:
    def __init__(self, cluster):
        self.cluster = cluster
        self.tls = ssl.create_default_context(cafile=str(cluster.pki / "ca.crt"))
        self.tls.load_cert_chain(cluster.pki / "admin.crt", cluster.pki / "admin.key")

    def request(self, method, path, body=None, content_type="application/json"):
        """Returns (status, bytes); an unreachable server raises OSError."""
        connection = http.client.HTTPSConnection("127.0.0.1", self.cluster.api_port, context=self.tls, timeout=10)
        try:
            connection.request(method, path, None if body is None else json.dumps(body),
                               {"Content-Type": content_type, "User-Agent": "fairlead-bed"})
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def get(self, path):
        status, answer = self.request("GET", path)
        return json.loads(answer) if status == 200 else None

    def is_ready(self):
        try:
            return self.request("GET", "/readyz")[0] == 200
        except (OSError, http.client.HTTPException):
            return False

    def apply(self, path, manifest):
        """Creates or replaces by server-side apply."""
        status, answer = self.request("PATCH", f"{path}/{manifest['metadata']['name']}?fieldManager=fairlead-bed&force=true", manifest,
                                      "application/apply-patch+yaml")
        if status not in (200, 201):
            raise BedError(f"{self.cluster.name} refuses {manifest['kind']} {manifest['metadata']['name']}: {answer.decode(errors='replace')}")
