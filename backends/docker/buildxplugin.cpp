// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "buildxplugin.h"

#include "backends/processes/boundedprocess.h"

#include <QEventLoop>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMutexLocker>
#include <QVersionNumber>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::docker {

namespace {

constexpr qsizetype VersionLimit = 100;

//! The first that has --progress=rawjson.
const QVersionNumber Oldest(0, 13);

//! In a thread that does nothing else meanwhile.
processes::ProcessEnd run(const processes::ProcessCommand &command, const std::function<bool()> &isCancelled)
{
    processes::BoundedProcess process(command, {.run = 5s, .kill = 500ms, .outputBytes = 64 << 10});
    processes::ProcessEnd result;
    QEventLoop loop;
    QTimer looks;
    QObject::connect(&looks, &QTimer::timeout, &process, [&] {
        if (isCancelled && isCancelled())
            process.interrupt();
    });
    process.start(&loop, [&](const processes::ProcessEnd &end) {
        result = end;
        loop.quit();
    });
    looks.start(100ms);
    loop.exec();
    return result;
}

} // namespace

QStringList buildxPlaces(const QString &dockerFolder)
{
    QStringList places;
    for (const QString &folder : {dockerFolder, u"/usr/local/lib/docker"_s, u"/usr/local/libexec/docker"_s,
                                  u"/usr/lib/docker"_s, u"/usr/libexec/docker"_s})
        places += folder + u"/cli-plugins/docker-buildx"_s;
    return places;
}

BuildxPlugin buildxPlugin(const QString &path, const QByteArray &metadata)
{
    const QJsonObject said = QJsonDocument::fromJson(metadata).object();
    BuildxPlugin plugin{.path = path, .version = said.value("Version"_L1).toString().left(VersionLimit)};
    const QString numbers = plugin.version.startsWith(u'v') ? plugin.version.sliced(1) : plugin.version;
    const QVersionNumber version = QVersionNumber::fromString(numbers);
    if (said.value("SchemaVersion"_L1).toString().isEmpty())
        plugin.problem = u"%1 is no plugin of docker"_s.arg(path);
    else if (version.isNull())
        plugin.problem = u"%1 does not say which version it is"_s.arg(path);
    else if (version < Oldest)
        plugin.problem = u"%1 is %2, and only from v0.13 on it tells its progress as JSON"_s.arg(path, plugin.version);
    return plugin;
}

BuildxFinder::BuildxFinder(QStringList places)
    : m_places(std::move(places))
{
}

BuildxPlugin BuildxFinder::find(const std::function<bool()> &isCancelled)
{
    const QMutexLocker lock(&m_mutex);
    const auto isProgram = [](const QString &path) {
        const QFileInfo file(path);
        return file.isFile() && file.isExecutable();
    };
    const auto place = std::find_if(m_places.begin(), m_places.end(), isProgram);
    if (place == m_places.end())
        return {.problem = u"docker buildx is not installed"_s};
    const files::FileSignature signature = files::fileSignature({*place});
    if (m_found.path == *place && m_signature.sameAs(signature))
        return m_found;
    const processes::ProcessEnd end =
        run({.program = *place, .arguments = {u"docker-cli-plugin-metadata"_s}}, isCancelled);
    if (end.how == processes::ProcessEnd::How::Interrupted)
        return {.path = *place, .problem = u"cancelled"_s};
    m_found = end.isGood() ? buildxPlugin(*place, end.output)
                           : BuildxPlugin{.path = *place, .problem = u"%1 %2"_s.arg(*place, end.problem)};
    m_signature = signature;
    return m_found;
}

} // namespace fairlead::docker
