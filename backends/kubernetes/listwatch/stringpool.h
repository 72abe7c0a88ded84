// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <string>
#include <string_view>
#include <unordered_map>

namespace fairlead::kubernetes {

//! Makes equal strings share their memory: label keys, resource names, namespaces, node names stand in every object.
//! Forgets what nobody uses any more whenever it has doubled, so that it stays proportional to the objects alive.
class StringPool
{
public:
    //! \p utf8 as QString; invalid UTF-8 becomes U+FFFD as everywhere in Qt.
    QString intern(std::string_view utf8);

    std::size_t size() const { return m_strings.size(); }

private:
    struct Hash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };

    void prune();

    std::unordered_map<std::string, QString, Hash, std::equal_to<>> m_strings;
    std::size_t m_pruneAt = 4'096;
};

} // namespace fairlead::kubernetes
