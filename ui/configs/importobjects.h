// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settings.h"

#include <QScrollArea>
#include <QSet>

#include <vector>

class QVBoxLayout;

namespace fairlead::ui {

class CheckBox;
class Theme;

//! The objects that an import would add, by their kinds, each with a check box.
class ImportObjects : public QScrollArea
{
    Q_OBJECT
public:
    explicit ImportObjects(const Theme &theme, QWidget *parent = nullptr);

    //! All of them are checked; of objects that were there before as they were.
    void setAdditions(const settings::Settings &additions);
    //! Ids; configimport::DefaultsId for the defaults. What has no room for a box of its own is chosen.
    QSet<QString> chosen() const;
    int boxCount() const { return int(m_boxes.size()); }

signals:
    void changed();

private:
    struct Box
    {
        QString id;
        QString key; //!< kind and name, which stay when the ids are others
        CheckBox *box;
    };

    template <class Object>
    void addKind(const QString &title, const std::vector<Object> &objects);
    void addBox(const QString &id, const QString &key, const QString &text);
    void addTitle(const QString &title);

    const Theme &m_theme;
    QWidget *m_body = nullptr;
    QVBoxLayout *m_layout = nullptr;
    std::vector<Box> m_boxes;
    QSet<QString> m_unboxed;   //!< ids
    QSet<QString> m_unchecked; //!< keys
};

} // namespace fairlead::ui
