// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "referencebutton.h"

#include "models/plaintext.h"

#include <algorithm>

namespace fairlead::ui {

ReferenceButton::ReferenceButton(QStringList others, QWidget *parent)
    : ChoiceButton(parent)
    , m_others(std::move(others))
{
    choose({});
}

void ReferenceButton::setReferences(std::vector<settings::Reference> references)
{
    const settings::Reference chosen = reference();
    m_objects = std::move(references);
    choose(chosen, std::max(0, other()));
}

void ReferenceButton::choose(const settings::Reference &reference, int other)
{
    const auto isIt = [&reference](const settings::Reference &each) { return each.id == reference.id; };
    m_shown = m_objects;
    const bool isGone = !reference.id.isEmpty() && std::none_of(m_objects.begin(), m_objects.end(), isIt);
    if (isGone)
        m_shown.push_back(reference);
    QStringList choices = m_others;
    for (const settings::Reference &each : m_shown)
        choices += models::plainLine(each.name.isEmpty() ? each.id : each.name, 80);
    if (isGone)
        choices.back() = tr("%1 (gone)").arg(choices.back());
    setChoices(choices);
    const auto place = std::find_if(m_shown.begin(), m_shown.end(), isIt) - m_shown.begin();
    setCurrent(reference.id.isEmpty() ? other : int(m_others.size() + place));
}

settings::Reference ReferenceButton::reference() const
{
    const qsizetype place = current() - m_others.size();
    return place < 0 ? settings::Reference() : m_shown[std::size_t(place)];
}

int ReferenceButton::other() const
{
    return current() < m_others.size() ? current() : -1;
}

} // namespace fairlead::ui
