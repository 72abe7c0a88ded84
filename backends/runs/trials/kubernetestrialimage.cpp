// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "kubernetestrial.h"

#include "backends/runs/clusterlook.h"
#include "backends/runs/inturn.h"
#include "backends/runs/nodefit.h"
#include "imagelook.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

using kubernetes::ObjectClient;
using kubernetes::ObjectResult;

namespace {

constexpr std::size_t MostNodes = 20; // that are asked what they have

bool takesNowOrLater(const NodeFit &fit)
{
    using When = NodeFit::When;
    return fit.when == When::Now || fit.when == When::Unknown ||
           (fit.when == When::Later && fit.cause == NodeFit::Cause::Room);
}

ObjectClient::Reference nodeReference(const QString &name)
{
    return {u"v1"_s, u"Node"_s, {}, name};
}

} // namespace

//! What the nodes that fit have of it, and what its registry says to the logins that the pod has there.
void KubernetesTrial::checkImages()
{
    const QJsonObject spec = podSpec(m_manifest.launch.job);
    m_pullSecretNames = pullSecretNames(spec.value("imagePullSecrets"_L1));
    m_isPullSecretHidden = m_isPullSecretHidden || (!m_hasNamespace && !m_login);
    if (m_login)
        m_pullSecretNames.replaceInStrings(m_manifest.pullSecret, u"of registry "_s + m_login->registry);
    const bool isOfRun = !m_manifest.launch.serviceAccount.isEmpty(); // and refers to none
    if (!m_pullSecretNames.isEmpty() || isOfRun || !m_hasNamespace)
        return look(&KubernetesTrial::askNodes);
    QString account = spec.value("serviceAccountName"_L1).toString();
    if (account.isEmpty())
        account = u"default"_s;
    m_objects->get({u"v1"_s, u"ServiceAccount"_s, m_manifest.namespaceName, account}, this,
                   guarded([this](const ObjectResult &answer) {
                       if (answer)
                           m_pullSecretNames = pullSecretNames(answer->object.value("imagePullSecrets"_L1));
                       askPullSecrets();
                   }));
}

//! Of the service account, which the server gives to a pod that names none.
void KubernetesTrial::askPullSecrets()
{
    inTurn(
        std::vector<QString>(m_pullSecretNames.begin(), m_pullSecretNames.end()),
        [this](const QString &name, const std::function<void()> &next) {
            m_objects->get({u"v1"_s, u"Secret"_s, m_manifest.namespaceName, name}, this,
                           guarded([this, next](const ObjectResult &answer) {
                               keepPullSecret(answer);
                               next();
                           }));
        },
        [this] { look(&KubernetesTrial::askNodes); });
}

void KubernetesTrial::keepPullSecret(const ObjectResult &answer)
{
    if (answer)
        m_pullSecrets.push_back(answer->object);
    else if (answer.error().error.kind == ApiError::Kind::Forbidden)
        m_isPullSecretHidden = true;
}

//! Those that fit, what they have.
void KubernetesTrial::askNodes()
{
    const QJsonValue pod = m_manifest.launch.job.value("spec"_L1)["template"_L1];
    const PodDemand demand = podDemand(pod.toObject());
    for (const accelerators::NodeAvailability &node : m_look->nodes()) {
        if (m_lacksDevices || !takesNowOrLater(nodeFit(demand, node)))
            continue;
        m_areAllAsked = m_nodeImages.size() < MostNodes;
        if (!m_areAllAsked)
            break;
        m_nodeImages.push_back({node.node->name, node.node->architecture, {}});
    }
    m_pendingNodes = m_nodeImages.size();
    if (m_nodeImages.empty())
        return askRegistries();
    for (std::size_t i = 0; i < m_nodeImages.size(); ++i) {
        m_objects->get(nodeReference(m_nodeImages[i].name), this, guarded([this, i](const ObjectResult &answer) {
                           if (answer)
                               m_nodeImages[i].images = nodeImages(answer->object);
                           if (--m_pendingNodes == 0)
                               askRegistries();
                       }));
    }
}

void KubernetesTrial::askRegistries()
{
    inTurn(
        podPulls(podSpec(m_manifest.launch.job)),
        [this](const PodImage &image, const std::function<void()> &next) { askRegistry(image, next); },
        [this] { checkQuota(); });
}

void KubernetesTrial::askRegistry(const PodImage &image, const std::function<void()> &next)
{
    const auto reference = registry::ImageReference::parseNormalized(image.name);
    if (!reference) {
        if (report({.step = Step::Image,
                    .state = CheckState::Failed,
                    .subject = image.name,
                    .detail = u"is no reference of an image: "_s + registry::toString(reference.error()),
                    .remedy = u"correct the name of the image"_s}))
            next();
        return;
    }
    ImageSight sight{.image = image, .pullSecrets = m_pullSecretNames, .isLoginHidden = m_isPullSecretHidden};
    sight.areAll = m_areAllAsked;
    for (const FittingNode &node : m_nodeImages)
        sight.nodes.push_back({node.name, node.architecture, hasImage(node.images, *reference)});
    if (!needsRegistry(sight)) {
        if (report(imageFinding(sight)))
            next();
        return;
    }
    m_imageLook = newLook(*reference);
    connect(m_imageLook, &ImageLook::finished, this, guarded([this, sight, next] {
                ImageSight seen = sight;
                seen.answer = m_imageLook->answer();
                std::exchange(m_imageLook, nullptr)->deleteLater();
                if (report(imageFinding(seen)))
                    next();
            }));
    m_imageLook->start();
}

//! As the settings say its registry is reached, and with the logins that a kubelet would have.
ImageLook *KubernetesTrial::newLook(const registry::ImageReference &image)
{
    ImageLook::Settings settings{.image = image,
                                 .registry = {.host = image.domain},
                                 .userAgent = m_settings.wishes.userAgent,
                                 .answerTimeout = m_settings.wishes.registryTimeout};
    const auto &known = m_settings.plan.registry;
    if (known && registry::registryDomain(known->host) == image.domain)
        settings.registry = *known;
    if (m_login && m_login->registry == image.domain)
        settings.logins.push_back({.username = m_login->user, .secret = m_login->password});
    for (const QJsonObject &secret : m_pullSecrets) {
        const std::vector<registry::Login> more = pullLogins(secret, image);
        settings.logins.insert(settings.logins.end(), more.begin(), more.end());
    }
    return new ImageLook(std::move(settings), this);
}

} // namespace fairlead::runs
