// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QString>

#include <array>
#include <optional>

namespace fairlead::variables {

//! Who says what a variable is; the first one that does counts.
enum class Origin { Run, Project, User, Instance };

//! What \c ${name} may stand for in one launch. What tells users apart (see isReserved()) is the user's alone: a
//! project cannot give somebody another login or another admin property. The instance may give what a user has not.
class Variables
{
public:
    struct Value
    {
        QString text;
        Origin origin = Origin::Instance;
    };

    //! A reserved name from a project or a run is not taken.
    void set(Origin origin, const QString &name, const QString &text);
    std::optional<Value> find(const QString &name) const;

    //! For whom; for messages.
    QString user;
    QString project;

    //! An English sentence: where somebody would set \p name, which nobody did.
    QString whereToSet(const QString &name) const;

    //! dssUserLogin, adminProperty:K and userProperty:K.
    static bool isReserved(const QString &name);

private:
    std::array<QHash<QString, QString>, 4> m_values; //!< by origin
};

} // namespace fairlead::variables
