// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/registry/manifest.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::registry;
using namespace Qt::StringLiterals;

namespace {

const QByteArray hex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
const QByteArray descriptor = "{\"mediaType\": \"m\", \"digest\": \"sha256:" + hex + "\", \"size\": 7}";
const QByteArray image = "{\"schemaVersion\": 2, \"config\": " + descriptor + ", \"layers\": [" + descriptor + "]}";
const QByteArray ociIndex = "application/vnd.oci.image.index.v1+json";
const QByteArray dockerList = "application/vnd.docker.distribution.manifest.list.v2+json";
const QByteArray ociManifest = "application/vnd.oci.image.manifest.v1+json";

} // namespace

class TestManifest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void readsImages();
    void readsIndexes();
    void refuses_data();
    void refuses();
};

void TestManifest::readsImages()
{
    const QByteArray bytes =
        "{\"schemaVersion\": 2, \"mediaType\": \"" + ociManifest + "\", \"config\": " + descriptor + ", \"layers\": [" +
        descriptor + "], \"subject\": " + descriptor + ", \"artifactType\": \"a/b\", \"annotations\": {\"k\": \"v\"}}";
    const auto manifest = parseManifest(bytes, "application/octet-stream");
    QVERIFY(manifest);
    QVERIFY(!manifest->isIndex);
    QCOMPARE(manifest->mediaType.toLatin1(), ociManifest);
    QCOMPARE(manifest->digest, Digest::of(bytes));
    QCOMPARE(manifest->bytes, bytes);
    QCOMPARE(manifest->config->digest.encoded.toLatin1(), hex);
    QCOMPARE(manifest->config->sizeBytes, 7);
    QCOMPARE(manifest->layers.size(), 1);
    QVERIFY(manifest->subject == manifest->config);
    QCOMPARE(manifest->artifactType, u"a/b"_s);
    QCOMPARE(manifest->annotations.at(u"k"_s), u"v"_s);
    QCOMPARE(parseManifest(image, {})->mediaType.toLatin1(), ociManifest);
}

void TestManifest::readsIndexes()
{
    QByteArray entry = descriptor;
    entry.insert(1, "\"platform\": {\"os\": \"linux\", \"architecture\": \"arm64\", \"variant\": \"v8\"}, "
                    "\"artifactType\": \"t\", \"annotations\": {\"k\": \"v\"}, ");
    const QByteArray bytes = "{\"schemaVersion\": 2, \"manifests\": [" + entry + ", " + descriptor + "]}";
    const auto manifest = parseManifest(bytes, dockerList);
    QVERIFY(manifest);
    QVERIFY(manifest->isIndex);
    QCOMPARE(manifest->mediaType.toLatin1(), dockerList);
    QCOMPARE(manifest->manifests.size(), 2);
    const Platform platform{u"linux"_s, u"arm64"_s, u"v8"_s};
    QVERIFY(manifest->manifests[0].platform == platform);
    QVERIFY(!manifest->manifests[1].platform);
    QCOMPARE(manifest->manifests[0].annotations.at(u"k"_s), u"v"_s);
    QCOMPARE(manifest->manifests[0].artifactType, u"t"_s);
    QVERIFY(!manifest->config);
    QCOMPARE(parseManifest("{\"schemaVersion\": 2, \"manifests\": []}", "application/json")->mediaType.toLatin1(),
             ociIndex);
}

void TestManifest::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, QByteArray bytes, const QByteArray &contentType = {},
                        const QString &reason = u"BadManifest"_s) {
        QTest::newRow(name) << bytes << contentType << reason;
    };
    row("nothing", "");
    row("a list", "[]");
    row("cut", image.chopped(1));
    row("no version", "{}");
    row("schema 1", "{\"schemaVersion\": 1, \"name\": \"x\"}", {}, u"OldManifest"_s);
    row("schema 3", QByteArray(image).replace("n\": 2", "n\": 3"));
    row("no config", "{\"schemaVersion\": 2, \"layers\": []}");
    row("both", QByteArray(image).replace("\"layers\"", "\"manifests\""), ociManifest);
    row("both, as an index", QByteArray(image).insert(1, "\"manifests\": [], "), ociIndex);
    row("bad digest", QByteArray(image).replace("sha256:0", "sha256:"));
    row("unknown digest", QByteArray(image).replace("sha256:", "md5:"));
    row("no size", QByteArray(image).replace("\"size\"", "\"length\""));
    row("negative size", QByteArray(image).replace(": 7", ": -7"));
    row("config is no object", "{\"schemaVersion\": 2, \"config\": 1, \"layers\": []}");
}

void TestManifest::refuses()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, contentType);
    const auto manifest = parseManifest(bytes, contentType);
    QVERIFY(!manifest);
    QCOMPARE(toString(manifest.error().kind), u"Malformed"_s);
    QTEST(manifest.error().reason, "reason");
}

QTEST_GUILESS_MAIN(TestManifest)
#include "tst_manifest.moc"
