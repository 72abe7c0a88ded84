// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

const parallelRequests = 16

// loader makes one cluster look like one scenario. Loading again updates: what changed is replaced, what left the file
// is removed, the rest is not touched.
type loader struct {
	api      *client
	scenario *Scenario
	fake     map[string]bool   // nodes that no kubelet looks after
	hosts    map[string]string // their addresses
}

// existing is what the loader needs to know of an object that is already there.
type existing struct {
	Metadata struct {
		Name, Namespace, UID string
		Annotations, Labels  map[string]string
		DeletionTimestamp    string
	}
}

func (e existing) key() string { return e.Metadata.Namespace + "/" + e.Metadata.Name }

func parallel[T any](ctx context.Context, what string, items []T, do func(context.Context, T) error) error {
	if len(items) == 0 {
		return nil
	}
	var group sync.WaitGroup
	var finished atomic.Int64
	failures := make(chan error, len(items))
	queue := make(chan T, len(items))
	for _, item := range items {
		queue <- item
	}
	close(queue)
	begin, told := time.Now(), time.Now()
	var telling sync.Mutex
	for range min(parallelRequests, len(items)) {
		group.Go(func() {
			for item := range queue {
				if err := do(ctx, item); err != nil {
					failures <- err
				}
				count := finished.Add(1)
				telling.Lock()
				if time.Since(told) > time.Second {
					told = time.Now()
					fmt.Fprintf(os.Stderr, "%s: %d of %d\n", what, count, len(items))
				}
				telling.Unlock()
			}
		})
	}
	group.Wait()
	close(failures)
	var all []error
	for failure := range failures {
		if all = append(all, failure); len(all) == 5 {
			all = append(all, fmt.Errorf("and %d more", len(failures)))
			break
		}
	}
	if len(all) == 0 {
		fmt.Fprintf(os.Stderr, "%s: %d in %.1f s\n", what, len(items), time.Since(begin).Seconds())
	}
	return errors.Join(all...)
}

func (l *loader) load(ctx context.Context) error {
	if err := l.locateNodes(ctx); err != nil {
		return err
	}
	if err := l.createSurroundings(ctx); err != nil {
		return err
	}
	if err := parallel(ctx, "nodes", l.scenario.Nodes, l.loadNode); err != nil {
		return err
	}
	present, err := l.listPods(ctx)
	if err != nil {
		return err
	}
	stale := l.stalePods(present)
	if err := l.removeDisturbedOwners(ctx, stale); err != nil {
		return err
	}
	if err := parallel(ctx, "pods removed", stale, l.deletePod); err != nil {
		return err
	}
	jobs, err := l.createJobs(ctx)
	if err != nil {
		return err
	}
	keep := map[string]bool{}
	for _, pod := range present {
		keep[pod.key()] = !slices.ContainsFunc(stale, func(s existing) bool { return s.key() == pod.key() })
	}
	err = parallel(ctx, "pods", l.scenario.Pods, func(ctx context.Context, pod Pod) error {
		if err := l.loadPod(ctx, pod, jobs, keep[pod.Namespace+"/"+pod.Name]); err != nil {
			return pod.errorf("pod %s/%s: %v", pod.Namespace, pod.Name, err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := l.createReplicaSets(ctx); err != nil {
		return err
	}
	if err := l.terminatePods(ctx); err != nil {
		return err
	}
	return l.removeStaleNodes(ctx)
}

// locateNodes learns which nodes that pods name are real.
func (l *loader) locateNodes(ctx context.Context) error {
	l.fake, l.hosts = map[string]bool{}, map[string]string{}
	for _, node := range l.scenario.Nodes {
		l.fake[node.Name] = true
		l.hosts[node.Name] = orElse(node.Addresses["InternalIP"], fakeAddress("10.99", node.Name))
	}
	for _, pod := range l.scenario.Pods {
		if _, known := l.fake[pod.Node]; known || pod.Node == "" {
			continue
		}
		var node existing
		if err := l.api.get(ctx, "/api/v1/nodes/"+pod.Node, &node); err != nil {
			return pod.errorf("node: pod %s is on %s, which is neither in this file nor in the cluster: %v", pod.Name, pod.Node, err)
		}
		l.fake[pod.Node] = node.Metadata.Annotations["kwok.x-k8s.io/node"] == "fake"
		l.hosts[pod.Node] = fakeAddress("10.99", pod.Node)
	}
	return nil
}

// createSurroundings makes what pods refer to: namespaces, priority classes, runtime classes.
func (l *loader) createSurroundings(ctx context.Context) error {
	wanted := map[string]object{}
	for _, pod := range l.scenario.Pods {
		wanted["/api/v1/namespaces/"+pod.Namespace] = object{"apiVersion": "v1", "kind": "Namespace"}
		if name := pod.PriorityClassName; name != "" && !strings.HasPrefix(name, "system-") {
			wanted["/apis/scheduling.k8s.io/v1/priorityclasses/"+name] = object{"apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "value": 1000}
		}
		if name := pod.runtimeClass(); name != "" {
			class := object{"apiVersion": "node.k8s.io/v1", "kind": "RuntimeClass", "handler": "runc"}
			if len(pod.Overhead) > 0 {
				class["overhead"] = object{"podFixed": pod.Overhead}
			}
			wanted["/apis/node.k8s.io/v1/runtimeclasses/"+name] = class
		}
	}
	for _, path := range slices.Sorted(maps.Keys(wanted)) {
		var there existing
		if err := l.api.get(ctx, path, &there); err == nil {
			continue // shared with other scenarios, or the cluster's own
		} else if statusOf(err) != http.StatusNotFound {
			return err
		}
		name := path[strings.LastIndex(path, "/")+1:]
		wanted[path]["metadata"] = object{"name": name, "labels": object{scenarioLabel: l.scenario.Name}}
		if err := l.api.apply(ctx, path, wanted[path], nil); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) loadNode(ctx context.Context, node Node) error {
	path := "/api/v1/nodes/" + node.Name
	if err := l.api.apply(ctx, path, nodeMetadata(node, l.scenario.Name), nil); err != nil {
		return node.errorf("node %s: %v", node.Name, err)
	}
	if err := l.api.apply(ctx, path+"/status", nodeStatus(node), nil); err != nil {
		return node.errorf("node %s: %v", node.Name, err)
	}
	if err := l.api.merge(ctx, path, nodeSpec(node)); err != nil {
		return node.errorf("node %s: %v", node.Name, err)
	}
	return nil
}

func (l *loader) list(ctx context.Context, path string) ([]existing, error) {
	var list struct{ Items []existing }
	err := l.api.get(ctx, path+"?labelSelector="+scenarioLabel+"%3D"+l.scenario.Name, &list)
	return list.Items, err
}

// listPods leaves out the pods that a ReplicaSet of the scenario made by itself: those are its business.
func (l *loader) listPods(ctx context.Context) ([]existing, error) {
	return l.list(ctx, "/api/v1/pods")
}

func (l *loader) keepsPhase(pod Pod) bool { return pod.Node != "" && l.fake[pod.Node] }

func (l *loader) stalePods(present []existing) []existing {
	hashes := map[string]string{}
	for _, pod := range l.scenario.Pods {
		metadata := podObject(pod, l.scenario.Name, l.keepsPhase(pod))["metadata"].(object)
		hashes[pod.Namespace+"/"+pod.Name] = metadata["annotations"].(map[string]string)[hashAnnotation]
	}
	terminating := map[string]bool{}
	for _, pod := range l.scenario.Pods {
		terminating[pod.Namespace+"/"+pod.Name] = pod.Terminating
	}
	return slices.DeleteFunc(slices.Clone(present), func(pod existing) bool {
		dying := pod.Metadata.DeletionTimestamp != ""
		return hashes[pod.key()] == pod.Metadata.Annotations[hashAnnotation] && (!dying || terminating[pod.key()])
	})
}

func podPath(namespace, name string) string {
	return "/api/v1/namespaces/" + namespace + "/pods/" + name
}

// deletePod removes a pod at once, whatever its finalizers, and waits until it is gone.
func (l *loader) deletePod(ctx context.Context, pod existing) error {
	path := podPath(pod.Metadata.Namespace, pod.Metadata.Name)
	for deadline := time.Now().Add(30 * time.Second); ; {
		err := l.api.merge(ctx, path, object{"metadata": object{"finalizers": nil}})
		if err == nil {
			err = l.api.delete(ctx, path, object{"gracePeriodSeconds": 0, "preconditions": object{"uid": pod.Metadata.UID}})
		}
		if code := statusOf(err); code == http.StatusNotFound || code == http.StatusConflict {
			return nil // gone, or already another pod
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("pod %s does not go: %v", pod.key(), err)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// owners returns the distinct owners of built-in kinds with their pods.
func (l *loader) owners(kinds ...string) map[string][]Pod {
	result := map[string][]Pod{}
	for _, pod := range l.scenario.Pods {
		if pod.Owner != nil && slices.Contains(kinds, pod.Owner.Kind) {
			key := pod.Namespace + "/" + pod.Owner.Kind + "/" + pod.Owner.Name
			result[key] = append(result[key], pod)
		}
	}
	return result
}

// template is a pod template like the first pod, for the scheduler to place.
func template(pods []Pod, restartPolicy string) object {
	like := pods[0]
	like.Node, like.Phase = "", ""
	spec := podSpec(like)
	spec["restartPolicy"] = restartPolicy
	return spec
}

func (l *loader) createJobs(ctx context.Context) (map[string]string, error) {
	uids := map[string]string{}
	for key, pods := range l.owners("Job") {
		owner, namespace := *pods[0].Owner, pods[0].Namespace
		path := "/apis/batch/v1/namespaces/" + namespace + "/jobs/" + owner.Name
		var job object
		err := l.api.get(ctx, path, &job)
		if statusOf(err) == http.StatusNotFound {
			err = l.api.apply(ctx, path, owner.jobObject(namespace, l.scenario.Name, template(pods, "Never")), &job)
		}
		if err != nil {
			return nil, pods[0].errorf("owner: Job %s: %v", owner.Name, err)
		}
		active := 0
		for _, pod := range pods {
			if phase := pod.phase(); phase == "Running" || phase == "Pending" {
				active++
			}
		}
		status := object{"active": active}
		if known, _ := job["status"].(map[string]any); known["startTime"] == nil {
			status["startTime"] = now() // may be set only once
		}
		if err := l.api.merge(ctx, path+"/status", object{"status": status}); err != nil {
			return nil, pods[0].errorf("owner: Job %s: %v", owner.Name, err)
		}
		uids[key] = uidOf(job)
	}
	return uids, nil
}

// createReplicaSets comes after the pods, which are adopted: earlier, the controller would have made pods of its own.
func (l *loader) createReplicaSets(ctx context.Context) error {
	for _, pods := range l.owners("ReplicaSet", "Deployment") {
		owner, namespace := *pods[0].Owner, pods[0].Namespace
		active := 0
		for _, pod := range pods {
			if phase := pod.phase(); !pod.Terminating && phase != "Succeeded" && phase != "Failed" {
				active++
			}
		}
		base := "/apis/apps/v1/namespaces/" + namespace
		var deployment object
		if owner.Kind == "Deployment" {
			manifest := owner.deploymentObject(namespace, l.scenario.Name, active, template(pods, "Always"))
			if err := l.api.apply(ctx, base+"/deployments/"+owner.Name, manifest, &deployment); err != nil {
				return pods[0].errorf("owner: Deployment %s: %v", owner.Name, err)
			}
		}
		manifest := owner.replicaSetObject(namespace, l.scenario.Name, active, template(pods, "Always"), deployment)
		var replicaSet object
		if err := l.api.apply(ctx, base+"/replicasets/"+owner.replicaSetName(), manifest, &replicaSet); err != nil {
			return pods[0].errorf("owner: ReplicaSet %s: %v", owner.replicaSetName(), err)
		}
		reference := ownerReference("apps/v1", "ReplicaSet", owner.replicaSetName(), uidOf(replicaSet))
		for _, pod := range pods { // light clusters have nobody who adopts
			if err := l.api.merge(ctx, podPath(namespace, pod.Name), object{"metadata": object{"ownerReferences": []object{reference}}}); err != nil {
				return pod.errorf("owner: pod %s: %v", pod.Name, err)
			}
		}
	}
	return nil
}

// removeDisturbedOwners takes away ReplicaSets and Deployments whose pods are about to be replaced, and those that left
// the file, before they react; their pods stay.
func (l *loader) removeDisturbedOwners(ctx context.Context, stale []existing) error {
	disturbed := func(owner existing) bool {
		return slices.ContainsFunc(stale, func(pod existing) bool {
			name := pod.Metadata.Labels["fairlead.dev/owner"]
			return name != "" && pod.Metadata.Namespace == owner.Metadata.Namespace && strings.HasPrefix(owner.Metadata.Name, name)
		})
	}
	wanted := map[string]bool{}
	for _, pods := range l.owners("ReplicaSet", "Deployment") {
		wanted[pods[0].Namespace+"/"+pods[0].Owner.replicaSetName()] = true
		wanted[pods[0].Namespace+"/"+pods[0].Owner.Name] = true
	}
	return l.removeOwners(ctx, []string{"deployments", "replicasets"}, "apps", func(owner existing) bool { return disturbed(owner) || !wanted[owner.key()] })
}

func (l *loader) removeOwners(ctx context.Context, resources []string, group string, remove func(existing) bool) error {
	for _, resource := range resources {
		found, err := l.list(ctx, "/apis/"+group+"/v1/"+resource)
		if err != nil {
			return err
		}
		for _, owner := range found {
			if !remove(owner) {
				continue
			}
			path := "/apis/" + group + "/v1/namespaces/" + owner.Metadata.Namespace + "/" + resource + "/" + owner.Metadata.Name
			if err := l.deleteOwner(ctx, path); err != nil {
				return err
			}
		}
	}
	return nil
}

// deleteOwner lets the garbage collector release the pods first; where there is none, it releases the owner itself.
func (l *loader) deleteOwner(ctx context.Context, path string) error {
	if err := l.api.delete(ctx, path, object{"propagationPolicy": "Orphan"}); err != nil && statusOf(err) != http.StatusNotFound {
		return err
	}
	for attempt := 0; ; attempt++ {
		var there existing
		if err := l.api.get(ctx, path, &there); statusOf(err) == http.StatusNotFound {
			return nil
		}
		if attempt == 30 {
			if err := l.api.merge(ctx, path, object{"metadata": object{"finalizers": nil}}); err != nil && statusOf(err) != http.StatusNotFound {
				return err
			}
		}
		if attempt > 200 {
			return fmt.Errorf("%s does not go", path)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func (l *loader) loadPod(ctx context.Context, pod Pod, jobs map[string]string, keep bool) error {
	manifest := podObject(pod, l.scenario.Name, l.keepsPhase(pod))
	if owner := pod.Owner; owner != nil && !owner.adopts() {
		uid := jobs[pod.Namespace+"/Job/"+owner.Name]
		if owner.Kind != "Job" {
			uid = inventedUID(owner.Kind + " " + pod.Namespace + "/" + owner.Name)
		}
		manifest["metadata"].(object)["ownerReferences"] = []object{ownerReference(owner.apiVersion(), owner.Kind, owner.Name, uid)}
	}
	var created object
	var err error
	if keep {
		err = l.api.get(ctx, podPath(pod.Namespace, pod.Name), &created)
	} else {
		created, err = l.createPod(ctx, pod, manifest)
	}
	if err != nil {
		return err
	}
	if pod.Waiting != nil {
		event := waitingEvent(pod, l.scenario.Name, uidOf(created))
		if err := l.api.apply(ctx, "/api/v1/namespaces/"+pod.Namespace+"/events/"+pod.Name+".scenario", event, nil); err != nil {
			return err
		}
	}
	if !l.keepsPhase(pod) && pod.Waiting == nil || keep {
		return nil // a kubelet, KWOK or a scheduler says how it goes on
	}
	return l.api.merge(ctx, podPath(pod.Namespace, pod.Name)+"/status", podStatus(pod, l.hosts[pod.Node]))
}

// createPod waits for the service account that a controller gives each new namespace.
func (l *loader) createPod(ctx context.Context, pod Pod, manifest object) (created object, err error) {
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		err = l.api.create(ctx, "/api/v1/namespaces/"+pod.Namespace+"/pods", manifest, &created)
		early := statusOf(err) == http.StatusForbidden && strings.Contains(err.Error(), "serviceaccount")
		if !early || time.Now().After(deadline) {
			return created, err
		}
	}
}

// terminatePods deletes the pods that are to stay terminating; their finalizer holds them.
func (l *loader) terminatePods(ctx context.Context) error {
	for _, pod := range l.scenario.Pods {
		if pod.Terminating {
			if err := l.api.delete(ctx, podPath(pod.Namespace, pod.Name), object{}); err != nil {
				return pod.errorf("terminating: pod %s: %v", pod.Name, err)
			}
		}
	}
	return nil
}

func (l *loader) removeStaleNodes(ctx context.Context) error {
	wanted := map[string]bool{}
	for _, node := range l.scenario.Nodes {
		wanted[node.Name] = true
	}
	present, err := l.list(ctx, "/api/v1/nodes")
	if err != nil {
		return err
	}
	stale := slices.DeleteFunc(present, func(node existing) bool { return wanted[node.Metadata.Name] })
	return parallel(ctx, "nodes removed", stale, func(ctx context.Context, node existing) error {
		return l.api.delete(ctx, "/api/v1/nodes/"+node.Metadata.Name, object{})
	})
}

// remove takes away all that the scenario brought, but for its namespaces: others may use them, and only a whole cluster
// could empty them.
func (l *loader) remove(ctx context.Context) error {
	all := func(existing) bool { return true }
	if err := l.removeOwners(ctx, []string{"deployments", "replicasets"}, "apps", all); err != nil {
		return err
	}
	pods, err := l.listPods(ctx)
	if err != nil {
		return err
	}
	if err := parallel(ctx, "pods removed", pods, l.deletePod); err != nil {
		return err
	}
	if err := l.removeOwners(ctx, []string{"jobs"}, "batch", all); err != nil {
		return err
	}
	events, err := l.list(ctx, "/api/v1/events")
	if err != nil {
		return err
	}
	if err := parallel(ctx, "events removed", events, func(ctx context.Context, event existing) error {
		return l.api.delete(ctx, "/api/v1/namespaces/"+event.Metadata.Namespace+"/events/"+event.Metadata.Name, object{})
	}); err != nil {
		return err
	}
	l.scenario.Nodes = nil
	return l.removeStaleNodes(ctx)
}
