// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "loginquestions.h"

#include "models/workshop/imagehub.h"
#include "ui/widgets/logindialog.h"

namespace fairlead::console {

LoginQuestions::LoginQuestions(models::ImageHub &hub, const ui::Theme &theme, QWidget &window, QObject *parent)
    : QObject(parent)
    , m_hub(hub)
    , m_theme(theme)
    , m_window(window)
{
    connect(&hub, &models::ImageHub::loginAsked, this, &LoginQuestions::onAsked);
    connect(&hub, &models::ImageHub::loginOver, this, &LoginQuestions::onOver);
}

void LoginQuestions::onAsked(const registry::LoginQuestion &question, const registry::LoginPrompts::Reply &reply)
{
    m_waiting.push_back({question, reply});
    showFirst();
}

void LoginQuestions::onOver(const registry::LoginKey &key)
{
    const bool isShown = m_dialog && m_waiting.front().question.key() == key;
    std::erase_if(m_waiting, [&key](const Waiting &each) { return each.question.key() == key; });
    if (!isShown)
        return;
    m_dialog->disconnect(this);
    delete m_dialog;
    showFirst();
}

void LoginQuestions::showFirst()
{
    if (m_dialog || m_waiting.empty())
        return;
    const registry::LoginQuestion &question = m_waiting.front().question;
    m_dialog = new ui::LoginDialog(question, m_theme, &m_window);
    connect(m_dialog, &ui::LoginDialog::forgetRequested, &m_hub,
            [this, key = question.key()] { m_hub.forgetKeptLogin(key); });
    connect(m_dialog, &QDialog::finished, this, &LoginQuestions::answer);
    m_dialog->open();
}

void LoginQuestions::answer(int result)
{
    registry::LoginReply said;
    if (result == QDialog::Accepted)
        said = {registry::Login{.username = m_dialog->username(), .secret = m_dialog->password()},
                m_dialog->isToKeep()};
    m_dialog->deleteLater();
    m_dialog.clear();
    const registry::LoginPrompts::Reply reply = std::move(m_waiting.front().reply);
    m_waiting.erase(m_waiting.begin());
    reply(said);
    showFirst();
}

} // namespace fairlead::console
