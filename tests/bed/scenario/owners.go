// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"hash/fnv"
	"strings"
)

// Pods whose owner does not exist are deleted by the garbage collector, so owners of built-in kinds are created for real:
//   - a Job says that somebody else manages it, and the job controller leaves it and its pods alone;
//   - a ReplicaSet comes after its pods, which it adopts instead of creating others;
//   - a Deployment is paused, with one such ReplicaSet.
// An owner of a kind that the cluster does not know (RayCluster without its CRD) is only named: the collector cannot look
// for it and lets the pod be.

var foreignKinds = map[string]string{
	"RayCluster": "ray.io/v1", "RayJob": "ray.io/v1", "RayService": "ray.io/v1",
	"PyTorchJob": "kubeflow.org/v1", "TFJob": "kubeflow.org/v1", "MPIJob": "kubeflow.org/v1", "Notebook": "kubeflow.org/v1",
	"Workflow": "argoproj.io/v1alpha1", "SparkApplication": "sparkoperator.k8s.io/v1beta2", "LeaderWorkerSet": "leaderworkerset.x-k8s.io/v1",
	"JobSet": "jobset.x-k8s.io/v1alpha2", "InferenceService": "serving.kserve.io/v1beta1", "VCJob": "batch.volcano.sh/v1alpha1",
}

func checkOwner(owner Owner) error {
	if !validName.MatchString(owner.Name) {
		return fmt.Errorf("%q is no name", owner.Name)
	}
	switch owner.Kind {
	case "Job", "ReplicaSet", "Deployment":
		return nil
	}
	group, _, _ := strings.Cut(owner.apiVersion(), "/")
	if group == "" {
		return fmt.Errorf("apiVersion of kind %q is needed", owner.Kind)
	}
	if !strings.Contains(group, ".") || strings.HasSuffix(group, "authorization.k8s.io") || owner.Kind == "Node" {
		return fmt.Errorf("kind %s would have its pods deleted by the garbage collector; use Job, ReplicaSet, Deployment, or a kind that the cluster does not know", owner.Kind)
	}
	return nil
}

func (o Owner) apiVersion() string {
	switch {
	case o.APIVersion != "":
		return o.APIVersion
	case o.Kind == "Job":
		return "batch/v1"
	case o.Kind == "ReplicaSet" || o.Kind == "Deployment":
		return "apps/v1"
	}
	return foreignKinds[o.Kind]
}

// controls tells whether the owner adopts pods that exist already, as ReplicaSets do.
func (o Owner) adopts() bool { return o.Kind == "ReplicaSet" || o.Kind == "Deployment" }

// templateHash is what a Deployment appends to the names of its ReplicaSets.
func (o Owner) templateHash() string {
	sum := fnv.New64a()
	sum.Write([]byte(o.Name))
	return fmt.Sprintf("%010x", sum.Sum64())[:10]
}

func (o Owner) replicaSetName() string {
	if o.Kind == "Deployment" {
		return o.Name + "-" + o.templateHash()
	}
	return o.Name
}

// podLabels are the labels by which the owner selects its pods.
func (o Owner) podLabels() map[string]string {
	switch o.Kind {
	case "Job":
		return map[string]string{"job-name": o.Name, "batch.kubernetes.io/job-name": o.Name}
	case "Deployment":
		return map[string]string{"fairlead.dev/owner": o.Name, "pod-template-hash": o.templateHash()}
	}
	return map[string]string{"fairlead.dev/owner": o.Name}
}

func (o Owner) jobObject(namespace, scenario string, template object) object {
	return object{"apiVersion": "batch/v1", "kind": "Job",
		"metadata": object{"name": o.Name, "namespace": namespace, "labels": object{scenarioLabel: scenario}},
		"spec": object{"managedBy": "fairlead.dev/scenario", "backoffLimit": 0,
			"template": object{"metadata": object{"labels": o.podLabels()}, "spec": template}}}
}

func (o Owner) replicaSetObject(namespace, scenario string, replicas int, template object, deployment object) object {
	labels := o.podLabels()
	metadata := object{"name": o.replicaSetName(), "namespace": namespace, "labels": merged(labels, map[string]string{scenarioLabel: scenario})}
	if deployment != nil {
		metadata["ownerReferences"] = []object{ownerReference("apps/v1", "Deployment", o.Name, uidOf(deployment))}
		metadata["annotations"] = object{"deployment.kubernetes.io/revision": "1"}
	}
	return object{"apiVersion": "apps/v1", "kind": "ReplicaSet", "metadata": metadata,
		"spec": object{"replicas": replicas, "selector": object{"matchLabels": labels},
			"template": object{"metadata": object{"labels": labels}, "spec": template}}}
}

func (o Owner) deploymentObject(namespace, scenario string, replicas int, template object) object {
	selector := object{"fairlead.dev/owner": o.Name}
	return object{"apiVersion": "apps/v1", "kind": "Deployment",
		"metadata": object{"name": o.Name, "namespace": namespace, "labels": object{scenarioLabel: scenario}},
		"spec": object{"replicas": replicas, "paused": true, "selector": object{"matchLabels": selector},
			"template": object{"metadata": object{"labels": selector}, "spec": template}}}
}

func ownerReference(apiVersion, kind, name, uid string) object {
	return object{"apiVersion": apiVersion, "kind": kind, "name": name, "uid": uid, "controller": true, "blockOwnerDeletion": true}
}

// inventedUID stands for the uid of an owner that the cluster does not know: always the same for the same name.
func inventedUID(text string) string {
	sum := fnv.New128a()
	sum.Write([]byte(text))
	digits := fmt.Sprintf("%x", sum.Sum(nil))
	return fmt.Sprintf("%s-%s-4%s-8%s-%s", digits[:8], digits[8:12], digits[13:16], digits[17:20], digits[20:32])
}
