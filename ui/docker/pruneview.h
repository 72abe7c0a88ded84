// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/prunelist.h"
#include "backends/transport/apierror.h"
#include "ui/widgets/panel.h"

#include <QSet>

class QListView;
class QPushButton;

namespace fairlead::ui {

class ChoiceRow;
class PlainLabel;
class PruneRows;
class Theme;

//! What could go from a daemon: each with its size and why nothing needs it, to be kept or not; and what is freed.
//! Nothing goes but what stands here and is checked.
class PruneView : public Panel
{
    Q_OBJECT
public:
    explicit PruneView(const Theme &theme, QWidget *parent = nullptr);

    //! It is being asked what could go.
    void start(const QString &daemonId, const QString &daemonName);
    QString daemonId() const { return m_daemonId; }
    bool isDanglingOnly() const { return m_isDanglingOnly; }
    //! All of it is checked in the beginning. Of another daemon it is passed over.
    void setList(const QString &daemonId, const docker::PruneList &list);
    void setFailure(const QString &daemonId, const ApiError &error);

signals:
    //! What could go is wanted.
    void listRequested(const QString &daemonId, bool isDanglingOnly);
    //! Just these, by the ids of the images.
    void pruneRequested(const QString &daemonId, const QStringList &ids);
    void cancelled();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void refresh();

    QString m_daemonId;
    QString m_daemonName;
    bool m_isDanglingOnly = true;
    PruneRows *m_rows;
    PlainLabel *m_title;
    ChoiceRow *m_which;
    PlainLabel *m_text;
    QListView *m_list;
    QPushButton *m_all;
    PlainLabel *m_question;
    QPushButton *m_cancel;
    QPushButton *m_remove;
};

} // namespace fairlead::ui
