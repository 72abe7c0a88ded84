// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configdefaults.h"

#include "backends/runs/launchplan.h"
#include "backends/runs/launchtargets.h"
#include "backends/settings/findbyid.h"
#include "models/formats.h"
#include "models/plaintext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using runs::LaunchFacts;
using settings::RuntimeConfig;
using settings::Settings;

constexpr qsizetype LongestName = 120;

QString tr(const char *text)
{
    return QCoreApplication::translate("ConfigDefaults", text);
}

QStringList namesOf(const std::vector<runs::LaunchTarget> &targets)
{
    QStringList names;
    for (const runs::LaunchTarget &target : targets)
        names += plainLine(target.name, LongestName);
    return names;
}

//! Where it runs if it says nothing.
QString contextsOf(RuntimeConfig config, const LaunchFacts &facts, const Settings &settings)
{
    config.engine = u"kubernetes"_s;
    config.kubernetes.contexts.clear();
    const auto targets = runs::launchTargets(config, settings.defaults.target, facts, settings);
    if (!targets)
        return tr(QT_TRANSLATE_NOOP("ConfigDefaults", "the kubeconfig's current context"));
    if (targets->size() == 1 && targets->front().isBuiltin)
        return tr(QT_TRANSLATE_NOOP("ConfigDefaults", "%1, the kubeconfig's current context"))
            .arg(namesOf(*targets).value(0));
    return tr(QT_TRANSLATE_NOOP("ConfigDefaults", "%1, of the defaults")).arg(namesText(namesOf(*targets)));
}

QString namespaceOf(const std::vector<runs::LaunchTarget> &targets, const LaunchFacts &facts)
{
    QStringList names;
    for (const runs::LaunchTarget &target : targets) {
        if (const runs::ContextFacts *context = facts.context(target.contextId))
            names += context->ns.isEmpty() ? u"default"_s : plainLine(context->ns, LongestName);
    }
    names.removeDuplicates();
    if (names.isEmpty())
        return tr(QT_TRANSLATE_NOOP("ConfigDefaults", "that of the context"));
    if (names.size() > 1)
        return tr(QT_TRANSLATE_NOOP("ConfigDefaults", "%1, each context's own")).arg(namesText(names));
    return tr(QT_TRANSLATE_NOOP("ConfigDefaults", "%1, of the context")).arg(names[0]);
}

//! Where names or globs were written: which contexts they are now.
QString resolved(const RuntimeConfig &config, const std::vector<runs::LaunchTarget> &targets)
{
    const QStringList names = namesOf(targets);
    if (config.isDocker() || config.kubernetes.contexts.isEmpty() || names == config.kubernetes.contexts)
        return {};
    return tr(QT_TRANSLATE_NOOP("ConfigDefaults", "now %1"))
        .arg(names.size() > 12 ? namesText(names) : names.join(tr(QT_TRANSLATE_NOOP("ConfigDefaults", ", then "))));
}

QString registryOf(const RuntimeConfig &config, const Settings &settings)
{
    const settings::BaseImage *recipe = settings::findById(settings.baseImages, config.image.baseImage.id);
    if (!recipe)
        return tr(QT_TRANSLATE_NOOP("ConfigDefaults", "as the reference says"));
    if (recipe->registries.empty())
        return tr(QT_TRANSLATE_NOOP("ConfigDefaults", "as the base image: none, it stays on its daemon"));
    const settings::Registry *registry = settings::findById(settings.registries, recipe->registries.front().id);
    return tr(QT_TRANSLATE_NOOP("ConfigDefaults", "as the base image: %1"))
        .arg(plainLine(registry ? registry->name : recipe->registries.front().name, LongestName));
}

} // namespace

ConfigDefaults configDefaults(const RuntimeConfig &config, const LaunchFacts &facts, const Settings &settings)
{
    const auto targets = runs::launchTargets(config, settings.defaults.target, facts, settings);
    const auto image = runs::launchImage(config, facts, settings);
    ConfigDefaults defaults{.contexts = contextsOf(config, facts, settings),
                            .ns = namespaceOf(targets.value_or(std::vector<runs::LaunchTarget>()), facts),
                            .registry = registryOf(config, settings)};
    if (targets)
        defaults.targets = resolved(config, *targets);
    if (!config.image.baseImage.id.isEmpty()) {
        const QString tag = facts.tags.value(config.image.baseImage.id);
        defaults.reference =
            tag.isEmpty()
                ? tr(QT_TRANSLATE_NOOP("ConfigDefaults", "the base image's tag"))
                : tr(QT_TRANSLATE_NOOP("ConfigDefaults", "%1, of the base image")).arg(plainLine(tag, LongestName));
    }
    if (image && *image != config.image.reference)
        defaults.image = tr(QT_TRANSLATE_NOOP("ConfigDefaults", "now %1")).arg(plainLine(*image, 300));
    return defaults;
}

} // namespace fairlead::models
