// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/objects.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace fairlead::accelerators {

struct TaintView
{
    kubernetes::Taint taint;
    bool isTolerated = false; //!< true too for PreferNoSchedule, which never keeps a Pod away

    bool operator==(const TaintView &) const = default;
};

//! As the scheduler matches: no operator means Equal, Exists ignores the value, no effect means every effect, no key
//! means every key and is legal with Exists only. An operator that is not known (Lt and Gt are alpha) tolerates
//! nothing.
bool tolerates(const kubernetes::Toleration &toleration, const kubernetes::Taint &taint);

//! True for taints that say no more than "GPU workloads only": their key is a vendor's usual one (nvidia.com/gpu,
//! amd.com/gpu, google.com/tpu, habana.ai/gaudi, ...), an accelerator resource that \p node has, or one that the user
//! named. The admission plugin ExtendedResourceToleration and the cloud providers add the toleration to every Pod that
//! requests that resource; a key that only shares the vendor's domain (gpu.intel.com/maintenance) means what it says.
bool isAcceleratorTaint(const kubernetes::Taint &taint, const kubernetes::Node &node,
                        const QStringList &extraResources = {});

//! Keys by which nodes that have \p resource are usually tainted, itself first: "nvidia.com/mig-1g.10gb",
//! "nvidia.com/gpu", ...: those of its vendor's domain, as one taint stands for all that a node's devices are cut into.
QStringList acceleratorTaintKeys(const QString &resource);

//! Taints of \p node with what GPU Pods and \p tolerations make of them.
//! An effect that is not known keeps Pods away: better one Node too few than a job that never starts.
std::vector<TaintView> taintViews(const kubernetes::Node &node, const std::vector<kubernetes::Toleration> &tolerations,
                                  const QStringList &extraResources = {});

//! True when \p taint only repeats what the Node says elsewhere: unschedulable on a cordoned Node, not-ready and
//! unreachable on one that is not ready. The same taint on any other Node is a reason of its own, as it still keeps
//! Pods away.
bool repeatsNodeState(const kubernetes::Taint &taint, bool isReady, bool isCordoned);

//! "team=llm:NoSchedule", "dedicated:NoExecute".
QString taintText(const kubernetes::Taint &taint);
//! Of a taint as one writes it, "key=value:effect", "key:effect" or "key"; nothing when there is no key.
std::optional<kubernetes::Toleration> parseToleration(const QString &text);

} // namespace fairlead::accelerators
