// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "orderedjobs.h"

#include "orderplan.h"

#include "backends/images/registryimage.h"
#include "backends/settings/findbyid.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::imagejobs {

namespace {

//! Why a push of it cannot be done; empty: it can.
QString problemOf(const RecipeFinding &finding, const images::PlanStep &step, const QString &daemon)
{
    if (!finding.findings)
        return finding.findings.error().message;
    if (finding.findings->image || step.builds())
        return {};
    return u"%1 is not on the daemon %2: build it there first"_s.arg(finding.findings->disk.tag, daemon);
}

class Taking
{
public:
    Taking(const TakenOrder &taken, const std::function<QString()> &newId)
        : m_taken(taken)
        , m_newId(newId)
        , m_graph(taken.found.outlines)
        , m_underWay(taken.underWay)
    {
    }

    OrderedJobs take();

private:
    OrderedJob common(const images::PlanStep &step, const settings::BaseImage &recipe,
                      const RecipeFinding &finding) const;
    OrderedJob build(OrderedJob job, const images::PlanStep &step, const RecipeFinding &finding) const;
    OrderedJob push(OrderedJob job, const images::PlanStep &step, const RecipeFinding &finding,
                    const QString &registryId) const;
    void waitForPushes(OrderedJob &build) const;
    QString addOrJoin(OrderedJob wanted);
    QString daemonName(const QString &id) const { return settings::nameById(m_taken.daemons, id); }

    const TakenOrder &m_taken;
    const std::function<QString()> &m_newId;
    const images::ImageGraph m_graph;
    std::vector<OrderedJob> m_underWay; //!< with what was added
    OrderedJobs m_jobs;
    QHash<QString, QString> m_builds; //!< by recipe: the job
    QHash<QString, QString> m_pushes; //!< by the name that the image gets: the job
};

OrderedJobs Taking::take()
{
    for (const images::PlanStep &step : m_taken.steps) {
        const settings::BaseImage *recipe = settings::findById(m_taken.recipes, step.id);
        const RecipeFinding *finding = findingOf(m_taken.found, step.id);
        if (!recipe || !finding)
            continue;
        const OrderedJob job = common(step, *recipe, *finding);
        if (step.builds())
            m_builds[step.id] = addOrJoin(build(job, step, *finding));
        for (const QString &registryId : step.registries) {
            const OrderedJob wanted = push(job, step, *finding, registryId);
            m_pushes[images::ImageGraph::comparable(wanted.target)] = addOrJoin(wanted);
        }
    }
    return std::move(m_jobs);
}

//! What the jobs of a step have in common.
OrderedJob Taking::common(const images::PlanStep &step, const settings::BaseImage &recipe,
                          const RecipeFinding &finding) const
{
    const QString tag = finding.findings ? finding.findings->disk.tag : QString();
    return {.info = {.title = tag.isEmpty() ? recipe.name : tag,
                     .recipeId = step.id,
                     .daemonId = finding.daemonId,
                     .again = {.recipeIds = {step.id},
                               .builds = m_taken.order.builds,
                               .pushes = !step.registries.isEmpty(),
                               .isForced = m_taken.order.isForced,
                               .daemonId = m_taken.order.daemonId,
                               .registryIds = step.registries}},
            .recipe = recipe,
            .image = tag,
            .order = m_taken.number};
}

OrderedJob Taking::build(OrderedJob job, const images::PlanStep &step, const RecipeFinding &finding) const
{
    job.info.kind = JobInfo::Kind::Build;
    job.info.target = daemonName(finding.daemonId);
    job.isForced = m_taken.order.isForced;
    for (const QString &base : m_graph.basesOf(step.id)) {
        if (m_builds.contains(base))
            job.needs += m_builds[base];
    }
    waitForPushes(job);
    if (finding.findings) {
        job.marks = finding.findings->disk.marks;
        job.problem = elsewhereProblem(step, m_taken.found, m_taken.recipes, m_taken.daemons);
    } else {
        job.problem = finding.findings.error().message;
    }
    return job;
}

//! Of what it is built on by a name in a registry. These images it pulls anew.
void Taking::waitForPushes(OrderedJob &build) const
{
    const QString &id = build.info.recipeId;
    for (const QString &base : m_graph.basesOf(id)) {
        const QString image = m_graph.imageOf(id, base);
        const QString job = m_pushes.value(images::ImageGraph::comparable(image));
        if (!m_graph.isByRegistry(id, base) || job.isEmpty())
            continue;
        build.needs += job;
        build.pushed += image;
    }
}

OrderedJob Taking::push(OrderedJob job, const images::PlanStep &step, const RecipeFinding &finding,
                        const QString &registryId) const
{
    const settings::Registry *registry = settings::findById(m_taken.registries, registryId);
    job.info.kind = JobInfo::Kind::Push;
    job.info.target = settings::nameById(m_taken.registries, registryId);
    job.info.registryId = registryId;
    job.info.again.isForced = false;
    job.info.again.registryIds = {registryId};
    job.problem = problemOf(finding, step, daemonName(finding.daemonId));
    if (registry) {
        job.registry = *registry;
        job.target = images::imageNameIn(*registry, job.image);
    }
    if (finding.findings && finding.findings->image)
        job.imageId = finding.findings->image->id;
    if (step.builds())
        job.needs = {job.behind = m_builds.value(step.id)};
    return job;
}

//! \return the job that does it.
QString Taking::addOrJoin(OrderedJob wanted)
{
    const auto same = std::find_if(m_underWay.begin(), m_underWay.end(),
                                   [&wanted](const OrderedJob &job) { return job.does(wanted); });
    if (same != m_underWay.end()) {
        ++m_jobs.joined;
        return same->info.id;
    }
    wanted.info.id = m_newId();
    m_underWay.push_back(wanted);
    m_jobs.added.push_back(std::move(wanted));
    return m_underWay.back().info.id;
}

} // namespace

OrderedJobs orderedJobs(const TakenOrder &taken, const std::function<QString()> &newId)
{
    return Taking(taken, newId).take();
}

} // namespace fairlead::imagejobs
