// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// product is one kind of GPU node of the generated cluster.
type product struct {
	name, family string
	memoryMiB    int
	share        float64 // of all nodes
}

var products = []product{
	{"NVIDIA-H100-80GB-HBM3", "hopper", 81559, 0.45},
	{"NVIDIA-A100-SXM4-80GB", "ampere", 81920, 0.25},
	{"NVIDIA-H200", "hopper", 143771, 0.10},
	{"NVIDIA-L40S", "ada-lovelace", 46068, 0.10},
} // the rest has no GPUs

var (
	teams = []string{"llm-pretrain", "llm-serving", "vision", "speech", "recsys", "search", "notebooks", "platform", "bio", "robotics"}
	epoch = time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)
)

const (
	gpusPerNode = 8
	registryAt  = "registry.example.com/ml"
)

// population makes objects that look like those of a large cluster: the same seed, the same cluster.
type population struct {
	random *rand.Rand
	free   []int // GPUs left on each node
	nodes  int
}

func populate(ctx context.Context, seed uint64, nodes, pods int, out chan<- record) error {
	p := &population{random: rand.New(rand.NewPCG(seed, 2026)), free: make([]int, nodes), nodes: nodes}
	emit := func(key, kind string, message protobufMessage) error {
		value, err := encode("v1", kind, message)
		if err != nil {
			return err
		}
		select {
		case out <- record{key, value}:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	for _, name := range teams {
		namespace := p.namespace(name)
		if err := emit("/registry/namespaces/"+name, "Namespace", namespace); err != nil {
			return err
		}
	}
	for index := range nodes {
		node := p.node(index)
		if err := emit("/registry/minions/"+node.Name, "Node", node); err != nil {
			return err
		}
	}
	for index := range pods {
		pod := p.pod(index)
		if err := emit("/registry/pods/"+pod.Namespace+"/"+pod.Name, "Pod", pod); err != nil {
			return err
		}
	}
	return nil
}

func (p *population) uid() types.UID {
	high, low := p.random.Uint64(), p.random.Uint64()
	return types.UID(fmt.Sprintf("%08x-%04x-4%03x-a%03x-%012x", uint32(high>>32), uint16(high>>16), high&0xfff, low>>52, low&0xffffffffffff))
}

func (p *population) moment() metav1.Time {
	return metav1.NewTime(epoch.Add(time.Duration(p.random.IntN(90*24*3600)) * time.Second))
}

func (p *population) digest() string {
	return fmt.Sprintf("sha256:%016x%016x%016x%016x", p.random.Uint64(), p.random.Uint64(), p.random.Uint64(), p.random.Uint64())
}

func (p *population) namespace(name string) *corev1.Namespace {
	return &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: name, UID: p.uid(), CreationTimestamp: p.moment(),
		Labels: map[string]string{"kubernetes.io/metadata.name": name}},
		Spec: corev1.NamespaceSpec{Finalizers: []corev1.FinalizerName{corev1.FinalizerKubernetes}}, Status: corev1.NamespaceStatus{Phase: corev1.NamespaceActive}}
}

// managed is the bookkeeping of server-side apply for one manager; fields is JSON as API servers write it.
func managed(manager, subresource string, operation metav1.ManagedFieldsOperationType, when metav1.Time, fields map[string]any) metav1.ManagedFieldsEntry {
	text, _ := json.Marshal(fields)
	return metav1.ManagedFieldsEntry{Manager: manager, Operation: operation, APIVersion: "v1", Time: &when, FieldsType: "FieldsV1",
		FieldsV1: &metav1.FieldsV1{Raw: text}, Subresource: subresource}
}

func fieldSet(names ...string) map[string]any {
	set := map[string]any{".": map[string]any{}}
	for _, name := range names {
		set["f:"+name] = map[string]any{}
	}
	return set
}

func (p *population) productOf() *product {
	throw := p.random.Float64()
	for index := range products {
		if throw -= products[index].share; throw < 0 {
			return &products[index]
		}
	}
	return nil
}

func gpuLabels(gpu *product) map[string]string {
	labels := map[string]string{
		"nvidia.com/cuda.driver-version.full": "550.90.07", "nvidia.com/cuda.driver-version.major": "550", "nvidia.com/cuda.driver-version.minor": "90",
		"nvidia.com/cuda.driver-version.revision": "07", "nvidia.com/cuda.driver.major": "550", "nvidia.com/cuda.driver.minor": "90",
		"nvidia.com/cuda.driver.rev": "07", "nvidia.com/cuda.runtime-version.full": "12.4", "nvidia.com/cuda.runtime-version.major": "12",
		"nvidia.com/cuda.runtime-version.minor": "4", "nvidia.com/cuda.runtime.major": "12", "nvidia.com/cuda.runtime.minor": "4",
		"nvidia.com/gfd.timestamp": "1767600000", "nvidia.com/gpu-driver-upgrade-state": "upgrade-done", "nvidia.com/gpu.compute.major": "9",
		"nvidia.com/gpu.compute.minor": "0", "nvidia.com/gpu.count": "8", "nvidia.com/gpu.deploy.container-toolkit": "true",
		"nvidia.com/gpu.deploy.dcgm": "true", "nvidia.com/gpu.deploy.dcgm-exporter": "true", "nvidia.com/gpu.deploy.device-plugin": "true",
		"nvidia.com/gpu.deploy.driver": "true", "nvidia.com/gpu.deploy.gpu-feature-discovery": "true", "nvidia.com/gpu.deploy.mig-manager": "true",
		"nvidia.com/gpu.deploy.node-status-exporter": "true", "nvidia.com/gpu.deploy.operator-validator": "true", "nvidia.com/gpu.family": gpu.family,
		"nvidia.com/gpu.machine": "DGXH100", "nvidia.com/gpu.memory": fmt.Sprint(gpu.memoryMiB), "nvidia.com/gpu.mode": "compute",
		"nvidia.com/gpu.present": "true", "nvidia.com/gpu.product": gpu.name, "nvidia.com/gpu.replicas": "1", "nvidia.com/gpu.sharing-strategy": "none",
		"nvidia.com/mig.capable": "true", "nvidia.com/mig.config": "all-disabled", "nvidia.com/mig.config.state": "success",
		"nvidia.com/mig.strategy": "mixed", "nvidia.com/mps.capable": "false", "nvidia.com/vgpu.present": "false",
	}
	return labels
}

func quantities(pairs ...string) corev1.ResourceList {
	list := corev1.ResourceList{}
	for index := 0; index < len(pairs); index += 2 {
		list[corev1.ResourceName(pairs[index])] = resource.MustParse(pairs[index+1])
	}
	return list
}

func (p *population) node(index int) *corev1.Node {
	name, created := fmt.Sprintf("node-%05d", index), p.moment()
	labels := map[string]string{}
	capacity := quantities("cpu", "128", "memory", "2113529284Ki", "ephemeral-storage", "7501476528Ki", "pods", "250", "hugepages-1Gi", "0", "hugepages-2Mi", "0")
	if gpu := p.productOf(); gpu != nil {
		labels = gpuLabels(gpu)
		capacity["nvidia.com/gpu"] = *resource.NewQuantity(gpusPerNode, resource.DecimalSI)
		p.free[index] = gpusPerNode
	}
	for key, value := range map[string]string{"kubernetes.io/hostname": name, "kubernetes.io/arch": "amd64", "kubernetes.io/os": "linux",
		"beta.kubernetes.io/arch": "amd64", "beta.kubernetes.io/os": "linux", "node.kubernetes.io/instance-type": "metal-8g",
		"topology.kubernetes.io/region": "eu-1", "topology.kubernetes.io/zone": fmt.Sprintf("eu-1%c", 'a'+index%3)} {
		labels[key] = value
	}
	allocatable := capacity.DeepCopy()
	allocatable["cpu"], allocatable["memory"] = resource.MustParse("127500m"), resource.MustParse("2080000000Ki")
	node := &corev1.Node{
		ObjectMeta: metav1.ObjectMeta{Name: name, UID: p.uid(), CreationTimestamp: created, Labels: labels, Annotations: map[string]string{
			"node.alpha.kubernetes.io/ttl": "0", "volumes.kubernetes.io/controller-managed-attach-detach": "true",
			"csi.volume.kubernetes.io/nodeid": `{"csi.example.com":"` + name + `"}`}},
		Spec: corev1.NodeSpec{PodCIDR: fmt.Sprintf("10.%d.%d.0/24", 64+index/256, index%256), PodCIDRs: []string{fmt.Sprintf("10.%d.%d.0/24", 64+index/256, index%256)}},
		Status: corev1.NodeStatus{Capacity: capacity, Allocatable: allocatable, Conditions: p.conditions(created, index), Images: p.images(),
			Addresses: []corev1.NodeAddress{{Type: corev1.NodeInternalIP, Address: fmt.Sprintf("10.1.%d.%d", index/250, 1+index%250)}, {Type: corev1.NodeHostName, Address: name}},
			NodeInfo: corev1.NodeSystemInfo{Architecture: "amd64", OperatingSystem: "linux", OSImage: "Ubuntu 24.04.3 LTS", KernelVersion: "6.8.0-79-generic",
				ContainerRuntimeVersion: "containerd://2.1.4", KubeletVersion: kubeletVersion, BootID: string(p.uid()), MachineID: string(p.uid()), SystemUUID: string(p.uid())},
			DaemonEndpoints: corev1.NodeDaemonEndpoints{KubeletEndpoint: corev1.DaemonEndpoint{Port: 10250}}},
	}
	if index%97 == 5 {
		node.Spec.Unschedulable = true
		node.Spec.Taints = []corev1.Taint{{Key: "node.kubernetes.io/unschedulable", Effect: corev1.TaintEffectNoSchedule}}
	}
	labelFields := map[string]any{".": map[string]any{}}
	for key := range labels {
		labelFields["f:"+key] = map[string]any{}
	}
	node.ManagedFields = []metav1.ManagedFieldsEntry{
		managed("kubelet", "", metav1.ManagedFieldsOperationUpdate, created, map[string]any{"f:metadata": map[string]any{"f:annotations": fieldSet("volumes.kubernetes.io/controller-managed-attach-detach")}}),
		managed("nfd-master", "", metav1.ManagedFieldsOperationUpdate, created, map[string]any{"f:metadata": map[string]any{"f:labels": labelFields}}),
		managed("kubelet", "status", metav1.ManagedFieldsOperationUpdate, created, map[string]any{"f:status": map[string]any{
			"f:allocatable": fieldSet("cpu", "memory", "nvidia.com/gpu"), "f:capacity": fieldSet("cpu", "memory", "nvidia.com/gpu"), "f:images": map[string]any{}}}),
	}
	return node
}

func (p *population) conditions(created metav1.Time, index int) []corev1.NodeCondition {
	heartbeat := metav1.NewTime(epoch.Add(91 * 24 * time.Hour))
	var conditions []corev1.NodeCondition
	for _, usual := range healthy {
		status, reason := usual.status, usual.reason
		if usual.kind == "Ready" && index%101 == 7 {
			status, reason = "False", "KubeletNotReady"
		}
		conditions = append(conditions, corev1.NodeCondition{Type: corev1.NodeConditionType(usual.kind), Status: corev1.ConditionStatus(status), Reason: reason,
			Message: usual.message, LastHeartbeatTime: heartbeat, LastTransitionTime: created})
	}
	return conditions
}

func (p *population) images() []corev1.ContainerImage {
	var images []corev1.ContainerImage
	for index := range 20 {
		repository := fmt.Sprintf("%s/image-%02d", registryAt, (index*7+p.random.IntN(7))%60)
		images = append(images, corev1.ContainerImage{Names: []string{repository + "@" + p.digest(), fmt.Sprintf("%s:2026.%d", repository, p.random.IntN(12))},
			SizeBytes: int64(50_000_000 + p.random.IntN(20_000_000_000))})
	}
	return images
}

// gpuCount is drawn so that ten pods per node nearly fill the cluster.
func (p *population) gpuCount() int {
	switch throw := p.random.IntN(100); {
	case throw < 70:
		return 0
	case throw < 88:
		return 1
	case throw < 94:
		return 2
	case throw < 98:
		return 4
	}
	return 8
}

// place finds a node with enough GPUs, or none: then the pod waits.
func (p *population) place(gpus int) int {
	if p.nodes == 0 {
		return -1
	}
	for range 40 {
		if index := p.random.IntN(p.nodes); p.free[index] >= gpus {
			p.free[index] -= gpus
			return index
		}
	}
	return -1
}

func (p *population) container(name string, gpus int) corev1.Container {
	requests := quantities("cpu", fmt.Sprintf("%dm", 250*(1+p.random.IntN(40))), "memory", fmt.Sprintf("%dMi", 512*(1+p.random.IntN(64))))
	limits := corev1.ResourceList{"memory": requests["memory"]}
	if gpus > 0 {
		amount := *resource.NewQuantity(int64(gpus), resource.DecimalSI)
		requests["nvidia.com/gpu"], limits["nvidia.com/gpu"] = amount, amount
	}
	fieldRef := func(path string) *corev1.EnvVarSource {
		return &corev1.EnvVarSource{FieldRef: &corev1.ObjectFieldSelector{APIVersion: "v1", FieldPath: path}}
	}
	return corev1.Container{Name: name, Image: fmt.Sprintf("%s/%s:2026.%d", registryAt, name, p.random.IntN(12)), ImagePullPolicy: corev1.PullIfNotPresent,
		Command: []string{"python3", "-m", "launch"}, Args: []string{"--config=/etc/run/config.yaml", fmt.Sprintf("--seed=%d", p.random.IntN(1000))},
		Env: []corev1.EnvVar{{Name: "POD_NAME", ValueFrom: fieldRef("metadata.name")}, {Name: "POD_IP", ValueFrom: fieldRef("status.podIP")},
			{Name: "NCCL_DEBUG", Value: "WARN"}, {Name: "OMP_NUM_THREADS", Value: "8"}, {Name: "HF_HOME", Value: "/cache/huggingface"}},
		Ports: []corev1.ContainerPort{{Name: "metrics", ContainerPort: 9090, Protocol: corev1.ProtocolTCP}}, Resources: corev1.ResourceRequirements{Requests: requests, Limits: limits},
		VolumeMounts: []corev1.VolumeMount{{Name: "shm", MountPath: "/dev/shm"}, {Name: "config", MountPath: "/etc/run", ReadOnly: true},
			{Name: "cache", MountPath: "/cache"}, {Name: "kube-api-access", MountPath: "/var/run/secrets/kubernetes.io/serviceaccount", ReadOnly: true}},
		LivenessProbe: &corev1.Probe{ProbeHandler: corev1.ProbeHandler{HTTPGet: &corev1.HTTPGetAction{Path: "/healthz", Port: intstr.FromInt32(9090), Scheme: corev1.URISchemeHTTP}},
			InitialDelaySeconds: 30, TimeoutSeconds: 1, PeriodSeconds: 10, SuccessThreshold: 1, FailureThreshold: 3},
		TerminationMessagePath: "/dev/termination-log", TerminationMessagePolicy: corev1.TerminationMessageReadFile}
}

func (p *population) volumes() []corev1.Volume {
	mode, expiry := int32(420), int64(3607)
	return []corev1.Volume{
		{Name: "shm", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{Medium: corev1.StorageMediumMemory}}},
		{Name: "config", VolumeSource: corev1.VolumeSource{ConfigMap: &corev1.ConfigMapVolumeSource{LocalObjectReference: corev1.LocalObjectReference{Name: "run-config"}, DefaultMode: &mode}}},
		{Name: "cache", VolumeSource: corev1.VolumeSource{PersistentVolumeClaim: &corev1.PersistentVolumeClaimVolumeSource{ClaimName: "team-cache"}}},
		{Name: "kube-api-access", VolumeSource: corev1.VolumeSource{Projected: &corev1.ProjectedVolumeSource{DefaultMode: &mode, Sources: []corev1.VolumeProjection{
			{ServiceAccountToken: &corev1.ServiceAccountTokenProjection{ExpirationSeconds: &expiry, Path: "token"}},
			{ConfigMap: &corev1.ConfigMapProjection{LocalObjectReference: corev1.LocalObjectReference{Name: "kube-root-ca.crt"}, Items: []corev1.KeyToPath{{Key: "ca.crt", Path: "ca.crt"}}}}}}}},
	}
}

func (p *population) pod(index int) *corev1.Pod {
	namespace := teams[p.random.IntN(len(teams))]
	workload := fmt.Sprintf("run-%04d", p.random.IntN(1500))
	gpus := p.gpuCount()
	created := p.moment()
	isJob := p.random.IntN(3) > 0
	owner := metav1.OwnerReference{APIVersion: "batch/v1", Kind: "Job", Name: workload, UID: types.UID(inventedUID(namespace + workload))}
	if !isJob {
		owner.APIVersion, owner.Kind, owner.Name = "apps/v1", "ReplicaSet", workload+"-6d5f8c9b7d"
	}
	yes := true
	owner.Controller, owner.BlockOwnerDeletion = &yes, &yes
	pod := &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Name: fmt.Sprintf("%s-%06d", workload, index), Namespace: namespace, UID: p.uid(), CreationTimestamp: created,
			GenerateName: workload + "-", OwnerReferences: []metav1.OwnerReference{owner},
			Labels: map[string]string{"app.kubernetes.io/name": workload, "app.kubernetes.io/managed-by": "fairlead", "team": namespace,
				"user": fmt.Sprintf("user-%03d", p.random.IntN(200)), "batch.kubernetes.io/job-name": workload, "kueue.x-k8s.io/queue-name": namespace},
			Annotations: map[string]string{"prometheus.io/scrape": "true", "prometheus.io/port": "9090", "example.com/config-hash": p.digest()}},
		Spec: corev1.PodSpec{Containers: []corev1.Container{p.container("main", gpus)}, Volumes: p.volumes(), RestartPolicy: corev1.RestartPolicyAlways,
			DNSPolicy: corev1.DNSClusterFirst, ServiceAccountName: "default", DeprecatedServiceAccount: "default", SchedulerName: "default-scheduler",
			SecurityContext: &corev1.PodSecurityContext{}, Tolerations: []corev1.Toleration{
				{Key: "nvidia.com/gpu", Operator: corev1.TolerationOpExists, Effect: corev1.TaintEffectNoSchedule},
				{Key: "node.kubernetes.io/not-ready", Operator: corev1.TolerationOpExists, Effect: corev1.TaintEffectNoExecute},
				{Key: "node.kubernetes.io/unreachable", Operator: corev1.TolerationOpExists, Effect: corev1.TaintEffectNoExecute}}},
	}
	if isJob {
		pod.Spec.RestartPolicy = corev1.RestartPolicyNever
	}
	p.addHelpers(pod)
	p.settle(pod, gpus)
	pod.ManagedFields = podManagers(pod, created)
	return pod
}

// addHelpers gives every third pod an init container, every fourth a sidecar.
func (p *population) addHelpers(pod *corev1.Pod) {
	if p.random.IntN(3) == 0 {
		fetch := p.container("fetch", 0)
		fetch.LivenessProbe = nil // the API allows probes only to sidecars and containers
		pod.Spec.InitContainers = append(pod.Spec.InitContainers, fetch)
	}
	if p.random.IntN(4) == 0 {
		sidecar, always := p.container("logs", 0), corev1.ContainerRestartPolicyAlways
		sidecar.RestartPolicy = &always
		pod.Spec.InitContainers = append(pod.Spec.InitContainers, sidecar)
	}
}

// settle decides where the pod is and how it fares: mostly running, some finished, some waiting.
func (p *population) settle(pod *corev1.Pod, gpus int) {
	created := pod.CreationTimestamp
	condition := func(kind corev1.PodConditionType, status corev1.ConditionStatus, reason string) corev1.PodCondition {
		return corev1.PodCondition{Type: kind, Status: status, Reason: reason, LastTransitionTime: created}
	}
	finished := p.random.IntN(20) == 0
	where := -1
	if finished {
		where = p.random.IntN(max(1, p.nodes)) // holds nothing
	} else {
		where = p.place(gpus)
	}
	if where < 0 {
		waiting := condition(corev1.PodScheduled, corev1.ConditionFalse, corev1.PodReasonUnschedulable)
		waiting.Message = fmt.Sprintf("0/%d nodes are available: %d Insufficient nvidia.com/gpu.", p.nodes, p.nodes)
		pod.Status = corev1.PodStatus{Phase: corev1.PodPending, QOSClass: corev1.PodQOSBurstable, Conditions: []corev1.PodCondition{waiting}}
		return
	}
	pod.Spec.NodeName = fmt.Sprintf("node-%05d", where)
	state := corev1.ContainerState{Running: &corev1.ContainerStateRunning{StartedAt: created}}
	done := corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{Reason: "Completed", StartedAt: created, FinishedAt: created}}
	phase, ready := corev1.PodRunning, corev1.ConditionTrue
	if finished {
		state, phase, ready = done, corev1.PodSucceeded, corev1.ConditionFalse
	}
	address := fmt.Sprintf("10.%d.%d.%d", 64+where/256, where%256, 2+p.random.IntN(250))
	hostAddress := fmt.Sprintf("10.1.%d.%d", where/250, 1+where%250)
	pod.Status = corev1.PodStatus{Phase: phase, QOSClass: corev1.PodQOSBurstable, StartTime: &created, HostIP: hostAddress, HostIPs: []corev1.HostIP{{IP: hostAddress}},
		PodIP: address, PodIPs: []corev1.PodIP{{IP: address}}, Conditions: []corev1.PodCondition{
			condition(corev1.PodReadyToStartContainers, ready, ""), condition(corev1.PodInitialized, corev1.ConditionTrue, ""), condition(corev1.PodReady, ready, ""),
			condition(corev1.ContainersReady, ready, ""), condition(corev1.PodScheduled, corev1.ConditionTrue, "")}}
	status := func(container corev1.Container, state corev1.ContainerState) corev1.ContainerStatus {
		started := state.Running != nil
		return corev1.ContainerStatus{Name: container.Name, Image: container.Image, ImageID: registryAt + "/" + container.Name + "@" + p.digest(),
			ContainerID: "containerd://" + p.digest()[7:], State: state, Ready: started, Started: &started}
	}
	for _, container := range pod.Spec.Containers {
		pod.Status.ContainerStatuses = append(pod.Status.ContainerStatuses, status(container, state))
	}
	for _, container := range pod.Spec.InitContainers {
		own := done
		if container.RestartPolicy != nil {
			own = state
		}
		pod.Status.InitContainerStatuses = append(pod.Status.InitContainerStatuses, status(container, own))
	}
}

// podManagers is who wrote which fields: the controller that made the pod, the scheduler, the kubelet.
func podManagers(pod *corev1.Pod, created metav1.Time) []metav1.ManagedFieldsEntry {
	containers := map[string]any{}
	for _, container := range pod.Spec.Containers {
		containers[fmt.Sprintf(`k:{"name":%q}`, container.Name)] = map[string]any{".": map[string]any{}, "f:args": map[string]any{}, "f:command": map[string]any{},
			"f:env": fieldSet(`k:{"name":"POD_NAME"}`, `k:{"name":"POD_IP"}`, `k:{"name":"NCCL_DEBUG"}`, `k:{"name":"OMP_NUM_THREADS"}`), "f:image": map[string]any{},
			"f:imagePullPolicy": map[string]any{}, "f:livenessProbe": fieldSet("failureThreshold", "httpGet", "initialDelaySeconds", "periodSeconds", "timeoutSeconds"),
			"f:resources":    map[string]any{".": map[string]any{}, "f:limits": fieldSet("memory", "nvidia.com/gpu"), "f:requests": fieldSet("cpu", "memory", "nvidia.com/gpu")},
			"f:volumeMounts": fieldSet(`k:{"mountPath":"/dev/shm"}`, `k:{"mountPath":"/etc/run"}`, `k:{"mountPath":"/cache"}`)}
	}
	owner := fmt.Sprintf(`k:{"uid":%q}`, pod.OwnerReferences[0].UID)
	conditions := func(kinds ...string) map[string]any {
		set := map[string]any{}
		for _, kind := range kinds {
			set[fmt.Sprintf(`k:{"type":%q}`, kind)] = fieldSet("lastProbeTime", "lastTransitionTime", "status", "type")
		}
		return set
	}
	return []metav1.ManagedFieldsEntry{
		managed("kube-controller-manager", "", metav1.ManagedFieldsOperationUpdate, created, map[string]any{
			"f:metadata": map[string]any{"f:annotations": fieldSet("prometheus.io/scrape", "prometheus.io/port", "example.com/config-hash"), "f:generateName": map[string]any{},
				"f:labels": fieldSet("app.kubernetes.io/name", "team", "user", "batch.kubernetes.io/job-name"), "f:ownerReferences": map[string]any{".": map[string]any{}, owner: map[string]any{}}},
			"f:spec": map[string]any{"f:containers": containers, "f:dnsPolicy": map[string]any{}, "f:restartPolicy": map[string]any{}, "f:schedulerName": map[string]any{},
				"f:tolerations": map[string]any{}, "f:volumes": fieldSet(`k:{"name":"shm"}`, `k:{"name":"config"}`, `k:{"name":"cache"}`)}}),
		managed("kube-scheduler", "status", metav1.ManagedFieldsOperationUpdate, created, map[string]any{"f:status": map[string]any{"f:conditions": conditions("PodScheduled")}}),
		managed("kubelet", "status", metav1.ManagedFieldsOperationUpdate, created, map[string]any{"f:status": map[string]any{
			"f:conditions": conditions("ContainersReady", "Initialized", "PodReadyToStartContainers", "Ready"), "f:containerStatuses": map[string]any{},
			"f:hostIP": map[string]any{}, "f:hostIPs": map[string]any{}, "f:phase": map[string]any{}, "f:podIP": map[string]any{}, "f:podIPs": map[string]any{}, "f:startTime": map[string]any{}}}),
	}
}
