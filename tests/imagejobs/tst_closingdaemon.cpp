// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/imagejobs/daemonactions.h"
#include "backends/imagejobs/workshop.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace fairlead;
using namespace fairlead::imagejobs;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 60'000;

//! Takes what it is asked, and never answers: what is asked of it is under way.
class MuteServer : public QTcpServer
{
public:
    MuteServer()
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { heard += socket->readAll(); });
        });
        listen(QHostAddress::LocalHost);
    }
    QString address() const { return u"tcp://127.0.0.1:%1"_s.arg(serverPort()); }

    QByteArray heard;
};

//! How often what was asked has ended, and as what.
struct Ends
{
    QStringList errors;
    int answers = 0;
};

using Question = std::function<void(Workshop &, DaemonActions &, Ends &)>;

template <class Ask>
Question actionQuestion(Ask ask)
{
    return [ask](Workshop &, DaemonActions &actions, Ends &ends) {
        QObject::connect(&actions, &DaemonActions::failed, &actions,
                         [&ends](const QString &, const QString &what, const ApiError &error) {
                             ends.errors += what + u": "_s + error.message;
                         });
        QObject::connect(&actions, &DaemonActions::done, &actions, [&ends] { ++ends.answers; });
        QObject::connect(&actions, &DaemonActions::containerInspected, &actions, [&ends] { ++ends.answers; });
        QObject::connect(&actions, &DaemonActions::imageInspected, &actions, [&ends] { ++ends.answers; });
        ask(actions);
    };
}

Question diskQuestion()
{
    return [](Workshop &workshop, DaemonActions &actions, Ends &ends) {
        DaemonFleet &daemons = workshop.daemons();
        QObject::connect(&daemons, &DaemonFleet::diskUsageFailed, &actions,
                         [&ends](const QString &, const ApiError &error) { ends.errors += error.message; });
        QObject::connect(&daemons, &DaemonFleet::diskUsageChanged, &actions, [&ends] { ++ends.answers; });
        daemons.askDiskUsage(u"d"_s);
        daemons.askDiskUsage(u"d"_s); // for both one answer
    };
}

Question logsQuestion()
{
    return [](Workshop &, DaemonActions &actions, Ends &ends) {
        QObject::connect(&actions, &DaemonActions::logsEnded, &actions,
                         [&ends](const QString &, const std::optional<ApiError> &error) {
                             ends.errors += error ? error->message : QString();
                         });
        actions.followLogs(u"key"_s, u"d"_s, u"c1"_s, std::make_shared<LogQueue>(LogQueue::Overflow::Waits));
    };
}

} // namespace

//! Whatever was asked of a daemon ends, once, when the daemon is closed before it has answered.
class TestClosingDaemon : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void ends_data()
    {
        QTest::addColumn<Question>("question");
        QTest::addColumn<QString>("way");
        QTest::addColumn<QByteArray>("path"); //!< of the request that is under way
        const std::tuple<const char *, Question, const char *> questions[] = {
            {"start", actionQuestion([](DaemonActions &all) { all.startContainer(u"d"_s, u"c1"_s); }),
             "/containers/c1/start"},
            {"stop", actionQuestion([](DaemonActions &all) { all.stopContainer(u"d"_s, u"c1"_s); }),
             "/containers/c1/stop"},
            {"remove container", actionQuestion([](DaemonActions &all) { all.removeContainer(u"d"_s, u"c1"_s); }),
             "/containers/c1"},
            {"remove image", actionQuestion([](DaemonActions &all) { all.removeImage(u"d"_s, u"a:1"_s); }),
             "/images/a:1"},
            {"remove volume", actionQuestion([](DaemonActions &all) { all.removeVolume(u"d"_s, u"v"_s); }),
             "/volumes/v"},
            {"inspect container", actionQuestion([](DaemonActions &all) { all.inspectContainer(u"d"_s, u"c1"_s); }),
             "/containers/c1/json"},
            {"inspect image", actionQuestion([](DaemonActions &all) { all.inspectImage(u"d"_s, u"a:1"_s); }),
             "/images/a:1/json"},
            {"disk", diskQuestion(), "/system/df"},
            {"logs", logsQuestion(), "/containers/c1/json"},
        };
        for (const auto &[name, question, path] : questions) {
            for (const char *way : {"closed", "removed", "elsewhere"}) {
                QTest::addRow("%s, %s", name, way) << question << QString::fromLatin1(way) << QByteArray(path);
            }
        }
    }
    void ends()
    {
        QFETCH(Question, question);
        QFETCH(QString, way);
        QFETCH(QByteArray, path);
        MuteServer server;
        MuteServer other;
        settings::Settings objects;
        objects.daemons = {{.id = u"d"_s, .name = u"daemon"_s, .host = server.address()}};
        Workshop workshop({});
        workshop.setSettings(objects);
        workshop.daemons().open(u"d"_s);
        QTRY_VERIFY_WITH_TIMEOUT(workshop.daemons().session(u"d"_s)->client(), Patience);
        Ends ends;
        {
            DaemonActions actions(workshop.daemons());
            question(workshop, actions, ends);
            QTRY_VERIFY_WITH_TIMEOUT(server.heard.contains(path), Patience);
            QCOMPARE(ends.errors, QStringList());
            if (way == "elsewhere"_L1)
                objects.daemons[0].host = other.address();
            else if (way == "removed"_L1)
                objects.daemons.clear();
            way == "closed"_L1 ? workshop.daemons().setOpen({}) : workshop.setSettings(objects);
            QCOMPARE(ends.errors.size(), 1);
            QVERIFY2(ends.errors[0].contains("there is no connection to this daemon"_L1), qPrintable(ends.errors[0]));
            // What the connection itself says of its end comes later, and is not told again.
            QSignalSpy turns(this, &TestClosingDaemon::turned);
            QMetaObject::invokeMethod(this, &TestClosingDaemon::turned, Qt::QueuedConnection);
            QVERIFY(!turns.isEmpty() || turns.wait(Patience));
            QCoreApplication::sendPostedEvents();
        }
        QCOMPARE(ends.errors.size(), 1);
        QCOMPARE(ends.answers, 0);
    }

    //! Of a daemon that is closed.
    void closedOneIsNotAsked()
    {
        Workshop workshop({});
        Ends ends;
        DaemonActions actions(workshop.daemons());
        diskQuestion()(workshop, actions, ends);
        QCOMPARE(ends.errors.size(), 2); // each was refused
        actionQuestion([](DaemonActions &all) { all.inspectImage(u"d"_s, u"a:1"_s); })(workshop, actions, ends);
        QCOMPARE(ends.errors.size(), 3);
    }

    //! A survey that waits for a daemon, or asks it, is over when it is closed.
    void looksEnd()
    {
        MuteServer server;
        settings::Settings objects;
        objects.daemons = {{.id = u"d"_s, .name = u"daemon"_s, .host = server.address()}};
        objects.baseImages = {{.id = u"b"_s, .name = u"exec"_s, .from = u"scratch"_s, .daemon = {u"d"_s, {}}}};
        Workshop workshop({});
        workshop.setSettings(objects);
        std::vector<RecipeFinding> found;
        connect(&workshop, &Workshop::recipeLooked, this,
                [&found](const RecipeFinding &finding) { found.push_back(finding); });
        QSignalSpy looked(&workshop, &Workshop::looked);
        workshop.look({}, true);
        QTRY_VERIFY_WITH_TIMEOUT(server.heard.contains("/_ping"), Patience);
        QVERIFY(looked.isEmpty());
        workshop.daemons().setOpen({});
        QTRY_COMPARE_WITH_TIMEOUT(looked.size(), 1, Patience);
        QCOMPARE(found.size(), 1u);
        QVERIFY(!found[0].findings);
        QVERIFY(workshop.isIdle());
    }

    void registriesAreAskedAllTheSame_data()
    {
        QTest::addColumn<QString>("builder");
        QTest::addColumn<QString>("why");
        QTest::newRow("closed") << u"d"_s << u"its Docker daemon daemon is not open"_s;
        QTest::newRow("not in the settings") << u"gone"_s << u"is not in the settings"_s;
    }
    //! Tag and registries need no daemon.
    void registriesAreAskedAllTheSame()
    {
        QFETCH(QString, builder);
        QFETCH(QString, why);
        settings::Settings objects;
        objects.daemons = {{.id = u"d"_s, .name = u"daemon"_s, .host = u"tcp://127.0.0.1:1"_s}};
        objects.registries = {{.id = u"r"_s, .name = u"lab"_s, .host = u"127.0.0.1:1"_s}}; // nobody is there
        objects.baseImages = {{.id = u"b"_s,
                               .name = u"exec"_s,
                               .from = u"scratch"_s,
                               .tag = u"exec:${version}"_s,
                               .version = u"2"_s,
                               .daemon = {builder, {}},
                               .registries = {{u"r"_s, {}}}}};
        Workshop workshop({});
        workshop.setSettings(objects);
        std::vector<RecipeFinding> found;
        std::vector<RegistryFinding> inRegistries;
        connect(&workshop, &Workshop::recipeLooked, this,
                [&found](const RecipeFinding &finding) { found.push_back(finding); });
        connect(&workshop, &Workshop::registryLooked, this,
                [&inRegistries](const RegistryFinding &finding) { inRegistries.push_back(finding); });
        workshop.look({});
        QTRY_VERIFY_WITH_TIMEOUT(workshop.isIdle(), Patience);
        QCOMPARE(found.size(), 1u);
        QVERIFY2(!found[0].findings && found[0].findings.error().message.contains(why),
                 qPrintable(found[0].findings ? QString() : found[0].findings.error().message));
        QCOMPARE(found[0].tag(), u"exec:2"_s);
        QCOMPARE(inRegistries.size(), 1u);
        QCOMPARE(inRegistries[0].target, u"127.0.0.1:1/exec:2"_s);
        QVERIFY(!inRegistries[0].built && !workshop.daemons().session(u"d"_s));
    }

signals:
    void turned();
};

QTEST_GUILESS_MAIN(TestClosingDaemon)
#include "tst_closingdaemon.moc"
