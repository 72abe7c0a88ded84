// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/prunelist.h"
#include "backends/docker/sharedlayers.h"
#include "backends/imagejobs/imagecleanup.h"
#include "backends/transport/apierror.h"
#include "models/severity.h"
#include "ui/widgets/panel.h"

class QListView;
class QPushButton;

namespace fairlead::ui {

class ChoiceRow;
class PlainLabel;
class PruneRows;
class Theme;

//! What could go from daemons: each image with its size and why nothing needs it, and the build cache, to be kept or
//! not; what is freed by those that are checked; and at last what was removed and what was kept, and why. Nothing goes
//! but what stands here and is checked. Each daemon is asked by itself: one that does not answer says so while the
//! others stand.
class PruneView : public Panel
{
    Q_OBJECT
public:
    explicit PruneView(const Theme &theme, QWidget *parent = nullptr);

    struct Daemon
    {
        QString id;
        QString name;
        QString sameAs = {}; //!< name of another one here that is the same engine: it is not asked twice
    };
    //! Asks all of them: listRequested() for each.
    void start(const std::vector<Daemon> &daemons);
    //! All images are checked in the beginning, the build cache is not. Of a daemon that is not asked it is passed
    //! over, as is what follows.
    void setList(const QString &daemonId, const docker::PruneList &list);
    void setLayers(const QString &daemonId, const docker::SharedLayers &layers);
    void setCache(const QString &daemonId, const Result<docker::BuildCacheList> &cache);
    void setFailure(const QString &daemonId, const ApiError &error);
    void setProgress(const QString &daemonId, int names, int allNames);
    void setOutcome(const QString &daemonId, const imagejobs::CleanUpOutcome &outcome);

signals:
    //! What could go is wanted.
    void listRequested(const QString &daemonId, bool isDanglingOnly);
    //! Just these, by the ids of the images, and the build cache.
    void pruneRequested(const QString &daemonId, const QStringList &ids, bool withCache);
    //! All removals that were begun have ended.
    void ended(const QString &result, fairlead::models::Severity severity);
    void cancelled();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void askAll();
    void removeChecked();
    void refresh();
    void refreshButtons();
    QString explanation() const;
    bool isAnyRemoving() const;
    bool isAnyPerhapsBuiltOn() const;

    std::vector<Daemon> m_daemons;
    bool m_isDanglingOnly = true;
    bool m_hasBegun = false; //!< to remove
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
