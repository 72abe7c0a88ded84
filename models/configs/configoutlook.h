// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "configdefaults.h"
#include "configpreview.h"
#include "factchoices.h"
#include "models/forms/fieldproblem.h"

#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace fairlead::models {

//! A config that is being written, and all that says what it comes to.
struct OutlookQuery
{
    settings::RuntimeConfig config;
    std::optional<settings::RuntimeConfig> saved; //!< what the file has of it
    runs::LaunchFacts facts;
    settings::Settings settings;
    QString userId{};    //!< for whom; empty: nobody whom the settings know
    QString projectId{}; //!< empty: none
};

//! What a config comes to with the clusters and daemons as they are.
struct ConfigOutlook
{
    std::vector<ConfigPreview> previews;
    std::vector<ConfigPreview> saved; //!< of what the file has
    std::vector<FieldProblem> problems;
    FactChoices choices;
    ConfigDefaults defaults;
};
ConfigOutlook configOutlook(const OutlookQuery &query, const manifests::PodSchema &schema);

//! Makes the outlook of a config while somebody writes it, beside the GUI thread, as clusters may be large: at most ten
//! times a second, and never two at a time. Lives in the GUI thread.
class OutlookMaker : public QObject
{
    Q_OBJECT
public:
    explicit OutlookMaker(std::shared_ptr<const manifests::PodSchema> schema, QObject *parent = nullptr);

    //! \p query is called when it is its time: what stands there then counts.
    void setQuery(std::function<OutlookQuery()> query) { m_query = std::move(query); }
    void ask();
    //! Of what was asked so far nothing is told.
    void forget();

signals:
    void made(const models::ConfigOutlook &outlook);

private:
    void start();
    void onFinished();

    std::shared_ptr<const manifests::PodSchema> m_schema;
    std::function<OutlookQuery()> m_query;
    QTimer m_timer;
    QFutureWatcher<ConfigOutlook> m_watcher;
    bool m_isMaking = false;
    bool m_isAsked = false;     //!< meanwhile
    bool m_isForgotten = false; //!< the one that is made
};

} // namespace fairlead::models
