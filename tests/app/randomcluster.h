// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QString>
#include <QStringList>

namespace fairlead::tests {

//! Nodes and Pods as nobody would write them by hand and as clusters have them all the same: every way that a Pod can
//! ask for something, in every spelling of a quantity. Manifests for the API; the same seed makes the same ones.
//! All carry the label and the Nodes the NoSchedule taint fairlead.dev/truth, so that nothing else lands there.
class RandomCluster
{
public:
    //! \p name: of the namespace, and a part of every name.
    RandomCluster(quint32 seed, const QString &name);

    //! One cordoned, one not ready, one with a taint that nobody tolerates and one that states no Pod slots among them.
    QJsonArray nodes();
    const QStringList &nodeNames() const { return m_nodeNames; }
    //! Extended resources that a Node of nodes() may have; it need not have all of them.
    static QStringList deviceResources();
    //! Those that bring overhead to the Pods of pod().
    QJsonArray runtimeClasses() const;

    //! One that takes about \p size tenths of a Node; it goes to \p node only, past all taints.
    QJsonObject pod(const QString &node, int size);
    //! A Pod like that in another life: bound by somebody else than the scheduler, or held back by a gate.
    QJsonObject boundPod(const QString &node);
    QJsonObject gatedPod(const QString &node);
    //! A Pod of one container that asks \p node for exactly \p requests.
    QJsonObject probe(const QString &kind, const QString &node, const QJsonObject &requests, bool toleratesAll) const;

    //! What a kubelet could say in status of \p pod while it is resized in place.
    QJsonObject resizedStatus(const QJsonObject &pod);

    bool happens(int percent) { return m_random.bounded(100) < percent; }
    int number(int below) { return m_random.bounded(below); }
    QJsonValue oneOf(const QJsonArray &values) { return values.at(number(int(values.size()))); }

private:
    QJsonObject metadata(const QString &name) const;
    QJsonObject container(const QString &name, int size);
    QJsonObject podLevel(const QJsonObject &spec);
    QJsonObject actualRequests(const QJsonObject &specified);
    QString cpu(int size);
    QString memory(int size);
    QString millicores(int amount);
    QString bytes(qint64 amount);

    QRandomGenerator m_random;
    QString m_name;
    QStringList m_nodeNames;
    QHash<QString, QStringList> m_devices; //!< that a Node has
    int m_pods = 0;
};

} // namespace fairlead::tests
