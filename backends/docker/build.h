// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "buildprogress.h"

#include <QObject>
#include <QStringList>

namespace fairlead::docker {

struct BuiltImage
{
    QString id; //!< "sha256:..."
    QStringList tags;

    bool operator==(const BuiltImage &) const = default;
};

//! One build, whoever does it. Order of signals: started once the builder answers; stepsChanged, transferChanged and
//! logged any number of times, at most once each for a piece of what it says, so whoever shows them does so a few times
//! a second; finished exactly once. None comes before start() returns, none after the object is gone. A slot may cancel
//! or delete it.
class Build : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void start() = 0;
    //! Ends with finished(Cancelled), once what runs elsewhere was told to stop.
    virtual void cancel() = 0;

    virtual const BuildProgress &progress() const = 0;
    //! Of its transfer, as far as nothing came meanwhile.
    virtual void updateRates() = 0;
    //! Of the Dockerfile, where the build failed; 0: not known, or it did not.
    virtual int failedLine() const = 0;

signals:
    void started();
    void stepsChanged();
    void transferChanged();
    //! UTF-8, verbatim, with the builder's colours. Valid during the call only.
    void logged(const QByteArray &text);
    void finished(const fairlead::Result<fairlead::docker::BuiltImage> &result);
};

} // namespace fairlead::docker
