// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/daemonchoice.h"
#include "backends/docker/engineclient.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <memory>
#include <optional>

namespace fairlead::tests {

//! A real engine with an image of ours on it, made of a static busybox and nothing else; what was made is removed.
class BedEngine
{
public:
    template <class T, class Call>
    Result<T> ask(Call call)
    {
        std::optional<Result<T>> answer;
        QObject context;
        call(&context, [&](const Result<T> &result) { answer = result; });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, 60'000)) {
            return tl::make_unexpected(
                ApiError{.kind = ApiError::Kind::Timeout, .message = QStringLiteral("no answer at all")});
        }
        return *answer;
    }

    //! \return what went wrong; empty: nothing.
    QString open(const docker::DaemonChoice &choice)
    {
        const Result<docker::DockerEndpoint> endpoint = docker::resolveDaemon(choice, {});
        if (!endpoint)
            return endpoint.error().message;
        http = std::make_unique<transport::HttpClient>(
            endpoint->endpoint, std::make_unique<transport::StaticCredentials>(endpoint->credentials), "fairlead-test");
        client = std::make_unique<docker::EngineClient>(*http);
        const auto version = ask<docker::EngineVersion>([this](auto *c, auto done) { client->version(c, done); });
        if (!version)
            return version.error().message;
        const auto negotiated = docker::negotiateApiVersion(*version);
        if (!negotiated)
            return negotiated.error().message;
        client->setApiVersion(*negotiated);
        return build();
    }

    //! \return its id.
    QString create(const docker::ContainerSpec &spec)
    {
        docker::ContainerSpec ours = spec;
        ours.image = tag;
        ours.labels.insert(label(), QStringLiteral("1"));
        if (ours.networkMode.isEmpty())
            ours.networkMode = QStringLiteral("none");
        const auto created =
            ask<docker::CreatedContainer>([&](auto *c, auto done) { client->createContainer({}, ours, c, done); });
        return created ? created->id : QStringLiteral("failed: ") + created.error().message;
    }
    Result<void> start(const QString &id)
    {
        return ask<void>([&](auto *c, auto done) { client->startContainer(id, c, done); });
    }
    //! \return the id of a container that runs \p command.
    QString run(const QStringList &command)
    {
        const QString id = create({.command = command});
        const Result<void> started = start(id);
        return started ? id : QStringLiteral("failed: ") + started.error().message;
    }
    Result<void> remove(const QString &id)
    {
        return ask<void>([&](auto *c, auto done) { client->removeContainer(id, true, true, c, done); });
    }

    void close()
    {
        if (!client)
            return;
        const auto containers =
            ask<std::vector<docker::Container>>([this](auto *c, auto done) { client->listContainers(true, c, done); });
        for (const docker::Container &container : containers.value_or(std::vector<docker::Container>())) {
            if (container.labels.contains(label()))
                remove(container.id);
        }
        ask<docker::ImageRemoval>([this](auto *c, auto done) { client->removeImage(tag, true, c, done); });
    }

    std::unique_ptr<transport::HttpClient> http;
    std::unique_ptr<docker::EngineClient> client;
    QString repository = QStringLiteral("localhost/fairlead-test/s%1").arg(QCoreApplication::applicationPid());
    QString tag = repository + QStringLiteral(":1");

private:
    static QString label() { return QStringLiteral("fairlead-session-test"); }

    static QByteArray tarEntry(const QByteArray &name, const QByteArray &mode, const QByteArray &content)
    {
        QByteArray header(512, '\0');
        const auto put = [&](qsizetype at, const QByteArray &text) { header.replace(at, text.size(), text); };
        put(0, name);
        put(100, mode);
        put(108, "0000000");
        put(116, "0000000");
        put(124, QByteArray::number(content.size(), 8).rightJustified(11, '0'));
        put(136, "00000000000");
        put(148, "        ");
        put(156, "0");
        put(257, QByteArray("ustar\00000", 8));
        int sum = 0;
        for (const char byte : header)
            sum += uchar(byte);
        put(148, QByteArray::number(sum, 8).rightJustified(6, '0') + QByteArray("\0 ", 2));
        return header + content + QByteArray((512 - content.size() % 512) % 512, '\0');
    }

    QString build()
    {
        QFile busybox(QStringLiteral("/bin/busybox"));
        if (!busybox.open(QIODevice::ReadOnly))
            return QStringLiteral("no /bin/busybox: install busybox-static");
        transport::HttpRequest request{.method = "POST",
                                       .path = QStringLiteral("/v%1/build").arg(client->apiVersion().text()),
                                       .contentType = "application/x-tar",
                                       .body = tarEntry("Dockerfile", "0000644",
                                                        "FROM scratch\nCOPY busybox /bin/busybox\n"
                                                        "ENTRYPOINT [\"/bin/busybox\"]\nCMD [\"true\"]\n") +
                                               tarEntry("busybox", "0000755", busybox.readAll()) +
                                               QByteArray(1024, '\0'),
                                       .answerTimeout = std::chrono::seconds(60)};
        request.query.addQueryItem(QStringLiteral("t"), tag);
        request.query.addQueryItem(QStringLiteral("rm"), QStringLiteral("1"));
        std::optional<tl::expected<transport::HttpResponse, transport::HttpFailure>> answer;
        QObject context;
        http->send(request, &context, [&](const auto &result) { answer = result; });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, 120'000))
            return QStringLiteral("the build does not end");
        if (!*answer)
            return docker::errorFromFailure(answer->error()).message;
        for (const QByteArray &line : (*answer)->body.split('\n')) {
            const QJsonObject message = QJsonDocument::fromJson(line).object();
            if (message.contains(QLatin1StringView("error")))
                return message.value(QLatin1StringView("error")).toString();
        }
        return {};
    }
};

} // namespace fairlead::tests
