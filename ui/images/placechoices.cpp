// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "placechoices.h"

#include "backends/settings/findbyid.h"
#include "backends/settings/unusable.h"
#include "models/plaintext.h"
#include "ui/widgets/checkbox.h"
#include "ui/widgets/choicemenu.h"
#include "ui/widgets/labels.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

using settings::Reference;

DaemonChoice::DaemonChoice(QWidget *parent)
    : QWidget(parent)
    , m_button(new QPushButton(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_button);
    layout->addStretch(1);
    setFocusProxy(m_button);
    connect(m_button, &QPushButton::clicked, this, &DaemonChoice::choose);
    refresh();
}

void DaemonChoice::setDaemons(const settings::Settings &settings)
{
    m_daemons = settings.daemons;
    if (settings::unusableFirst(settings, u"daemons"_s))
        m_firstText = tr("the first daemon (cannot be used: a mistake in the settings)");
    else
        m_firstText = m_daemons.empty()
                          ? tr("the first daemon")
                          : tr("the first daemon (%1)").arg(models::plainLine(m_daemons.front().name, 80));
    refresh();
}

void DaemonChoice::setChosen(const Reference &daemon)
{
    m_chosen = daemon;
    refresh();
}

void DaemonChoice::refresh()
{
    const settings::Daemon *daemon = settings::findById(m_daemons, m_chosen.id);
    QString text = m_firstText;
    if (daemon)
        text = models::plainLine(daemon->name, 80);
    else if (!m_chosen.id.isEmpty())
        text = tr("%1 (no longer in the settings)").arg(models::plainLine(m_chosen.name, 80));
    m_button->setText(tr("%1 ▾").arg(text));
    m_button->setAccessibleName(tr("Built by %1").arg(text));
}

void DaemonChoice::choose()
{
    QStringList names{m_firstText};
    std::vector<Reference> choices{{}};
    int current = m_chosen.id.isEmpty() ? 0 : -1;
    for (const settings::Daemon &daemon : m_daemons) {
        if (daemon.id == m_chosen.id)
            current = int(names.size());
        names += models::plainLine(daemon.name, 80);
        choices.push_back({daemon.id, daemon.name});
    }
    popUpChoices(*m_button, names, current, [this, choices](int place) {
        setChosen(choices[std::size_t(place)]);
        emit edited();
    });
}

RegistryChoice::RegistryChoice(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 2, 0, 0);
    layout->setSpacing(2);
    refresh();
}

//! The same again changes nothing: the focus stays in them.
void RegistryChoice::setRegistries(const std::vector<settings::Registry> &registries)
{
    if (m_registries == registries)
        return;
    m_registries = registries;
    refresh();
}

void RegistryChoice::setChosen(const std::vector<Reference> &registries)
{
    m_chosen = registries;
    refresh();
}

bool RegistryChoice::isChosen(const QString &id) const
{
    return settings::findById(m_chosen, id) != nullptr;
}

void RegistryChoice::refresh()
{
    while (QLayoutItem *item = layout()->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const settings::Registry &registry : m_registries)
        addBox({registry.id, registry.name},
               registry.repositoryPrefix.isEmpty() ? registry.host : registry.host + u'/' + registry.repositoryPrefix);
    for (const Reference &chosen : m_chosen) {
        if (!settings::findById(m_registries, chosen.id))
            addBox(chosen, tr("no longer in the settings"));
    }
    if (layout()->count() > 0)
        return;
    auto *none = new PlainLabel(u"dim"_s, this);
    none->setText(tr("There is no registry in the settings yet: the image stays on its daemon. Registries are added in "
                     "the pane Docker."));
    none->setWordWrap(true);
    layout()->addWidget(none);
}

void RegistryChoice::addBox(const Reference &registry, const QString &address)
{
    auto *row = new QWidget(this);
    auto *box = new CheckBox(m_theme, models::plainLine(registry.name, 60), row);
    box->setMinimumHeight(24);
    box->setChecked(isChosen(registry.id));
    box->setAccessibleDescription(models::plainLine(address, 200));
    auto *where = new ElidedLabel(u"dim"_s, row);
    where->setFullText(models::plainLine(address, 200));
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(box);
    line->addWidget(where, 1);
    layout()->addWidget(row);
    connect(box, &QAbstractButton::toggled, this, [this, registry](bool isChecked) {
        std::erase_if(m_chosen, [&registry](const Reference &each) { return each.id == registry.id; });
        if (isChecked)
            m_chosen.push_back(registry);
        emit edited();
    });
}

} // namespace fairlead::ui
