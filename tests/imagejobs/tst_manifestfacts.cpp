// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/imagejobs/manifestfacts.h"

#include <QTest>

using namespace fairlead::imagejobs;
using namespace fairlead::registry;
using namespace Qt::StringLiterals;

namespace {

Descriptor descriptor(const QByteArray &of, const std::optional<Platform> &platform = {}, qint64 sizeBytes = 1)
{
    return {.mediaType = {},
            .digest = Digest::of(of),
            .sizeBytes = sizeBytes,
            .artifactType = {},
            .platform = platform,
            .annotations = {}};
}

} // namespace

class TestManifestFacts : public QObject
{
    Q_OBJECT
private slots:
    void manifests_data()
    {
        QTest::addColumn<QString>("platform");
        QTest::addColumn<QByteArray>("chosen"); // empty: none
        QTest::newRow("the one") << u"linux/amd64"_s << QByteArray("amd");
        QTest::newRow("as an engine calls it") << u"linux/x86_64"_s << QByteArray("amd");
        QTest::newRow("with a variant") << u"linux/arm64"_s << QByteArray("arm");
        QTest::newRow("none for it") << u"linux/s390x"_s << QByteArray();
        QTest::newRow("nobody knows for what") << QString() << QByteArray();
    }
    void manifests()
    {
        QFETCH(const QString, platform);
        QFETCH(const QByteArray, chosen);
        const auto found = manifestFor(platform, {descriptor("seal", Platform{u"unknown"_s, u"unknown"_s, {}}),
                                                  descriptor("amd", Platform{u"linux"_s, u"amd64"_s, {}}),
                                                  descriptor("arm", Platform{u"linux"_s, u"arm64"_s, u"v8"_s})});
        QCOMPARE(found.has_value(), !chosen.isEmpty());
        if (found)
            QCOMPARE(found->digest, Digest::of(chosen));
    }

    //! As BuildKit pushes one image with its attestation.
    void theOnlyOne()
    {
        const auto found = manifestFor({}, {descriptor("amd", Platform{u"linux"_s, u"amd64"_s, {}}),
                                            descriptor("seal", Platform{u"unknown"_s, u"unknown"_s, {}})});
        QVERIFY(found && found->digest == Digest::of("amd"));
    }

    void sizes()
    {
        Manifest manifest;
        QCOMPARE(layersBytes(manifest), 0);
        manifest.layers = {descriptor("a", {}, 100), descriptor("b", {}, 23)};
        QCOMPARE(layersBytes(manifest), 123);
        manifest.layers.assign(20'000, descriptor("a", {}, 1LL << 53));
        QCOMPARE(layersBytes(manifest), 1LL << 62);
    }

    void ages_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<qint64>("created");
        QTest::newRow("nanoseconds") << QByteArray("{\"created\": \"2026-01-01T00:00:00.123456789Z\"}")
                                     << qint64(1'767'225'600);
        QTest::newRow("none") << QByteArray("{}") << qint64(0);
        QTest::newRow("the year 1") << QByteArray("{\"created\": \"0001-01-01T00:00:00Z\"}") << qint64(0);
        QTest::newRow("a number") << QByteArray("{\"created\": 5}") << qint64(0);
        QTest::newRow("no JSON") << QByteArray("\xff{") << qint64(0);
    }
    void ages()
    {
        QFETCH(const QByteArray, config);
        QTEST(qint64(createdOf(config)), "created");
    }
};

QTEST_GUILESS_MAIN(TestManifestFacts)
#include "tst_manifestfacts.moc"
