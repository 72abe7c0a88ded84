// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runform.h"

#include "backends/kubernetes/quantity.h"
#include "backends/manifests/duration.h"
#include "backends/manifests/grammar.h"
#include "backends/settings/secretwords.h"
#include "gpucandidates.h"
#include "shellwords.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using kubernetes::Quantity;
using settings::RuntimeConfig;
using settings::TextPairs;

constexpr int MostNodes = 1'000;

void put(TextPairs &pairs, const QString &key, const QString &value)
{
    const auto known = std::find_if(pairs.begin(), pairs.end(), [&key](const auto &each) { return each.first == key; });
    if (known == pairs.end())
        pairs.emplace_back(key, value);
    else
        known->second = value;
}

bool has(const TextPairs &pairs, const QString &key)
{
    return std::any_of(pairs.begin(), pairs.end(), [&key](const auto &each) { return each.first == key; });
}

class Former
{
public:
    Former(const RuntimeConfig &config, const RunForm &form, const settings::Settings &settings)
        : m_form(form)
        , m_settings(settings)
        , m_run{.config = config, .nodes = form.nodes}
    {
    }

    tl::expected<FormedRun, manifests::ManifestProblems> form()
    {
        takeName();
        takeCommand();
        takeImage();
        takeGpus();
        takeNodes();
        takeAmount(u"cpu"_s, m_form.cpu);
        takeAmount(u"memory"_s, m_form.memory);
        takeTimeLimit();
        takeEnvironment();
        takeTargets();
        if (!m_problems.empty())
            return tl::make_unexpected(std::move(m_problems));
        return std::move(m_run);
    }

private:
    void report(const QString &field, const QString &message) { m_problems.push_back({field, message}); }
    RuntimeConfig &config() { return m_run.config; }

    void takeName()
    {
        const QString &name = m_form.name;
        if (!name.isEmpty() && std::none_of(name.begin(), name.end(), [](QChar c) { return c.isLetterOrNumber(); }))
            report(u"name"_s, u"a name has a letter or a digit in it"_s);
    }

    void takeCommand()
    {
        if (m_form.command.trimmed().isEmpty())
            return;
        if (m_form.isShell) {
            m_run.command = {u"/bin/sh"_s, u"-c"_s, m_form.command};
            return;
        }
        const auto words = shellWords(m_form.command);
        if (words)
            m_run.command = *words;
        else
            report(u"command"_s, u"at %1: %2"_s.arg(words.error().at + 1).arg(words.error().message));
    }

    void takeImage()
    {
        const QString image = m_form.image.trimmed();
        if (image.isEmpty())
            return;
        if (std::any_of(image.begin(), image.end(), [](QChar c) { return c.isSpace(); }))
            report(u"image"_s, u"a reference has no blanks: registry.example.com/team/image:1"_s);
        config().image.baseImage = {};
        config().image.registry = {};
        config().image.reference = image;
    }

    void takeGpus()
    {
        if (m_form.gpus.trimmed().isEmpty())
            return;
        const auto ask = parseGpuAsk(m_form.gpus);
        if (!ask) {
            report(u"gpus"_s, ask.error().text());
            return;
        }
        m_run.gpus = *ask;
        if (config().isDocker())
            takeDockerGpus(*ask);
        else
            config().kubernetes.gpu = plainRequest(*ask);
    }

    //! A daemon hands out GPUs of its host by number, whatever they are.
    void takeDockerGpus(const GpuAsk &ask)
    {
        const bool isByNumber = ask.names.isEmpty() && ask.kind.isEmpty() && !ask.hasMemory() &&
                                (!ask.vendor || *ask.vendor == accelerators::Vendor::Nvidia);
        settings::DockerGpus &gpus = config().docker.gpus;
        if (ask.isNone)
            gpus = {};
        else if (isByNumber)
            gpus = {.count = ask.leastCount, .deviceIds = {}, .cdiDevices = {}, .runtime = gpus.runtime};
        else
            report(u"gpus"_s, u"a Docker daemon gives NVIDIA's GPUs by their number: write %1, or name devices in the "
                              "runtime config"_s.arg(ask.leastCount));
    }

    void takeNodes()
    {
        if (m_form.nodes < 1 || m_form.nodes > MostNodes)
            report(u"nodes"_s, u"a run has 1 to %1 nodes"_s.arg(MostNodes));
        else if (m_form.nodes > 1 && config().isDocker())
            report(u"nodes"_s, u"a run on a Docker daemon has one node: take a runtime config of Kubernetes"_s);
    }

    void takeAmount(const QString &resource, const QString &text)
    {
        if (text.trimmed().isEmpty())
            return;
        const auto amount = Quantity::parse(text.trimmed().toStdString());
        if (!amount || *amount <= Quantity()) {
            report(resource, resource == "cpu"_L1 ? u"expected cores, such as 4 or 500m"_s
                                                  : u"expected an amount of memory, such as 16Gi or 512Mi"_s);
            return;
        }
        if (resource == "memory"_L1 && *amount < Quantity::fromUnits(1'024 * 1'024)) {
            report(resource, u"%1 is less than 1Mi: a unit is missing, such as in 16Gi"_s.arg(text.trimmed()));
            return;
        }
        if (config().isDocker())
            putDocker(resource, *amount);
        else
            putKubernetes(resource, text.trimmed());
    }

    void putKubernetes(const QString &resource, const QString &text)
    {
        settings::KubernetesPart &part = config().kubernetes;
        put(part.requests, resource, text);
        if (has(part.limits, resource))
            put(part.limits, resource, text);
    }

    void putDocker(const QString &resource, Quantity amount)
    {
        TextPairs &resources = config().docker.resources;
        if (resource == "cpu"_L1)
            put(resources, u"cpus"_s, QString::number(double(amount.milliValue()) / 1'000, 'f', 3));
        else
            put(resources, u"memory"_s, QString::number(amount.value()));
    }

    void takeTimeLimit()
    {
        const QString limit = m_form.timeLimit.trimmed();
        if (limit.isEmpty())
            return;
        if (!manifests::parseDuration(limit))
            report(u"timeLimit"_s, u"expected a duration such as 90s, 10m, 1h30m or 2d"_s);
        config().timeouts.run = limit;
    }

    void takeEnvironment()
    {
        for (std::size_t i = 0; i < m_form.environment.size(); ++i) {
            const auto &[name, value] = m_form.environment[i];
            const QString field = u"environment[%1].name"_s.arg(i);
            const auto isIt = [&name = name](const auto &each) { return each.first == name; };
            const auto before = m_form.environment.begin() + std::ptrdiff_t(i);
            if (!manifests::isEnvName(name))
                report(field, u"expected a name of letters, digits and _, such as EPOCHS"_s);
            else if (std::any_of(m_form.environment.begin(), before, isIt))
                report(field, u"%1 is there twice"_s.arg(name));
            else
                putVariable({.name = name, .value = value});
            if ((settings::isSecretName(name) && !value.isEmpty() && !value.startsWith(u"${"_s)) ||
                settings::hasLogin(value))
                m_run.notes += u"%1 looks like a secret, and everybody who may see the run would read it: have the "
                               "runtime config take it from a Secret."_s.arg(name);
        }
    }

    void putVariable(const settings::EnvVariable &variable)
    {
        const auto known =
            std::find_if(config().env.begin(), config().env.end(),
                         [&variable](const settings::EnvVariable &each) { return each.name == variable.name; });
        if (known == config().env.end())
            config().env.push_back(variable);
        else
            *known = variable;
    }

    void takeTargets()
    {
        if (m_form.targets.isEmpty())
            return;
        if (config().isDocker())
            takeDaemon();
        else
            config().kubernetes.contexts = m_form.targets;
    }

    void takeDaemon()
    {
        if (m_form.targets.size() > 1) {
            report(u"targets"_s, u"a run on Docker goes to one daemon"_s);
            return;
        }
        const QString &name = m_form.targets.front();
        const auto daemon =
            std::find_if(m_settings.daemons.begin(), m_settings.daemons.end(),
                         [&name](const settings::Daemon &each) { return each.name == name || each.id == name; });
        if (daemon == m_settings.daemons.end())
            report(u"targets"_s, u"the settings have no Docker daemon %1"_s.arg(name));
        else
            config().docker.daemon = {daemon->id, daemon->name};
    }

    const RunForm &m_form;
    const settings::Settings &m_settings;
    FormedRun m_run;
    manifests::ManifestProblems m_problems;
};

} // namespace

tl::expected<FormedRun, manifests::ManifestProblems> formedConfig(const RuntimeConfig &config, const RunForm &form,
                                                                  const settings::Settings &settings)
{
    return Former(config, form, settings).form();
}

} // namespace fairlead::runs
