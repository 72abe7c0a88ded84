// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "daemonfleet.h"
#include "recipeprobe.h"

#include "backends/images/imagegraph.h"

#include <QHash>

#include <deque>

namespace fairlead::imagejobs {

//! What was found of one recipe on the daemon that builds it.
struct RecipeFinding
{
    QString recipeId;
    QString daemonId; //!< empty: there is none
    Result<RecipeFindings> findings;
    QString outlined{}; //!< the tag where nothing was found, if files were read

    //! Also of a recipe whose daemon cannot be asked; empty: it has none as it stands.
    QString tag() const { return findings ? findings->disk.tag : outlined; }
};

//! What is known of recipes and of how they are built on one another.
struct SurveyResult
{
    std::vector<images::ImageGraph::Recipe> outlines; //!< of all recipes, in their order; where files were read
    //! Of those that were asked about and of all they are built on; each by itself, whatever its parents are.
    std::vector<RecipeFinding> findings;
};

//! Why nothing can be asked of a daemon in this state; nothing: it can be, or it is not decided yet. \p waits: that is
//! so while it is tried once more, too.
std::optional<ApiError> refusal(const docker::DaemonStatus &status, bool waits = true);

//! "linux/amd64"; empty: not known yet.
QString platformOf(const docker::DaemonStatus &status);

//! The daemon of what names none: the first of the settings. Errors: why there is none, a sentence; also where the
//! first one in the file has a mistake: the next one is not what was meant.
tl::expected<QString, QString> firstDaemon(const settings::Settings &all);

//! The daemon that builds \p recipe: its own, else the first. Empty: there is none.
QString daemonOf(const settings::BaseImage &recipe, const settings::Settings &all);

//! Looks at recipes on their daemons: opens those that are closed, waits until each is live or will not be, probes four
//! recipes at once. Of one whose daemon cannot be asked the tag is found, and why there is no more. Order of signals:
//! found for each, behind those that it is built on and with what they make of it; finished exactly once; none before
//! start() returns.
class RecipeSurvey : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        settings::Settings all; //!< as they were when it was asked for
        QString settingsFolder;
        QDate date;
        QStringList ids;             //!< empty: all
        QString daemonId;            //!< instead of each recipe's own
        bool opens = true;           //!< daemons that are closed; else nobody waits for those that fail either
        bool readsFiles = true;      //!< false: as RecipeOnDiskRequest::readsFiles, and nothing they are built on
        QThreadPool *pool = nullptr; //!< as RecipeOnDiskRequest::pool
        QHash<QString, buildcontext::DigestCache> caches; //!< by recipe
        std::shared_ptr<docker::BuildxFinder> buildx;     //!< as RecipeOnDiskRequest::buildx
    };

    //! \p daemons outlives it.
    RecipeSurvey(DaemonFleet &daemons, Settings settings, QObject *parent = nullptr);
    ~RecipeSurvey() override;

    void start();

signals:
    void found(const fairlead::imagejobs::RecipeFinding &finding);
    void finished(const fairlead::imagejobs::SurveyResult &result);

private:
    struct Pending
    {
        settings::BaseImage recipe;
        QString daemonId;
    };

    void onOutlined();
    void begin();
    QStringList needed(const images::ImageGraph &graph) const;
    void proceed();
    std::optional<ApiError> refusalOf(const docker::DaemonSession &session) const;
    bool canProbe(const Pending &pending);
    void probe(const Pending &pending);
    void onClientChanging(const QString &daemonId);
    void conclude(const QString &recipeId, const QString &daemonId, const Result<RecipeFindings> &findings);
    void announce();
    bool isAnnounceable(const QString &recipeId) const;
    QHash<QString, QString> parentsOf(const QString &recipeId) const;

    DaemonFleet &m_daemons;
    const Settings m_settings;
    QFutureWatcher<std::vector<images::ImageGraph::Recipe>> m_outlining;
    SurveyResult m_result;
    images::ImageGraph m_graph{{}};
    QStringList m_unannounced;                   //!< of those that are looked at
    QHash<QString, images::BuildState> m_states; //!< of the others, as they were announced
    std::deque<Pending> m_pending;
    std::map<QString, std::pair<QString, std::unique_ptr<RecipeProbe>>> m_probes; //!< by recipe: daemon and probe
    bool m_isProceeding = false;
    bool m_isOver = false;
};

} // namespace fairlead::imagejobs
