// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/imagejobs/workshop.h"
#include "tests/docker/engineanswers.h"
#include "tests/support/testpki.h"
#include "tests/support/tree.h"

#include <QTest>

#include <memory>
#include <vector>

namespace fairlead::tests {

//! A workshop on an engine "d" and a registry "r", called lab, of the test: what a transfer asks of either, and what
//! comes of an answer that no real one gives on demand. The registry speaks TLS; docker's config.json has a login for
//! it, me:pass. The engine's events stay open and tell nothing.
class TransferServers
{
public:
    static constexpr int Patience = 60'000;

    explicit TransferServers(TestPki &pki)
        : registry(pki.server())
    {
        tree.add(QStringLiteral("ca.pem"), pki.caPem());
        tree.add(QStringLiteral("config.json"),
                 "{\"auths\":{\"" + host() + "\":{\"auth\":\"" + QByteArray("me:pass").toBase64() + "\"}}}");
        engine.set("/events",
                   Script().head(200, "application/json").pause(std::chrono::hours(1))); // no broadcast reaches them
    }

    QByteArray host() const { return "127.0.0.1:" + QByteArray::number(registry.port()); }

    //! With recipes exec1, exec2... whose ids are i1, i2..., of which no file is there.
    settings::Settings objects(int recipes = 1) const
    {
        settings::Settings objects;
        objects.daemons = {{.id = QStringLiteral("d"),
                            .name = QStringLiteral("local"),
                            .host = QStringLiteral("tcp://127.0.0.1:%1").arg(engine.server.port())}};
        objects.registries = {{.id = QStringLiteral("r"),
                               .name = QStringLiteral("lab"),
                               .host = QString::fromLatin1(host()),
                               .repositoryPrefix = QStringLiteral("team"),
                               .certificateAuthority = QStringLiteral("ca.pem")}};
        for (int i = 1; i <= recipes; ++i)
            objects.baseImages.push_back({.id = QStringLiteral("i%1").arg(i),
                                          .name = QStringLiteral("exec%1").arg(i),
                                          .tag = QStringLiteral("base/exec%1:1").arg(i),
                                          .dockerfile = QStringLiteral("Dockerfile"),
                                          .context = QStringLiteral("nowhere"),
                                          .registries = {{QStringLiteral("r"), {}}}});
        return objects;
    }

    //! The engine has the image of that recipe, and pushes it as \p push says.
    template <class Answer>
    void hasImage(int recipe, const Answer &push)
    {
        const QByteArray name = "base/exec" + QByteArray::number(recipe);
        engine.set(
            "/images/" + name + ":1/json",
            Script::answer(200, "application/json", "{\"Id\":\"sha256:aaa\",\"RepoTags\":[\"" + name + ":1\"]}"));
        engine.set("/images/" + name + ":1/tag", Script::answer(201, "application/json", {}));
        engine.set("/images/" + host() + "/team/" + name + "/push", push);
    }

    void use(const settings::Settings &objects, registry::LoginPrompts *prompts = nullptr)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("DOCKER_CONFIG"), tree.path());
        workshop = std::make_unique<imagejobs::Workshop>(imagejobs::Workshop::Settings{
            .settingsFolder = tree.path(),
            .dockerFolder = tree.path(),
            .userAgent = "fairlead-test",
            .environment = environment,
            .hooks = processes::ProgramPolicy::withApprovals(true, tree.path() + QStringLiteral("/approved")),
            .prompts = prompts});
        QObject *context = workshop.get();
        QObject::connect(workshop.get(), &imagejobs::Workshop::jobLogged, context,
                         [this](const QString &, const QByteArray &text, bool) { log += text; });
        QObject::connect(workshop.get(), &imagejobs::Workshop::jobEnded, context,
                         [this](const QString &, const imagejobs::JobResult &result) { results.push_back(result); });
        QObject::connect(workshop.get(), &imagejobs::Workshop::idle, context, [this] { isIdle = true; });
        workshop->setSettings(objects);
    }

    bool waitForEnd() const
    {
        return QTest::qWaitFor([this] { return isIdle && !results.empty(); }, Patience);
    }

    Tree tree;
    EngineAnswers engine;
    FaultServer registry;
    std::vector<imagejobs::JobResult> results;
    QByteArray log;
    bool isIdle = false;
    std::unique_ptr<imagejobs::Workshop> workshop; //!< goes first
};

} // namespace fairlead::tests
