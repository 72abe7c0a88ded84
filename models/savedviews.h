// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace fairlead::models {

//! A way to look at the GPUs pane, by a name. A part that is absent is left as it is where the view is shown.
struct SavedView
{
    QString id; //!< made once, kept when it is renamed
    QString name;
    QString filter;                   //!< shown in the filter edit, never applied unseen
    std::optional<bool> showsWaiting; //!< go to the waiting pods
    std::optional<bool> showsMatrix;
    std::optional<bool> showsAllNodes; //!< also those without accelerators
    std::optional<QString> grouping;   //!< models::toString(NodeGroups::Grouping)
    std::optional<QString> zoom;       //!< "fit", "detail", "compact", "dense", "density", "overview"
    std::optional<QString> sortColumn; //!< NodeTableModel::Column by its name; empty: natural order
    std::optional<bool> isDescending;
    std::optional<QStringList> columns;  //!< shown ones in their order
    std::optional<QStringList> contexts; //!< exactly these are open
    QJsonObject unknown;                 //!< of a later version; kept

    bool operator==(const SavedView &) const = default;

    QJsonObject toJson() const;
    //! Nothing where there is no name. What is of another type than expected counts as absent.
    static std::optional<SavedView> fromJson(const QJsonObject &object);
};

//! Whether \p now shows what \p view asks for.
bool shows(const SavedView &now, const SavedView &view);

//! The views of the user, in the order of their making. Where they are kept is their owner's business: it reads and
//! writes them as JSON, which is YAML as well.
class SavedViews : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    //! Those that are always there.
    static std::vector<SavedView> builtIn();

    const std::vector<SavedView> &views() const { return m_views; }
    const SavedView *find(const QString &id) const;    //!< also of the built-in ones; null when there is none
    const SavedView *named(const QString &name) const; //!< of the user's, whatever the case

    //! Gives it an id unless it has one. Of too many nothing is kept.
    bool add(SavedView view, std::size_t place = std::size_t(-1));
    void replace(const SavedView &view);
    void rename(const QString &id, const QString &name);
    //! \return where it stood, to put it back there.
    std::size_t remove(const QString &id);

    QJsonArray toJson() const;
    void fromJson(const QJsonArray &array);

    //! \p name on one line, of sane length, without what could hide or reorder the text around it.
    static QString cleanName(const QString &name);

signals:
    void changed();

private:
    std::vector<SavedView> m_views;
    //! Kept only so that find() can point into them.
    std::vector<SavedView> m_builtIn = builtIn();
};

} // namespace fairlead::models
