// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dssconfig.h"

#include "backends/registry/imagereference.h"
#include "backends/settings/secretwords.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::configimport {

namespace {

constexpr auto HomeFolder = "/home/dataiku"_L1; // of DSS' images
constexpr auto TemporaryFolder = "/tmp"_L1;

struct Refused
{
    QLatin1StringView key;
    QLatin1StringView why;
};

//! Properties that nothing here has a use for.
constexpr std::initializer_list<Refused> OtherProperties{
    {"dku.cde.xmx"_L1, "the Java heap of DSS' own recipes"_L1},
    {"dku.cde.memoryOverheadFactor"_L1, "the Java heap of DSS' own recipes"_L1},
    {"cloud.provider"_L1, "how DSS opens webapps; Fairlead opens no ports"_L1},
    {"nginx-ingress.controller"_L1, "how DSS opens webapps; Fairlead opens no ports"_L1},
    {"dku.sanitycheck.diskusage.threshold"_L1, "when DSS warns of its own disk"_L1},
    {"writableHomeVolumeDesc"_L1, "the folder becomes an empty volume"_L1},
    {"writableTmpVolumeDesc"_L1, "the folder becomes an empty volume"_L1},
};

} // namespace

DssConfig::DssConfig(const SourceValue &at, const DssSurroundings &around, Additions &additions, ImportNotes &notes)
    : m_map(at, notes)
    , m_around(around)
    , m_additions(additions)
    , m_notes(notes)
{
}

QString DssConfig::import()
{
    if (!m_map.at())
        return {};
    const SourceValue name = m_map.scalar(u"name"_s);
    m_config.name = m_additions.freeConfigName(name.text());
    m_to = u"runtimeConfigs[%1]"_s.arg(m_config.name);
    if (!name)
        m_notes.warn(m_map.at(), to(u"name"_s), u"it has no name in the source"_s);
    else if (m_config.name == name.text())
        m_notes.taken(name, to(u"name"_s), m_config.name);
    else
        m_notes.changed(name, to(u"name"_s), m_config.name, u"there is another runtime config of this name"_s);
    takeGeneral();
    takeProperties(m_map);
    if (m_map.has(u"kubernetesRuntimeConfig"_s) || m_map.has(u"dockerRuntimeConfig"_s)) {
        SourceMap kubernetes(m_map.map(u"kubernetesRuntimeConfig"_s), m_notes);
        takeKubernetes(kubernetes);
        kubernetes.tellRest();
        SourceMap docker(m_map.map(u"dockerRuntimeConfig"_s), m_notes);
        takeDocker(docker);
        docker.tellRest();
    } else {
        takeKubernetes(m_map);
        takeDocker(m_map);
    }
    takeWritableFolders(m_map.at());
    takeImage();
    m_map.tellRest();
    m_added = m_additions.add(std::move(m_config));
    return name.text();
}

void DssConfig::takeGeneral()
{
    FieldTaker fields(m_map, m_notes, m_to);
    fields.text(u"description"_s, u"description"_s, m_config.description);
    if (const SourceValue type = m_map.scalar(u"type"_s)) {
        const bool isDocker = type.text().compare("docker"_L1, Qt::CaseInsensitive) == 0;
        m_config.engine = isDocker ? u"docker"_s : u"kubernetes"_s;
        m_notes.taken(type, to(u"engine"_s), m_config.engine);
    }
    if (const SourceValue kind = m_map.scalar(u"workloadType"_s)) {
        const QString word = kind.text().toLower();
        m_config.workload = word.contains("visual"_L1) ? u"visual"_s
                            : word.contains("code"_L1) ? u"userCode"_s
                                                       : u"any"_s;
        m_notes.taken(kind, to(u"workload"_s), m_config.workload);
    }
    if (const SourceValue by = m_map.scalar(u"usableBy"_s)) {
        m_config.usableBy = by.text() == "ALL"_L1 ? u"everyone"_s : u"groups"_s;
        m_notes.taken(by, to(u"usableBy"_s), m_config.usableBy);
    }
    fields.texts(u"allowedGroups"_s, u"groups"_s, m_config.groups);
    if (m_config.usableBy == "groups"_L1 && m_config.groups.isEmpty())
        m_notes.warn(m_map.at(), to(u"groups"_s), u"no group may use it: choose one before it is launched"_s);
    fields.leave(u"isFinal"_s, u"no config overrides another one here"_s);
    if (const SourceValue folder = m_map.scalar(u"DKU_TMPDIR"_s); !folder.text().isEmpty()) {
        m_config.env.push_back({.name = u"TMPDIR"_s, .value = folder.text()});
        m_notes.changed(folder, to(u"env.TMPDIR"_s), folder.text(), u"the variable that programs look at"_s);
    }
}

void DssConfig::takeImage()
{
    const SourceValue type = m_map.scalar(u"baseImageType"_s);
    const SourceValue image = m_map.scalar(u"baseImage"_s);
    const SourceValue build = m_map.scalar(u"imageBuildConfig"_s);
    const auto built = m_around.builds.constFind(build.text());
    const bool isBuilt = build && built != m_around.builds.cend();
    QString &reference = m_config.image.reference;
    reference = image.text();
    if (reference.isEmpty() && isBuilt)
        reference = built->baseImage;
    if (reference.isEmpty())
        reference = m_around.baseImage;
    if (type)
        m_notes.notTaken(type, type.text() == "SPARK"_L1 ? u"Fairlead launches no Spark"_s
                                                         : u"an image is said by its name alone"_s);
    if (!image.text().isEmpty())
        m_notes.taken(image, to(u"image.reference"_s), reference);
    if (build && !isBuilt)
        m_notes.wrong(build, u"no image build config has this name"_s);
    takeRegistry(isBuilt ? &*built : nullptr, build);
    if (reference.isEmpty())
        m_notes.warn(m_map.at(), to(u"image"_s),
                     u"the source uses the image that DSS builds for itself and does not name it: choose an image or a "
                     "base image before it is launched"_s);
}

//! Its own one, that of its build config, that of the overrides; none for an image that says where it is.
void DssConfig::takeRegistry(const DssSurroundings::Build *build, const SourceValue &at)
{
    const auto image = registry::ImageReference::parse(m_config.image.reference);
    const bool saysHost = image && (image->domain.contains(u'.') || image->domain.contains(u':'));
    if (saysHost) {
        FieldTaker fields(m_map, m_notes, m_to);
        for (const QString &key : {u"repositoryURL"_s, u"prePushMode"_s})
            fields.leave(key, u"the image names its registry itself"_s);
        if (build)
            m_notes.changed(at, to(u"image.reference"_s), m_config.image.reference, u"the image that it builds"_s);
        return;
    }
    settings::Reference &ours = m_config.image.registry;
    const QString field = to(u"image.registry"_s);
    const SourceValue hook = m_map.scalar(u"prePushMode"_s);
    if (const auto registry = dssRegistry(m_map.scalar(u"repositoryURL"_s), hook, field, m_additions, m_notes))
        ours = *registry;
    else if (hook)
        m_notes.notTaken(hook, u"it belongs to a registry, and none is said"_s);
    if (build && !build->registries.empty() && ours.id.isEmpty())
        ours = build->registries.front();
    if (build)
        m_notes.changed(at, field, ours.name, u"images are taken from the first registry that it pushes to"_s);
    if (!ours.id.isEmpty() || m_around.repositoryUrl.isEmpty())
        return;
    const files::YamlValue override{.type = SourceValue::Type::String,
                                    .text = m_around.repositoryUrl,
                                    .line = m_map.at().line(),
                                    .column = m_map.at().column()};
    if (const auto registry = dssRegistry({&override, m_map.at().path}, {}, field, m_additions, m_notes))
        ours = *registry;
}

void DssConfig::takeProperties(SourceMap &map)
{
    for (const SourceMap::Pair &property : map.pairs(u"properties"_s)) {
        if (property.isSecret || settings::hasLogin(property.value.text()))
            m_notes.secret(property.named(),
                           u"put it into a Secret of the namespace, and a variable of the environment that "
                           "is taken from there"_s);
        else
            takeProperty(property);
    }
}

void DssConfig::takeProperty(const SourceMap::Pair &property)
{
    settings::SecurityContext &security = m_config.securityContext;
    const SourceValue at = property.named();
    const QString value = property.value.text();
    const QString word = QString(property.key).remove(u'.').remove(u'-').remove(u'_').toLower();
    const bool isTrue = value.compare("true"_L1, Qt::CaseInsensitive) == 0;
    if (property.key == "readOnlyRootFilesystem"_L1) {
        security.readOnlyRootFilesystem = isTrue;
        m_notes.taken(at, to(u"securityContext.readOnlyRootFilesystem"_s), value);
    } else if (property.key == "writableHomeVolumeSizeLimit"_L1 || property.key == "writableTmpVolumeSizeLimit"_L1) {
        const bool isHome = property.key.startsWith("writableHome"_L1);
        (isHome ? m_homeSize : m_tmpSize) = value;
        m_notes.changed(at, to(u"kubernetes.volumes"_s), value,
                        u"an emptyDir of this size at %1"_s.arg(isHome ? HomeFolder : TemporaryFolder));
    } else if (word.endsWith("runasnonroot"_L1)) {
        security.runAsNonRoot = isTrue;
        m_notes.taken(at, to(u"securityContext.runAsNonRoot"_s), value);
    } else if (word.endsWith("dataikuuid"_L1) || word.endsWith("runasuser"_L1) || word.endsWith("runasuid"_L1)) {
        bool isNumber = false;
        const qint64 uid = value.toLongLong(&isNumber);
        if (!isNumber)
            return m_notes.wrong(at, u"expected the number of a user"_s);
        security.runAsUser = uid;
        m_notes.changed(at, to(u"securityContext.runAsUser"_s), value, u"images must have been built for this user"_s);
    } else {
        const auto other = std::find_if(OtherProperties.begin(), OtherProperties.end(),
                                        [&](const Refused &each) { return each.key == property.key; });
        if (other == OtherProperties.end())
            return m_notes.leave(at, u"not known: a property that DSS alone reads"_s);
        m_notes.notTaken(property.value ? SourceValue{property.value.value, at.path} : at, QString(other->why));
    }
}

//! DSS copies the home folder into a volume of its own where the root cannot be written.
void DssConfig::takeWritableFolders(const SourceValue &at)
{
    if (!m_config.securityContext.readOnlyRootFilesystem)
        return;
    for (const auto &[folder, size] : {std::pair(HomeFolder, m_homeSize), std::pair(TemporaryFolder, m_tmpSize)}) {
        if (size.isEmpty())
            m_config.securityContext.writableFolders += folder;
        else
            m_config.kubernetes.volumes.push_back({.mountPath = folder, .type = u"emptyDir"_s, .sizeLimit = size});
    }
    m_notes.warn(
        at, to(u"securityContext.writableFolders"_s),
        u"DSS copies what the image has in %1 into it before it starts; here the folder is empty"_s.arg(HomeFolder));
}

} // namespace fairlead::configimport
