// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "namespaceremoval.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

using kubernetes::ObjectError;
using kubernetes::ObjectResult;

namespace {

constexpr int MostLooks = 120;

} // namespace

NamespaceRemoval::NamespaceRemoval(kubernetes::ObjectClient &client, const QJsonObject &made,
                                   std::chrono::milliseconds pollInterval, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_place{u"v1"_s, u"Namespace"_s, {}, kubernetes::nameOf(made)}
    , m_uid(kubernetes::uidOf(made))
    , m_pollInterval(pollInterval)
    , m_look(client, m_place.name, {})
{
    connect(&m_look, &NamespaceLook::finished, this, [this] {
        if (m_look.hasOthers() || m_look.error())
            emit finished();
        else
            remove();
    });
}

void NamespaceRemoval::start()
{
    m_look.start();
}

void NamespaceRemoval::remove()
{
    m_client.remove(m_place, m_uid, this, [this](const tl::expected<void, ObjectError> &removal) {
        if (removal)
            waitUntilGone(MostLooks);
        else
            emit finished();
    });
}

void NamespaceRemoval::waitUntilGone(int tries)
{
    m_client.get(m_place, this, [this, tries](const ObjectResult &answer) {
        const bool isAnother = answer && kubernetes::uidOf(answer->object) != m_uid;
        m_isGone = isAnother || (!answer && answer.error().error.kind == ApiError::Kind::NotFound);
        if (m_isGone || tries == 0)
            emit finished();
        else
            QTimer::singleShot(m_pollInterval, this, [this, tries] { waitUntilGone(tries - 1); });
    });
}

} // namespace fairlead::runs
