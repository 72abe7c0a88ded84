// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "referencechoice.h"

#include "models/plaintext.h"
#include "ui/widgets/choicemenu.h"

#include <QHBoxLayout>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr qsizetype LongestName = 80;

QString nameOf(const settings::Reference &reference)
{
    return models::plainLine(reference.name.isEmpty() ? reference.id : reference.name, LongestName);
}

} // namespace

ReferenceChoice::ReferenceChoice(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_name(name)
    , m_button(new QPushButton(this))
    , m_nothing(tr("none"))
{
    m_button->setProperty("choice", true);
    m_button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_button, 1);
    setFocusProxy(m_button);
    connect(m_button, &QPushButton::clicked, this, &ReferenceChoice::choose);
    refresh();
}

void ReferenceChoice::setObjects(std::vector<Object> objects)
{
    if (m_objects == objects)
        return;
    m_objects = std::move(objects);
    refresh();
}

void ReferenceChoice::setWordForNothing(const QString &word)
{
    m_nothing = word;
    refresh();
}

void ReferenceChoice::setChosen(const settings::Reference &reference)
{
    m_chosen = reference;
    refresh();
}

void ReferenceChoice::refresh()
{
    const auto isChosen = [this](const Object &object) { return object.reference.id == m_chosen.id; };
    const auto it = std::find_if(m_objects.begin(), m_objects.end(), isChosen);
    QString text = m_nothing;
    if (it != m_objects.end())
        text = nameOf(it->reference);
    else if (!m_chosen.id.isEmpty())
        text = tr("%1 (no longer in the settings)").arg(nameOf(m_chosen));
    m_button->setText(tr("%1 ▾").arg(QString(text).replace(u'&', "&&"_L1)));
    m_button->setAccessibleName(tr("%1: %2").arg(m_name, text));
}

void ReferenceChoice::choose()
{
    QStringList texts{m_nothing};
    std::vector<settings::Reference> choices{{}};
    int current = m_chosen.id.isEmpty() ? 0 : -1;
    for (const Object &object : m_objects) {
        if (object.reference.id == m_chosen.id)
            current = int(texts.size());
        const QString name = nameOf(object.reference);
        texts += object.detail.isEmpty() ? name : tr("%1 — %2").arg(name, object.detail);
        choices.push_back(object.reference);
    }
    for (QString &text : texts)
        text.replace(u'&', "&&"_L1); // no mnemonic
    popUpChoices(*m_button, texts, current, [this, choices](int place) {
        setChosen(choices[std::size_t(place)]);
        emit edited();
    });
}

} // namespace fairlead::ui
