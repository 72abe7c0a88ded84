// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/settings/secretwords.h"
#include "backends/settings/settingsdocument.h"
#include "referencewalk.h"
#include "sources.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::configimport {

namespace {

using settings::Reference;
using settings::SettingsProblem;

constexpr auto ThereNote = "is there already: it is referred to"_L1;

//! The objects of another fairlead.yaml: ids and names that are not free here become others, and references follow.
class Fairlead
{
public:
    Fairlead(settings::SettingsDocument document, Additions &additions, ImportNotes &notes)
        : m_document(std::move(document))
        , m_additions(additions)
        , m_notes(notes)
    {
    }

    void import();

private:
    void takeProblems();
    template <class Object>
    void mend(Object &object);
    template <class Object>
    SourceValue at(const Object &object, std::size_t place) const;
    template <class Object>
    void tell(const Object &object, std::size_t place, const Reference &becomes, bool isNew);
    void takeDaemons();
    void takeRegistries();
    void takeImages();
    void takeConfigs();
    void takePeople();
    template <class Object>
    void takeNamed(const std::vector<Object> &theirs, const std::vector<Object> &existing, const QString &what);
    void takeDefaults();
    void takeChoice(const QString &key, const settings::ConfigChoice &theirs, const settings::ConfigChoice &existing,
                    settings::ConfigChoice &ours);

    settings::SettingsDocument m_document;
    Additions &m_additions;
    ImportNotes &m_notes;
    QHash<QString, Reference> m_becomes; //!< by section and id: "daemons/d-1"
    QHash<QString, QString> m_images;    //!< of recipes that have another name now
};

QString keyOf(const QString &section, const QString &id)
{
    return section + u'/' + id;
}

template <class Object>
bool isThere(const std::vector<Object> &all, const QString &id)
{
    return std::any_of(all.begin(), all.end(), [&id](const Object &each) { return each.id == id; });
}

bool isThere(const settings::Settings &all, const QString &section, const QString &id)
{
    return section == "daemons"_L1      ? isThere(all.daemons, id)
           : section == "registries"_L1 ? isThere(all.registries, id)
           : section == "baseImages"_L1 ? isThere(all.baseImages, id)
                                        : section == "runtimeConfigs"_L1 && isThere(all.runtimeConfigs, id);
}

void Fairlead::import()
{
    takeProblems();
    takeDaemons();
    takeRegistries();
    takeImages();
    takeConfigs();
    takePeople();
    takeDefaults();
}

//! A reference to what is not in the text may lead to what is here.
void Fairlead::takeProblems()
{
    for (SettingsProblem &problem : m_document.problems) {
        const bool isPointer = problem.field.endsWith(".id"_L1) && problem.message.startsWith("no object of"_L1);
        if (!isPointer)
            m_notes.add(std::move(problem));
    }
}

//! References to where their objects are now; what leads nowhere is told and taken out.
template <class Object>
void Fairlead::mend(Object &object)
{
    forEachReference(object, [this, &object](Reference &reference, const char *name) {
        Q_UNUSED(object); // of what has no name
        const QString section = QString::fromLatin1(name);
        const QString key = keyOf(section, reference.id);
        if (reference.id.isEmpty())
            return;
        if (m_becomes.contains(key)) {
            reference = m_becomes.value(key);
        } else if (!isThere(m_additions.existing(), section, reference.id)) {
            if constexpr (requires { object.name; })
                m_notes.warn(
                    {nullptr, {}}, u"%1[%2]"_s.arg(settings::sectionOf<Object>(), object.name),
                    u"an object of %1 that it refers to is neither in the text nor here: it refers to none"_s.arg(
                        section));
            reference = {};
        }
    });
}

template <class Object>
SourceValue Fairlead::at(const Object &object, std::size_t place) const
{
    const QString section = settings::sectionOf<Object>();
    return {settings::findObject(m_document.root, section, object.id), u"%1[%2]"_s.arg(section).arg(place)};
}

template <class Object>
void Fairlead::tell(const Object &object, std::size_t place, const Reference &becomes, bool isNew)
{
    const QString section = settings::sectionOf<Object>();
    m_becomes.insert(keyOf(section, object.id), becomes);
    const QString to = u"%1[%2]"_s.arg(section, becomes.name);
    if (!isNew)
        m_notes.changed(at(object, place), to, becomes.name, u"%1 %2"_s.arg(becomes.name, ThereNote));
    else if (becomes.name == object.name)
        m_notes.taken(at(object, place), to, becomes.name);
    else
        m_notes.changed(at(object, place), to, becomes.name, u"another object has the name %1"_s.arg(object.name));
}

void Fairlead::takeDaemons()
{
    const auto &theirs = m_document.settings.daemons;
    for (std::size_t i = 0; i < std::min(theirs.size(), MostObjects); ++i) {
        bool isNew = false;
        const Reference becomes = m_additions.daemon(theirs[i], &isNew);
        tell(theirs[i], i, becomes, isNew);
    }
}

void Fairlead::takeRegistries()
{
    const auto &theirs = m_document.settings.registries;
    for (std::size_t i = 0; i < std::min(theirs.size(), MostObjects); ++i) {
        bool isNew = false;
        const Reference becomes = m_additions.registry(theirs[i], &isNew);
        tell(theirs[i], i, becomes, isNew);
    }
}

//! "${recipe:exec}" follows a recipe that has another name now.
QString renamedRecipes(const QString &text, const QHash<QString, QString> &names)
{
    static const QRegularExpression recipe(u"\\$\\{recipe:([^}|]+)\\}"_s);
    QString result;
    qsizetype from = 0;
    auto matches = recipe.globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        const QString name = match.captured(1);
        result += text.mid(from, match.capturedStart() - from) + u"${recipe:%1}"_s.arg(names.value(name, name));
        from = match.capturedEnd();
    }
    return result + text.mid(from);
}

void Fairlead::takeImages()
{
    std::vector<settings::BaseImage> theirs = m_document.settings.baseImages;
    theirs.resize(std::min(theirs.size(), MostObjects));
    for (std::size_t i = 0; i < theirs.size(); ++i) {
        settings::BaseImage image = theirs[i];
        mend(image);
        const auto &existing = m_additions.existing().baseImages;
        const auto same = std::find_if(existing.begin(), existing.end(), [image](settings::BaseImage each) {
            each.id = image.id;
            return each == image;
        });
        const bool isNew = same == existing.end();
        const Reference becomes = isNew ? m_additions.add(image) : Reference{same->id, same->name};
        tell(theirs[i], i, becomes, isNew);
        if (becomes.name != theirs[i].name)
            m_images.insert(theirs[i].name, becomes.name);
    }
    if (m_images.isEmpty())
        return;
    for (settings::BaseImage &image : m_additions.images()) {
        image.from = renamedRecipes(image.from, m_images);
        for (auto &[name, value] : image.buildArgs)
            value = renamedRecipes(value, m_images);
    }
}

void Fairlead::takeConfigs()
{
    const auto &theirs = m_document.settings.runtimeConfigs;
    for (std::size_t i = 0; i < std::min(theirs.size(), MostObjects); ++i) {
        settings::RuntimeConfig config = theirs[i];
        mend(config);
        const Reference becomes = m_additions.add(std::move(config));
        tell(theirs[i], i, becomes, true);
    }
}

//! Users and projects are who they are by their names: there is one of each.
template <class Object>
void Fairlead::takeNamed(const std::vector<Object> &theirs, const std::vector<Object> &existing, const QString &what)
{
    for (std::size_t i = 0; i < std::min(theirs.size(), MostObjects); ++i) {
        const auto isIt = [&](const Object &each) { return each.name == theirs[i].name; };
        if (std::any_of(existing.begin(), existing.end(), isIt)) {
            m_notes.notTaken(at(theirs[i], i), u"this %1 is there already"_s.arg(what));
            continue;
        }
        Object object = theirs[i];
        mend(object);
        const Reference becomes = m_additions.add(std::move(object));
        tell(theirs[i], i, becomes, true);
    }
}

void Fairlead::takePeople()
{
    takeNamed(m_document.settings.users, m_additions.existing().users, u"user"_s);
    takeNamed(m_document.settings.projects, m_additions.existing().projects, u"project"_s);
}

void Fairlead::takeChoice(const QString &key, const settings::ConfigChoice &theirs,
                          const settings::ConfigChoice &existing, settings::ConfigChoice &ours)
{
    const SourceValue at = SourceValue{&m_document.root, {}}.member(u"defaults"_s).member(key);
    if (theirs == settings::ConfigChoice())
        return;
    if (!(existing == settings::ConfigChoice()))
        return m_notes.notTaken(at, u"there is a default already: change it in Defaults"_s);
    ours = theirs;
    m_notes.taken(at, at.path, ours.containerize ? ours.runtimeConfig.name : u"not in a container"_s);
}

void Fairlead::takeDefaults()
{
    settings::Defaults theirs = m_document.settings.defaults;
    mend(theirs);
    const settings::Defaults &existing = m_additions.existing().defaults;
    settings::Defaults &ours = m_additions.defaults();
    takeChoice(u"userCode"_s, theirs.userCode, existing.userCode, ours.userCode);
    takeChoice(u"visual"_s, theirs.visual, existing.visual, ours.visual);
    const SourceValue root = SourceValue{&m_document.root, {}}.member(u"defaults"_s);
    if (const SourceValue at = root.member(u"target"_s); at && !(theirs.target == settings::TargetChoice())) {
        if (existing.target == settings::TargetChoice()) {
            ours.target = theirs.target;
            m_notes.taken(at, at.path, ours.target.contexts.join(u", "_s));
        } else {
            m_notes.notTaken(at, u"there is a default already: change it in Defaults"_s);
        }
    }
    const SourceValue variables = root.member(u"variables"_s);
    for (const auto &[name, value] : theirs.variables) {
        const auto isIt = [&name = name](const auto &pair) { return pair.first == name; };
        const bool isKnown = std::any_of(existing.variables.begin(), existing.variables.end(), isIt);
        if (isKnown) {
            m_notes.notTaken(variables.member(name), u"this variable is there already"_s);
            continue;
        }
        ours.variables.emplace_back(name, value);
        m_notes.taken(variables.member(name), u"defaults.variables."_s + name,
                      settings::isSecretName(name) ? QString() : value);
    }
}

} // namespace

void importFairlead(const QByteArray &bytes, const QString &fileName, Additions &additions, ImportNotes &notes)
{
    Fairlead(settings::readSettings(bytes, fileName), additions, notes).import();
}

} // namespace fairlead::configimport
