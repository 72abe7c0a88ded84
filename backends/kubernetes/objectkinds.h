// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace fairlead::kubernetes {

//! Where the API server has the objects of one kind.
struct ObjectKind
{
    QString apiVersion; //!< "v1", "batch/v1"
    QString kind;       //!< "Job"
    QString resource;   //!< "jobs"
    bool isNamespaced = true;

    //! The part before the slash; empty: the core group.
    QString group() const;
    //! Of one object, or of all where \p name is empty.
    QString path(const QString &namespaceName, const QString &name = {}) const;

    bool operator==(const ObjectKind &) const = default;
};

//! Those that launches send and trials look for. Nothing where it is another: discovery tells.
std::optional<ObjectKind> knownKind(const QString &apiVersion, const QString &kind);

//! What an APIResourceList says, without subresources. Source: GET /apis/{group}/{version}.
std::vector<ObjectKind> decodeResourceList(const QJsonObject &list);

//! Of an object, as the API has it.
QString nameOf(const QJsonObject &object);
QString namespaceOf(const QJsonObject &object);
QString uidOf(const QJsonObject &object);
QString labelOf(const QJsonObject &object, const QString &key);
//! "Job job-1", for people.
QString titleOf(const QJsonObject &object);

} // namespace fairlead::kubernetes
