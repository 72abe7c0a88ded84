// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "importobjects.h"

#include "backends/configimport/importchanges.h"
#include "models/plaintext.h"
#include "ui/widgets/checkbox.h"
#include "ui/widgets/labels.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr std::size_t MostBoxes = 300; // of a kind

} // namespace

ImportObjects::ImportObjects(const Theme &theme, QWidget *parent)
    : QScrollArea(parent)
    , m_theme(theme)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("What will be added"));
}

void ImportObjects::setAdditions(const settings::Settings &additions)
{
    for (const Box &each : m_boxes) {
        if (each.box->isChecked())
            m_unchecked.remove(each.key);
        else
            m_unchecked.insert(each.key);
    }
    m_boxes.clear();
    m_unboxed.clear();
    m_body = new QWidget;
    m_layout = new QVBoxLayout(m_body);
    m_layout->setContentsMargins(2, 2, 8, 2);
    m_layout->setSpacing(4);
    addKind(tr("Runtime configs"), additions.runtimeConfigs);
    addKind(tr("Base images"), additions.baseImages);
    addKind(tr("Registries"), additions.registries);
    addKind(tr("Daemons"), additions.daemons);
    addKind(tr("Users"), additions.users);
    addKind(tr("Projects"), additions.projects);
    if (!(additions.defaults == settings::Defaults())) {
        addTitle(tr("Defaults"));
        addBox(QString::fromLatin1(configimport::DefaultsId), u"defaults"_s, tr("What is no default yet"));
    }
    m_layout->addStretch(1);
    setWidget(m_body);
}

void ImportObjects::addTitle(const QString &title)
{
    auto *label = new PlainLabel(u"section"_s, m_body);
    label->setText(title);
    if (m_layout->count() > 0)
        m_layout->addSpacing(8);
    m_layout->addWidget(label);
}

template <class Object>
void ImportObjects::addKind(const QString &title, const std::vector<Object> &objects)
{
    if (objects.empty())
        return;
    addTitle(title);
    for (std::size_t i = 0; i < objects.size(); ++i) {
        if (i < MostBoxes)
            addBox(objects[i].id, title + u'/' + objects[i].name, models::plainLine(objects[i].name, 120));
        else
            m_unboxed.insert(objects[i].id);
    }
    if (objects.size() <= MostBoxes)
        return;
    auto *more = new PlainLabel(u"dim"_s, m_body);
    more->setText(tr("and %Ln more", nullptr, int(objects.size() - MostBoxes)));
    m_layout->addWidget(more);
}

void ImportObjects::addBox(const QString &id, const QString &key, const QString &text)
{
    auto *box = new CheckBox(m_theme, text, m_body);
    box->setChecked(!m_unchecked.contains(key));
    setPlainToolTip(*box, text);
    connect(box, &QAbstractButton::toggled, this, &ImportObjects::changed);
    m_layout->addWidget(box);
    m_boxes.push_back({id, key, box});
}

QSet<QString> ImportObjects::chosen() const
{
    QSet<QString> ids = m_unboxed;
    for (const Box &each : m_boxes) {
        if (each.box->isChecked())
            ids.insert(each.id);
    }
    return ids;
}

} // namespace fairlead::ui
