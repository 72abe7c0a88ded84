// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/buildstep.h"
#include "backends/docker/layerprogress.h"

#include <QMetaType>
#include <QObject>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <vector>

namespace fairlead::imagejobs {

//! What somebody wants done.
struct JobOrder
{
    QStringList recipeIds; //!< empty: all
    bool builds = true;    //!< what is out of date, and what it is built on; false: push what is there
    bool pushes = true;
    bool isForced = false;   //!< builds also what is current
    QString daemonId;        //!< instead of each recipe's own
    QStringList registryIds; //!< pushes to these alone; empty: to all of each recipe
};

//! What a job is, for people and for those who follow it.
struct JobInfo
{
    enum class Kind : std::uint8_t { Build, Push, Pull };

    QString id;
    Kind kind = Kind::Build;
    QString title;    //!< "base/exec:1.2"
    QString target;   //!< name of a daemon, or of a registry
    QString recipeId; //!< empty: of none
    QString daemonId;
    QString registryId; //!< of a push
    QString image;      //!< of a push that is no recipe's: its target, "registry.example:5000/team/base:1.2"
    //! Of a build or a push: what does the same again, and what stands behind it. Of a push behind a build that is
    //! both: an image that was not built must not go out as it was before.
    JobOrder again{};
};

//! How far a job is.
struct JobProgress
{
    QString detail;                 //!< "step 4 of 9", "waiting for the build"
    std::optional<double> fraction; //!< 0 to 1; none: nobody knows how much there is

    bool operator==(const JobProgress &) const = default;
};

//! How much of a build's context was sent.
struct ContextProgress
{
    std::int64_t bytes = 0; //!< of its files; ahead of what the builder has by a few MiB
    std::int64_t totalBytes = 0;
    double bytesPerSecond = 0; //!< of the last seconds; 0: not known, or it is over
    bool isSent = false;       //!< all of it

    bool operator==(const ContextProgress &) const = default;
};

//! How a job ended.
struct JobResult
{
    enum class Kind : std::uint8_t { Done, UpToDate, Failed, Cancelled, Skipped };

    Kind kind = Kind::Done;
    QString text;            //!< what came of it, or why not, in the words of whoever said it
    QString imageId;         //!< of a build
    QString digest;          //!< of a push or a pull: "sha256:..."
    bool hasWarning = false; //!< it is well, and not all that \c text says is

    bool isWell() const { return kind == Kind::Done || kind == Kind::UpToDate; }
    bool operator==(const JobResult &) const = default;
};

//! One piece of work on images. Order of signals: any number of the others, then finished exactly once; none before
//! start() returns. A slot of finished may delete it, later. Lives in one thread with what it uses.
class Job : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void start() = 0;
    //! finished() follows with Cancelled, once what runs elsewhere was told to stop.
    virtual void cancel() = 0;

signals:
    void progressed(const fairlead::imagejobs::JobProgress &progress);
    //! Of a build.
    void contextSent(const fairlead::imagejobs::ContextProgress &progress);
    void stepsChanged(const std::vector<fairlead::docker::BuildStep> &steps);
    void layersChanged(const std::vector<fairlead::docker::LayerProgress> &layers);
    //! As it comes, wherever it was cut; \p isOurs: a line of Fairlead's own.
    void logged(const QByteArray &utf8, bool isOurs);
    void finished(const fairlead::imagejobs::JobResult &result);

protected:
    //! A line of ours in the log.
    void say(const QString &line) { emit logged(line.toUtf8() + '\n', true); }
};

} // namespace fairlead::imagejobs

Q_DECLARE_METATYPE(fairlead::imagejobs::JobInfo)
Q_DECLARE_METATYPE(fairlead::imagejobs::JobProgress)
Q_DECLARE_METATYPE(fairlead::imagejobs::ContextProgress)
Q_DECLARE_METATYPE(fairlead::imagejobs::JobResult)
