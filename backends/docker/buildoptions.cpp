// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "buildoptions.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace fairlead::docker {

namespace {

class Query
{
public:
    void add(const QString &name, const QString &value)
    {
        if (!value.isEmpty())
            m_query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    }
    void add(const QString &name, std::int64_t value)
    {
        if (value != 0)
            add(name, QString::number(value));
    }
    void add(const QString &name, const QJsonDocument &json)
    {
        add(name, QString::fromUtf8(json.toJson(QJsonDocument::Compact)));
    }
    void add(const QString &name, const QMap<QString, QString> &values)
    {
        QJsonObject object;
        for (auto it = values.begin(); it != values.end(); ++it)
            object.insert(it.key(), *it);
        if (!values.isEmpty())
            add(name, QJsonDocument(object));
    }
    void addFlag(const QString &name, bool isSet) { add(name, isSet ? u"1"_s : QString()); }

    const QUrlQuery &query() const { return m_query; }

private:
    QUrlQuery m_query;
};

} // namespace

QUrlQuery buildQuery(const BuildOptions &options)
{
    Query query;
    for (const QString &tag : options.tags)
        query.add(u"t"_s, tag);
    query.add(u"dockerfile"_s, options.dockerfile);
    query.add(u"buildargs"_s, options.buildArgs);
    query.add(u"labels"_s, options.labels);
    query.add(u"target"_s, options.target);
    query.add(u"platform"_s, options.platform);
    query.addFlag(u"nocache"_s, !options.usesCache);
    query.addFlag(u"pull"_s, options.pulls);
    query.add(u"rm"_s, options.removes ? u"1"_s : u"0"_s);
    query.addFlag(u"forcerm"_s, options.removesAlways);
    if (!options.cacheFrom.isEmpty())
        query.add(u"cachefrom"_s, QJsonDocument(QJsonArray::fromStringList(options.cacheFrom)));
    for (const QString &host : options.extraHosts)
        query.add(u"extrahosts"_s, host);
    query.add(u"networkmode"_s, options.networkMode);
    query.add(u"shmsize"_s, options.shmSizeBytes);
    query.add(u"memory"_s, options.memoryBytes);
    query.add(u"memswap"_s, options.memorySwapBytes);
    query.add(u"cpushares"_s, options.cpuShares);
    query.add(u"cpuperiod"_s, options.cpuPeriodUs);
    query.add(u"cpuquota"_s, options.cpuQuotaUs);
    query.add(u"cpusetcpus"_s, options.cpuSetCpus);
    if (options.builder == Builder::BuildKit) {
        query.add(u"version"_s, u"2"_s);
        query.add(u"buildid"_s, options.buildId);
    }
    return query.query();
}

} // namespace fairlead::docker
