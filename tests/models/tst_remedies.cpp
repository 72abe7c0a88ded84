// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/kubernetes/kubeconfig/kubeconfig.h"
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
