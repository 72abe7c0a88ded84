// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"slices"
	"strings"
	"testing"
)

func TestExpandName(t *testing.T) {
	for name, want := range map[string][]string{
		"one":         {"one"},
		"a-{1..3}":    {"a-1", "a-2", "a-3"},
		"a-{08..10}b": {"a-08b", "a-09b", "a-10b"},
	} {
		if got, err := expandName(place{}, name); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: got %v, %v; want %v", name, got, err, want)
		}
	}
	if _, err := expandName(place{}, "a-{3..1}"); err == nil {
		t.Error("an empty range passes")
	}
}

func TestMistakesNameTheirPlace(t *testing.T) {
	for text, want := range map[string]string{
		"nodes:\n- {name: n, capacity: {cpu: lots}}":                                           `f.yaml:2: capacity: cpu: "lots" is no quantity`,
		"nodes:\n- {name: n}":                                                                  "f.yaml:2: capacity: node n has none",
		"nodes:\n- {name: N, capacity: {cpu: 1}}":                                              `f.yaml:2: name: "N" is no node name`,
		"nodes:\n- {name: n, capacity: {cpu: 1}, taints: [{key: a, effect: No}]}":              "f.yaml:2: taints: needs key, and effect one of",
		"nodes:\n- {name: n, capacity: {cpu: 1}, conditions: {Ready: Yes}}":                    "f.yaml:2: conditions: Ready: status",
		"nodes:\n- {name: n, kapacity: {cpu: 1}}":                                              "line 2: field kapacity not found",
		"pods:\n- {name: p, namespace: a}\n- {name: p, namespace: a}":                          "f.yaml:3: name: pod a/p appears twice",
		"pods:\n- {name: p, namespace: a, phase: Walking}":                                     "f.yaml:2: phase:",
		"pods:\n- {name: p, namespace: a, phase: Running}":                                     "is Running without a node",
		"pods:\n- {name: p, namespace: a, node: n, waiting: {reason: R}}":                      "f.yaml:2: waiting:",
		"pods:\n- {name: p, namespace: a, node: n, owner: {kind: StatefulSet, name: s}}":       "apiVersion of kind \"StatefulSet\" is needed",
		"pods:\n- {name: p, namespace: a, owner: {apiVersion: apps/v1, kind: Foo, name: s}}":   "garbage collector",
		"pods:\n- {name: p, namespace: a, requests: {cpu: 1}, containers: [{name: c}]}":        "f.yaml:2: requests:",
		"pods:\n- {name: p, namespace: a, containers: [{name: c, requests: {cpu: one}}]}":      `f.yaml:2: c.requests: cpu: "one" is no quantity`,
		"pods:\n- {name: p, namespace: a, initContainers: [{name: C, requests: {cpu: '1'}}] }": "is no container name",
	} {
		if _, err := parseScenario("f.yaml", []byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s\n got %v\nwant %s", text, err, want)
		}
	}
}

func TestShippedScenarios(t *testing.T) {
	for _, name := range []string{"two-clusters-a", "two-clusters-b"} {
		if _, err := readScenario("../scenarios/" + name + ".yaml"); err != nil {
			t.Error(err)
		}
	}
}

func TestExtendedResourcesGetLimits(t *testing.T) {
	got := resourcesOf(Quantities{"cpu": "1", "nvidia.com/gpu": "2"}, Quantities{"memory": "1Gi"})
	limits := got["limits"].(map[string]string)
	if limits["nvidia.com/gpu"] != "2" || limits["memory"] != "1Gi" || len(limits) != 2 {
		t.Errorf("limits: %v", limits)
	}
}
