// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/kubernetes/kubeconfig/kubeconfig.h"
#include "models/clusters/contextsmodel.h"
#include "models/clusters/refusal.h"
#include "models/remedies.h"

#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace Qt::StringLiterals;

class TestRemedies : public QObject
{
    Q_OBJECT

    void checkSentences(const Remedy &remedy)
    {
        for (const QString &text : {remedy.cause, remedy.remedy}) {
            QVERIFY(!text.isEmpty());
            QVERIFY2(text.endsWith(u'.'), qPrintable(text));
            QVERIFY2(!text.contains(u"%1"_s), qPrintable(text));
        }
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void everyKind_data()
    {
        QTest::addColumn<ApiError::Kind>("kind");
        for (int kind = int(ApiError::Kind::Cancelled); kind <= int(ApiError::Kind::Malformed); ++kind)
            QTest::newRow(qPrintable(toString(ApiError::Kind(kind)))) << ApiError::Kind(kind);
    }
    void everyKind()
    {
        QFETCH(ApiError::Kind, kind);
        checkSentences(remedyFor(ApiError{.kind = kind, .message = u"%1 %2"_s}));
        checkSentences(remedyFor(ApiError{.kind = kind}, u"prod"_s));
    }

    //! A reason of ours must say more than its kind.
    void everyReason_data()
    {
        QTest::addColumn<QString>("reason");
        for (const char *reason : {"ConnectionRefused",
                                   "HostNotFound",
                                   "ConnectionClosed",
                                   "NoAnswer",
                                   "Silent",
                                   "TlsHandshakeFailed",
                                   "BadIdentity",
                                   "ProxyFailed",
                                   "ProxyUnreachable",
                                   "ProxyNotTrusted",
                                   "HtmlAnswer",
                                   "Redirect",
                                   "UnexpectedContentType",
                                   "BadHttp",
                                   "BadStatusLine",
                                   "BadUrl",
                                   "BadRequest",
                                   "RequestNotMade",
                                   "Truncated",
                                   "TooLarge",
                                   "ExecPluginNotAllowed",
                                   "ExecPluginDenied",
                                   "ExecPluginFailed",
                                   "ExecPluginMalformed",
                                   "InvalidKubeconfig",
                                   "Expired"})
            QTest::newRow(reason) << QString::fromLatin1(reason);
    }
    void everyReason()
    {
        QFETCH(QString, reason);
        const Remedy remedy = remedyFor(ApiError{.kind = ApiError::Kind::Conflict, .reason = reason});
        checkSentences(remedy);
        QVERIFY(remedy != remedyFor(ApiError{.kind = ApiError::Kind::Conflict}));
    }

    void commandsNameTheContext()
    {
        const Remedy remedy = remedyFor(ApiError{.kind = ApiError::Kind::Forbidden, .httpStatus = 403}, u"it's"_s);
        QVERIFY2(remedy.remedy.contains(u"kubectl --context 'it'\\''s' auth"_s), qPrintable(remedy.remedy));
    }

    void refusalIsNamed_data()
    {
        QTest::addColumn<ApiError>("nodes");
        QTest::addColumn<ApiError>("pods");
        QTest::addColumn<QString>("cause"); // empty: nothing is refused
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QString>("resources");
        const ApiError none{.kind = ApiError::Kind::Cancelled};
        const ApiError forbidden{.kind = ApiError::Kind::Forbidden, .httpStatus = 403, .reason = u"Forbidden"_s};
        const ApiError bare{.kind = ApiError::Kind::Forbidden, .httpStatus = 403};
        const ApiError portal{.kind = ApiError::Kind::Forbidden, .httpStatus = 403, .reason = u"HtmlAnswer"_s};
        const ApiError silent{.kind = ApiError::Kind::Timeout, .reason = u"NoAnswer"_s};
        QTest::newRow("pods") << none << forbidden << u"You may not list pods."_s << u"watch pods in all namespaces;"_s
                              << u"[pods]"_s;
        QTest::newRow("pods, without a reason")
            << none << bare << u"You may not list pods."_s << u"watch pods in all namespaces;"_s << u"[pods]"_s;
        QTest::newRow("nodes") << forbidden << none << u"You may not list nodes."_s << u"watch nodes;"_s
                               << u"[nodes]"_s;
        QTest::newRow("both") << forbidden << forbidden << u"You may not list nodes and pods."_s
                              << u"watch nodes and pods;"_s << u"[nodes, pods]"_s;
        QTest::newRow("nothing") << none << none << QString() << QString() << QString();
        QTest::newRow("a proxy says 403") << portal << none << QString() << QString() << QString();
        QTest::newRow("something else is worse") << silent << forbidden << QString() << QString() << QString();
    }

    //! What is refused and nothing beside it, with a role of just that.
    void refusalIsNamed()
    {
        QFETCH(ApiError, nodes);
        QFETCH(ApiError, pods);
        QFETCH(QString, cause);
        QFETCH(QString, asked);
        QFETCH(QString, resources);
        ContextEntry entry;
        entry.isOpen = true;
        entry.context.name = u"it's"_s;
        if (nodes.kind != ApiError::Kind::Cancelled)
            entry.status.nodes.error = nodes;
        if (pods.kind != ApiError::Kind::Cancelled)
            entry.status.pods.error = pods;
        entry.status.error = entry.status.nodes.error ? entry.status.nodes.error : entry.status.pods.error;
        const auto refusal = refusalOf(entry);
        QCOMPARE(refusal.has_value(), !cause.isEmpty());
        if (!refusal)
            return;
        const auto remedy = remedyFor(entry); // as the console shows it
        QVERIFY(remedy);
        checkSentences(*remedy);
        QCOMPARE(remedy->cause, cause);
        QVERIFY2(remedy->remedy.contains(asked), qPrintable(remedy->remedy));
        QVERIFY2(remedy->remedy.contains(u"kubectl --context 'it'\\''s' auth can-i list "_s),
                 qPrintable(remedy->remedy));
        const QString role = clusterRoleFor(*refusal);
        QVERIFY2(role.contains(u"resources: %1\n"_s.arg(resources)), qPrintable(role));
        QVERIFY2(role.contains(u"verbs: [get, list, watch]\n"_s), qPrintable(role));
        QVERIFY(role.startsWith(u"apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\n"_s));
    }

    void kubeconfigProblemNamesThePlace()
    {
        const Remedy remedy =
            remedyFor(kubernetes::KubeconfigProblem{.file = u"/c"_s, .line = 12, .field = u"users[3].user.token"_s});
        checkSentences(remedy);
        QVERIFY(remedy.remedy.contains(u"/c:12"_s));
        QVERIFY(remedy.remedy.contains(u"users[3].user.token"_s));
    }
};

QTEST_GUILESS_MAIN(TestRemedies)
#include "tst_remedies.moc"
