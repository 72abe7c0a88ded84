// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/imagejobs/workshop.h"
#include "options.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>

namespace fairlead::ctl {

//! Says what jobs do while they do it, then how they ended: lines behind the name of the image, or a JSON object a
//! line. Ends the event loop once nothing is left to do.
class JobPrinter : public QObject
{
    Q_OBJECT
public:
    //! CSV and YAML are no streams: what they get is the table of how everything ended.
    JobPrinter(imagejobs::Workshop &workshop, Format format);

    int exitCode() const;
    //! Everything that waits or runs, and says so; the end follows as ever.
    void cancel();

private:
    struct Seen
    {
        imagejobs::JobInfo info;
        QByteArray tail;            //!< of a line that has not ended
        QHash<QString, int> layers; //!< states that were said, by layer
        QHash<QString, int> steps;
        QElapsedTimer contextTold; //!< when the last line about it was written
        std::optional<imagejobs::JobResult> result;
    };

    void onAdded(const imagejobs::JobInfo &job);
    void onLogged(const QString &id, const QByteArray &utf8);
    void onContext(const QString &id, const imagejobs::ContextProgress &progress);
    void onSteps(const QString &id, const std::vector<docker::BuildStep> &steps);
    void onLayers(const QString &id, const std::vector<docker::LayerProgress> &layers);
    void onEnded(const QString &id, const imagejobs::JobResult &result);
    void onOrderFailed(const QString &why);
    void onOrderLacks(const QString &what);
    void tell(const char *event, const QString &message) const;
    void finish();
    Seen *find(const QString &id);
    bool isLive() const { return m_format == Format::Table || m_format == Format::Json; }
    QString lead(const Seen &seen) const;

    imagejobs::Workshop &m_workshop;
    const Format m_format;
    std::vector<Seen> m_seen;
    bool m_hasFailed = false; //!< the order
    bool m_lacks = false;     //!< the order, some of what was wanted
    bool m_isCancelled = false;
};

} // namespace fairlead::ctl
