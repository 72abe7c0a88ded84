// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/clusters/distinctnames.h"

#include <QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;

class TestDistinctNames : public QObject
{
    Q_OBJECT
private slots:
    void tellsNamesApart_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<QStringList>("shorter");
        const auto row = [](const char *name, const QStringList &names, const QStringList &shorter) {
            QTest::newRow(name) << names << shorter;
        };
        row("none", {}, {});
        row("one alone", {u"kind-lab"_s}, {u"kind-lab"_s});
        row("EKS", {u"arn:aws:eks:eu-west-1:1234:cluster/prod"_s, u"arn:aws:eks:eu-west-1:1234:cluster/dev"_s},
            {u"…prod"_s, u"…dev"_s});
        row("cut at a separator", {u"gke_acme_europe-west4_train"_s, u"gke_acme_europe-north1_infer"_s},
            {u"…west4_train"_s, u"…north1_infer"_s});
        row("not within a word", {u"production"_s, u"prototype"_s}, {u"production"_s, u"prototype"_s});
        row("nothing in common", {u"bed-a"_s, u"lab"_s}, {u"bed-a"_s, u"lab"_s});
        row("too little to gain", {u"a-x"_s, u"a-y"_s}, {u"a-x"_s, u"a-y"_s});
        row("one begins the other", {u"kind-lab"_s, u"kind-lab-2"_s}, {u"…lab"_s, u"…lab-2"_s});
        row("one is the beginning", {u"kind-"_s, u"kind-lab"_s}, {u"kind-"_s, u"kind-lab"_s});
        row("the same twice", {u"kind-lab"_s, u"kind-lab"_s}, {u"…lab"_s, u"…lab"_s});
    }
    void tellsNamesApart()
    {
        QFETCH(QStringList, names);
        QTEST(models::distinctNames(names), "shorter");
    }
};

QTEST_APPLESS_MAIN(TestDistinctNames)
#include "tst_distinctnames.moc"
