// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "remedies.h"

#include <QObject>
#include <QString>

#include <functional>
#include <optional>

class QIODevice;

namespace fairlead::models {

//! Makes the content of a file that the user asked for, and writes it, in a thread of its own: whole or not at all.
class FileWriter : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    struct Outcome
    {
        QString path;
        qint64 bytes = 0;
        std::optional<Remedy> problem;
    };

    //! \p make runs in that thread, so it holds values only. finished() follows once, unless this object is gone.
    void write(const QString &path, std::function<QByteArray()> make);
    //! The same of what is too much to be made at once: \p fill writes it piece by piece. \return false ends it; what
    //! the file did not take is the problem, else \p unread.
    void stream(const QString &path, std::function<bool(QIODevice &)> fill, const Remedy &unread);

    //! The same, here and now.
    static Outcome writeNow(const QString &path, const QByteArray &content);

signals:
    void finished(const fairlead::models::FileWriter::Outcome &outcome);

private:
    void run(std::function<Outcome()> work);
};

} // namespace fairlead::models
