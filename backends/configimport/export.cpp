// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/files/yamltext.h"
#include "backends/settings/findbyid.h"
#include "backends/settings/settingsdocument.h"
#include "importchanges.h"
#include "referencewalk.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace fairlead::configimport {

namespace {

using settings::Settings;

//! What has to be in a text so that nothing in it refers to what is not.
class Collector
{
public:
    explicit Collector(const Settings &settings)
        : m_settings(settings)
    {
    }

    void add(const QString &section, const QString &id)
    {
        if (id.isEmpty() || m_ids.contains(section + u'/' + id))
            return;
        m_ids.insert(section + u'/' + id);
        if (section == "runtimeConfigs"_L1)
            follow(m_settings.runtimeConfigs, id);
        else if (section == "baseImages"_L1)
            followImage(id);
    }
    bool has(const char *section, const QString &id) const
    {
        return m_ids.contains(QLatin1String(section) + u'/' + id);
    }

private:
    template <class Object>
    void follow(const std::vector<Object> &all, const QString &id)
    {
        const Object *found = settings::findById(all, id);
        if (!found)
            return;
        Object copy = *found;
        forEachReference(copy, [this](settings::Reference &reference, const char *section) {
            add(QString::fromLatin1(section), reference.id);
        });
    }
    //! Also the recipes that it names in its texts.
    void followImage(const QString &id)
    {
        follow(m_settings.baseImages, id);
        const settings::BaseImage *image = settings::findById(m_settings.baseImages, id);
        if (!image)
            return;
        addRecipesIn(image->from);
        for (const auto &[name, value] : image->buildArgs)
            addRecipesIn(value);
    }
    void addRecipesIn(const QString &text)
    {
        static const QRegularExpression recipe(u"\\$\\{recipe:([^}|]+)\\}"_s);
        auto matches = recipe.globalMatch(text);
        while (matches.hasNext()) {
            const QString name = matches.next().captured(1);
            for (const settings::BaseImage &each : m_settings.baseImages) {
                if (each.name == name)
                    add(u"baseImages"_s, each.id);
            }
        }
    }

    const Settings &m_settings;
    QSet<QString> m_ids;
};

//! Visitor of all sections: those objects of them that were collected, as a document.
class Writer
{
public:
    explicit Writer(const Collector &wanted)
        : m_wanted(wanted)
    {
        m_root.type = files::YamlValue::Type::Map;
        m_root.members.push_back({u"apiVersion"_s, {.type = files::YamlValue::Type::String, .text = u"fairlead/v1"_s}});
    }
    QByteArray text() const { return files::yamlLines(m_root, 0); }

    template <class Object>
    void section(const char *key, std::vector<Object> &objects)
    {
        files::YamlValue list{.type = files::YamlValue::Type::List};
        for (const Object &each : objects) {
            if (m_wanted.has(key, each.id))
                list.items.push_back(settings::toYaml(each));
        }
        if (!list.items.empty())
            m_root.members.push_back({QString::fromLatin1(key), std::move(list)});
    }
    void section(const char *, settings::Defaults &) {}

private:
    const Collector &m_wanted;
    files::YamlValue m_root;
};

} // namespace

QByteArray selfContained(const Settings &settings, const QStringList &configIds)
{
    Collector wanted(settings);
    for (const QString &id : configIds)
        wanted.add(u"runtimeConfigs"_s, id);
    Settings copy = settings;
    Writer writer(wanted);
    copy.visit(writer);
    return writer.text();
}

} // namespace fairlead::configimport
