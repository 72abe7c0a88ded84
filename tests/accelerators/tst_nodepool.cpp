// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "builders.h"

#include "backends/accelerators/nodepool.h"

#include <QTest>

using namespace fairlead;
using namespace Qt::StringLiterals;

class TestNodePool : public QObject
{
    Q_OBJECT
private slots:
    void names_data()
    {
        QTest::addColumn<QString>("labels");
        QTest::addColumn<QString>("pool");
        QTest::newRow("none") << u"zone=b"_s << QString();
        QTest::newRow("GKE") << u"cloud.google.com/gke-nodepool=a3"_s << u"a3"_s;
        QTest::newRow("EKS") << u"eks.amazonaws.com/nodegroup=p5"_s << u"p5"_s;
        QTest::newRow("AKS") << u"kubernetes.azure.com/agentpool=nd agentpool=nd"_s << u"nd"_s;
        QTest::newRow("Karpenter in an EKS cluster")
            << u"eks.amazonaws.com/nodegroup=system karpenter.sh/nodepool=gpu"_s << u"gpu"_s;
    }
    void names()
    {
        QFETCH(QString, labels);
        QTEST(accelerators::nodePool(tests::node(u"n"_s, labels, {})), "pool");
    }
};

QTEST_GUILESS_MAIN(TestNodePool)
#include "tst_nodepool.moc"
