// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

#include <functional>
#include <vector>

namespace fairlead::files {

//! A list of objects in a small JSON file that several processes and threads may share: written as a whole, under a
//! lock, for its owner alone. A file that is no JSON is put aside (".broken") and begun anew. Blocks for a small file.
class JsonRecords
{
public:
    //! \p key: under which the list stands. \p most: of objects; then the first go. \p path empty: nothing is kept, and
    //! nothing is there.
    JsonRecords(QString path, QString key, std::size_t most);

    std::vector<QJsonObject> read() const;
    //! \return why it could not be written, a short English sentence; empty: it is.
    QString change(const std::function<void(std::vector<QJsonObject> &records)> &change);

private:
    QString m_path;
    QString m_key;
    std::size_t m_most;
};

} // namespace fairlead::files
