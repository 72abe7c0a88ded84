// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "viewform.h"

#include "models/savedviews.h"
#include "ui/theme/theme.h"
#include "ui/widgets/checkbox.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

ViewForm::ViewForm(const Theme &theme, const models::SavedViews &views, QWidget *parent)
    : QWidget(parent)
    , m_views(views)
    , m_title(new PlainLabel(u"section"_s, this))
    , m_name(new QLineEdit(this))
    , m_withContexts(new CheckBox(theme, {}, this))
    , m_hint(new PlainLabel(u"warning"_s, this))
    , m_save(new QPushButton(this))
{
    m_name->setAccessibleName(tr("Name of the view"));
    m_name->setPlaceholderText(tr("Name"));
    m_name->setMaxLength(60);
    m_name->setFixedWidth(240);
    m_save->setProperty("primary", true);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_name);
    layout->addWidget(m_withContexts);
    layout->addWidget(m_hint);
    layout->addWidget(m_save);
    layout->addWidget(cancel);
    layout->addStretch(1);
    connect(m_name, &QLineEdit::textChanged, this, &ViewForm::check);
    connect(m_name, &QLineEdit::returnPressed, this, &ViewForm::accept);
    connect(m_save, &QPushButton::clicked, this, &ViewForm::accept);
    connect(cancel, &QPushButton::clicked, this, &ViewForm::leave);
}

void ViewForm::askForNew(int openContexts)
{
    m_id.clear();
    m_withContexts->setText(tr("with the %Ln open context(s)", nullptr, openContexts));
    m_withContexts->setToolTip(tr("Where the view is shown, just these contexts are opened, and all others closed."));
    m_withContexts->setChecked(false);
    m_withContexts->setVisible(openContexts > 0);
    ask(tr("Save view as"), {});
}

void ViewForm::askForName(const QString &id)
{
    const models::SavedView *view = m_views.find(id);
    if (!view)
        return;
    m_id = id;
    m_withContexts->hide();
    ask(tr("Rename view"), view->name);
}

void ViewForm::ask(const QString &title, const QString &name)
{
    m_title->setText(title);
    m_name->setText(name);
    check();
    show();
    m_name->setFocus();
    m_name->selectAll();
}

void ViewForm::check()
{
    const QString name = models::SavedViews::cleanName(m_name->text());
    const models::SavedView *same = m_views.named(name);
    const bool isTaken = same && same->id != m_id;
    const bool isRename = !m_id.isEmpty();
    m_save->setText(isRename ? tr("Rename") : isTaken ? tr("Replace") : tr("Save"));
    m_save->setEnabled(!name.isEmpty() && !(isRename && isTaken));
    m_hint->setVisible(isTaken);
    m_hint->setText(tr("There is a view of this name."));
}

void ViewForm::accept()
{
    if (!m_save->isEnabled())
        return;
    const QString name = models::SavedViews::cleanName(m_name->text());
    if (m_id.isEmpty())
        emit saved(name, m_withContexts->isVisible() && m_withContexts->isChecked());
    else
        emit renamed(m_id, name);
    leave();
}

void ViewForm::leave()
{
    hide();
    emit left();
}

void ViewForm::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        leave();
    else
        QWidget::keyPressEvent(event);
}

} // namespace fairlead::ui
