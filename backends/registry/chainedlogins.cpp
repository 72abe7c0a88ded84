// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "chainedlogins.h"

#include "keychainlogins.h"

#include <QCryptographicHash>
#include <QPointer>

#include <limits>

using namespace Qt::StringLiterals;

namespace fairlead::registry {

namespace {

//! Tells logins apart without keeping their secrets.
QByteArray printOf(const Login &login)
{
    return QCryptographicHash::hash(login.username.toUtf8() + '\0' + login.secret.toUtf8(), QCryptographicHash::Sha256);
}

} // namespace

struct ChainedLogins::Place
{
    std::unique_ptr<LoginSource> source;
    QByteArray given;   //!< print of the login that it gave the last time
    QByteArray refused; //!< of the one that the registry did not take
};

struct ChainedLogins::Asking
{
    QPointer<const QObject> context;
    Done done;
    std::vector<LoginPassed> passed = {};
    std::optional<Login> refused = {};  //!< the first that is still known
    std::optional<ApiError> error = {}; //!< the first
};

ChainedLogins::ChainedLogins(std::vector<std::unique_ptr<LoginSource>> sources, QObject *parent)
    : ChainedLogins(std::move(sources), std::numeric_limits<std::size_t>::max(), parent)
{
}

ChainedLogins::ChainedLogins(std::vector<std::unique_ptr<LoginSource>> sources, std::size_t early, QObject *parent)
    : LoginSource(parent)
    , m_early(early)
{
    for (std::unique_ptr<LoginSource> &source : sources)
        m_places.push_back({.source = std::move(source), .given = {}, .refused = {}});
}

ChainedLogins::~ChainedLogins() = default;

void ChainedLogins::get(const QObject *context, Done done)
{
    ask(0, std::make_shared<Asking>(Asking{.context = context, .done = std::move(done)}));
}

void ChainedLogins::ask(std::size_t at, const std::shared_ptr<Asking> &asking)
{
    if (!asking->context)
        return;
    if (at >= m_places.size() || (at >= m_early && !m_isInsisted))
        return conclude(*asking);
    LoginSource &source = *m_places[at].source;
    source.hear(asking->passed);
    source.get(asking->context, [self = QPointer(this), at, asking](const Answer &answer) {
        if (self)
            self->heard(at, asking, answer);
    });
}

void ChainedLogins::heard(std::size_t at, const std::shared_ptr<Asking> &asking, const Answer &answer)
{
    using Why = LoginPassed::Why;
    Place &place = m_places[at];
    LoginPassed passed{.name = place.source->name(), .words = {}};
    if (!answer) {
        const bool isDeclined = answer.error().kind == ApiError::Kind::Cancelled;
        if (isDeclined)
            m_isInsisted = false;
        const bool isKeychains = answer.error().reason.startsWith("Keychain"_L1);
        if (!asking->error && (isDeclined || (at < m_early && !isKeychains)))
            asking->error = answer.error();
        passed.why = isNoKeychain(answer.error()) ? Why::Missing : Why::Failed;
        passed.words = answer.error().message;
        asking->passed.push_back(passed);
        return isDeclined ? conclude(*asking) : ask(at + 1, asking);
    }
    if (!*answer) {
        asking->passed.push_back(passed);
        return ask(at + 1, asking);
    }
    place.given = printOf(**answer);
    if (place.given == place.refused) {
        if (!asking->refused)
            asking->refused = *answer;
        passed.why = Why::Refused;
        passed.username = (*answer)->username;
        asking->passed.push_back(passed);
        return ask(at + 1, asking);
    }
    m_passed = asking->passed;
    asking->done(answer);
}

void ChainedLogins::conclude(const Asking &asking)
{
    m_passed = asking.passed;
    if (asking.refused)
        return asking.done(asking.refused);
    if (asking.error)
        return asking.done(tl::make_unexpected(*asking.error));
    asking.done(std::nullopt);
}

//! By the login: another request may have got a newer one meanwhile.
bool ChainedLogins::invalidate(const Login &refused)
{
    const QByteArray print = printOf(refused);
    bool isKnown = false;
    bool mayKnowAnother = false;
    for (std::size_t i = 0; i < m_places.size(); ++i) {
        Place &place = m_places[i];
        if (place.given != print)
            continue; // the same login may be in several places
        isKnown = true;
        const bool hasNewer = place.source->invalidate(refused);
        if (!hasNewer) {
            place.refused = print;
            m_isInsisted = true;
        }
        mayKnowAnother = mayKnowAnother || hasNewer || i + 1 < m_places.size();
    }
    return isKnown ? mayKnowAnother : !m_places.empty();
}

bool ChainedLogins::insist()
{
    m_isInsisted = true;
    return m_early < m_places.size();
}

void ChainedLogins::accept(const Login &accepted)
{
    const QByteArray print = printOf(accepted);
    for (Place &place : m_places) {
        if (place.given != print)
            continue;
        place.refused.clear();
        place.source->accept(accepted);
    }
}

} // namespace fairlead::registry
