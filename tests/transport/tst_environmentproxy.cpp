// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/transport/environmentproxy.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace fairlead::transport;

class TestEnvironmentProxy : public QObject
{
    Q_OBJECT
private slots:
    void proxy_data()
    {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("environment");
        QTest::addColumn<QString>("proxy");
        const auto row = [](const char *name, const QString &server, const QString &environment, const QString &proxy) {
            QTest::newRow(name) << server << environment << proxy;
        };
        const QString https = u"https://k8s.corp.example:6443"_s;
        row("nothing set", https, {}, {});
        row("https", https, u"HTTPS_PROXY=http://p:3128"_s, u"http://p:3128"_s);
        row("lower case", https, u"https_proxy=http://p:3128"_s, u"http://p:3128"_s);
        row("upper case first", https, u"https_proxy=http://low HTTPS_PROXY=http://up"_s, u"http://up"_s);
        row("empty upper case", https, u"https_proxy=http://low HTTPS_PROXY="_s, u"http://low"_s);
        row("http is for http", https, u"HTTP_PROXY=http://p:3128"_s, {});
        row("plain server", u"http://k8s.corp.example"_s, u"HTTP_PROXY=http://p HTTPS_PROXY=http://q"_s, u"http://p"_s);
        row("all_proxy is not Go's", https, u"ALL_PROXY=http://p"_s, {});
        row("without scheme", https, u"HTTPS_PROXY=p:3128"_s, u"http://p:3128"_s);
        row("socks", https, u"HTTPS_PROXY=socks5://p:1080"_s, u"socks5://p:1080"_s);
        row("with password", https, u"HTTPS_PROXY=http://me:secret@p:3128"_s, u"http://me:secret@p:3128"_s);
        row("broken", https, u"HTTPS_PROXY=http://"_s, {});
        row("localhost", u"https://localhost:6443"_s, u"HTTPS_PROXY=http://p"_s, {});
        row("loopback", u"https://127.1.2.3:6443"_s, u"HTTPS_PROXY=http://p"_s, {});
        row("loopback 6", u"https://[::1]:6443"_s, u"HTTPS_PROXY=http://p"_s, {});
        const auto except = [&row](const char *name, const QString &server, const QString &list, bool isProxied) {
            row(name, server, u"HTTPS_PROXY=http://p NO_PROXY="_s + list, isProxied ? u"http://p"_s : QString());
        };
        except("everything", https, u"*"_s, false);
        except("the host", https, u"a.example,k8s.corp.example"_s, false);
        except("the host in other case", https, u"K8S.Corp.Example"_s, false);
        except("the host and port", https, u"k8s.corp.example:6443"_s, false);
        except("another port", https, u"k8s.corp.example:443"_s, true);
        except("the default port", u"https://k8s.corp.example"_s, u"k8s.corp.example:443"_s, false);
        except("the domain", https, u"corp.example"_s, false);
        except("the domain with a dot", https, u".corp.example"_s, false);
        except("a dot wants a subdomain", u"https://corp.example"_s, u".corp.example"_s, true);
        except("the domain with a star", https, u"*.corp.example"_s, false);
        except("only an end of a label", https, u"p.example"_s, true);
        except("an address", u"https://10.1.2.3:6443"_s, u"10.1.2.3"_s, false);
        except("another address", u"https://10.1.2.3:6443"_s, u"10.1.2.4"_s, true);
        except("an address and port", u"https://10.1.2.3:6443"_s, u"10.1.2.3:6443"_s, false);
        except("a network", u"https://10.1.2.3:6443"_s, u"10.0.0.0/8"_s, false);
        except("another network", u"https://10.1.2.3:6443"_s, u"192.168.0.0/16"_s, true);
        except("a network says nothing of names", https, u"10.0.0.0/8"_s, true);
        except("a broken network", u"https://10.1.2.3:6443"_s, u"10.0.0.0/x"_s, true);
        except("an IPv6 address", u"https://[fd00::7]:6443"_s, u"fd00::7"_s, false);
        except("an IPv6 address and port", u"https://[fd00::7]:6443"_s, u"[fd00::7]:6443"_s, false);
        except("an IPv6 network", u"https://[fd00::7]:6443"_s, u"fd00::/16"_s, false);
        except("blanks and empty entries", https, u",k8s.corp.example,"_s, false);
    }

    void proxy()
    {
        QFETCH(QString, server);
        QFETCH(QString, environment);
        QFETCH(QString, proxy);
        QProcessEnvironment variables;
        for (const QString &entry : environment.split(u' ', Qt::SkipEmptyParts))
            variables.insert(entry.section(u'=', 0, 0), entry.section(u'=', 1));
        QCOMPARE(environmentProxy(QUrl(server), variables), QUrl(proxy));
    }
};

QTEST_APPLESS_MAIN(TestEnvironmentProxy)
#include "tst_environmentproxy.moc"
