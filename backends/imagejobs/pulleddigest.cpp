// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "pulleddigest.h"

#include <QTimer>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace fairlead::imagejobs {

using Kind = DigestVerdict::Kind;

namespace {

constexpr auto Patience = 20s;  // with one that answers
constexpr auto ReachLimit = 5s; // since the pull began: a build waits for it

} // namespace

QString digestText(const DigestVerdict &verdict, const QString &image, const QString &pulled)
{
    switch (verdict.kind) {
    case Kind::Same:
        return u"Verified: the registry has %1"_s.arg(pulled);
    case Kind::Moved:
        return u"%1 has moved meanwhile: it is %2 in the registry now, and %3, which it has too, was pulled"_s.arg(
            image, verdict.now, pulled);
    case Kind::Foreign:
        return u"%1 is %2 in the registry, which knows nothing of %3 that the daemon pulled: it may ask a mirror, or "
               "somebody between them changed the image"_s.arg(image, verdict.now, pulled);
    case Kind::Unknown:
        break;
    }
    return u"Not compared with the registry: "_s + verdict.why;
}

PulledDigest::PulledDigest(RegistryFleet::Connection registry, QObject *parent)
    : QObject(parent)
    , m_registry(std::move(registry))
{
    m_registry->open(this, [this](const Result<registry::RegistryClient *> &client) { reach(client); });
}

//! What it answers is of no matter: a refusal is an answer, too.
void PulledDigest::reach(const Result<registry::RegistryClient *> &client)
{
    if (!client)
        return onReached(tl::make_unexpected(client.error()));
    (*client)->ping(this, [this](const Result<registry::Ping> &ping) {
        const bool isThere = ping || ping.error().httpStatus > 0;
        onReached(isThere ? Result<void>() : tl::make_unexpected(ping.error()));
    });
}

void PulledDigest::onReached(const Result<void> &answer)
{
    m_reached = answer;
    if (m_done)
        proceed();
}

std::chrono::milliseconds PulledDigest::left() const
{
    const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - m_begun);
    return std::max<std::chrono::milliseconds>(ReachLimit - passed, 0ms);
}

bool PulledDigest::isReaching() const
{
    return !m_reached && left() > 0ms;
}

void PulledDigest::ask(const registry::ImageReference &image, const QStringList &pulled,
                       const std::optional<registry::Login> &login, Done done)
{
    m_image = image;
    m_pulled = pulled;
    m_login = login;
    m_done = std::move(done);
    QTimer::singleShot(m_reached ? 0ms : left(), this, [this] {
        if (m_reached)
            proceed();
        else
            answer({.why = u"it does not answer this machine"_s});
    });
}

void PulledDigest::proceed()
{
    if (!m_done || m_isAsking)
        return;
    if (!*m_reached)
        return answer({.why = m_reached->error().message});
    QTimer::singleShot(Patience, this,
                       [this] { answer({.why = u"it did not answer within %1 s"_s.arg(Patience.count())}); });
    m_isAsking = true;
    m_registry->open(this, [this](const Result<registry::RegistryClient *> &client) {
        if (!m_done)
            return;
        if (!client)
            return answer({.why = client.error().message});
        m_client = m_registry->clientAs(m_login);
        askTag();
    });
}

void PulledDigest::askTag()
{
    m_client->manifestHead(m_image, this, [this](const Result<registry::ManifestHead> &head) {
        if (!m_done)
            return;
        if (!head)
            return answer({.why = head.error().message.isEmpty() ? toString(head.error().kind) : head.error().message});
        if (!head->digest)
            return answer({.why = u"it does not tell digests"_s});
        const QString now = head->digest->toString();
        if (m_pulled.contains(now))
            return answer({.kind = Kind::Same, .now = now, .why = {}});
        if (m_pulled.size() > 1)
            return answer({.now = now, .why = u"the daemon does not tell which of its digests it pulled"_s});
        askPulled(now);
    });
}

//! A tag moves, a digest does not.
void PulledDigest::askPulled(const QString &now)
{
    const auto pulled = registry::Digest::parse(m_pulled.value(0));
    if (!pulled)
        return answer({.kind = Kind::Foreign, .now = now, .why = {}});
    registry::ImageReference image = m_image;
    image.tag.clear();
    image.digest = *pulled;
    m_client->manifestHead(image, this, [this, now](const Result<registry::ManifestHead> &head) {
        if (head)
            return answer({.kind = Kind::Moved, .now = now, .why = {}});
        const bool isMissing = head.error().kind == ApiError::Kind::NotFound;
        if (isMissing)
            return answer({.kind = Kind::Foreign, .now = now, .why = {}});
        answer({.now = now, .why = head.error().message});
    });
}

void PulledDigest::answer(const DigestVerdict &verdict)
{
    if (m_client) // whose answer this may be
        m_client.release()->deleteLater();
    // What it is still asked is answered to nobody.
    if (const Done done = std::exchange(m_done, {}))
        done(verdict);
}

} // namespace fairlead::imagejobs
