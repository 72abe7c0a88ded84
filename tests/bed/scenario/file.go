// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
	"k8s.io/apimachinery/pkg/api/resource"
)

// Quantities are resource amounts as the file spells them; Kubernetes' own grammar checks them.
type Quantities map[string]string

type Scenario struct {
	Name  string `yaml:"-"` // the file's name without its extension
	Nodes []Node `yaml:"nodes"`
	Pods  []Pod  `yaml:"pods"`
}

type Node struct {
	place         `yaml:"-"`
	Name          string               `yaml:"name"`
	Labels        map[string]string    `yaml:"labels"`
	Annotations   map[string]string    `yaml:"annotations"`
	Capacity      Quantities           `yaml:"capacity"`
	Allocatable   Quantities           `yaml:"allocatable"`
	Taints        []Taint              `yaml:"taints"`
	Unschedulable bool                 `yaml:"unschedulable"`
	Conditions    map[string]Condition `yaml:"conditions"`
	Addresses     map[string]string    `yaml:"addresses"`
}

type Taint struct {
	Key    string `yaml:"key"`
	Value  string `yaml:"value"`
	Effect string `yaml:"effect"`
}

// Condition is written as its status alone, or as a map.
type Condition struct {
	Status  string `yaml:"status"`
	Reason  string `yaml:"reason"`
	Message string `yaml:"message"`
}

func (c *Condition) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.ScalarNode {
		c.Status = node.Value
		return nil
	}
	type plain Condition
	return node.Decode((*plain)(c))
}

type Pod struct {
	place             `yaml:"-"`
	Name              string            `yaml:"name"`
	Namespace         string            `yaml:"namespace"`
	Node              string            `yaml:"node"`
	Labels            map[string]string `yaml:"labels"`
	Annotations       map[string]string `yaml:"annotations"`
	Requests          Quantities        `yaml:"requests"`
	Limits            Quantities        `yaml:"limits"`
	Containers        []Container       `yaml:"containers"`
	InitContainers    []Container       `yaml:"initContainers"`
	Resources         *Resources        `yaml:"resources"`
	Overhead          Quantities        `yaml:"overhead"`
	RuntimeClassName  string            `yaml:"runtimeClassName"`
	Phase             string            `yaml:"phase"`
	Terminating       bool              `yaml:"terminating"`
	Owner             *Owner            `yaml:"owner"`
	Tolerations       []Toleration      `yaml:"tolerations"`
	NodeSelector      map[string]string `yaml:"nodeSelector"`
	PriorityClassName string            `yaml:"priorityClassName"`
	SchedulerName     string            `yaml:"schedulerName"`
	Waiting           *Waiting          `yaml:"waiting"`
}

type Container struct {
	Name          string     `yaml:"name"`
	Image         string     `yaml:"image"`
	Requests      Quantities `yaml:"requests"`
	Limits        Quantities `yaml:"limits"`
	RestartPolicy string     `yaml:"restartPolicy"`
}

type Resources struct {
	Requests Quantities `yaml:"requests"`
	Limits   Quantities `yaml:"limits"`
}

type Toleration struct {
	Key      string `yaml:"key"`
	Operator string `yaml:"operator"`
	Value    string `yaml:"value"`
	Effect   string `yaml:"effect"`
}

type Owner struct {
	APIVersion string `yaml:"apiVersion"`
	Kind       string `yaml:"kind"`
	Name       string `yaml:"name"`
}

// Waiting is what a scheduler says of a pod that it cannot place: a condition of the pod and an event.
type Waiting struct {
	Reason  string `yaml:"reason"`
	Message string `yaml:"message"`
}

// place is where an entry begins, for messages.
type place struct {
	file string
	line int
}

func (p place) errorf(format string, arguments ...any) error {
	return fmt.Errorf("%s:%d: %s", p.file, p.line, fmt.Sprintf(format, arguments...))
}

// readScenario reads, checks and expands one file. All mistakes are reported, not only the first.
func readScenario(path string) (*Scenario, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return parseScenario(path, text)
}

func parseScenario(path string, text []byte) (*Scenario, error) {
	read := &Scenario{}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(read); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	for index, line := range linesOf(&document, "nodes") {
		read.Nodes[index].place = place{path, line}
	}
	for index, line := range linesOf(&document, "pods") {
		read.Pods[index].place = place{path, line}
	}
	expanded, err := expand(read)
	if err != nil {
		return nil, err
	}
	expanded.Name = strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	return expanded, check(expanded)
}

// linesOf tells on which line each entry of a list at the top begins.
func linesOf(document *yaml.Node, list string) []int {
	var lines []int
	if len(document.Content) == 0 {
		return nil
	}
	top := document.Content[0].Content
	for index := 0; index+1 < len(top); index += 2 {
		if top[index].Value == list {
			for _, entry := range top[index+1].Content {
				lines = append(lines, entry.Line)
			}
		}
	}
	return lines
}

var braces = regexp.MustCompile(`\{(\d+)\.\.(\d+)\}`)

// expandName turns "a-{01..03}" into three names, zero-padded like the lower bound.
func expandName(p place, name string) ([]string, error) {
	found := braces.FindStringSubmatchIndex(name)
	if found == nil {
		return []string{name}, nil
	}
	low, _ := strconv.Atoi(name[found[2]:found[3]])
	high, _ := strconv.Atoi(name[found[4]:found[5]])
	if high < low || high-low > 100000 {
		return nil, p.errorf("name: the range in %q is empty or absurd", name)
	}
	var names []string
	for number := low; number <= high; number++ {
		names = append(names, fmt.Sprintf("%s%0*d%s", name[:found[0]], found[3]-found[2], number, name[found[1]:]))
	}
	return names, nil
}

func expand(read *Scenario) (*Scenario, error) {
	expanded := &Scenario{}
	for _, node := range read.Nodes {
		names, err := expandName(node.place, node.Name)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			node.Name = name
			expanded.Nodes = append(expanded.Nodes, node)
		}
	}
	for _, pod := range read.Pods {
		names, err := expandName(pod.place, pod.Name)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			pod.Name = name
			expanded.Pods = append(expanded.Pods, pod)
		}
	}
	return expanded, nil
}

var (
	validName  = regexp.MustCompile(`^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$`)
	validLabel = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)
	phases     = []string{"", "Pending", "Running", "Succeeded", "Failed", "Unknown"}
	effects    = []string{"NoSchedule", "PreferNoSchedule", "NoExecute"}
	statuses   = []string{"True", "False", "Unknown"}
	addresses  = []string{"InternalIP", "ExternalIP", "Hostname", "InternalDNS", "ExternalDNS"}
)

func check(s *Scenario) error {
	var mistakes []error
	seen := map[string]bool{}
	report := func(p place, format string, arguments ...any) {
		mistakes = append(mistakes, p.errorf(format, arguments...))
	}
	for _, node := range s.Nodes {
		checkNode(node, report)
		if seen["node "+node.Name] {
			report(node.place, "name: node %q appears twice", node.Name)
		}
		seen["node "+node.Name] = true
	}
	for _, pod := range s.Pods {
		checkPod(pod, report)
		if key := "pod " + pod.Namespace + "/" + pod.Name; seen[key] {
			report(pod.place, "name: %s appears twice", key)
		} else {
			seen[key] = true
		}
	}
	return errors.Join(mistakes...)
}

type reporter func(p place, format string, arguments ...any)

func checkQuantities(p place, field string, amounts Quantities, report reporter) {
	for _, name := range slices.Sorted(maps.Keys(amounts)) {
		if _, err := resource.ParseQuantity(amounts[name]); err != nil {
			report(p, "%s: %s: %q is no quantity", field, name, amounts[name])
		}
	}
}

func checkNode(node Node, report reporter) {
	if !validName.MatchString(node.Name) {
		report(node.place, "name: %q is no node name", node.Name)
	}
	if len(node.Capacity) == 0 {
		report(node.place, "capacity: node %s has none", node.Name)
	}
	checkQuantities(node.place, "capacity", node.Capacity, report)
	checkQuantities(node.place, "allocatable", node.Allocatable, report)
	for _, taint := range node.Taints {
		if taint.Key == "" || !slices.Contains(effects, taint.Effect) {
			report(node.place, "taints: needs key, and effect one of %s", strings.Join(effects, ", "))
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(node.Conditions)) {
		if !slices.Contains(statuses, node.Conditions[kind].Status) {
			report(node.place, "conditions: %s: status %q is none of %s (quoted)", kind, node.Conditions[kind].Status, strings.Join(statuses, ", "))
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(node.Addresses)) {
		if !slices.Contains(addresses, kind) {
			report(node.place, "addresses: %s is none of %s", kind, strings.Join(addresses, ", "))
		}
	}
}

func checkPod(pod Pod, report reporter) {
	if !validName.MatchString(pod.Name) {
		report(pod.place, "name: %q is no pod name", pod.Name)
	}
	if !validLabel.MatchString(pod.Namespace) {
		report(pod.place, "namespace: pod %s: %q is no namespace", pod.Name, pod.Namespace)
	}
	if !slices.Contains(phases, pod.Phase) {
		report(pod.place, "phase: %q is none of %s", pod.Phase, strings.Join(phases[1:], ", "))
	}
	if len(pod.Containers) > 0 && (len(pod.Requests) > 0 || len(pod.Limits) > 0) {
		report(pod.place, "requests: pod %s has containers as well; give each container its own", pod.Name)
	}
	checkQuantities(pod.place, "requests", pod.Requests, report)
	checkQuantities(pod.place, "limits", pod.Limits, report)
	checkQuantities(pod.place, "overhead", pod.Overhead, report)
	if pod.Resources != nil {
		checkQuantities(pod.place, "resources.requests", pod.Resources.Requests, report)
		checkQuantities(pod.place, "resources.limits", pod.Resources.Limits, report)
	}
	for _, container := range slices.Concat(pod.Containers, pod.InitContainers) {
		if !validLabel.MatchString(container.Name) {
			report(pod.place, "containers: pod %s: %q is no container name", pod.Name, container.Name)
		}
		checkQuantities(pod.place, container.Name+".requests", container.Requests, report)
		checkQuantities(pod.place, container.Name+".limits", container.Limits, report)
	}
	if pod.Waiting != nil && pod.Node != "" {
		report(pod.place, "waiting: pod %s has a node and waits for none", pod.Name)
	}
	if pod.Node == "" && pod.Phase != "" && pod.Phase != "Pending" {
		report(pod.place, "phase: pod %s is %s without a node", pod.Name, pod.Phase)
	}
	if pod.Owner != nil {
		if err := checkOwner(*pod.Owner); err != nil {
			report(pod.place, "owner: pod %s: %v", pod.Name, err)
		}
	}
}
