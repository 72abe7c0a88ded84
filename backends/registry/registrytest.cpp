// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "registrytest.h"

#include "registrychecks.h"

using namespace Qt::StringLiterals;

namespace fairlead::registry {

RegistryTest::RegistryTest(RegistryConnection &connection, const RegistryTestOptions &options, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_options(options)
{
}

void RegistryTest::start()
{
    m_connection.open(this, [this](const Result<RegistryClient *> &client) { opened(client); });
}

void RegistryTest::cancel()
{
    if (m_isCancelled)
        return;
    m_isCancelled = true;
    if (!m_isAskingPush || !m_client)
        return finishCancelled();
    connect(m_client, &QObject::destroyed, this, &RegistryTest::finishCancelled); // then there is no answer
}

void RegistryTest::finishCancelled()
{
    finish(ApiError{.kind = ApiError::Kind::Cancelled});
}

void RegistryTest::opened(const Result<RegistryClient *> &client)
{
    if (m_isOver)
        return;
    if (!client) {
        tell(openResult(client.error()));
        return lookForHook();
    }
    m_client = *client;
    m_request = m_client->ping(this, [this](const Result<Ping> &ping) { pinged(ping); });
}

void RegistryTest::pinged(const Result<Ping> &ping)
{
    if (m_isOver || !m_client)
        return;
    const auto results = pingResults(ping, m_client->endpoint(), m_connection.registry());
    for (const CheckResult &result : results)
        tell(result);
    const bool goesOn = results.back().id == "authentication"_L1 && results.back().state != CheckState::Failed;
    if (goesOn)
        askLogin();
    else
        lookForHook();
}

void RegistryTest::askLogin()
{
    if (m_isOver || !m_client)
        return;
    m_request = m_client->checkLogin(this, [this](const Result<LoginCheck> &answer) {
        if (m_isOver)
            return;
        CheckResult result = loginResult(answer, m_connection.registry());
        const bool isIn = answer && *answer != LoginCheck::Anonymous;
        if (!isIn && hookLogsIn()) {
            result.state = CheckState::Note;
            result.remedy = u"nothing for pushes: the pre-push hook logs in"_s;
        }
        tell(result);
        if (answer && (isIn || !hookLogsIn()))
            return askTags();
        lookForHook();
    });
}

void RegistryTest::askTags()
{
    if (m_isOver || !m_client)
        return;
    const QString repository = repositories().front();
    m_request = m_client->tags(repository, 1, this, [this, repository](const Result<TagList> &answer) {
        if (m_isOver)
            return;
        tell(tagsResult(answer, repository));
        if (m_options.testsPush)
            askPush();
        else
            lookForHook();
    });
}

void RegistryTest::askPush()
{
    if (m_isOver || !m_client)
        return;
    const QStringList all = repositories();
    if (m_nextPush == all.size())
        return lookForHook();
    const QString repository = all[m_nextPush++];
    m_isAskingPush = true;
    // Not broken off by the end of the test: the upload that it begins has to be given up, too.
    m_client->checkPush(repository, m_client, [self = QPointer(this), repository](const Result<PushCheck> &answer) {
        if (!self || self->m_isOver)
            return;
        self->m_isAskingPush = false;
        if (self->m_isCancelled)
            return self->finishCancelled();
        self->tell(pushResult(answer, repository));
        if (self)
            self->askPush();
    });
}

void RegistryTest::lookForHook()
{
    if (m_isOver)
        return;
    const HookRequest request = hookRequest(m_connection.registry(), m_connection.context(), repositories().front());
    if (const auto result = hookResult(request, m_connection.context().environment))
        tell(*result);
    finish({});
}

void RegistryTest::tell(const CheckResult &result)
{
    if (!m_isOver)
        emit checked(result);
}

void RegistryTest::finish(const std::optional<ApiError> &failure)
{
    if (std::exchange(m_isOver, true))
        return;
    m_request.cancel();
    emit finished(failure);
}

//! A cloud's token counts for a push only; the test does not run its programs.
bool RegistryTest::hookLogsIn() const
{
    return isCloudsHook(m_connection.registry().prePush);
}

QStringList RegistryTest::repositories() const
{
    if (!m_options.repositories.isEmpty())
        return m_options.repositories;
    return {prefixedRepository(m_connection.registry(), u"fairlead-test"_s)};
}

} // namespace fairlead::registry
