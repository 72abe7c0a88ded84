// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "pathedit.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace fairlead::ui {

PathEdit::PathEdit(const QString &name, bool isFolder, QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_name(name)
    , m_isFolder(isFolder)
{
    m_edit->setAccessibleName(name);
    auto *choose = new QPushButton(tr("Choose…"), this);
    choose->setProperty("beside", true); // as high as the line
    choose->setAccessibleName(tr("Choose %1").arg(name));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_edit, 1);
    layout->addWidget(choose);
    setFocusProxy(m_edit);
    connect(choose, &QPushButton::clicked, this, &PathEdit::choose);
}

QString PathEdit::text() const
{
    return m_edit->text();
}

void PathEdit::choose()
{
    auto *dialog = new QFileDialog(this, m_name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(m_isFolder ? QFileDialog::Directory : QFileDialog::ExistingFile);
    if (m_folder)
        dialog->setDirectory(m_folder());
    connect(dialog, &QFileDialog::fileSelected, m_edit,
            [this](const QString &path) { m_edit->setText(m_shortened ? m_shortened(path) : path); });
    dialog->open();
}

} // namespace fairlead::ui
