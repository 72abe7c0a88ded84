// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/images/imagecomparison.h"

#include <QTest>

using namespace fairlead::images;
using namespace Qt::StringLiterals;

namespace {

// Two builds of one image, as pushed (m1, m2) and with their configs (c1, c2); i1 is an index with m1 in it.
ImageIdentity classic(const QString &config, const QStringList &repoDigests = {})
{
    return identityOnDaemon(ImageStore::Classic, config, repoDigests);
}

ImageIdentity containerd(const QString &manifest, const QStringList &repoDigests = {})
{
    return identityOnDaemon(ImageStore::Containerd, manifest, repoDigests);
}

ImageIdentity unknown(const QString &id, const QStringList &repoDigests = {})
{
    return identityOnDaemon(ImageStore::Unknown, id, repoDigests);
}

} // namespace

class TestImageComparison : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void compares_data()
    {
        QTest::addColumn<ImageIdentity>("a");
        QTest::addColumn<ImageIdentity>("b");
        QTest::addColumn<Likeness>("likeness");
        const auto row = [](const char *name, const ImageIdentity &a, const ImageIdentity &b, Likeness likeness) {
            QTest::newRow(name) << a << b << likeness;
        };
        const Likeness same = Likeness::Same;
        const Likeness other = Likeness::Different;
        const Likeness open = Likeness::Unknown;
        // daemons
        row("classic, one id", classic(u"c1"_s), classic(u"c1"_s), same);
        row("classic, two ids", classic(u"c1"_s), classic(u"c2"_s), other);
        row("classic, one manifest, another config", classic(u"c1"_s, {u"r/a@i1"_s}), classic(u"c9"_s, {u"r/a@i1"_s}),
            same); // of two platforms
        row("classic, pushed to two, as two manifests", classic(u"c1"_s, {u"r/a@m1"_s}),
            classic(u"c1"_s, {u"s/a@m9"_s}), same);
        row("containerd, one id", containerd(u"m1"_s), containerd(u"m1"_s), same);
        row("containerd, two ids", containerd(u"m1"_s), containerd(u"m2"_s), other);
        row("two stores, pushed by one, pulled by the other", classic(u"c1"_s, {u"r/a@m1"_s}), containerd(u"m1"_s),
            same);
        row("two stores, nothing in common", classic(u"c1"_s), containerd(u"m1"_s), open);
        row("two stores, other manifests", classic(u"c1"_s, {u"r/a@m1"_s}), containerd(u"m2"_s), open);
        row("an unknown store, one id", unknown(u"x"_s), unknown(u"x"_s), same);
        row("an unknown store, two ids", unknown(u"x"_s), unknown(u"y"_s), open);
        row("an unknown store and a classic one", unknown(u"c1"_s), classic(u"c1"_s), open);
        row("an unknown store, one manifest", unknown(u"x"_s, {u"r/a@m1"_s}), classic(u"c1"_s, {u"r/a@m1"_s}), same);
        // a daemon and a registry
        row("classic and what it pushed", classic(u"c1"_s, {u"r/a@m1"_s}), identityInRegistry(u"m1"_s), same);
        row("classic, and another pushed since", classic(u"c1"_s, {u"r/a@m1"_s}),
            identityInRegistry(u"m2"_s, {}, u"c2"_s), other);
        row("classic, whose name of the registry is gone", classic(u"c1"_s), identityInRegistry(u"m1"_s, {}, u"c1"_s),
            same);
        row("classic, nothing asked of the manifest", classic(u"c1"_s), identityInRegistry(u"m1"_s), open);
        row("classic and its platform in an index", classic(u"c1"_s), identityInRegistry(u"i1"_s, u"m1"_s, u"c1"_s),
            same);
        row("containerd and what it pushed", containerd(u"m1"_s), identityInRegistry(u"m1"_s), same);
        row("containerd, a manifest of the index", containerd(u"m1"_s), identityInRegistry(u"i1"_s, u"m1"_s), same);
        row("containerd and another", containerd(u"m1"_s), identityInRegistry(u"m2"_s, {}, u"c2"_s), other);
        row("a registry that says no digest", classic(u"c1"_s), identityInRegistry({}), open);
        row("nothing at all", {}, {}, open);
    }
    void compares()
    {
        QFETCH(const ImageIdentity, a);
        QFETCH(const ImageIdentity, b);
        QFETCH(const Likeness, likeness);
        QCOMPARE(toString(ImageComparison().compare(a, b)), toString(likeness));
        QCOMPARE(toString(ImageComparison().compare(b, a)), toString(likeness));
    }

    //! One store's manifest is another's config, once a registry has told.
    void relates()
    {
        ImageComparison comparison;
        const ImageIdentity rebuilt = classic(u"c2"_s);
        const ImageIdentity pulled = containerd(u"m1"_s, {u"r/a@m1"_s});
        QVERIFY(comparison.compare(rebuilt, pulled) == Likeness::Unknown);
        comparison.relate(u"m1"_s, {});
        QVERIFY(comparison.compare(rebuilt, pulled) == Likeness::Unknown);
        comparison.relate(u"m1"_s, u"c1"_s);
        QVERIFY(comparison.compare(rebuilt, pulled) == Likeness::Different);
        QVERIFY(comparison.compare(classic(u"c1"_s), pulled) == Likeness::Same);
    }
};

QTEST_GUILESS_MAIN(TestImageComparison)
#include "tst_imagecomparison.moc"
