// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/files/yamlvalue.h"

#include <QHash>
#include <QLatin1StringView>
#include <QString>

#include <optional>
#include <vector>

namespace fairlead::manifests {

//! A type of Kubernetes' API as podschema.py writes it: "string", "Container", "[Container@name", "{quantity".
class SchemaType
{
public:
    constexpr SchemaType() = default;
    constexpr explicit SchemaType(QLatin1StringView text)
        : m_text(text)
    {
    }

    bool isList() const { return m_text.startsWith(u'['); }
    bool isMap() const { return m_text.startsWith(u'{'); }
    //! Of a list or a map.
    SchemaType element() const;
    //! Whether a patch merges the items of this list instead of replacing them.
    bool isMergedList() const { return isList() && m_text.contains(u'@'); }
    //! The field that tells the items of a merged list apart; empty: they are plain values.
    QLatin1StringView mergeKey() const;
    QLatin1StringView text() const { return m_text; }

private:
    QLatin1StringView m_text; //!< empty: nobody knows
};

//! What is wrong with a value, and where it stands in its document.
struct SchemaProblem
{
    QString field; //!< dotted path: "spec.containers[0].imagePullPolicy"
    int line = 0;
    int column = 0;
    QString message;        //!< a short English sentence; never repeats a value
    bool isWarning = false; //!< the API server takes it

    bool operator==(const SchemaProblem &) const = default;
};

//! What a pod template and the policies of a namespace may say, as Kubernetes' own OpenAPI has it (podschematext.cpp
//! says of which version).
class PodSchema
{
public:
    PodSchema();

    static constexpr SchemaType Template{QLatin1StringView("PodTemplateSpec")};
    static constexpr SchemaType Affinity{QLatin1StringView("Affinity")};
    static constexpr SchemaType ResourceQuota{QLatin1StringView("ResourceQuota")};
    static constexpr SchemaType LimitRange{QLatin1StringView("LimitRange")};
    static constexpr SchemaType NetworkPolicy{QLatin1StringView("NetworkPolicy")};

    //! Unknown where \p type is no object, or has no such field.
    std::optional<SchemaType> field(SchemaType type, QStringView name) const;
    //! Whether it has fields of its own.
    bool isObject(SchemaType type) const { return m_types.contains(type.text()); }

    //! What of \p value the API server would not take as \p type: fields that nobody knows, each with the one that may
    //! be meant, values of another kind, and quantities that are none. Null says nothing, and the directives of a
    //! strategic merge are no fields.
    std::vector<SchemaProblem> problems(const files::YamlValue &value, SchemaType type,
                                        const QString &field = {}) const;

private:
    using Fields = QHash<QLatin1StringView, SchemaType>;

    void check(const files::YamlValue &value, SchemaType type, const QString &field,
               std::vector<SchemaProblem> &problems) const;
    void checkFields(const files::YamlValue &map, const Fields &fields, const QString &field,
                     std::vector<SchemaProblem> &problems) const;

    QHash<QLatin1StringView, Fields> m_types;
};

} // namespace fairlead::manifests
