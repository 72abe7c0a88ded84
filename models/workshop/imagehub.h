// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pruneactivities.h"
#include "recipeknowledge.h"
#include "testactivities.h"

#include "backends/imagejobs/daemonactions.h"
#include "backends/imagejobs/imagecleanup.h"
#include "backends/imagejobs/servertests.h"
#include "backends/imagejobs/statskeeper.h"
#include "backends/imagejobs/targetlook.h"
#include "backends/registry/promptlogins.h"
#include "backends/settings/settingsstore.h"
#include "backends/transport/networkthreads.h"
#include "models/activities/activitycentre.h"
#include "models/docker/dockermodels.h"
#include "models/images/imagesmodels.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <functional>
#include <memory>
#include <set>

namespace fairlead::models {

//! The workshop for the window: what daemons, registries and jobs tell goes into the models, what the user wants goes
//! to the workshop, which lives in a thread of its own. Lives in the GUI thread.
class ImageHub : public QObject
{
    Q_OBJECT
public:
    struct Models
    {
        settings::SettingsStore &settings;
        DockerModels &docker;
        ImagesModels &images;
        ActivityCentre &activities;
    };

    //! \p settings without prompts: these are asked by loginAsked() and hookAsked(). The models outlive it.
    ImageHub(imagejobs::Workshop::Settings settings, Models models, QObject *parent = nullptr);
    ~ImageHub() override;

    //! Those and no others; ids that nobody has are kept for later.
    void setOpenDaemons(const QSet<QString> &ids);
    const QSet<QString> &openDaemons() const { return m_open; }
    void openDaemon(const QString &id, bool open);
    void retryDaemon(const QString &id);

    //! Builds what is out of date of these, and what they are built on. Empty: all.
    void build(const QStringList &recipeIds, bool pushes, bool isForced = false);
    //! Pushes what is there. Empty: all.
    void push(const QStringList &recipeIds);
    //! Of build() and push(): as long as nothing of it has begun. orderCancelled() follows, unless it was too late.
    void cancelOrders();
    void pull(const QString &image, const QString &daemonId);
    //! Of an image that is no recipe's.
    void pushImage(const imagejobs::ImagePush &push);
    //! What a registry has under a name; targets() tells.
    void lookAtTarget(const QString &registryId, const QString &target);
    //! For its signals alone.
    const imagejobs::TargetLook &targets() const { return *m_targets; }
    //! Looks anew at recipes and at the registries that they are to be in. Empty: all, and from then on all whenever
    //! the settings change.
    void look(const QStringList &recipeIds = {});

    //! As activities; what the report of a daemon or a registry has is in its model, too, line by line. A test builds,
    //! and begins to push, what it takes away again: see imagejobs::ServerTests.
    void testDaemon(const QString &id);
    void testRegistry(const QString &id);
    void listTags(const QString &registryId, const QString &repository);

    //! Whether it is on the screen where images are: only then registries are asked what they have there.
    void seePlaces(bool areSeen);
    //! The containers on the screen, as keys of ContainersModel, from the top: of these and no others the stats are
    //! asked for.
    void seeContainers(const QStringList &keys);
    //! What of its disk it uses, which the engine may count for minutes; it comes with its status.
    void countDisk(const QString &daemonId);

    //! Does something with what is on daemons, in their thread; actions() tells what came of it.
    void act(std::function<void(imagejobs::DaemonActions &)> what);
    //! For its signals alone.
    const imagejobs::DaemonActions &actions() const { return *m_actions; }
    //! The same of images that nothing needs; cleanUps() tells.
    void cleanUp(std::function<void(imagejobs::ImageCleanUp &)> what);
    const imagejobs::ImageCleanUp &cleanUps() const { return *m_cleanUp; }
    //! As an activity: those of the list that cleanUps() told last.
    void removeImages(const QString &daemonId, const QStringList &imageIds, bool withCache);

    //! Who we are at a registry of the settings, for a launch. Where nobody knows, the user is asked once it refuses
    //! somebody else. \p done: once, in this thread, not after \p context is gone; nothing: there is no login, or one
    //! that is for docker alone.
    void askLogin(const QString &registryId, const QObject *context,
                  std::function<void(const std::optional<registry::Login> &)> done);

    //! Of jobs that have not ended.
    QStringList runningActivities() const;

    //! Removes the login of \p key from the keychain; keychainChanged() follows.
    void forgetKeptLogin(const registry::LoginKey &key);
    //! To what hookAsked() asked, by the key of its approval. A yes is remembered.
    void answerHook(const QByteArray &key, bool isAllowed);

signals:
    //! Which daemons are open is another.
    void openDaemonsChanged();
    //! A registry wants a login; call \p reply once, in this thread.
    void loginAsked(const fairlead::registry::LoginQuestion &question,
                    const fairlead::registry::LoginPrompts::Reply &reply);
    //! Nobody waits for an answer to the last question of \p key any more.
    void loginOver(const fairlead::registry::LoginKey &key);
    //! As LoginPrompts::keychainChanged().
    void keychainChanged(const QString &host, bool isKept, const QString &problem);
    //! The user closed a daemon on which so many jobs wait or run: it is closed behind the last.
    void daemonHeld(const QString &id, int jobs);
    //! What there is to do for it is looked at now; orderPlanned(), orderFailed() or orderCancelled() follow.
    void orderBegun();
    //! An order was looked at: \p jobs come of it, 0 where everything is up to date.
    void orderPlanned(int jobs);
    //! What is not among them although it was wanted, and what to do; behind orderPlanned().
    void orderLacks(const QString &what);
    //! So many jobs of it, of which the user was told, are under way already, and are not done twice.
    void orderJoined(int jobs);
    void orderCancelled();
    //! A push wants to run a command of the user's, or several pushes the same one; answer with answerHook(). Again
    //! when others wait for it too.
    void hookAsked(const fairlead::registry::HookQuestion &question);
    //! Nobody waits for an answer any more.
    void hookOver(const QByteArray &key);
    //! A yes could not be written down; \p reason: why.
    void hookNotKept(const QString &reason);
    //! An order came to nothing.
    void orderFailed(const QString &why);

private:
    void call(std::function<void(imagejobs::Workshop &)> what);
    void run(const imagejobs::JobOrder &order);
    void onLoginQuestion(const registry::LoginQuestion &question, const registry::LoginPrompts::Reply &reply);
    void allowQuestions();
    void onOrderAnswered();
    void forbidQuestions();
    void connectDaemons();
    void connectStats();
    void onDiskUsage(const QString &id, const docker::DiskUsage &usage);
    QString beginTest(const TestActivities::Server &server, std::function<void()> retry);
    void test(std::function<void(imagejobs::ServerTests &)> what);
    void connectTests();
    void connectTestReports();
    void connectPrunes();
    void onDaemonStatus(const QString &id, const docker::DaemonStatus &status);
    void changeDaemon(const QString &id, const std::function<void(DaemonStatus &)> &change);
    void changeRegistry(const QString &id, const std::function<void(RegistryStatus &)> &change);
    void connectRecipes();
    void connectJobs();
    void applySettings();
    void onJobAdded(const imagejobs::JobInfo &job);
    void onJobEnded(const QString &jobId, const imagejobs::JobResult &result);
    void updateActivity(const QString &jobId, const std::function<void(Activity &)> &change);
    void publish(const QString &recipeId);
    void publishPlaces();
    void lookSoon(const QStringList &recipeIds);

    struct Job
    {
        imagejobs::JobInfo info;
        QString activityId;
    };

    Models m_models;
    transport::NetworkThreads m_threads{1};
    imagejobs::Workshop *m_workshop = nullptr;     //!< lives in that thread
    imagejobs::DaemonActions *m_actions = nullptr; //!< as its child
    imagejobs::StatsKeeper *m_stats = nullptr;     //!< too
    imagejobs::ServerTests *m_tests = nullptr;     //!< too
    imagejobs::ImageCleanUp *m_cleanUp = nullptr;  //!< too
    imagejobs::TargetLook *m_targets = nullptr;    //!< too
    QHash<QString, DaemonStatus> m_daemonStatus;
    QHash<QString, RegistryStatus> m_registryStatus;
    registry::LoginPrompts *m_prompts = nullptr; //!< too
    registry::PrePushPrompts *m_hooks = nullptr; //!< too
    RecipeKnowledge m_knowledge;
    QSet<QString> m_open;
    QHash<QString, Job> m_jobs; //!< that have not ended
    TestActivities m_testRuns;
    PruneActivities m_prunes;
    QSet<QString> m_toLook;
    std::set<registry::LoginKey> m_declined; //!< where the user did not want to log in
    bool m_mayAsk = false;                   //!< the user has begun something that may need a login, and it goes on
    int m_unanswered = 0;                    //!< so many things that he has begun are only on their way
    bool m_isLooking = false;
    bool m_seesPlaces = false;
    bool m_looksAtAll = false; //!< somebody wanted to know, also of those whose daemon is closed
    QTimer m_lookTimer;
    QTimer m_placesTimer;
};

} // namespace fairlead::models
