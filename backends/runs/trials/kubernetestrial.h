// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/apiclient.h"
#include "backends/kubernetes/objectclient.h"
#include "backends/runs/launchplan.h"
#include "backends/runs/podimages.h"
#include "trialmanifest.h"
#include "trialrights.h"
#include "trialrun.h"
#include "trialwishes.h"

#include <functional>
#include <memory>

namespace fairlead::runs {

class ClusterLook;
class ImageLook;
class TrialCleanUp;
class TrialJob;

//! A runtime config tried at one context on the exact path of a launch, step by step, and a pod that really runs for
//! some seconds. Leaves nothing behind: what it makes has the labels of its run, ends by itself, is removed and looked
//! for; what a process that was killed has left is in the journal. A step that fails does not keep those from being
//! made that can do without it; nothing runs behind one. Deleted before finished() it leaves what the journal has.
class KubernetesTrial : public TrialRun
{
    Q_OBJECT
public:
    using MakeCredentials = std::function<std::unique_ptr<transport::CredentialSource>()>;
    struct Settings
    {
        transport::Endpoint endpoint;
        MakeCredentials makeCredentials; //!< called once, in the thread of the trial
        settings::RuntimeConfig config;
        LaunchPlan plan;
        TrialWishes wishes;
    };

    explicit KubernetesTrial(Settings settings, QObject *parent = nullptr);
    ~KubernetesTrial() override;

    const QString &runId() const { return m_runId; }

    void start() override;
    void cancel() override;

private:
    using Step = TrialResult::Step;
    template <class Answered>
    auto guarded(Answered answered);
    bool goesOn();
    bool skip(Step step, const QString &why);
    kubernetes::ObjectClient::Reference namespaceReference() const
    {
        return {QStringLiteral("v1"), QStringLiteral("Namespace"), {}, m_manifest.namespaceName};
    }

    void refuse();
    void look(void (KubernetesTrial::*next)());
    void nameDevices();
    void makeManifest();
    void askVersion();
    void askIdentity();
    void askRights();

    // Of kubernetestrialnamespace.cpp.
    void askNamespace();
    void mayMakeNamespace(const TrialResult &found);
    void join(const kubernetes::ObjectResult &found);
    void enter(const TrialResult &found);
    void awaitNamespace(const TrialResult &found);
    void makeNamespace();
    void waitForServiceAccount(int tries);

    // Of kubernetestrialchecks.cpp: what is there and what the server would say.
    void checkPolicies();
    void applyPolicies();
    void checkServiceAccount();
    void checkQueue();
    void lookForQueue(const QString &kueueVersion, const QString &name);
    void checkReferences();
    bool checkPullLogin(const QStringList &images);
    void checkQuota();
    void checkPlacement();
    void onClusterLook();
    void dryRun();

    // Of kubernetestrialimage.cpp: whether the nodes have the image, or could pull it.
    struct FittingNode
    {
        QString name;
        QString architecture;
        NodeImages images;
    };
    void checkImages();
    void askPullSecrets();
    void keepPullSecret(const kubernetes::ObjectResult &answer);
    void askNodes();
    void askRegistries();
    void askRegistry(const PodImage &image, const std::function<void()> &next);
    ImageLook *newLook(const registry::ImageReference &image);

    // Of kubernetestrialrun.cpp: what changes something.
    void run();
    void onRun();
    void remember();
    void wrapUp();
    void cleanUp();
    void onCleanUp();

    Settings m_settings;
    const QString m_runId;
    TrialManifest m_manifest;
    std::unique_ptr<transport::HttpClient> m_http;
    std::unique_ptr<kubernetes::ApiClient> m_api;
    std::unique_ptr<kubernetes::ObjectClient> m_objects;
    ClusterLook *m_look = nullptr;
    bool m_hasLooked = false;
    bool m_lacksDevices = false; //!< no node is known that has what the config asks for
    ImageLook *m_imageLook = nullptr;
    QStringList m_pullSecretNames;
    std::vector<QJsonObject> m_pullSecrets; //!< of these, those that may be looked at
    bool m_isPullSecretHidden = false;      //!< one may not
    std::vector<FittingNode> m_nodeImages;
    bool m_areAllAsked = true; //!< false: more fit than are in m_nodeImages
    std::size_t m_pendingNodes = 0;
    TrialJob *m_job = nullptr;
    TrialCleanUp *m_cleanUp = nullptr;
    std::optional<PullLogin> m_login;
    QString m_user;
    std::vector<TrialRight> m_rights;
    std::size_t m_pendingRights = 0;
    bool m_hasNamespace = false;
    bool m_makesNamespace = false;                   //!< it is not there
    bool m_isRegistered = false;                     //!< or may be, on a namespace that another trial has made
    bool m_hasRights = false;                        //!< they were looked at
    std::chrono::steady_clock::time_point m_leaving; //!< since when such a namespace is going
    bool m_mayHaveMade = false;                      //!< something is to be removed
    bool m_mayCreatePods = true;
    bool m_isCancelled = false;
    QString m_journalProblem;
};

template <class Answered>
auto KubernetesTrial::guarded(Answered answered)
{
    return [this, answered](const auto &...answer) {
        if (goesOn())
            answered(answer...);
    };
}

} // namespace fairlead::runs
