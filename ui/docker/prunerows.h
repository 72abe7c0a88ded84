// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/docker/cleanup.h"
#include "ui/widgets/fittinglist.h"

#include <QAbstractListModel>

namespace fairlead::ui {

class Theme;

//! A clean-up as a list: of each daemon, where there are several, a row with its name and how it stands, then its build
//! cache in one row and the images that could go, each with a check box, behind them the images that only stopped
//! containers hold; or why nothing could be listed, or what was kept.
class PruneRows : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { KindRole = Qt::UserRole, SizeRole, ReasonRole, SeverityRole };
    enum class Kind { Daemon, Cache, Image, Held, Message, Kept };
    Q_ENUM(Kind)
    using Group = models::CleanUpGroup;

    using QAbstractListModel::QAbstractListModel;

    void setGroups(std::vector<Group> groups);
    const std::vector<Group> &groups() const { return m_groups; }
    const Group *group(const QString &daemonId) const;
    //! What \p change makes of the rows of that daemon; of another one nothing. \return whether there is one.
    bool change(const QString &daemonId, const std::function<void(Group &)> &change);
    //! Of a daemon; no row comes or goes.
    void setLayers(const QString &daemonId, const docker::SharedLayers &layers);
    //! Of a daemon that is listed: a row of it comes, if there is anything to say.
    void setCache(const QString &daemonId, const Result<docker::BuildCacheList> &cache);
    void setProgress(const QString &daemonId, int names, int allNames);
    void setAllChecked(bool isChecked);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    void changed(); //!< checks, or anything of a group

private:
    struct Row
    {
        Kind kind = Kind::Daemon;
        std::size_t group = 0;
        std::size_t place = 0; //!< among the candidates, what is held, or what was kept
    };

    std::vector<Row> rowsOf(std::size_t group) const;
    QVariant daemonData(const Group &group, int role) const;
    static QVariant cacheData(const Group &group, int role);
    static QVariant imageData(const Group &group, const docker::PruneCandidate &candidate, int role);
    static QVariant heldData(const docker::HeldImage &held, int role);
    static QVariant keptData(const imagejobs::CleanUpOutcome::Kept &kept, int role);
    static QVariant messageData(const Group &group, int role);
    void adjust(const QString &daemonId, const std::function<void(Group &)> &change);
    void tellChecks(std::size_t group);

    std::vector<Group> m_groups;
    std::vector<Row> m_rows; //!< those of one group beside each other
};

//! A name with its size at the right, and why it is safe below.
class PruneDelegate : public FittingDelegate
{
    Q_OBJECT
public:
    PruneDelegate(const Theme &theme, QObject *parent)
        : FittingDelegate(parent)
        , m_theme(theme)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    int heightFor(const QModelIndex &index, const QFont &font, int width) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;

private:
    void paintDaemon(QPainter &painter, const QRect &area, const QFont &font, const QModelIndex &index) const;
    void paintImage(QPainter &painter, const QRect &area, const QModelIndex &index) const;

    const Theme &m_theme;
};

} // namespace fairlead::ui
