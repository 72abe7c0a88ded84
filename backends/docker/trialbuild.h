// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engineclient.h"
#include "jsonlines.h"

#include <QObject>

namespace fairlead::docker {

//! What became of the images of trial builds that were broken off: where a console crashed, its image stayed.
struct TrialLeftovers
{
    int removed = 0;
    int kept = 0;
    std::optional<ApiError> error{}; //!< why the first of those was kept
};

//! Whether a daemon builds for us: an image FROM scratch with one label, which no other has, and no name. It is removed
//! again, also when building it is cancelled behind its making. Before that goes what earlier ones have left there.
//! finished exactly once, after start() has returned. It must not outlive its client.
class TrialBuild : public QObject
{
    Q_OBJECT
public:
    explicit TrialBuild(EngineClient &client, QObject *parent = nullptr);

    void start();
    //! finished(Cancelled) follows: the image is made in a moment, and only then known and removed. Who does not answer
    //! is waited for five seconds.
    void cancel();

    const TrialLeftovers &leftovers() const { return m_removal; }

signals:
    //! Errors: those of EngineClient; Server (BuildFailed) in the builder's words; Malformed (NoImage).
    void finished(const std::optional<fairlead::ApiError> &error);

private:
    void removeLeftovers();
    void build();
    bool onLine(QByteArrayView line);
    void onEnd(const transport::HttpEnd &end);
    void remove();
    void finish(const std::optional<ApiError> &error);

    EngineClient &m_client;
    transport::HttpStream *m_stream = nullptr;
    JsonLines m_lines;
    std::vector<QString> m_leftovers; //!< ids, still to be removed
    TrialLeftovers m_removal;
    QString m_imageId;
    std::optional<ApiError> m_error;
    bool m_isCancelled = false;
    bool m_isRemoving = false;
    bool m_isOver = false;
};

//! Whether \p image can be nothing but that of a trial build: it has the label with a value of ours, and no name.
bool isTrialImage(const Image &image);

//! A tar archive of one Dockerfile.
QByteArray trialContext(const QByteArray &label);

} // namespace fairlead::docker
