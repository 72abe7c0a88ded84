// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "values.h"

#include <QStringList>

#include <optional>

//! HOW a workload runs. Names are those of Kubernetes' and Docker's own APIs; quantities and durations stay as they are
//! written. Text that may have variables (\c ${dssUserLogin}) says so.
namespace fairlead::settings {

//! Which image a workload runs in: that of a recipe of ours, whose tag it follows, or a reference.
struct RuntimeImage
{
    Reference baseImage;
    QString reference;        //!< "registry.example.com/team/exec:1"; where there is no recipe
    Reference registry;       //!< the image is taken from there; none: as the reference says, the recipe's first
    QString pullPolicy;       //!< "Always", "IfNotPresent", "Never"; empty: the cluster's own rule
    QString pullSecret;       //!< name of a Secret that the namespace has
    Reference pullSecretFrom; //!< a registry of ours from whose login one is made for the run

    template <class Visitor>
    void visit(Visitor &visitor)
    {
        visitor.reference("baseImage", baseImage, "baseImages");
        visitor.text("reference", reference);
        visitor.reference("registry", registry, "registries");
        visitor.choice("pullPolicy", pullPolicy, {"Always", "IfNotPresent", "Never"});
        visitor.text("pullSecret", pullSecret);
        visitor.reference("pullSecretFrom", pullSecretFrom, "registries");
    }
    bool operator==(const RuntimeImage &) const = default;
};

//! A variable of the environment: a value, which may have variables and is never a secret, or where it comes from.
struct EnvVariable
{
    QString name;
    QString value;
    QString secret;    //!< name of a Secret of the namespace
    QString configMap; //!< name of a ConfigMap of the namespace
    QString key;       //!< in the Secret or ConfigMap

    template <class Visitor>
    void visit(Visitor &visitor)
    {
        visitor.required("name", name);
        visitor.text("value", value);
        visitor.text("secret", secret);
        visitor.text("configMap", configMap);
        visitor.text("key", key);
    }
    bool operator==(const EnvVariable &) const = default;
};

//! What the processes may do, on either engine.
struct SecurityContext
{
    std::optional<qint64> runAsUser;
    std::optional<qint64> runAsGroup;
    std::optional<qint64> fsGroup; //!< Kubernetes: of mounted volumes
    bool runAsNonRoot = false;
    bool readOnlyRootFilesystem = false;
    QStringList writableFolders; //!< of a read-only root: each an empty volume
    std::optional<bool> allowPrivilegeEscalation;
    QStringList addCapabilities;  //!< "NET_ADMIN"
    QStringList dropCapabilities; //!< "ALL"
    QString seccompProfile;       //!< "RuntimeDefault", "Unconfined", "Localhost/profiles/a.json"; empty: the engine's
    bool privileged = false;

    template <class Visitor>
    void visit(Visitor &visitor)
    {
        visitor.number("runAsUser", runAsUser);
        visitor.number("runAsGroup", runAsGroup);
        visitor.number("fsGroup", fsGroup);
        visitor.flag("runAsNonRoot", runAsNonRoot);
        visitor.flag("readOnlyRootFilesystem", readOnlyRootFilesystem);
        visitor.texts("writableFolders", writableFolders);
        visitor.flag("allowPrivilegeEscalation", allowPrivilegeEscalation);
        visitor.texts("addCapabilities", addCapabilities);
        visitor.texts("dropCapabilities", dropCapabilities);
        visitor.text("seccompProfile", seccompProfile);
        visitor.flag("privileged", privileged);
    }
    bool operator==(const SecurityContext &) const = default;
};

//! Durations: "90s", "10m", "1h30m", "2d"; empty: without a limit.
struct Timeouts
{
    QString scheduling;             //!< until a node is found; then the next context is tried
    bool waitForAutoscaler = false; //!< an autoscaler that makes a node prolongs it
    QString run;                    //!< Kubernetes: activeDeadlineSeconds
    QString keepFinished;           //!< Kubernetes: ttlSecondsAfterFinished
    std::optional<qint64> backoffLimit;

    template <class Visitor>
    void visit(Visitor &visitor)
    {
        visitor.text("scheduling", scheduling);
        visitor.flag("waitForAutoscaler", waitForAutoscaler);
        visitor.text("run", run);
        visitor.text("keepFinished", keepFinished);
        visitor.number("backoffLimit", backoffLimit);
    }
    bool operator==(const Timeouts &) const = default;
};

//! Which devices of a node, by what the nodes really have.
struct GpuRequest
{
    QString resource; //!< "nvidia.com/gpu", "nvidia.com/mig-1g.10gb"; empty with a count: nvidia.com/gpu
    QString product;  //!< canonical name: "H100 80GB"; empty: any
    QString kind;     //!< "device", "mig", "shared", ...: what a node's device is; empty: any
    std::optional<qint64> count;

    template <class Visitor>
    void visit(Visitor &visitor)
    {
        visitor.text("resource", resource);
        visitor.text("product", product);
        visitor.choice("kind", kind, {"device", "mig", "shared", "vgpu", "tpu", "partition"});
        visitor.number("count", count);
    }
    bool operator==(const GpuRequest &) const = default;
};

//! Source: Kubernetes API, "Toleration v1 core".
struct Toleration
{
    QString key; //!< empty with "Exists": every taint
    QString op = QStringLiteral("Equal");
    QString value;
    QString effect; //!< empty: every effect
    std::optional<qint64> tolerationSeconds;

    template <class Visitor>
    void visit(Visitor &visitor)
    {
        visitor.text("key", key);
        visitor.oneOf("operator", op, {"Equal", "Exists"});
        visitor.text("value", value);
        visitor.choice("effect", effect, {"NoSchedule", "PreferNoSchedule", "NoExecute"});
        visitor.number("tolerationSeconds", tolerationSeconds);
    }
    bool operator==(const Toleration &) const = default;
};

//! Of the pods of one run. Source: Kubernetes API, "TopologySpreadConstraint v1 core".
struct TopologySpread
{
    QString topologyKey;
    std::optional<qint64> maxSkew; //!< none: 1
    QString whenUnsatisfiable = QStringLiteral("DoNotSchedule");

    template <class Visitor>
    void visit(Visitor &visitor)
    {
        visitor.required("topologyKey", topologyKey);
        visitor.number("maxSkew", maxSkew);
        visitor.oneOf("whenUnsatisfiable", whenUnsatisfiable, {"DoNotSchedule", "ScheduleAnyway"});
    }
    bool operator==(const TopologySpread &) const = default;
};

//! A volume and where it is mounted.
struct VolumeMount
{
    QString mountPath;
    QString type = QStringLiteral("persistentVolumeClaim");
    QString source; //!< name of the claim, ConfigMap or Secret; path on the node; may have variables
    QString subPath;
    bool readOnly = false;
    QString sizeLimit; //!< of an emptyDir
    QString medium;    //!< of an emptyDir; empty: the node's disk

    template <class Visitor>
    void visit(Visitor &visitor)
    {
        visitor.required("mountPath", mountPath);
        visitor.oneOf("type", type, {"persistentVolumeClaim", "hostPath", "emptyDir", "configMap", "secret"});
        visitor.text("source", source);
        visitor.text("subPath", subPath);
        visitor.flag("readOnly", readOnly);
        visitor.text("sizeLimit", sizeLimit);
        visitor.choice("medium", medium, {"Memory", "HugePages", "HugePages-2Mi", "HugePages-1Gi"});
    }
    bool operator==(const VolumeMount &) const = default;
};

//! /dev/shm of a pod: the engine's 64 MiB, or memory of the pod.
struct SharedMemory
{
    bool enabled = false;
    QString size; //!< quantity; empty: as much as the pod's memory

    template <class Visitor>
    void visit(Visitor &visitor)
    {
        visitor.flag("enabled", enabled);
        visitor.text("size", size);
    }
    bool operator==(const SharedMemory &) const = default;
};

//! What only Kubernetes knows.
struct KubernetesPart
{
    QStringList contexts; //!< names or globs, in failover order; empty: the kubeconfig's current context at launch
    QString ns;           //!< namespace; may have variables; empty: the context's
    bool createNamespace = false;
    TextPairs namespaceLabels;  //!< of one that is created; may have variables
    YamlPart namespacePolicies; //!< list of ResourceQuota, LimitRange, NetworkPolicy for one that is created
    QString serviceAccount = QStringLiteral("default"); //!< see visit()
    QString serviceAccountName;                         //!< of one that exists
    QStringList roles; //!< of one made for each run: "Role/NAME", "ClusterRole/NAME", held in the namespace only
    bool automountServiceAccountToken = false;
    TextPairs requests; //!< resource and quantity: cpu, memory, ephemeral-storage, hugepages-2Mi, any extended resource
    TextPairs limits;
    GpuRequest gpu;
    SharedMemory sharedMemory;
    TextPairs nodeSelector;
    std::vector<Toleration> tolerations;
    YamlPart affinity; //!< Kubernetes API, "Affinity v1 core"
    std::vector<TopologySpread> topologySpread;
    QString priorityClassName;
    QString runtimeClassName;
    QString schedulerName;
    QString queueName; //!< Kueue's LocalQueue
    bool hostNetwork = false;
    std::vector<VolumeMount> volumes;
    YamlPart podTemplatePatch; //!< PodTemplateSpec, merged strategically

    template <class Visitor>
    void visit(Visitor &visitor)
    {
        visitor.texts("contexts", contexts);
        visitor.text("namespace", ns);
        visitor.flag("createNamespace", createNamespace);
        visitor.pairs("namespaceLabels", namespaceLabels);
        visitor.yaml("namespacePolicies", namespacePolicies, files::YamlValue::Type::List);
        // The namespace's own, one that exists, one that is made for each run and goes with it.
        visitor.oneOf("serviceAccount", serviceAccount, {"default", "existing", "perRun"});
        visitor.text("serviceAccountName", serviceAccountName);
        visitor.texts("roles", roles);
        visitor.flag("automountServiceAccountToken", automountServiceAccountToken);
        visitor.pairs("requests", requests);
        visitor.pairs("limits", limits);
        visitor.part("gpu", gpu);
        visitor.part("sharedMemory", sharedMemory);
        visitor.pairs("nodeSelector", nodeSelector);
        visitor.objects("tolerations", tolerations);
        visitor.yaml("affinity", affinity, files::YamlValue::Type::Map);
        visitor.objects("topologySpread", topologySpread);
        visitor.text("priorityClassName", priorityClassName);
        visitor.text("runtimeClassName", runtimeClassName);
        visitor.text("schedulerName", schedulerName);
        visitor.text("queueName", queueName);
        visitor.flag("hostNetwork", hostNetwork);
        visitor.objects("volumes", volumes);
        visitor.yaml("podTemplatePatch", podTemplatePatch, files::YamlValue::Type::Map);
    }
    bool operator==(const KubernetesPart &) const = default;
};

//! Devices of a daemon's host: a number, ids, CDI names, or all that a runtime shows.
struct DockerGpus
{
    std::optional<qint64> count; //!< -1: all
    QStringList deviceIds;       //!< "0", "GPU-3a23c669-1f69-c64e-cf85-44e9b07e7a2a"
    QStringList cdiDevices;      //!< "nvidia.com/gpu=0"
    QString runtime;             //!< "nvidia"

    template <class Visitor>
    void visit(Visitor &visitor)
    {
        visitor.number("count", count);
        visitor.texts("deviceIds", deviceIds);
        visitor.texts("cdiDevices", cdiDevices);
        visitor.text("runtime", runtime);
    }
    bool operator==(const DockerGpus &) const = default;
};

struct DockerMount
{
    QString target;
    QString type = QStringLiteral("bind");
    QString source; //!< path on the daemon's host, name of the volume; may have variables
    bool readOnly = false;
    QString size; //!< of a tmpfs: "64m"

    template <class Visitor>
    void visit(Visitor &visitor)
    {
        visitor.required("target", target);
        visitor.oneOf("type", type, {"bind", "volume", "tmpfs"});
        visitor.text("source", source);
        visitor.flag("readOnly", readOnly);
        visitor.text("size", size);
    }
    bool operator==(const DockerMount &) const = default;
};

//! What only Docker knows.
struct DockerPart
{
    Reference daemon; //!< none: the first
    TextPairs
        resources; //!< the keys of docker run, without dashes before them: "memory", "cpus", "pids-limit", "ulimit"
    DockerGpus gpus;
    QString network; //!< "host", "none", a name; empty: bridge
    QString shmSize; //!< "8g"
    std::vector<DockerMount> mounts;

    template <class Visitor>
    void visit(Visitor &visitor)
    {
        visitor.reference("daemon", daemon, "daemons");
        visitor.pairs("resources", resources);
        visitor.part("gpus", gpus);
        visitor.text("network", network);
        visitor.text("shmSize", shmSize);
        visitor.objects("mounts", mounts);
    }
    bool operator==(const DockerPart &) const = default;
};

//! Both engines' parts are kept, whichever is chosen.
struct RuntimeConfig
{
    QString id;
    QString name;
    QString description;
    bool enabled = true;
    QString engine = QStringLiteral("kubernetes");
    QString workload = QStringLiteral("any");
    QString usableBy = QStringLiteral("everyone");
    QStringList groups; //!< who may use it where that is not everyone
    RuntimeImage image;
    std::vector<EnvVariable> env;
    TextPairs labels; //!< of all that is made; may have variables
    TextPairs annotations;
    SecurityContext securityContext;
    Timeouts timeouts;
    KubernetesPart kubernetes;
    DockerPart docker;

    template <class Visitor>
    void visit(Visitor &visitor)
    {
        visitor.text("description", description);
        visitor.flag("enabled", enabled, true);
        visitor.oneOf("engine", engine, {"kubernetes", "docker"});
        visitor.oneOf("workload", workload, {"any", "userCode", "visual"});
        visitor.oneOf("usableBy", usableBy, {"everyone", "groups"});
        visitor.texts("groups", groups);
        visitor.part("image", image);
        visitor.objects("env", env);
        visitor.pairs("labels", labels);
        visitor.pairs("annotations", annotations);
        visitor.part("securityContext", securityContext);
        visitor.part("timeouts", timeouts);
        visitor.part("kubernetes", kubernetes);
        visitor.part("docker", docker);
    }
    bool isDocker() const { return engine == QLatin1String("docker"); }
    bool operator==(const RuntimeConfig &) const = default;
};

} // namespace fairlead::settings
