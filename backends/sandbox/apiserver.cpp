// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "apiserver.h"

#include "apianswers.h"

#include <QSslServer>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::sandbox {

namespace {

constexpr auto HouseInterval = 500ms;

SelectableFields fieldsOf(const SimulatedNode &node)
{
    return {.name = node.name};
}

SelectableFields fieldsOf(const SimulatedPod &pod)
{
    return {pod.namespaceName, pod.name, pod.nodeName, kubernetes::toString(pod.phase)};
}

QString cacheKey(const SimulatedNode &node)
{
    return node.name;
}

QString cacheKey(const SimulatedPod &pod)
{
    return keyOf(pod);
}

template <class T>
EventType eventType(typename Change<T>::Type type)
{
    switch (type) {
    case Change<T>::Type::Added:
        return EventType::Added;
    case Change<T>::Type::Modified:
        return EventType::Modified;
    case Change<T>::Type::Deleted:
        return EventType::Deleted;
    }
    return EventType::Error;
}

template <class T>
void applyChanges(ObjectCache &cache, const std::vector<Change<T>> &changes, std::uint64_t &resourceVersion)
{
    for (const Change<T> &change : changes) {
        cache.apply(eventType<T>(change.type), cacheKey(*change.object), fieldsOf(*change.object),
                    std::make_shared<const EncodedObject>(change.object, ++resourceVersion));
    }
}

//! Takes as long for every wrong token of the right length.
bool equalInConstantTime(QByteArrayView a, QByteArrayView b)
{
    if (a.size() != b.size())
        return false;
    volatile unsigned char difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference = difference | static_cast<unsigned char>(a[i] ^ b[i]);
    return difference == 0;
}

//! Where a list goes on: at which version it began, and after which key.
struct Continuation
{
    std::uint64_t resourceVersion = 0;
    QString after;

    QByteArray token() const
    {
        return (QByteArray::number(resourceVersion) + ' ' + after.toUtf8())
            .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    }

    static std::optional<Continuation> fromToken(const QString &token)
    {
        const QByteArray text = QByteArray::fromBase64(token.toLatin1(), QByteArray::Base64UrlEncoding);
        const qsizetype space = text.indexOf(' ');
        bool isNumber = false;
        const std::uint64_t version = text.left(qMax<qsizetype>(0, space)).toULongLong(&isNumber);
        if (!isNumber)
            return {};
        return Continuation{version, QString::fromUtf8(text.sliced(space + 1))};
    }
};

bool isTrue(const QString &parameter)
{
    return parameter == "1"_L1 || parameter == "true"_L1;
}

Failure badRequest(const QString &message)
{
    return {400, u"BadRequest"_s, message, {}};
}

Failure refusalOf(const Fault &fault)
{
    switch (fault.what) {
    case Fault::What::Unauthorized:
        return {401, u"Unauthorized"_s, u"Unauthorized"_s, {}};
    case Fault::What::Forbidden:
        return {403, u"Forbidden"_s, u"is forbidden: User \"sandbox\" cannot do this at the cluster scope"_s, {}};
    default:
        return {429, u"TooManyRequests"_s, u"The server is currently unable to handle the request"_s,
                int(fault.retryAfter.count())};
    }
}

} // namespace

//! Whatever ends a connection takes its client out of the list.
template <class Do>
void ApiServer::forEachClient(Do action)
{
    std::vector<HttpConnection *> connections;
    connections.reserve(m_clients.size());
    for (const Client &client : m_clients)
        connections.push_back(client.connection.get());
    for (HttpConnection *connection : connections) {
        if (Client *client = clientOf(connection))
            action(*client);
    }
}

ApiServer::ApiServer(std::unique_ptr<Simulation> simulation, Settings settings, QObject *parent)
    : QObject(parent)
    , m_simulation(std::move(simulation))
    , m_settings(std::move(settings))
    , m_faults(m_settings.faults)
    , m_nodes(m_settings.historyLimit)
    , m_pods(m_settings.historyLimit)
    , m_steps(this)
    , m_house(this)
{
    connect(&m_steps, &QTimer::timeout, this, &ApiServer::step);
    connect(&m_house, &QTimer::timeout, this, &ApiServer::keepHouse);
}

ApiServer::~ApiServer()
{
    for (Client &client : m_clients)
        client.connection->disconnect(this);
}

bool ApiServer::listen()
{
    if (!m_server) {
        auto *server = new QSslServer(this);
        server->setSslConfiguration(m_settings.ssl);
        connect(server, &QSslServer::pendingConnectionAvailable, this, &ApiServer::accept);
        m_server = server;
    }
    if (!m_server->listen(QHostAddress::LocalHost, m_port))
        return false;
    m_port = m_server->serverPort();
    return true;
}

bool ApiServer::isListening() const
{
    return m_server && m_server->isListening();
}

QString ApiServer::address() const
{
    return m_server ? m_server->serverAddress().toString() : QString();
}

void ApiServer::start()
{
    m_started = Clock::now();
    m_simulation->begin(std::chrono::system_clock::now());
    publish();
    compact(); // how it came to be is nobody's event
    if (const auto interval = m_simulation->interval(); interval > 0ms) {
        m_steps.setTimerType(interval < 100ms ? Qt::PreciseTimer : Qt::CoarseTimer);
        m_steps.start(interval);
    }
    m_house.start(HouseInterval);
}

void ApiServer::prepare()
{
    for (const ObjectCache *cache : {&m_nodes, &m_pods}) {
        for (const auto &[key, entry] : cache->entries())
            entry.object->bytes(Encoding::Protobuf);
    }
}

void ApiServer::publish()
{
    applyChanges(m_nodes, m_simulation->cluster().takeNodeChanges(), m_resourceVersion);
    applyChanges(m_pods, m_simulation->cluster().takePodChanges(), m_resourceVersion);
    forEachClient([](Client &client) { client.connection->pump(); });
}

void ApiServer::compact()
{
    m_nodes.compact(m_resourceVersion);
    m_pods.compact(m_resourceVersion);
}

void ApiServer::accept()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        if (m_clients.size() >= m_settings.connectionLimit) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        auto connection = std::make_unique<HttpConnection>(socket);
        HttpConnection *raw = connection.get();
        m_clients.push_back({.connection = std::move(connection)});
        connect(raw, &HttpConnection::requested, this,
                [this, raw](const HttpRequest &request) { onRequest(raw, request); });
        connect(raw, &HttpConnection::closed, this, [this, raw] { remove(raw); });
        raw->listen();
    }
}

void ApiServer::remove(HttpConnection *connection)
{
    const auto it = std::find_if(m_clients.begin(), m_clients.end(),
                                 [connection](const Client &client) { return client.connection.get() == connection; });
    if (it == m_clients.end())
        return;
    it->connection.release()->deleteLater(); // it is emitting
    m_clients.erase(it);
}

ApiServer::Client *ApiServer::clientOf(HttpConnection *connection)
{
    const auto it = std::find_if(m_clients.begin(), m_clients.end(),
                                 [connection](const Client &client) { return client.connection.get() == connection; });
    return it == m_clients.end() ? nullptr : &*it;
}

void ApiServer::onRequest(HttpConnection *connection, const HttpRequest &request)
{
    Client &client = *clientOf(connection);
    client.path = request.path.toUtf8();
    client.watch = nullptr;
    if (!isAuthorized(request.authorization))
        return fail(client, request, {401, u"Unauthorized"_s, u"Unauthorized"_s, {}});
    const bool isWatch = isTrue(request.parameter(u"watch"_s));
    const FaultEffect effect = m_faults.effectOn(client.path, isWatch, elapsed());
    if (effect.delay == 0ms)
        return handle(client, request, effect);
    QTimer::singleShot(effect.delay, connection, [this, connection, request, effect] {
        if (Client *waiting = clientOf(connection))
            handle(*waiting, request, effect);
    });
}

void ApiServer::handle(Client &client, const HttpRequest &request, const FaultEffect &effect)
{
    if (effect.refusal)
        return fail(client, request, refusalOf(*effect.refusal));
    if (const auto answer = answerAboutServer(request, m_simulation->cluster()))
        return client.connection->answer(*answer);
    const std::optional<Target> target = targetOf(request.path);
    if (!target)
        return fail(client, request, {404, u"NotFound"_s, u"the server could not find the requested resource"_s, {}});
    if (request.method != "GET")
        return fail(client, request,
                    {405,
                     u"MethodNotAllowed"_s,
                     u"the server does not allow this method on the requested resource: nothing can be changed in the "
                     "sandbox"_s,
                     {}});
    handleObjects(client, request, effect, *target);
}

std::optional<ApiServer::Target> ApiServer::targetOf(const QString &path)
{
    const QStringList parts = path.split(u'/', Qt::SkipEmptyParts);
    if (parts.size() < 3 || parts[0] != "api"_L1 || parts[1] != "v1"_L1)
        return {};
    const QStringList rest = parts.mid(2);
    if (rest[0] == "nodes"_L1 && rest.size() <= 2)
        return Target{Resource::Nodes, {}, rest.value(1)};
    if (rest == QStringList{u"pods"_s})
        return Target{Resource::Pods, {}, {}};
    if (rest[0] == "namespaces"_L1 && rest.value(2) == "pods"_L1 && rest.size() <= 4)
        return Target{Resource::Pods, rest[1], rest.value(3)};
    return {};
}

void ApiServer::handleObjects(Client &client, const HttpRequest &request, const FaultEffect &effect,
                              const Target &target)
{
    const std::optional<Encoding> encoding = acceptedEncoding(request.accept);
    if (!encoding || (!effect.hasProtobuf && encoding == Encoding::Protobuf))
        return fail(client, request,
                    {406, u"NotAcceptable"_s, u"only the following media types are accepted: application/json"_s, {}});
    if (!target.name.isEmpty())
        return getOne(client, request, target, *encoding);
    if (!request.parameter(u"labelSelector"_s).isEmpty())
        return fail(client, request, badRequest(u"the sandbox does not select by labels"_s));
    const auto selector = Selector::parse(target.namespaceName, request.parameter(u"fieldSelector"_s));
    if (!selector)
        return fail(client, request, badRequest(selector.error()));
    if (isTrue(request.parameter(u"watch"_s)))
        watch(client, request, effect, target, *selector, *encoding);
    else
        list(client, request, effect, target, *selector, *encoding);
}

void ApiServer::getOne(Client &client, const HttpRequest &request, const Target &target, Encoding encoding)
{
    const bool isNode = target.resource == Resource::Nodes;
    const auto &entries = cacheOf(target.resource).entries();
    const auto it = entries.find(isNode ? target.name : target.namespaceName + u'/' + target.name);
    if (it == entries.end()) {
        const QString message = u"%1 \"%2\" not found"_s.arg(isNode ? u"nodes"_s : u"pods"_s, target.name);
        return fail(client, request, {404, u"NotFound"_s, message, {}});
    }
    client.connection->answer(
        {.contentType = encoding == Encoding::Protobuf ? "application/vnd.kubernetes.protobuf" : "application/json",
         .body = objectBody(encoding, target.resource, it->second.object->bytes(encoding))});
}

//! A page shows the objects as they are when it is asked for, under the version of the first page: a watch from there
//! repeats what happened between the pages, so that all comes right in the end.
void ApiServer::list(Client &client, const HttpRequest &request, const FaultEffect &effect, const Target &target,
                     const Selector &selector, Encoding encoding)
{
    const ObjectCache &cache = cacheOf(target.resource);
    Continuation position{m_resourceVersion, {}};
    if (const QString token = request.parameter(u"continue"_s); !token.isEmpty()) {
        const auto given = Continuation::fromToken(token);
        if (!given)
            return fail(client, request, badRequest(u"continue key is not valid"_s));
        if (given->resourceVersion < cache.oldestVersion() || effect.goneAfter)
            return fail(client, request,
                        {410,
                         u"Expired"_s,
                         u"The provided continue parameter is too old to display a consistent list result."_s,
                         {}});
        position = *given;
    }
    const std::size_t limit = request.parameter(u"limit"_s).toUInt();
    std::vector<EncodedObjectPtr> items;
    QByteArray token;
    const auto &entries = cache.entries();
    auto it = position.after.isEmpty() ? entries.begin() : entries.upper_bound(position.after);
    for (QString last; it != entries.end(); ++it) {
        if (!selector.matches(it->second.fields))
            continue;
        if (limit > 0 && items.size() == limit) {
            token = Continuation{position.resourceVersion, last}.token();
            break;
        }
        items.push_back(it->second.object);
        last = it->first;
    }
    auto body =
        std::make_unique<ListBody>(encoding, target.resource, position.resourceVersion, token, std::move(items));
    if (effect.cutAfter)
        body->cutAfter(*effect.cutAfter, effect.cutsMidFrame);
    client.connection->stream(
        encoding == Encoding::Protobuf ? "application/vnd.kubernetes.protobuf" : "application/json", std::move(body));
}

void ApiServer::watch(Client &client, const HttpRequest &request, const FaultEffect &effect, const Target &target,
                      const Selector &selector, Encoding encoding)
{
    const ObjectCache &cache = cacheOf(target.resource);
    const QString version = request.parameter(u"resourceVersion"_s);
    const bool isWatchList = isTrue(request.parameter(u"sendInitialEvents"_s));
    if (isWatchList && !effect.hasWatchList)
        return fail(client, request,
                    {422,
                     u"Invalid"_s,
                     u"sendInitialEvents: Forbidden: sendInitialEvents is forbidden for watch unless the WatchList "
                     "feature gate is enabled"_s,
                     {}});
    bool isNumber = true;
    const std::uint64_t from = version.isEmpty() ? 0 : version.toULongLong(&isNumber);
    if (!isNumber)
        return fail(client, request, badRequest(u"invalid resource version \"%1\""_s.arg(version)));
    if (from > m_resourceVersion)
        return fail(
            client, request,
            {504, u"Timeout"_s, u"Too large resource version: %1, current: %2"_s.arg(from).arg(m_resourceVersion), 1});
    WatchBody::Settings settings{.encoding = encoding,
                                 .resource = target.resource,
                                 .selector = selector,
                                 .hasBookmarks =
                                     isTrue(request.parameter(u"allowWatchBookmarks"_s)) && effect.hasBookmarks,
                                 .resourceVersion = m_resourceVersion,
                                 .position = cache.endPosition(),
                                 .goneAfter = effect.goneAfter};
    if (isWatchList || from == 0) {
        settings.initial = selected(cache, selector);
        settings.marksInitialEventsEnd = isWatchList;
    } else if (from < cache.oldestVersion()) {
        settings.error =
            Failure{410, u"Expired"_s, u"too old resource version: %1 (%2)"_s.arg(from).arg(cache.oldestVersion()), {}};
    } else {
        settings.position = cache.positionAfter(from);
    }
    auto body = std::make_unique<WatchBody>(cache, std::move(settings));
    if (effect.cutAfter)
        body->cutAfter(*effect.cutAfter, effect.cutsMidFrame);
    const auto now = Clock::now();
    const std::chrono::seconds timeout(std::max(0, request.parameter(u"timeoutSeconds"_s).toInt()));
    client.watch = body.get();
    client.watchEnds = now + (timeout > 0s ? timeout : 30min);
    client.nextBookmark = now + m_settings.bookmarkInterval;
    client.connection->stream(encoding == Encoding::Protobuf ? "application/vnd.kubernetes.protobuf;stream=watch"
                                                             : "application/json",
                              std::move(body));
}

void ApiServer::fail(Client &client, const HttpRequest &request, const Failure &failure)
{
    client.connection->answer(failureAnswer(request, failure));
}

bool ApiServer::isAuthorized(const QByteArray &authorization) const
{
    constexpr QByteArrayView scheme("Bearer ");
    return !m_settings.token.isEmpty() && authorization.startsWith(scheme) &&
           equalInConstantTime(QByteArrayView(authorization).sliced(scheme.size()), m_settings.token);
}

std::vector<EncodedObjectPtr> ApiServer::selected(const ObjectCache &cache, const Selector &selector) const
{
    std::vector<EncodedObjectPtr> result;
    result.reserve(cache.entries().size());
    for (const auto &[key, entry] : cache.entries()) {
        if (selector.matches(entry.fields))
            result.push_back(entry.object);
    }
    return result;
}

void ApiServer::keepHouse()
{
    applyFaults();
    forEachClient([this, now = Clock::now()](Client &client) { keepClient(client, now); });
}

void ApiServer::keepClient(Client &client, Clock::time_point now)
{
    HttpConnection *connection = client.connection.get();
    if (const auto since = connection->stalledSince()) {
        if (now - *since > (connection->source() ? m_settings.stallTimeout : m_settings.idleTimeout))
            return connection->abort();
    }
    if (!client.isWatching())
        return;
    if (now >= client.watchEnds) {
        client.watch->end();
    } else if (now >= client.nextBookmark) {
        client.watch->bookmark(m_resourceVersion);
        client.nextBookmark = now + m_settings.bookmarkInterval;
    } else {
        return;
    }
    connection->pump();
}

void ApiServer::applyFaults()
{
    if (m_faults.isEmpty())
        return;
    const bool refuses = m_faults.refusesConnections(elapsed());
    if (refuses && isListening()) {
        m_server->close();
        forEachClient([](Client &client) { client.connection->abort(); });
    } else if (!refuses && !isListening()) {
        listen(); // on the same port; another try follows if that is taken
    }
    for (const Fault &fault : m_faults.begun(elapsed())) {
        forEachClient([&fault](Client &client) {
            if (!client.isWatching() || !client.path.startsWith(fault.path))
                return;
            if (fault.what != Fault::What::Gone)
                return client.connection->abort();
            client.watch->expire();
            client.connection->pump();
        });
    }
}

void ApiServer::step()
{
    m_simulation->advance(std::chrono::system_clock::now());
    publish();
}

std::chrono::milliseconds ApiServer::elapsed() const
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - m_started);
}

} // namespace fairlead::sandbox
