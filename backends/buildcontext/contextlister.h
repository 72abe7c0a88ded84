// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "contextfiles.h"

namespace fairlead::buildcontext {

//! Makes a ContextList, part by part; each is called once, in this order.
class ContextLister
{
public:
    using Outcome = tl::expected<void, images::RecipeProblem>;

    ContextLister(const ContextRequest &request, const IsCancelled &isCancelled);

    Outcome addFolder();
    Outcome addFiles();
    Outcome addDockerfile();
    ContextList take();

private:
    tl::expected<images::DockerIgnore, images::RecipeProblem> readIgnore() const;
    Outcome addFile(const settings::ContextFile &file, const QString &field);
    tl::expected<std::vector<ContextEntry>, QString> entriesOf(const QString &written, const QByteArray &target);
    Outcome merge(std::vector<ContextEntry> entries, const QByteArray &target, const QString &field);
    Outcome addParents(const QByteArray &target, const QString &field);
    bool takeDockerfileOf(const QString &path);
    Outcome hideDockerfile();
    void addGenerated(const QByteArray &path, const QByteArray &content);
    int addRoot(const QString &folder);
    QString absolute(const QString &written) const;
    QString dockerfilePath() const;

    const ContextRequest &m_request;
    const IsCancelled &m_isCancelled;
    QString m_folder; //!< canonical; empty: there is none
    ContextList m_list;
};

} // namespace fairlead::buildcontext
