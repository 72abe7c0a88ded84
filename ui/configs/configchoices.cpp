// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configfields.h"

#include "models/plaintext.h"
#include "ui/forms/referencechoice.h"
#include "ui/forms/suggestedit.h"
#include "ui/images/placechoices.h"
#include "ui/widgets/labels.h"

using namespace Qt::StringLiterals;

//! What there is to choose from in the fields of a runtime config, and what is so where they are empty.
namespace fairlead::ui {

namespace {

Suggestions suggestionsOf(const QStringList &texts)
{
    Suggestions suggestions;
    for (const QString &text : texts)
        suggestions.push_back({.text = text});
    return suggestions;
}

QStringList groupsOf(const settings::Settings &settings)
{
    QStringList groups;
    for (const settings::User &user : settings.users)
        groups += user.groups;
    groups.removeDuplicates();
    groups.sort();
    return groups;
}

std::vector<ReferenceChoice::Object> registriesOf(const settings::Settings &settings)
{
    std::vector<ReferenceChoice::Object> objects;
    for (const settings::Registry &registry : settings.registries)
        objects.push_back(
            {{registry.id, registry.name},
             models::plainLine(registry.repositoryPrefix.isEmpty() ? registry.host
                                                                   : registry.host + u'/' + registry.repositoryPrefix,
                               80)});
    return objects;
}

std::vector<ReferenceChoice::Object> recipesOf(const settings::Settings &settings)
{
    std::vector<ReferenceChoice::Object> objects;
    for (const settings::BaseImage &recipe : settings.baseImages)
        objects.push_back({{recipe.id, recipe.name}, models::plainLine(recipe.kind, 60)});
    return objects;
}

} // namespace

void ConfigFields::setChoices(const settings::Settings &settings)
{
    m_groups->setSuggestions(u"text"_s, groupsOf(settings));
    m_baseImage->setObjects(recipesOf(settings));
    m_baseImage->setWordForNothing(settings.baseImages.empty() ? tr("none; there are no base images yet")
                                                               : tr("none; a reference of one's own"));
    m_registry->setObjects(registriesOf(settings));
    m_pullSecretFrom->setObjects(registriesOf(settings));
    m_daemon->setDaemons(settings);
}

void ConfigFields::setFacts(const models::FactChoices &choices, const models::ConfigDefaults &defaults)
{
    m_contexts->setSuggestions(u"text"_s, choices.contexts);
    m_contexts->setNothing(defaults.contexts);
    setFieldNote(u"kubernetes.contexts"_s, defaults.targets);
    setFieldNote(u"image.reference"_s, defaults.image);
    m_reference->setPlaceholderText(defaults.reference.isEmpty() ? u"registry.example.com/team/exec:1"_s
                                                                 : defaults.reference);
    m_registry->setWordForNothing(defaults.registry);
    m_namespace->setPlaceholderText(defaults.ns);
    m_gpuResource->setSuggestions(choices.resources);
    m_gpuProduct->setSuggestions(choices.products);
    setFieldNote(u"kubernetes.gpu.kind"_s,
                 choices.kinds.isEmpty() ? QString()
                                         : tr("there: %1").arg(models::plainLine(choices.kinds.join(u", "_s), 200)));
    m_nodeSelector->setSuggestions(suggestionsOf(choices.nodeLabels));
    m_tolerations->setSuggestions(u"key"_s, choices.taints);
    m_topologySpread->setSuggestions(u"topologyKey"_s, choices.nodeLabels);
    m_runtime->setSuggestions(choices.runtimes);
    m_cdiDevices->setSuggestions(u"text"_s, choices.cdiDevices);
    m_resources->setSuggestions(u"resource"_s,
                                QStringList{u"cpu"_s, u"memory"_s, u"ephemeral-storage"_s} + choices.amounts);
    m_mostDevices->setText(
        choices.mostDevices > 0 ? tr("a node has %Ln of them at most", nullptr, int(choices.mostDevices)) : QString());
}

} // namespace fairlead::ui
