// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "recipesurvey.h"
#include "registryfleet.h"

#include <QSet>

#include <chrono>

namespace fairlead::imagejobs {

//! Whether registries have newer images than those that recipes are built on: asks for the tag alone, each image once
//! in five minutes, also where nothing came of it. Images of recipes and those by digest are none of its affair. Lives
//! in the thread of the registries.
class BaseLook : public QObject
{
    Q_OBJECT
public:
    explicit BaseLook(RegistryFleet &registries, QObject *parent = nullptr);

    //! \p finding with what is known by now of the images that it is built on.
    RecipeFinding judged(const RecipeFinding &finding) const;
    //! Asks what is not known, or not any more. changed() follows where judged() says something else then.
    void look(const RecipeFinding &finding);
    bool isIdle() const { return m_asking.isEmpty(); }

signals:
    //! As judged().
    void changed(const fairlead::imagejobs::RecipeFinding &finding);
    void answered();

private:
    using Clock = std::chrono::steady_clock;
    struct Known
    {
        QString digest; //!< "sha256:..."; empty: nobody said
        Clock::time_point asked;
    };

    void ask(const QString &image);
    void onAnswered(const QString &image, const QString &digest);

    RegistryFleet &m_registries;
    QHash<QString, Known> m_known;            //!< by image
    QSet<QString> m_asking;                   //!< images
    std::map<QString, RecipeFinding> m_looks; //!< by recipe: that wait for an answer
};

} // namespace fairlead::imagejobs
