// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "baselook.h"
#include "jobqueue.h"
#include "orderedjob.h"
#include "recipesurvey.h"
#include "registryfleet.h"
#include "registrylook.h"

#include "backends/images/buildplan.h"
#include "backends/processes/programpolicy.h"
#include "backends/registry/prepushprompts.h"

#include <QPointer>

namespace fairlead::imagejobs {

//! An image that is no recipe's, into a registry.
struct ImagePush
{
    QString image; //!< on the daemon: a reference or an id
    QString daemonId;
    QString target;     //!< "registry.example:5000/team/base:1.2"
    QString registryId; //!< empty: the one that the target names
};

//! Everything that is done with base images, for both programs: daemons, registries, what is out of date, builds in
//! their order, pushes three at a time. Lives in one thread with all that it has; what it tells are values.
//! Order of signals of one job: jobAdded, then any number of the others, then jobEnded exactly once.
class Workshop : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        QString settingsFolder; //!< of fairlead.yaml: relative paths of recipes begin there
        QString dockerFolder;   //!< ~/.docker
        QByteArray userAgent;
        QProcessEnvironment environment;
        processes::ProgramPolicy hooks;                  //!< commands that run before a push
        registry::LoginPrompts *prompts = nullptr;       //!< outlives it; null: nobody is asked
        registry::PrePushPrompts *hookPrompts = nullptr; //!< too
        //! Of questions to daemons and registries, not of builds and transfers; none: each client's own.
        std::optional<std::chrono::milliseconds> answerTimeout{};
    };

    explicit Workshop(Settings settings, QObject *parent = nullptr);
    ~Workshop() override; //!< what runs ends with its connections; nothing is put right behind it, as cancel() does

    //! Jobs that were begun go on as they were ordered.
    void setSettings(const settings::Settings &settings);

    DaemonFleet &daemons() { return m_daemons; }
    RegistryFleet &registries() { return m_registries; }

    //! Compares recipes with what their daemons have, and then these with what the registries have; recipeLooked() and
    //! registryLooked() for each; again recipeLooked() where a registry has a newer base image. Empty: all. A registry
    //! is asked for the tag also where the daemon cannot be asked for anything.
    //! \p opens: also daemons that are closed. looked() ends it.
    void look(const QStringList &recipeIds, bool opens = false);
    //! What the image of \p finding is made of; registryLooked() again.
    void lookInto(const RegistryFinding &finding) { m_registryLook.lookInto(finding); }
    //! What \p order would do, without doing it; planned() or orderFailed() follow.
    void plan(const JobOrder &order);
    //! Does it: planned(), jobAdded() for each job, or orderFailed(), also where all that is wanted is a push of what
    //! no registry is to have. A push of what is there reads no recipe's files. What a job does already that waits or
    //! runs, on the files as they are now, is not done twice: jobsJoined().
    void run(const JobOrder &order);
    //! Of all orders that are still looked at: orderCancelled() for each, and nothing of it was begun.
    void cancelOrders();
    void pull(const QString &image, const QString &daemonId);
    void pushImage(const ImagePush &push);
    //! Of a job that waits or runs.
    void cancel(const QString &jobId);
    bool isIdle() const;

signals:
    void recipeLooked(const fairlead::imagejobs::RecipeFinding &finding);
    void registryLooked(const fairlead::imagejobs::RegistryFinding &finding);
    //! \p findings has the tags and what is wrong.
    void planned(const std::vector<fairlead::images::PlanStep> &steps,
                 const fairlead::imagejobs::SurveyResult &findings);
    void orderFailed(const QString &why);
    //! Of an order that is run: what is not among its jobs although it was wanted; behind its planned() and jobAdded().
    void orderLacks(const QString &what);
    void orderCancelled();
    //! So many jobs of an order are under way already; behind its planned() and jobAdded().
    void jobsJoined(int count);
    //! Of run() and pull(): its jobs were added, or it failed or was cancelled.
    void orderTaken();
    void jobAdded(const fairlead::imagejobs::JobInfo &job);
    void jobStarted(const QString &id);
    void jobProgressed(const QString &id, const fairlead::imagejobs::JobProgress &progress);
    void jobContext(const QString &id, const fairlead::imagejobs::ContextProgress &progress);
    void jobSteps(const QString &id, const std::vector<fairlead::docker::BuildStep> &steps);
    void jobLayers(const QString &id, const std::vector<fairlead::docker::LayerProgress> &layers);
    void jobLogged(const QString &id, const QByteArray &utf8, bool isOurs);
    void jobEnded(const QString &id, const fairlead::imagejobs::JobResult &result);
    void looked(); //!< a look is over, but for registries
    void idle();   //!< nothing runs or waits any more

private:
    struct Entry
    {
        OrderedJob ordered;
        RegistryFleet::Connection registry; //!< of a push: as it was ordered
        QPointer<Job> job{};                //!< null: it waits
    };

    void survey(const JobOrder &order, bool isRun, bool opens);
    void onDaemonStatus(const QString &daemonId, const docker::DaemonStatus &status);
    void onFound(const RecipeFinding &finding, bool isLook);
    void onLooked(const SurveyResult &result);
    void onSurveyed(const JobOrder &order, bool isRun, int number, const SurveyResult &result);
    void add(const JobOrder &order, int number, const std::vector<images::PlanStep> &steps, const SurveyResult &found);
    std::vector<OrderedJob> underWay() const;
    void addTask(const OrderedJob &job);
    void addTransfer(const OrderedJob &job, const RegistryFleet::Connection &registry);
    void lookAtRegistries(const RecipeFinding &finding, const settings::BaseImage &recipe);
    void nameAfterBuild(const QString &recipeId, const QString &tag);
    void startNext();
    void start(Entry &entry);
    Job *makeJob(const Entry &entry, docker::EngineClient &client);
    void end(const QString &id, const JobResult &result);
    void onClientChanging(const QString &daemonId);
    const settings::BaseImage *recipe(const QString &id) const;
    QString daemonName(const QString &id) const;

    const Settings m_settings;
    QThreadPool m_readers; //!< of contexts: nothing else waits for them
    std::shared_ptr<docker::BuildxFinder> m_buildx;
    settings::Settings m_objects;
    DaemonFleet m_daemons;
    RegistryFleet m_registries;
    RegistryLook m_registryLook;
    BaseLook m_baseLook;
    JobQueue m_queue;
    QStringList m_transfers;            //!< pulls, and pushes of no recipe's image, that wait for their daemon
    std::map<QString, Entry> m_entries; //!< that wait or run
    std::vector<images::ImageGraph::Recipe> m_outlines;
    QHash<QString, buildcontext::DigestCache> m_caches; //!< by recipe
    int m_surveys = 0;                                  //!< under way
    int m_lastOrder = 0;                                //!< its number
    std::vector<RecipeSurvey *> m_orders;               //!< of these, those of run()
};

} // namespace fairlead::imagejobs
