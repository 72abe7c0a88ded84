// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "hookquestions.h"

#include "models/workshop/imagehub.h"
#include "ui/widgets/approvaldialog.h"

#include <QApplication>

#include <algorithm>

namespace fairlead::console {

HookQuestions::HookQuestions(models::ImageHub &hub, QWidget &window, QObject *parent)
    : QObject(parent)
    , m_hub(hub)
    , m_window(window)
{
    connect(&hub, &models::ImageHub::hookAsked, this, &HookQuestions::onAsked);
    connect(&hub, &models::ImageHub::hookOver, this, &HookQuestions::onOver);
}

void HookQuestions::onAsked(const registry::HookQuestion &question)
{
    const QByteArray key = question.approval.key();
    if (m_answered.contains(key)) // the answer is on its way
        return;
    const auto known = std::find_if(m_waiting.begin(), m_waiting.end(),
                                    [&key](const registry::HookQuestion &each) { return each.approval.key() == key; });
    if (known == m_waiting.end()) {
        m_waiting.push_back(question);
        showFirst();
        return;
    }
    *known = question;
    if (known == m_waiting.begin() && m_dialog)
        m_dialog->setQuestion(question);
}

void HookQuestions::onOver(const QByteArray &key)
{
    m_answered.remove(key);
    const bool isShown = !m_waiting.empty() && m_waiting.front().approval.key() == key;
    std::erase_if(m_waiting, [&key](const registry::HookQuestion &each) { return each.approval.key() == key; });
    if (!isShown)
        return;
    delete m_dialog;
    showFirst();
}

void HookQuestions::showFirst()
{
    if (m_dialog || m_waiting.empty())
        return;
    m_dialog = new ui::ApprovalDialog(m_waiting.front(), &m_window);
    connect(m_dialog, &QDialog::finished, this, [this](int result) { answer(result == QDialog::Accepted); });
    m_dialog->show();
    QApplication::alert(&m_window);
}

void HookQuestions::answer(bool isAllowed)
{
    m_dialog->deleteLater();
    m_dialog.clear();
    const QByteArray key = m_waiting.front().approval.key();
    m_waiting.erase(m_waiting.begin());
    m_answered.insert(key);
    m_hub.answerHook(key, isAllowed);
    showFirst();
}

} // namespace fairlead::console
