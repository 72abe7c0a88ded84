#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""Makes podschematext.cpp from what an API server says of itself:

    (kubectl get --raw /openapi/v3/api/v1; kubectl get --raw /openapi/v3/apis/networking.k8s.io/v1) |
        backends/manifests/podschema.py VERSION > backends/manifests/podschematext.cpp

Every type that a PodTemplateSpec and the policies of a namespace reach, one a line: its name, then field=type in alphabetical order.
A type is "string", "integer", "number", "boolean", "quantity", "intOrString", "any", or the name of another line. "[T" is a list of T, "[T@key" one whose items
are merged by that key, "[T@" one of plain values that are merged; "{T" is a map of T."""

import json
import sys

ROOTS = ("io.k8s.api.core.v1.PodTemplateSpec", "io.k8s.api.core.v1.ResourceQuota", "io.k8s.api.core.v1.LimitRange",
         "io.k8s.api.networking.v1.NetworkPolicy")
PLAIN = {"io.k8s.apimachinery.pkg.api.resource.Quantity": "quantity", "io.k8s.apimachinery.pkg.util.intstr.IntOrString": "intOrString",
         "io.k8s.apimachinery.pkg.apis.meta.v1.Time": "string", "io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime": "string",
         "io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1": "any"}


def reference(schema):
    for each in (schema, *schema.get("allOf", [])):
        if "$ref" in each:
            return each["$ref"].rsplit("/", 1)[1]
    return None


class Writer:
    def __init__(self, schemas):
        self.schemas, self.lines = schemas, {}

    def type_of(self, schema):
        name = reference(schema)
        if name:
            if name in PLAIN:
                return PLAIN[name]
            self.add(name)
            return name.rsplit(".", 1)[1]
        if schema.get("type") == "array":
            key = schema.get("x-kubernetes-patch-merge-key", "")
            merges = "merge" in schema.get("x-kubernetes-patch-strategy", "").split(",")
            return f"[{self.type_of(schema['items'])}{'@' + key if merges else ''}"
        if schema.get("type") == "object":
            values = schema.get("additionalProperties")
            return "{" + self.type_of(values) if isinstance(values, dict) else "any"
        return schema.get("type", "any")

    def add(self, name):
        short = name.rsplit(".", 1)[1]
        if short in self.lines:
            return
        self.lines[short] = ""
        fields = self.schemas[name].get("properties", {})
        self.lines[short] = " ".join(f"{field}={self.type_of(fields[field])}" for field in sorted(fields))


def schemas_of(text):
    """Of one document behind the other."""
    schemas, decoder = {}, json.JSONDecoder()
    while text := text.lstrip():
        document, end = decoder.raw_decode(text)
        schemas.update(document["components"]["schemas"])
        text = text[end:]
    return schemas


def main():
    version = sys.argv[1]
    writer = Writer(schemas_of(sys.stdin.read()))
    for root in ROOTS:
        writer.add(root)
    print("// SPDX-FileCopyrightText: 2026 The Fairlead authors\n// SPDX-License-Identifier: Apache-2.0")
    print(f"// Made by podschema.py from the OpenAPI of Kubernetes {version}.")
    print("#include \"podschematext.h\"\n\nnamespace fairlead::manifests {\n\n// clang-format off")
    print("const char *const PodSchemaText = R\"(")
    for name in sorted(writer.lines):
        print(f"{name} {writer.lines[name]}".rstrip())
    print(")\";\n// clang-format on\n\n} // namespace fairlead::manifests")


main()
