// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/faultserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <deque>
#include <map>

namespace fairlead::test {

//! An API server of a few Nodes and Pods that misbehaves where it is told to. Contexts that impersonate somebody are
//! told apart by the name.
class FakeCluster
{
public:
    struct Node
    {
        QString name;
        int gpus = 8;
        QString product = QStringLiteral("NVIDIA-H100-80GB-HBM3");
        QString cpu = QStringLiteral("96");
        QString resource = QStringLiteral("nvidia.com/gpu");
    };
    struct Pod
    {
        QString name;
        QString node; //!< empty: waits
        int gpus = 1;
        QString cpu = QStringLiteral("1");
        QString message; //!< why it waits
    };

    FakeCluster() { answerRequests(); }
    //! With TLS.
    explicit FakeCluster(const QSslConfiguration &ssl)
        : m_server(ssl)
    {
        answerRequests();
    }

    std::vector<Node> nodes{{.name = QStringLiteral("gpu-1")}};
    std::vector<Pod> pods{{.name = QStringLiteral("train"), .node = QStringLiteral("gpu-1"), .gpus = 3}};
    QStringList daemonSets;
    QHash<QByteArray, QString> uidByUser{{"", QStringLiteral("11111111-1111-1111-1111-111111111111")}};
    QStringList expiredUsers;   //!< 401 to everything
    QStringList forbiddenUsers; //!< may list nothing
    QStringList deniedRights;   //!< "list pods": what a review of one's own rights denies
    //! What each watch of the Pods tells, after a while.
    std::vector<std::pair<std::chrono::milliseconds, QByteArray>> podEvents;
    //! By path: answers in turn before the ordinary ones.
    std::map<QByteArray, std::deque<tests::Script>> scripts;
    //! By path: instead of the ordinary answer.
    std::map<QByteArray, tests::Script> always;

    QString url() const { return m_server.url().toString(); }
    tests::FaultServer &server() { return m_server; }

    int requestsFor(const QByteArray &path) const
    {
        return int(std::count_if(m_server.requests().begin(), m_server.requests().end(),
                                 [&path](const tests::SeenRequest &r) { return r.path() == path; }));
    }

    static tests::Script status(int code, const QString &reason, const QString &message,
                                const tests::Headers &more = {})
    {
        const QJsonObject object{{QStringLiteral("kind"), QStringLiteral("Status")},
                                 {QStringLiteral("apiVersion"), QStringLiteral("v1")},
                                 {QStringLiteral("status"), QStringLiteral("Failure")},
                                 {QStringLiteral("code"), code},
                                 {QStringLiteral("reason"), reason},
                                 {QStringLiteral("message"), message}};
        return tests::Script::answer(code, "application/json", QJsonDocument(object).toJson(), more);
    }

    static QByteArray podEvent(const char *type, const Pod &pod, int version)
    {
        QJsonObject object = podObject(pod);
        QJsonObject metadata = object.value(QStringLiteral("metadata")).toObject();
        metadata.insert(QStringLiteral("resourceVersion"), QString::number(version));
        object.insert(QStringLiteral("metadata"), metadata);
        const QJsonObject event{{QStringLiteral("type"), QLatin1String(type)}, {QStringLiteral("object"), object}};
        return QJsonDocument(event).toJson(QJsonDocument::Compact) + '\n';
    }

private:
    void answerRequests()
    {
        m_server.setHandler([this](const tests::SeenRequest &request) { return answer(request); });
    }

    static QString s(const char *text) { return QString::fromLatin1(text); }

    static tests::Script json(const QJsonObject &object)
    {
        return tests::Script::answer(200, "application/json", QJsonDocument(object).toJson(QJsonDocument::Compact));
    }

    static QJsonObject nodeObject(const Node &node)
    {
        const QJsonObject resources{{s("cpu"), node.cpu},
                                    {s("memory"), s("1000Gi")},
                                    {s("pods"), s("110")},
                                    {node.resource, QString::number(node.gpus)}};
        QJsonObject labels;
        if (!node.product.isEmpty())
            labels.insert(s("nvidia.com/gpu.product"), node.product);
        const QJsonObject ready{{s("type"), s("Ready")}, {s("status"), s("True")}};
        return {{s("apiVersion"), s("v1")},
                {s("kind"), s("Node")},
                {s("metadata"), QJsonObject{{s("name"), node.name},
                                            {s("uid"), s("uid-") + node.name},
                                            {s("resourceVersion"), s("5")},
                                            {s("labels"), labels}}},
                {s("spec"), QJsonObject{}},
                {s("status"), QJsonObject{{s("capacity"), resources},
                                          {s("allocatable"), resources},
                                          {s("conditions"), QJsonArray{ready}}}}};
    }

    static QJsonObject podObject(const Pod &pod)
    {
        const QJsonObject requests{{s("cpu"), pod.cpu}, {s("nvidia.com/gpu"), QString::number(pod.gpus)}};
        const QJsonObject container{{s("name"), s("main")},
                                    {s("resources"), QJsonObject{{s("requests"), requests}, {s("limits"), requests}}}};
        QJsonObject status{{s("phase"), pod.node.isEmpty() ? s("Pending") : s("Running")}};
        if (pod.node.isEmpty()) {
            status.insert(s("conditions"), QJsonArray{QJsonObject{{s("type"), s("PodScheduled")},
                                                                  {s("status"), s("False")},
                                                                  {s("reason"), s("Unschedulable")},
                                                                  {s("message"), pod.message}}});
        }
        QJsonObject spec{{s("containers"), QJsonArray{container}}};
        if (!pod.node.isEmpty())
            spec.insert(s("nodeName"), pod.node);
        return {{s("apiVersion"), s("v1")},
                {s("kind"), s("Pod")},
                {s("metadata"), QJsonObject{{s("name"), pod.name},
                                            {s("namespace"), s("team")},
                                            {s("uid"), s("uid-") + pod.name},
                                            {s("resourceVersion"), s("6")},
                                            {s("creationTimestamp"), s("2026-01-02T03:04:05Z")}}},
                {s("spec"), spec},
                {s("status"), status}};
    }

    static tests::Script list(const char *kind, const QJsonArray &items)
    {
        return json({{s("kind"), s(kind)},
                     {s("apiVersion"), s("v1")},
                     {s("metadata"), QJsonObject{{s("resourceVersion"), s("10")}}},
                     {s("items"), items}});
    }

    tests::Script answer(const tests::SeenRequest &request)
    {
        const QByteArray path = request.path();
        const QByteArray user = request.value("Impersonate-User");
        if (expiredUsers.contains(QString::fromUtf8(user)))
            return status(401, s("Unauthorized"), s("the token has expired"));
        if (const auto found = always.find(path); found != always.end())
            return found->second;
        const bool isLoad = request.query(s("watch")).isEmpty();
        if (!isLoad && !request.query(s("sendInitialEvents")).isEmpty())
            return status(422, s("Invalid"), s("sendInitialEvents is forbidden"));
        if (std::deque<tests::Script> &waiting = scripts[path]; !waiting.empty() && isLoad) {
            const tests::Script next = waiting.front();
            waiting.pop_front();
            return next;
        }
        const bool isForbidden = forbiddenUsers.contains(QString::fromUtf8(user));
        if (path == "/version")
            return json({{s("gitVersion"), s("v1.30.0")}});
        if (path.endsWith("/selfsubjectreviews"))
            return json({{s("status"), QJsonObject{{s("userInfo"), QJsonObject{{s("username"), s("tester")}}}}}});
        if (path.endsWith("/selfsubjectaccessreviews")) {
            const QJsonValue asked =
                QJsonDocument::fromJson(request.body).object().value(s("spec"))[s("resourceAttributes")];
            const QString right = asked[s("verb")].toString() + QLatin1Char(' ') + asked[s("resource")].toString();
            return json({{s("status"), QJsonObject{{s("allowed"), !isForbidden && !deniedRights.contains(right)}}}});
        }
        if (isForbidden)
            return status(403, s("Forbidden"), s("you may not, says the server"));
        if (path == "/api/v1/namespaces/kube-system") {
            const QString uid = uidByUser.value(user, uidByUser.value(""));
            if (uid.isEmpty())
                return status(403, s("Forbidden"), s("namespaces is forbidden"));
            return json({{s("metadata"), QJsonObject{{s("name"), s("kube-system")}, {s("uid"), uid}}}});
        }
        if (path == "/api/v1/nodes" || path == "/api/v1/pods") {
            if (!isLoad) {
                tests::Script watch;
                watch.head(200, "application/json");
                if (path.endsWith("pods")) {
                    for (const auto &[delay, event] : podEvents)
                        watch.pause(delay).chunk(event);
                }
                watch.hang();
                return watch;
            }
            QJsonArray items;
            if (path.endsWith("nodes")) {
                for (const Node &node : nodes)
                    items << nodeObject(node);
                return list("NodeList", items);
            }
            for (const Pod &pod : pods)
                items << podObject(pod);
            return list("PodList", items);
        }
        if (path == "/apis/apps/v1/daemonsets") {
            QJsonArray items;
            for (const QString &name : daemonSets) {
                items << QJsonObject{
                    {s("metadata"), QJsonObject{{s("namespace"), s("kube-system")}, {s("name"), name}}}};
            }
            return list("DaemonSetList", items);
        }
        return status(404, s("NotFound"), s("not found"));
    }

    tests::FaultServer m_server;
};

} // namespace fairlead::test
