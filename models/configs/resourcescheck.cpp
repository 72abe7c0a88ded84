// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "enginechecks.h"

#include "backends/accelerators/resourcenames.h"
#include "backends/kubernetes/quantity.h"
#include "backends/manifests/grammar.h"
#include "backends/settings/gpuresource.h"

#include <QMap>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using kubernetes::Quantity;
using settings::KubernetesPart;

constexpr auto HugePages = "hugepages-"_L1;

bool isHugePages(const QString &resource)
{
    return resource.startsWith(HugePages);
}

bool isBytes(const QString &resource)
{
    return resource == "memory"_L1 || resource == "ephemeral-storage"_L1 || isHugePages(resource);
}

//! Without a domain only what Kubernetes itself counts.
bool isResource(const QString &resource)
{
    return resource.contains(u'/') || resource == "cpu"_L1 || resource == "memory"_L1 ||
           resource == "ephemeral-storage"_L1 || isHugePages(resource);
}

//! What a pod gets whole pieces of, as many as it asks for.
bool isExtended(const QString &resource)
{
    return resource.contains(u'/');
}

//! What is legal and hardly meant.
void checkUnit(const QString &field, const QString &resource, const QString &text, Quantity quantity,
               ProblemList &problems)
{
    constexpr std::int64_t Mebi = 1 << 20;
    const auto warn = [&](const char *message) { problems.warn(field, ProblemList::said(message).arg(text)); };
    if (isBytes(resource) && text.endsWith(u'm'))
        warn(QT_TRANSLATE_NOOP("ConfigCheck", "%1 is thousandths of a byte: M or Mi may be meant"));
    else if (isBytes(resource) && !quantity.isZero() && quantity < Quantity::fromUnits(Mebi))
        warn(QT_TRANSLATE_NOOP("ConfigCheck", "%1 is bytes: a unit such as Mi or Gi may be missing"));
    else if (resource == "cpu"_L1 && Quantity::fromUnits(1'024) <= quantity)
        warn(QT_TRANSLATE_NOOP("ConfigCheck", "%1 is a number of processors: 500m is half of one"));
}

using Quantities = QMap<QString, Quantity>;

Quantities checkQuantities(const QString &section, const settings::TextPairs &pairs, ProblemList &problems)
{
    Quantities quantities;
    for (const auto &[resource, text] : pairs) {
        const QString field = u"%1.%2"_s.arg(section, resource);
        problems.expect(manifests::isQualifiedName(resource), field,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected a resource such as memory or nvidia.com/gpu"));
        problems.expect(isResource(resource), field,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected cpu, memory, ephemeral-storage, hugepages-SIZE, or "
                                                         "a name with a domain such as nvidia.com/gpu"));
        const auto quantity = Quantity::parse(text.toStdString());
        if (!quantity || *quantity < Quantity()) {
            problems.error(field, ProblemList::said(
                                      QT_TRANSLATE_NOOP("ConfigCheck", "Expected a quantity such as 500m, 2 or 4Gi")));
            continue;
        }
        problems.expect(!isExtended(resource) || quantity->milliValue() % 1'000 == 0, field,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected a whole number: devices are not divided"));
        checkUnit(field, resource, text, *quantity, problems);
        quantities.insert(resource, *quantity);
    }
    return quantities;
}

//! "hugepages-2Mi": how many bytes one has; nothing where the name says no size.
std::optional<Quantity> pageSize(const QString &resource)
{
    const auto size = Quantity::parse(resource.mid(HugePages.size()).toStdString());
    return size && Quantity() < *size && size->milliValue() % 1'000 == 0 ? size : std::nullopt;
}

//! Whole pages, of a size that the name says.
void checkPages(const QString &section, const Quantities &quantities, ProblemList &problems)
{
    for (auto each = quantities.begin(); each != quantities.end(); ++each) {
        if (!isHugePages(each.key()))
            continue;
        const auto size = pageSize(each.key());
        problems.expect(size && each->milliValue() % size->milliValue() == 0, section + u'.' + each.key(),
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected whole pages: a multiple of the size in the name"));
    }
}

//! A pod cannot ask for more of them than it gets, and never for them alone.
//! Source: Kubernetes, "Manage HugePages".
void checkHugePages(const Quantities &requests, const Quantities &limits, ProblemList &problems)
{
    const bool hasOthers = requests.contains(u"cpu"_s) || requests.contains(u"memory"_s) || limits.contains(u"cpu"_s) ||
                           limits.contains(u"memory"_s);
    for (auto request = requests.begin(); request != requests.end(); ++request) {
        const auto limit = limits.find(request.key());
        if (isHugePages(request.key()))
            problems.expect(limit != limits.end() && *limit == *request, u"kubernetes.requests."_s + request.key(),
                            QT_TRANSLATE_NOOP("ConfigCheck", "Expected the same limit: of huge pages both are one"));
    }
    for (auto limit = limits.begin(); limit != limits.end(); ++limit) {
        if (isHugePages(limit.key()))
            problems.expect(hasOthers, u"kubernetes.limits."_s + limit.key(),
                            QT_TRANSLATE_NOOP("ConfigCheck", "Huge pages want cpu or memory beside them"));
    }
}

//! What an emptyDir of huge pages lacks; empty: nothing. The API server takes it all the same, and no node mounts it.
//! Source: Kubernetes, "Manage HugePages", pkg/volume/emptydir.
QString pagesMissing(const QString &medium, const Quantities &limits)
{
    const QString size = medium.section(u'-', 1);
    std::vector<Quantity> sizes;
    for (auto limit = limits.begin(); limit != limits.end(); ++limit) {
        if (const auto each = isHugePages(limit.key()) ? pageSize(limit.key()) : std::nullopt)
            sizes.push_back(*each);
    }
    if (size.isEmpty() && sizes.size() > 1)
        return ProblemList::said(
            QT_TRANSLATE_NOOP("ConfigCheck", "The limits have huge pages of several sizes: say which"));
    const bool isThere =
        size.isEmpty() ? !sizes.empty()
                       : std::find(sizes.begin(), sizes.end(), Quantity::parse(size.toStdString())) != sizes.end();
    return isThere ? QString()
                   : ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "Expected hugepages-%1 in the limits"))
                         .arg(size.isEmpty() ? u"2Mi"_s : size);
}

void checkPageVolumes(const KubernetesPart &part, const Quantities &limits, ProblemList &problems)
{
    for (std::size_t i = 0; i < part.volumes.size(); ++i) {
        const settings::VolumeMount &volume = part.volumes[i];
        const bool isPages = volume.type == "emptyDir"_L1 && volume.medium.startsWith("HugePages"_L1);
        const QString missing = isPages ? pagesMissing(volume.medium, limits) : QString();
        const QString field = u"kubernetes.volumes[%1].medium"_s.arg(i);
        if (!missing.isEmpty() && part.podTemplatePatch.isEmpty())
            problems.error(field, missing);
        else if (!missing.isEmpty()) // the patch may have them
            problems.warn(field, missing);
    }
}

void checkGpu(const KubernetesPart &part, const Quantities &requests, const Quantities &limits, ProblemList &problems)
{
    const settings::GpuRequest &gpu = part.gpu;
    const QString resource = settings::resourceOf(gpu);
    const bool isAny = !gpu.resource.isEmpty() || !gpu.product.isEmpty() || !gpu.kind.isEmpty();
    problems.expect(gpu.count.value_or(0) >= 0, u"kubernetes.gpu.count"_s,
                    QT_TRANSLATE_NOOP("ConfigCheck", "Expected a number from 1 on, or nothing"));
    problems.expect(!isAny || gpu.count.value_or(0) != 0, u"kubernetes.gpu.count"_s,
                    QT_TRANSLATE_NOOP("ConfigCheck", "Expected how many of them"));
    problems.expect(manifests::isQualifiedName(resource), u"kubernetes.gpu.resource"_s,
                    QT_TRANSLATE_NOOP("ConfigCheck", "Expected a resource such as memory or nvidia.com/gpu"));
    if (!accelerators::isAcceleratorResource(resource))
        problems.warn(u"kubernetes.gpu.resource"_s,
                      ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "Not known as an accelerator")));
    for (const auto &[section, quantities] : {std::pair("requests"_L1, &requests), std::pair("limits"_L1, &limits)}) {
        if (gpu.count.value_or(0) > 0 && quantities->contains(resource))
            problems.error(u"kubernetes.%1.%2"_s.arg(section, resource),
                           ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck",
                                                               "Asked for twice: the number of GPUs says it already")));
    }
}

} // namespace

void checkResources(const KubernetesPart &part, ProblemList &problems)
{
    const Quantities requests = checkQuantities(u"kubernetes.requests"_s, part.requests, problems);
    const Quantities limits = checkQuantities(u"kubernetes.limits"_s, part.limits, problems);
    for (auto request = requests.begin(); request != requests.end(); ++request) {
        const QString field = u"kubernetes.requests."_s + request.key();
        const auto limit = limits.find(request.key());
        if (isExtended(request.key()))
            problems.expect(limit != limits.end() && *limit == *request, field,
                            QT_TRANSLATE_NOOP("ConfigCheck", "Expected the same limit: of devices both are one"));
        else if (limit != limits.end() && !isHugePages(request.key()))
            problems.expect(*request <= *limit, field, QT_TRANSLATE_NOOP("ConfigCheck", "More than its limit"));
    }
    checkPages(u"kubernetes.requests"_s, requests, problems);
    checkPages(u"kubernetes.limits"_s, limits, problems);
    checkHugePages(requests, limits, problems);
    checkPageVolumes(part, limits, problems);
    checkGpu(part, requests, limits, problems);
    if (part.sharedMemory.size.isEmpty())
        return;
    const auto size = Quantity::parse(part.sharedMemory.size.toStdString());
    const QString field = u"kubernetes.sharedMemory.size"_s;
    problems.expect(size && !size->isZero() && Quantity() < *size, field,
                    QT_TRANSLATE_NOOP("ConfigCheck", "Expected a quantity such as 500m, 2 or 4Gi"));
    const auto memory = limits.find(u"memory"_s);
    if (size && memory != limits.end() && *memory < *size)
        problems.warn(field, ProblemList::said(QT_TRANSLATE_NOOP(
                                 "ConfigCheck", "More than the memory limit, which counts shared memory, too")));
}

} // namespace fairlead::models
