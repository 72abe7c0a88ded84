// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// object is JSON as the API takes it.
type object = map[string]any

const (
	scenarioLabel  = "fairlead.dev/scenario"
	hashAnnotation = "fairlead.dev/scenario-hash"
	keepFinalizer  = "fairlead.dev/keep"
	pauseImage     = "docker.io/bed/pause:1"
	kubeletVersion = "v1.36.3"
	// A scheduler that does not run: pods that the scenario makes wait keep waiting, for the reason that it gives.
	nobodysScheduler = "fairlead-scenario"
)

func now() string { return time.Now().UTC().Format(time.RFC3339) }

func merged(all ...map[string]string) map[string]string {
	result := map[string]string{}
	for _, one := range all {
		maps.Copy(result, one)
	}
	return result
}

func uidOf(o object) string {
	metadata, _ := o["metadata"].(map[string]any)
	uid, _ := metadata["uid"].(string)
	return uid
}

// nodeMetadata is applied before status and spec, which the API takes separately.
func nodeMetadata(n Node, scenario string) object {
	labels := merged(map[string]string{"kubernetes.io/hostname": n.Name, "kubernetes.io/arch": "amd64", "kubernetes.io/os": "linux"},
		n.Labels, map[string]string{scenarioLabel: scenario})
	annotations := merged(n.Annotations, map[string]string{"kwok.x-k8s.io/node": "fake", "fairlead.dev/conditions": "scenario"})
	return object{"apiVersion": "v1", "kind": "Node", "metadata": object{"name": n.Name, "labels": labels, "annotations": annotations}}
}

var healthy = []struct{ kind, status, reason, message string }{
	{"MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"},
	{"DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"},
	{"PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available"},
	{"Ready", "True", "KubeletReady", "kubelet is posting ready status"},
}

func nodeConditions(n Node) []object {
	var conditions []object
	add := func(kind, status, reason, message string) {
		conditions = append(conditions, object{"type": kind, "status": status, "reason": reason, "message": message,
			"lastHeartbeatTime": now(), "lastTransitionTime": now()})
	}
	for _, usual := range healthy {
		if given, ok := n.Conditions[usual.kind]; !ok {
			add(usual.kind, usual.status, usual.reason, usual.message)
		} else if given.Status == usual.status && given.Reason == "" {
			add(usual.kind, given.Status, usual.reason, usual.message)
		} else {
			add(usual.kind, given.Status, orElse(given.Reason, "Scenario"), orElse(given.Message, "so says the scenario"))
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(n.Conditions)) {
		if !slices.ContainsFunc(conditions, func(c object) bool { return c["type"] == kind }) {
			given := n.Conditions[kind]
			add(kind, given.Status, orElse(given.Reason, "Scenario"), given.Message)
		}
	}
	return conditions
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

func nodeStatus(n Node) object {
	capacity := merged(map[string]string{"pods": "110"}, n.Capacity)
	addresses := []object{{"type": "Hostname", "address": n.Name}}
	for _, kind := range slices.Sorted(maps.Keys(merged(map[string]string{"InternalIP": ""}, n.Addresses))) {
		if kind != "Hostname" {
			addresses = append(addresses, object{"type": kind, "address": orElse(n.Addresses[kind], fakeAddress("10.99", n.Name))})
		}
	}
	return object{"apiVersion": "v1", "kind": "Node", "metadata": object{"name": n.Name}, "status": object{
		"capacity": capacity, "allocatable": merged(capacity, n.Allocatable), "conditions": nodeConditions(n), "addresses": addresses,
		"nodeInfo": object{"architecture": "amd64", "operatingSystem": "linux", "osImage": "Ubuntu 24.04.3 LTS", "kernelVersion": "6.8.0-79-generic",
			"containerRuntimeVersion": "containerd://2.1.4", "kubeletVersion": kubeletVersion, "kubeProxyVersion": "",
			"bootID": inventedUID("boot " + n.Name), "machineID": inventedUID("machine " + n.Name), "systemUUID": inventedUID("system " + n.Name)}}}
}

// nodeSpec states all taints, also those that a node controller derives from conditions: light clusters have none, and the
// API server taints every new node as not ready.
func nodeSpec(n Node) object {
	taints := []object{}
	add := func(key, value, effect string) {
		taint := object{"key": key, "effect": effect}
		if value != "" {
			taint["value"] = value
		}
		if strings.HasPrefix(key, "node.kubernetes.io/") {
			taint["timeAdded"] = now()
		}
		taints = append(taints, taint)
	}
	for _, taint := range n.Taints {
		add(taint.Key, taint.Value, taint.Effect)
	}
	if n.Unschedulable {
		add("node.kubernetes.io/unschedulable", "", "NoSchedule")
	}
	switch n.Conditions["Ready"].Status {
	case "False":
		add("node.kubernetes.io/not-ready", "", "NoSchedule")
		add("node.kubernetes.io/not-ready", "", "NoExecute")
	case "Unknown":
		add("node.kubernetes.io/unreachable", "", "NoSchedule")
		add("node.kubernetes.io/unreachable", "", "NoExecute")
	}
	for kind, key := range map[string]string{"MemoryPressure": "memory-pressure", "DiskPressure": "disk-pressure", "PIDPressure": "pid-pressure"} {
		if n.Conditions[kind].Status == "True" {
			add("node.kubernetes.io/"+key, "", "NoSchedule")
		}
	}
	spec := object{"taints": taints, "unschedulable": nil}
	if len(taints) == 0 {
		spec["taints"] = nil
	}
	if n.Unschedulable {
		spec["unschedulable"] = true
	}
	return object{"spec": spec}
}

// fakeAddress derives an address from a name.
func fakeAddress(prefix, name string) string {
	sum := sha256.Sum256([]byte(name))
	return fmt.Sprintf("%s.%d.%d", prefix, sum[0], 1+sum[1]%254)
}

// isExtended tells resources of which the API wants limits equal to requests.
func isExtended(name string) bool {
	domain, _, qualified := strings.Cut(name, "/")
	return strings.HasPrefix(name, "hugepages-") || qualified && domain != "kubernetes.io"
}

func resourcesOf(requests, limits Quantities) object {
	filled := merged(limits)
	for name, amount := range requests {
		if _, given := filled[name]; !given && isExtended(name) {
			filled[name] = amount
		}
	}
	result := object{}
	if len(requests) > 0 {
		result["requests"] = requests
	}
	if len(filled) > 0 {
		result["limits"] = filled
	}
	return result
}

func containerObjects(containers []Container) []object {
	var result []object
	for _, container := range containers {
		one := object{"name": container.Name, "image": orElse(container.Image, pauseImage), "imagePullPolicy": "IfNotPresent",
			"resources": resourcesOf(container.Requests, container.Limits)}
		if container.RestartPolicy != "" {
			one["restartPolicy"] = container.RestartPolicy
		}
		result = append(result, one)
	}
	return result
}

func (p Pod) containers() []Container {
	if len(p.Containers) > 0 {
		return p.Containers
	}
	return []Container{{Name: "main", Requests: p.Requests, Limits: p.Limits}}
}

// runtimeClass is the class that brings the pod's overhead: the API admits no overhead without one.
func (p Pod) runtimeClass() string {
	if p.RuntimeClassName != "" || len(p.Overhead) == 0 {
		return p.RuntimeClassName
	}
	text, _ := json.Marshal(p.Overhead)
	sum := sha256.Sum256(text)
	return "overhead-" + hex.EncodeToString(sum[:4])
}

func podSpec(p Pod) object {
	spec := object{"containers": containerObjects(p.containers()), "automountServiceAccountToken": false, "enableServiceLinks": false,
		"tolerations": tolerations(p), "restartPolicy": "Always"}
	if p.Owner != nil && p.Owner.Kind == "Job" || p.Phase == "Succeeded" || p.Phase == "Failed" {
		spec["restartPolicy"] = "Never"
	}
	if len(p.InitContainers) > 0 {
		spec["initContainers"] = containerObjects(p.InitContainers)
	}
	if p.Resources != nil {
		spec["resources"] = resourcesOf(p.Resources.Requests, p.Resources.Limits)
	}
	scheduler := p.SchedulerName
	if scheduler == "" && p.Waiting != nil {
		scheduler = nobodysScheduler
	}
	for field, value := range map[string]string{"nodeName": p.Node, "priorityClassName": p.PriorityClassName, "schedulerName": scheduler,
		"runtimeClassName": p.runtimeClass()} {
		if value != "" {
			spec[field] = value
		}
	}
	if len(p.NodeSelector) > 0 {
		spec["nodeSelector"] = p.NodeSelector
	}
	return spec
}

// tolerations adds that pods of a scenario outlive a node that is not ready.
func tolerations(p Pod) []object {
	var result []object
	for _, given := range p.Tolerations {
		one := object{}
		for field, value := range map[string]string{"key": given.Key, "operator": given.Operator, "value": given.Value, "effect": given.Effect} {
			if value != "" {
				one[field] = value
			}
		}
		result = append(result, one)
	}
	for _, key := range []string{"node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"} {
		result = append(result, object{"key": key, "operator": "Exists", "effect": "NoExecute"})
	}
	return result
}

// podObject is the pod as it is created. Its hash tells a later load whether the pod has to be replaced.
func podObject(p Pod, scenario string, keepsPhase bool) object {
	labels := merged(p.Labels, map[string]string{scenarioLabel: scenario})
	if p.Owner != nil {
		labels = merged(p.Owner.podLabels(), labels)
	}
	annotations := merged(p.Annotations)
	if keepsPhase {
		annotations["fairlead.dev/phase"] = p.phase()
	}
	metadata := object{"name": p.Name, "namespace": p.Namespace, "labels": labels, "annotations": annotations}
	if p.Terminating {
		metadata["finalizers"] = []string{keepFinalizer}
	}
	pod := object{"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": podSpec(p)}
	text, _ := json.Marshal([]any{pod, p.Owner})
	sum := sha256.Sum256(text)
	annotations[hashAnnotation] = hex.EncodeToString(sum[:8])
	return pod
}

func (p Pod) phase() string {
	if p.Phase == "" && p.Node != "" {
		return "Running"
	}
	return orElse(p.Phase, "Pending")
}

func containerStatus(name, image, state string, details object) object {
	running := state == "running"
	return object{"name": name, "image": image, "imageID": "", "ready": running, "started": running, "restartCount": 0, "state": object{state: details}}
}

func containerStatuses(p Pod) (containers, initContainers []object) {
	state, details := "running", object{"startedAt": now()}
	done := object{"exitCode": 0, "reason": "Completed", "startedAt": now(), "finishedAt": now()}
	switch p.phase() {
	case "Pending":
		state, details = "waiting", object{"reason": "ContainerCreating"}
	case "Succeeded":
		state, details = "terminated", done
	case "Failed":
		state, details = "terminated", object{"exitCode": 1, "reason": "Error", "startedAt": now(), "finishedAt": now()}
	}
	for _, container := range p.containers() {
		containers = append(containers, containerStatus(container.Name, orElse(container.Image, pauseImage), state, details))
	}
	for _, container := range p.InitContainers {
		status := containerStatus(container.Name, orElse(container.Image, pauseImage), state, details)
		if container.RestartPolicy != "Always" && state == "running" {
			status = containerStatus(container.Name, orElse(container.Image, pauseImage), "terminated", done)
			status["ready"] = true
		}
		initContainers = append(initContainers, status)
	}
	return containers, initContainers
}

// podStatus is the status of a pod that no kubelet looks after.
func podStatus(p Pod, hostAddress string) object {
	condition := func(kind string, holds bool, reason string) object {
		status := map[bool]string{true: "True", false: "False"}[holds]
		result := object{"type": kind, "status": status, "lastTransitionTime": now()}
		if !holds && reason != "" {
			result["reason"] = reason
		}
		return result
	}
	if p.Node == "" {
		waiting := condition("PodScheduled", false, p.Waiting.Reason)
		waiting["message"] = p.Waiting.Message
		return object{"status": object{"phase": "Pending", "conditions": []object{waiting}}}
	}
	phase := p.phase()
	ready := phase == "Running"
	reason := map[string]string{"Succeeded": "PodCompleted", "Failed": "PodFailed", "Pending": "ContainersNotReady", "Unknown": "NodeLost"}[phase]
	containers, initContainers := containerStatuses(p)
	status := object{"phase": phase, "startTime": now(), "hostIP": hostAddress, "hostIPs": []object{{"ip": hostAddress}},
		"conditions": []object{condition("PodScheduled", true, ""), condition("Initialized", phase != "Pending", reason),
			condition("PodReadyToStartContainers", ready, ""), condition("ContainersReady", ready, reason), condition("Ready", ready, reason)},
		"containerStatuses": containers, "initContainerStatuses": initContainers}
	if phase != "Pending" {
		address := fakeAddress("10.244", p.Namespace+"/"+p.Name)
		status["podIP"], status["podIPs"] = address, []object{{"ip": address}}
	}
	return object{"status": status}
}

func waitingEvent(p Pod, scenario, uid string) object {
	return object{"apiVersion": "v1", "kind": "Event", "type": "Warning", "reason": "FailedScheduling", "message": p.Waiting.Message,
		"metadata":       object{"name": p.Name + ".scenario", "namespace": p.Namespace, "labels": object{scenarioLabel: scenario}},
		"involvedObject": object{"apiVersion": "v1", "kind": "Pod", "namespace": p.Namespace, "name": p.Name, "uid": uid},
		"source":         object{"component": "default-scheduler"}, "reportingComponent": "default-scheduler", "reportingInstance": "",
		"firstTimestamp": now(), "lastTimestamp": now(), "count": 1}
}
