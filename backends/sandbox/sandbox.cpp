// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox.h"

#include "loopbackcertificate.h"
#include "sites.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

#include <array>

using namespace Qt::StringLiterals;

namespace fairlead::sandbox {

namespace {

QByteArray randomToken()
{
    std::array<quint32, 8> bits{};
    QRandomGenerator::system()->generate(bits.begin(), bits.end());
    return QByteArray(reinterpret_cast<const char *>(bits.data()), sizeof bits).toHex();
}

} // namespace

Sandbox::Sandbox(std::vector<Cluster> clusters)
    : m_token(randomToken())
    , m_clusters(std::move(clusters))
{
    m_thread.setObjectName(u"sandbox"_s);
}

Sandbox::~Sandbox()
{
    if (!m_thread.isRunning()) {
        qDeleteAll(m_servers);
        return;
    }
    for (ApiServer *server : m_servers) // in their own thread
        QObject::connect(&m_thread, &QThread::finished, server, &QObject::deleteLater);
    m_thread.quit();
    m_thread.wait();
}

std::vector<Sandbox::Cluster> Sandbox::exampleClusters()
{
    std::vector<Cluster> clusters;
    clusters.push_back({u"sandbox-training"_s, std::make_unique<JobDrift>(trainingSite()), {}});
    clusters.push_back({u"sandbox-research"_s, std::make_unique<JobDrift>(researchSite()), {}});
    clusters.push_back({u"sandbox-flaky"_s, std::make_unique<JobDrift>(flakySite()), flakyFaults()});
    return clusters;
}

bool Sandbox::start()
{
    const auto certificate = LoopbackCertificate::make();
    if (!certificate)
        return false;
    m_certificatePem = certificate->certificatePem;
    for (Cluster &cluster : m_clusters) {
        ApiServer::Settings settings{.token = m_token,
                                     .ssl = certificate->server,
                                     .faults = std::move(cluster.faults),
                                     .historyLimit = cluster.historyLimit};
        m_servers.push_back(new ApiServer(std::move(cluster.simulation), std::move(settings)));
        if (!m_servers.back()->listen())
            return false;
        m_ports.push_back(m_servers.back()->port());
        m_contexts << cluster.context;
    }
    m_clusters.clear();
    for (ApiServer *server : m_servers) {
        server->moveToThread(&m_thread);
        QMetaObject::invokeMethod(server, &ApiServer::start, Qt::QueuedConnection);
    }
    m_thread.start();
    return true;
}

void Sandbox::prepare()
{
    for (ApiServer *server : m_servers)
        QMetaObject::invokeMethod(server, &ApiServer::prepare, Qt::BlockingQueuedConnection);
}

//! In JSON, which is YAML.
QByteArray Sandbox::kubeconfig() const
{
    QJsonArray clusters;
    QJsonArray contexts;
    for (qsizetype i = 0; i < m_contexts.size(); ++i) {
        const QString name = m_contexts[i];
        const QString server = u"https://127.0.0.1:%1"_s.arg(m_ports[std::size_t(i)]);
        clusters << QJsonObject{{u"name"_s, name},
                                {u"cluster"_s, QJsonObject{{u"server"_s, server},
                                                           {u"certificate-authority-data"_s,
                                                            QString::fromLatin1(m_certificatePem.toBase64())}}}};
        contexts << QJsonObject{{u"name"_s, name},
                                {u"context"_s, QJsonObject{{u"cluster"_s, name}, {u"user"_s, u"sandbox"_s}}}};
    }
    const QJsonObject user{{u"name"_s, u"sandbox"_s},
                           {u"user"_s, QJsonObject{{u"token"_s, QString::fromLatin1(m_token)}}}};
    const QJsonObject config{{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Config"_s},
                             {u"clusters"_s, clusters},  {u"users"_s, QJsonArray{user}},
                             {u"contexts"_s, contexts},  {u"current-context"_s, m_contexts.value(0)}};
    return QJsonDocument(config).toJson();
}

QString Sandbox::writeKubeconfig()
{
    QFile file(m_folder.filePath(u"kubeconfig"_s));
    const QByteArray content = kubeconfig();
    if (!m_folder.isValid() || !file.open(QIODevice::WriteOnly | QIODevice::NewOnly) ||
        !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) || file.write(content) != content.size())
        return {};
    return file.fileName();
}

} // namespace fairlead::sandbox
