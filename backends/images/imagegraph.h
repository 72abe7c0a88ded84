// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QMap>
#include <QString>
#include <QStringList>

#include <vector>

namespace fairlead::images {

//! Which recipes are built on others: by an image of a Dockerfile that is another one's tag, or its name in a registry.
class ImageGraph
{
public:
    struct Recipe
    {
        QString id;
        QString tag;            //!< as it is built: "base/exec:1.2"
        QStringList bases;      //!< images that it is built on
        QStringList pushedAs{}; //!< "reg.example/team/base/exec:1.2"; one for each registry
    };

    //! Of two with the same tag the first one is what others are built on.
    explicit ImageGraph(std::vector<Recipe> recipes);

    //! Ids that this one is built on directly.
    QStringList basesOf(const QString &id) const { return m_bases.value(id).keys(); }
    //! The image by which it is built on \p base; one of the daemon before one of a registry.
    QString imageOf(const QString &id, const QString &base) const { return m_bases.value(id).value(base).image; }
    //! It is built on what a registry has of \p base, so that a build of that one alone changes nothing for it.
    bool isByRegistry(const QString &id, const QString &base) const
    {
        return m_bases.value(id).value(base).isByRegistry;
    }
    //! Ids that are built on this one, directly or not, in the order in which they have to be built.
    QStringList dependentsOf(const QString &id) const;
    //! All ids: each behind those that it is built on, else as given. What is in a circle, or behind one, is not in it.
    const QStringList &order() const { return m_order; }
    //! Ids that are in a circle or behind one.
    const QStringList &circular() const { return m_circular; }

    //! "debian" and "docker.io/library/debian:latest" are one.
    static QString comparable(const QString &image);

private:
    struct Edge
    {
        QString image;
        bool isByRegistry = false;
    };

    void connect();
    void sort();

    std::vector<Recipe> m_recipes;
    QHash<QString, QMap<QString, Edge>> m_bases; //!< by id
    QStringList m_order;
    QStringList m_circular;
};

} // namespace fairlead::images
