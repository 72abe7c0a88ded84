// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/registry/imagereference.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::registry;
using namespace Qt::StringLiterals;

namespace {

const auto hex = u"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"_s;
const auto sha256 = u"sha256:"_s + hex;
const auto sha512 = u"sha512:"_s + hex + hex;

constexpr int Good = -1;

int outcome(const tl::expected<ImageReference, ReferenceError> &reference)
{
    return reference ? Good : int(reference.error());
}

} // namespace

//! Rows are those of the tests of github.com/distribution/reference and github.com/opencontainers/go-digest, and ours.
class TestImageReference : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void digests_data();
    void digests();
    void digestsOfBytes_data();
    void digestsOfBytes();
    void grammar_data();
    void grammar();
    void refusedByGrammar_data();
    void refusedByGrammar();
    void normalized_data();
    void normalized();
    void refused_data();
    void refused();
    void defaultTag_data();
    void defaultTag();
};

void TestImageReference::digests_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("error");
    const auto bad = [](const char *name, const QString &text, DigestError error) {
        QTest::newRow(name) << text << int(error);
    };
    QTest::newRow("sha256") << sha256 << Good;
    QTest::newRow("sha384") << u"sha384:"_s + hex + hex.left(32) << Good;
    QTest::newRow("sha512") << sha512 << Good;
    bad("nothing", {}, DigestError::InvalidFormat);
    bad("a colon", u":"_s, DigestError::InvalidFormat);
    bad("no algorithm", u':' + hex, DigestError::InvalidFormat);
    bad("no digits", u"sha256:"_s, DigestError::InvalidFormat);
    bad("no colon", u"sha256"_s + hex, DigestError::InvalidFormat);
    bad("short", u"sha256:abcdef0123456789"_s, DigestError::InvalidLength);
    bad("long", sha256 + u'0', DigestError::InvalidLength);
    bad("of another", u"sha512:"_s + hex, DigestError::InvalidLength);
    bad("capitals", sha256.left(7) + hex.toUpper(), DigestError::InvalidFormat);
    bad("not hexadecimal", sha256.chopped(1) + u'g', DigestError::InvalidFormat);
    bad("a newline", sha256.chopped(1) + u'\n', DigestError::InvalidFormat);
    bad("a newline behind it", sha256 + u'\n', DigestError::InvalidLength);
    bad("capital algorithm", u"SHA256:"_s + hex, DigestError::InvalidFormat);
    bad("md5", u"md5:d41d8cd98f00b204e9800998ecf8427e"_s, DigestError::Unsupported);
    bad("compound", u"sha256+b64:LCa0a2j_xo_5m0U8HTBBNBNCLXBkg7-g-YpeiGJm564="_s, DigestError::Unsupported);
    bad("multihash", u"multihash+base58:QmRZxt2b1FVZPNqd8hsiykDL3TdBDeTSPX9Kv46HmX4Gx8"_s, DigestError::Unsupported);
    bad("two separators", u"sha256++b64:abc"_s, DigestError::InvalidFormat);
    bad("two colons", u"foo:bar:baz"_s, DigestError::InvalidFormat);
    bad("endless", u"sha256:"_s + QString(100'000, u'a'), DigestError::InvalidFormat);
}

void TestImageReference::digests()
{
    QFETCH(const QString, text);
    QFETCH(const int, error);
    const auto digest = Digest::parse(text);
    QCOMPARE(digest ? Good : int(digest.error()), error);
    if (digest)
        QCOMPARE(digest->toString(), text);
    else
        QVERIFY(!toString(digest.error()).isEmpty());
}

void TestImageReference::digestsOfBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("algorithm");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QByteArray("") << u"sha256"_s
                             << u"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"_s;
    QTest::newRow("abc") << QByteArray("abc") << u"sha256"_s
                         << u"sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"_s;
    QTest::newRow("sha384") << QByteArray("abc") << u"sha384"_s
                            << u"sha384:cb00753f45a35e8bb5a03d699ac65007272c32ab0eded163"
                               "1a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"_s;
    QTest::newRow("sha512") << QByteArray("abc") << u"sha512"_s
                            << u"sha512:ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                               "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"_s;
}

void TestImageReference::digestsOfBytes()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, algorithm);
    QFETCH(const QString, text);
    QCOMPARE(Digest::of(bytes, algorithm).toString(), text);
    QVERIFY(Digest::parse(text)->names(bytes));
    QVERIFY(!Digest::parse(text)->names(bytes + 'x'));
}

void TestImageReference::grammar_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("domain");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("tag");
    QTest::addColumn<QString>("digest");
    const auto row = [](const QString &text, const QString &domain, const QString &path, const QString &tag = {},
                        const QString &digest = {}) {
        QTest::newRow(qPrintable(text.left(60))) << text << domain << path << tag << digest;
    };
    row(u"test_com"_s, {}, u"test_com"_s);
    row(u"test.com:tag"_s, {}, u"test.com"_s, u"tag"_s);
    row(u"test.com:5000"_s, {}, u"test.com"_s, u"5000"_s);
    row(u"test.com/repo:tag"_s, u"test.com"_s, u"repo"_s, u"tag"_s);
    row(u"test:5000/repo"_s, u"test:5000"_s, u"repo"_s);
    row(u"test:5000/repo:tag"_s, u"test:5000"_s, u"repo"_s, u"tag"_s);
    row(u"test:5000/repo@"_s + sha512, u"test:5000"_s, u"repo"_s, {}, sha512);
    row(u"test:5000/repo:tag@"_s + sha256, u"test:5000"_s, u"repo"_s, u"tag"_s, sha256);
    row(u"lowercase:Uppercase"_s, {}, u"lowercase"_s, u"Uppercase"_s);
    row(QString(u"a/"_s).repeated(127) + u"a:tag"_s, u"a"_s, QString(u"a/"_s).repeated(126) + u'a', u"tag"_s);
    row(u"aa/asdf$$^/aa"_s.left(7), u"aa"_s, u"asdf"_s);
    row(u"sub-dom1.foo.com/bar/baz/quux"_s, u"sub-dom1.foo.com"_s, u"bar/baz/quux"_s);
    row(u"sub-dom1.foo.com/bar/baz/quux:some-long-tag"_s, u"sub-dom1.foo.com"_s, u"bar/baz/quux"_s, u"some-long-tag"_s);
    row(u"b.gcr.io/test.example.com/my-app:test.example.com"_s, u"b.gcr.io"_s, u"test.example.com/my-app"_s,
        u"test.example.com"_s);
    row(u"xn--n3h.com/myimage:xn--n3h.com"_s, u"xn--n3h.com"_s, u"myimage"_s, u"xn--n3h.com"_s);
    row(u"foo_bar.com:8080"_s, {}, u"foo_bar.com"_s, u"8080"_s);
    row(u"foo/foo_bar.com:8080"_s, u"foo"_s, u"foo_bar.com"_s, u"8080"_s);
    row(u"192.168.1.1"_s, {}, u"192.168.1.1"_s);
    row(u"192.168.1.1:tag"_s, {}, u"192.168.1.1"_s, u"tag"_s);
    row(u"192.168.1.1/repo"_s, u"192.168.1.1"_s, u"repo"_s);
    row(u"192.168.1.1:5000/repo:5050"_s, u"192.168.1.1:5000"_s, u"repo"_s, u"5050"_s);
    row(u"[2001:db8::1]/repo"_s, u"[2001:db8::1]"_s, u"repo"_s);
    row(u"[2001:db8:1:2:3:4:5:6]/repo:tag"_s, u"[2001:db8:1:2:3:4:5:6]"_s, u"repo"_s, u"tag"_s);
    row(u"[2001:db8::1]:5000/repo:tag"_s, u"[2001:db8::1]:5000"_s, u"repo"_s, u"tag"_s);
    row(u"[::]:5000/repo"_s, u"[::]:5000"_s, u"repo"_s);
    row(u"UPPER.example/repo"_s, u"UPPER.example"_s, u"repo"_s);
    row(u"a.b/c__d/e---f/g_h:_x.y-Z"_s, u"a.b"_s, u"c__d/e---f/g_h"_s, u"_x.y-Z"_s);
    row(u"a:"_s + QString(128, u't'), {}, u"a"_s, QString(128, u't'));
    row(u"dom.ain/"_s + QString(255, u'a'), u"dom.ain"_s, QString(255, u'a'));
}

void TestImageReference::grammar()
{
    QFETCH(const QString, text);
    const auto reference = ImageReference::parse(text);
    QCOMPARE(outcome(reference), Good);
    QTEST(reference->domain, "domain");
    QTEST(reference->path, "path");
    QTEST(reference->tag, "tag");
    QTEST(reference->digest ? reference->digest->toString() : QString(), "digest");
    QCOMPARE(reference->canonical(), text);
}

void TestImageReference::refusedByGrammar_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("error");
    const auto row = [](const char *name, const QString &text, ReferenceError error) {
        QTest::newRow(name) << text << int(error);
    };
    using enum ReferenceError;
    row("nothing", {}, Empty);
    row("a tag alone", u":justtag"_s, InvalidFormat);
    row("a digest alone", u'@' + sha256, InvalidFormat);
    row("short digest", u"repo@sha256:ffffffffffffffffffffffffffffffffff"_s, DigestLength);
    row("hardly a digest", u"repo@sha256:ffff"_s, InvalidFormat);
    row("unknown algorithm", u"validname@invaliddigest:"_s + hex + hex, DigestUnsupported);
    row("capital digits", u"repo@sha256:"_s + hex.toUpper(), InvalidFormat);
    row("capitals", u"Uppercase:tag"_s, UppercaseName);
    row("capitals in the path", u"test:5000/Uppercase/lowercase:tag"_s, UppercaseName);
    row("long path", u"dom.ain/"_s + QString(256, u'a'), NameTooLong);
    row("long path with slashes", u"a/"_s.repeated(128) + u"aa:tag"_s, NameTooLong);
    row("dollars", u"aa/asdf$$^/aa"_s, InvalidFormat);
    row("hyphen first in the domain", u"-test.com/repo"_s, InvalidFormat);
    row("hyphen last in the domain", u"test-.com-/repo"_s, InvalidFormat);
    row("hyphen last in the path", u"a/b-"_s, InvalidFormat);
    row("three underscores", u"a/b___c"_s, InvalidFormat);
    row("two dots", u"a/b..c"_s, InvalidFormat);
    row("two slashes", u"a//b"_s, InvalidFormat);
    row("slash first", u"/a/b"_s, InvalidFormat);
    row("slash last", u"a/b/"_s, InvalidFormat);
    row("up", u"a/../b"_s, InvalidFormat);
    row("scheme", u"https://github.com/docker/docker"_s, InvalidFormat);
    row("zone", u"[fe80::1%eth0]:5000/repo"_s, InvalidFormat);
    row("zone escaped", u"[fe80::1%25eth0]:5000/repo"_s, InvalidFormat);
    row("IPv6 without brackets", u"2001:db8::1/repo"_s, InvalidFormat);
    row("open bracket", u"[2001:db8::1/repo"_s, InvalidFormat);
    row("long tag", u"a:"_s + QString(129, u't'), InvalidFormat);
    row("tag with a hyphen first", u"a:-t"_s, InvalidFormat);
    row("tag beyond ASCII", u"a:t\u00e9"_s, InvalidFormat);
    row("path beyond ASCII", u"caf\u00e9/x"_s, InvalidFormat);
    row("empty tag", u"a:"_s, InvalidFormat);
    row("newline", u"a/b:c\n"_s, InvalidFormat);
    row("blank", u" a/b"_s, InvalidFormat);
    row("port that is none", u"host:port/a"_s, InvalidFormat);
    row("endless", u"a/"_s.repeated(100'000) + u'a', InvalidFormat);
}

void TestImageReference::refusedByGrammar()
{
    QFETCH(const QString, text);
    const auto reference = ImageReference::parse(text);
    QTEST(outcome(reference), "error");
    QVERIFY(!toString(reference.error()).isEmpty());
}

void TestImageReference::normalized_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("canonical");
    QTest::addColumn<QString>("familiar");
    const auto row = [](const QString &text, const QString &canonical, const QString &familiar) {
        QTest::newRow(qPrintable(text)) << text << canonical << familiar;
    };
    row(u"busybox"_s, u"docker.io/library/busybox"_s, u"busybox"_s);
    row(u"busybox:1"_s, u"docker.io/library/busybox:1"_s, u"busybox:1"_s);
    row(u"library/busybox"_s, u"docker.io/library/busybox"_s, u"busybox"_s);
    row(u"docker.io/busybox"_s, u"docker.io/library/busybox"_s, u"busybox"_s);
    row(u"index.docker.io/busybox"_s, u"docker.io/library/busybox"_s, u"busybox"_s);
    row(u"index.docker.io/library/busybox:x"_s, u"docker.io/library/busybox:x"_s, u"busybox:x"_s);
    row(u"dmcgowan/myapp"_s, u"docker.io/dmcgowan/myapp"_s, u"dmcgowan/myapp"_s);
    row(u"dmcgowan/myapp@"_s + sha256, u"docker.io/dmcgowan/myapp@"_s + sha256, u"dmcgowan/myapp@"_s + sha256);
    row(u"library/foo/bar"_s, u"docker.io/library/foo/bar"_s, u"library/foo/bar"_s);
    row(u"localhost"_s, u"docker.io/library/localhost"_s, u"localhost"_s);
    row(u"localhost/x"_s, u"localhost/x"_s, u"localhost/x"_s);
    row(u"localhost:5000/x"_s, u"localhost:5000/x"_s, u"localhost:5000/x"_s);
    row(u"host:5000/x"_s, u"host:5000/x"_s, u"host:5000/x"_s);
    row(u"registry.example/team/x:1@"_s + sha256, u"registry.example/team/x:1@"_s + sha256,
        u"registry.example/team/x:1@"_s + sha256);
    row(u"127.0.0.1:8000/x"_s, u"127.0.0.1:8000/x"_s, u"127.0.0.1:8000/x"_s);
    row(u"[::1]:5000/x"_s, u"[::1]:5000/x"_s, u"[::1]:5000/x"_s);
    row(u"[2001:db8::1]/x"_s, u"[2001:db8::1]/x"_s, u"[2001:db8::1]/x"_s);
    row(u"Foo/bar"_s, u"Foo/bar"_s, u"Foo/bar"_s); // capitals make a domain
    row(u"docker.io/docker.io/x"_s, u"docker.io/docker.io/x"_s, u"docker.io/x"_s);
    row(u"busybox:1@"_s + sha512, u"docker.io/library/busybox:1@"_s + sha512, u"busybox:1@"_s + sha512);
    row(hex.left(63), u"docker.io/library/"_s + hex.left(63), hex.left(63));
    row(hex + u":tag"_s, u"docker.io/library/"_s + hex + u":tag"_s, hex + u":tag"_s);
}

void TestImageReference::normalized()
{
    QFETCH(const QString, text);
    QFETCH(const QString, canonical);
    const auto reference = ImageReference::parseNormalized(text);
    QCOMPARE(outcome(reference), Good);
    QCOMPARE(reference->canonical(), canonical);
    QTEST(reference->familiar(), "familiar");
    QCOMPARE(*ImageReference::parseNormalized(canonical), *reference);
}

void TestImageReference::refused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("error");
    const auto row = [](const char *name, const QString &text, ReferenceError error) {
        QTest::newRow(name) << text << int(error);
    };
    using enum ReferenceError;
    row("nothing", {}, Empty);
    row("an id", hex, HexadecimalId);
    row("capitals", u"Busybox"_s, UppercaseName);
    row("capitals behind a domain", u"localhost/Foo"_s, UppercaseName);
    row("capitals behind docker.io", u"docker.io/Docker"_s, UppercaseName);
    row("capitals, tagged", u"team/App:1"_s, UppercaseName);
    row("scheme", u"https://github.com/docker/docker"_s, InvalidFormat);
    row("domain alone", u"docker.io/"_s, InvalidFormat);
    row("hyphen first", u"-foo/bar"_s, InvalidFormat);
    row("hyphens", u"foo/-bar"_s, InvalidFormat);
    row("slash last", u"foo/bar/"_s, InvalidFormat);
    row("two slashes", u"foo//bar"_s, InvalidFormat);
    row("dot first", u".foo/bar"_s, InvalidFormat);
    row("blank", u"team/app 1"_s, InvalidFormat);
    row("long", QString(256, u'a') + u"/b"_s, NameTooLong);
}

void TestImageReference::refused()
{
    QFETCH(const QString, text);
    QTEST(outcome(ImageReference::parseNormalized(text)), "error");
}

void TestImageReference::defaultTag_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("canonical");
    QTest::newRow("neither") << u"busybox"_s << u"docker.io/library/busybox:latest"_s;
    QTest::newRow("tag") << u"busybox:1"_s << u"docker.io/library/busybox:1"_s;
    QTest::newRow("digest") << u"busybox@"_s + sha256 << u"docker.io/library/busybox@"_s + sha256;
}

void TestImageReference::defaultTag()
{
    QFETCH(const QString, text);
    QTEST(ImageReference::parseNormalized(text)->withDefaultTag().canonical(), "canonical");
}

QTEST_GUILESS_MAIN(TestImageReference)
#include "tst_imagereference.moc"
