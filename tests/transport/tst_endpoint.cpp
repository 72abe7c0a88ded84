// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/transport/endpoint.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::transport;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(Endpoint)

class TestEndpoint : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void differs_data();
    void differs();
};

void TestEndpoint::differs_data()
{
    QTest::addColumn<Endpoint>("other");
    QTest::addColumn<bool>("isEqual");
    QTest::addColumn<bool>("hasSameId");

    const QUrl server(u"https://a:6443/k8s"_s);
    const auto row = [](const char *name, const Endpoint &other, bool isEqual, bool hasSameId) {
        QTest::newRow(name) << other << isEqual << hasSameId;
    };
    row("the same", {.server = server, .caPem = "ca"}, true, true);
    row("other host", {.server = QUrl(u"https://b:6443/k8s"_s), .caPem = "ca"}, false, false);
    row("other port", {.server = QUrl(u"https://a:6444/k8s"_s), .caPem = "ca"}, false, false);
    row("other prefix", {.server = QUrl(u"https://a:6443/k9s"_s), .caPem = "ca"}, false, false);
    row("other scheme", {.server = QUrl(u"http://a:6443/k8s"_s), .caPem = "ca"}, false, false);
    row("other CA", {.server = server, .caPem = "cb"}, false, false);
    row("no CA", {.server = server}, false, false);
    row("CA that continues the URL", {.server = QUrl(u"https://a:6443/k8sc"_s), .caPem = "a"}, false, false);
    row("other name", {.server = server, .caPem = "ca", .tlsServerName = u"x"_s}, false, false);
    row("insecure", {.server = server, .caPem = "ca", .insecureSkipTlsVerify = true}, false, true);
    row("other proxy", {.server = server, .caPem = "ca", .proxy = QUrl(u"http://p"_s)}, false, false);
    row("someone else", {.server = server, .caPem = "ca", .headers = {{"Impersonate-User", "jane"}}}, false, true);
}

void TestEndpoint::differs()
{
    QFETCH(Endpoint, other);
    const Endpoint endpoint{.server = QUrl(u"https://a:6443/k8s"_s), .caPem = "ca"};
    QTEST(endpoint == other, "isEqual");
    QTEST(endpointId(endpoint) == endpointId(other), "hasSameId");
    static const QRegularExpression form(u"^server-[0-9a-f]{12}$"_s);
    QVERIFY(form.match(endpointId(other)).hasMatch());
}

QTEST_GUILESS_MAIN(TestEndpoint)
#include "tst_endpoint.moc"
