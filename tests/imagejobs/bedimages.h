// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/imagejobs/workshop.h"
#include "tests/support/bedservers.h"
#include "tests/support/buildcontext.h"

#include <QDateTime>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>
#include <optional>

namespace fairlead::tests {

//! A workshop on the bed's daemons "local" and "remote" and its registries "basic" and "token", and images that are
//! made there of a static busybox and of nothing else, each of its own. What was made is removed.
class BedImages
{
public:
    static constexpr int Patience = 120'000;

    //! \return what is wrong; empty: nothing.
    QString open(const settings::Settings &more = {})
    {
        BedServers servers;
        if (const QString problem = servers.open(); !problem.isEmpty())
            return problem;
        objects = more;
        for (const settings::Daemon &daemon : BedServers::daemons())
            objects.daemons.push_back(daemon);
        for (const settings::Registry &registry : servers.registries(QStringLiteral("bedimages")))
            objects.registries.push_back(registry);
        workshop = std::make_unique<imagejobs::Workshop>(
            imagejobs::Workshop::Settings{.settingsFolder = folder.path(),
                                          .dockerFolder = folder.path(),
                                          .userAgent = "fairlead-test",
                                          .environment = BedServers::environment(servers.dockerConfig())});
        workshop->setSettings(objects);
        for (const settings::Daemon &daemon : objects.daemons)
            workshop->daemons().open(daemon.id);
        const auto isLive = [this](const settings::Daemon &daemon) {
            return !BedServers::isOfTheBed(daemon) ||
                   workshop->daemons().session(daemon.id)->status().state == docker::DaemonState::Live;
        };
        const bool areLive = QTest::qWaitFor(
            [&] { return std::all_of(objects.daemons.begin(), objects.daemons.end(), isLive); }, Patience);
        return areLive ? QString() : QStringLiteral("the daemons do not answer");
    }

    void close()
    {
        for (const auto &[daemonId, id] : m_containers)
            removeContainer(daemonId, id);
        for (const auto &[daemonId, id] : m_images) {
            const auto image = inspect(daemonId, id);
            for (const QString &tag : image ? image->repoTags : QStringList())
                removeImage(daemonId, tag);
            removeImage(daemonId, id);
        }
        workshop.reset();
    }

    docker::EngineClient &client(const QString &daemonId) { return *workshop->daemons().session(daemonId)->client(); }
    QString host(const QString &registryId) { return workshop->registries().registry(registryId)->host; }

    template <class T, class Call>
    static Result<T> ask(Call call)
    {
        std::optional<Result<T>> answer;
        QObject context;
        call(&context, [&](const Result<T> &result) { answer = result; });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, Patience))
            return tl::make_unexpected(ApiError{.kind = ApiError::Kind::Timeout});
        return *answer;
    }

    //! An image that nobody else has. \return its id; empty: it was not built.
    QString build(const QString &daemonId, const QString &tag)
    {
        QFile busybox(QStringLiteral("/bin/busybox"));
        if (!busybox.open(QIODevice::ReadOnly))
            return {};
        const QByteArray program = busybox.readAll();
        const QByteArray dockerfile = "FROM scratch\nCOPY root /\nLABEL bedimage=\"" +
                                      QByteArray::number(QDateTime::currentMSecsSinceEpoch()) + "-" +
                                      QByteArray::number(++m_number) + "\"\nENTRYPOINT [\"/bin/busybox\"]\n";
        // In the one layer, so that no image of anybody else lies on it; with its folder, which would get the time of
        // the build: two images would have the layer or not, as both were built in one second or not.
        const QByteArray owner = number.toUtf8();
        docker::EngineClient &engine = client(daemonId);
        transport::HttpRequest request{
            .method = "POST",
            .path = QStringLiteral("/v%1/build").arg(engine.apiVersion().text()),
            .contentType = "application/x-tar",
            .body = tarEntry("Dockerfile", "0000644", dockerfile.size()) + padded(dockerfile) +
                    tarEntry("root/", "0000755", 0) + tarEntry("root/bin/", "0000755", 0) +
                    tarEntry("root/bin/owner", "0000644", owner.size()) + padded(owner) +
                    tarEntry("root/bin/busybox", "0000755", program.size()) + padded(program) + QByteArray(1024, '\0'),
            .answerTimeout = std::chrono::seconds(60)};
        request.query.addQueryItem(QStringLiteral("t"), tag);
        request.query.addQueryItem(QStringLiteral("rm"), QStringLiteral("1"));
        std::optional<tl::expected<transport::HttpResponse, transport::HttpFailure>> answer;
        QObject context;
        engine.http().send(request, &context, [&](auto result) { answer = result; });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, Patience) || !*answer)
            return {};
        return adopt(daemonId, tag);
    }
    //! What was made otherwise is removed, too. \return its id; empty: it is not there.
    QString adopt(const QString &daemonId, const QString &name)
    {
        const QString id = idOf(daemonId, name);
        if (!id.isEmpty())
            m_images.emplace_back(daemonId, id);
        return id;
    }

    Result<docker::ImageDetails> inspect(const QString &daemonId, const QString &name)
    {
        return ask<docker::ImageDetails>([&](auto *c, auto done) { client(daemonId).inspectImage(name, c, done); });
    }
    //! The id that \p name means there; empty: none.
    QString idOf(const QString &daemonId, const QString &name)
    {
        const auto image = inspect(daemonId, name);
        return image ? image->id : QString();
    }
    Result<void> tag(const QString &daemonId, const QString &image, const QString &repository, const QString &tag)
    {
        return ask<void>([&](auto *c, auto done) { client(daemonId).tagImage(image, repository, tag, c, done); });
    }
    Result<docker::ImageRemoval> removeImage(const QString &daemonId, const QString &name)
    {
        return ask<docker::ImageRemoval>(
            [&](auto *c, auto done) { client(daemonId).removeImage(name, false, c, done); });
    }
    //! One that is not started.
    QString createContainer(const QString &daemonId, const QString &image)
    {
        const docker::ContainerSpec spec{.image = image, .networkMode = QStringLiteral("none")};
        const auto made = ask<docker::CreatedContainer>(
            [&](auto *c, auto done) { client(daemonId).createContainer({}, spec, c, done); });
        if (!made)
            return {};
        m_containers.emplace_back(daemonId, made->id);
        return made->id;
    }
    Result<void> removeContainer(const QString &daemonId, const QString &id)
    {
        return ask<void>([&](auto *c, auto done) { client(daemonId).removeContainer(id, true, true, c, done); });
    }

    QTemporaryDir folder;
    settings::Settings objects;
    std::unique_ptr<imagejobs::Workshop> workshop;
    const QString number = QString::number(QDateTime::currentMSecsSinceEpoch(), 36); //!< for names of this run

private:
    int m_number = 0;
    std::vector<std::pair<QString, QString>> m_images; //!< daemon and id
    std::vector<std::pair<QString, QString>> m_containers;
};

} // namespace fairlead::tests
