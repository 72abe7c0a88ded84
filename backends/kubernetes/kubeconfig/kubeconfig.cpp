// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "kubeconfig.h"

#include "backends/files/smallfile.h"
#include "kubeconfigfile.h"
#include "kubeconfigresolve.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::kubernetes {

namespace {

constexpr qint64 maxFileBytes = 8 * 1024 * 1024;
constexpr qint64 maxCertificateBytes = 1024 * 1024;

struct LoadedFile
{
    KubeconfigFile file;
    bool isMerged = false; //!< one of kubectl's files; false: of extraPaths, stands for itself
};

template <class Entry>
struct Found
{
    const KubeconfigFile *file = nullptr;
    const Entry *entry = nullptr;
};

//! The first entry of each name in the merged files.
template <class Entry>
using NameMap = QHash<QString, Found<Entry>>;

template <class Entry>
Found<Entry> findIn(const KubeconfigFile &file, const std::vector<Entry> &entries, const QString &name)
{
    const auto it = std::find_if(entries.begin(), entries.end(), [&name](const Entry &e) { return e.name == name; });
    return it == entries.end() ? Found<Entry>{} : Found<Entry>{&file, &*it};
}

//! Which entry a reference of a context means; see loadKubeconfig().
template <class Entry>
Found<Entry> find(const LoadedFile &loaded, bool isKubectls, const std::vector<Entry> &own,
                  const NameMap<Entry> &merged, const QString &name)
{
    if (isKubectls)
        return merged.value(name);
    const Found<Entry> found = findIn(loaded.file, own, name);
    return found.entry || !loaded.isMerged ? found : merged.value(name);
}

//! One pass over all sources.
class Loader
{
public:
    explicit Loader(const KubeconfigSources &sources)
        : m_sources(sources)
        , m_resolver([this](const QString &path) { return readCertificate(path); })
    {
    }
    Kubeconfig load();

private:
    enum class Missing { IsFine, IsProblem };

    tl::expected<QByteArray, QString> readCertificate(const QString &path);
    void watch(const QString &path);
    void addProblem(const QString &path, const QString &message);
    bool addFile(const QString &path, bool isMerged, Missing missing);
    void addFolder(const QString &path);
    void addMergedFiles();
    void addExtraPaths();
    void buildMaps();
    void findCurrent();
    void addContexts(const LoadedFile &loaded);
    void addInCluster();
    void addIds();
    void collectProblems();

    const KubeconfigSources &m_sources;
    KubeconfigResolver m_resolver;
    Kubeconfig m_result;
    std::vector<LoadedFile> m_files;
    QSet<QString> m_seen; //!< canonical paths
    QSet<QString> m_watched;
    QHash<QString, tl::expected<QByteArray, QString>> m_certificates;
    NameMap<KubeconfigCluster> m_clusters;
    NameMap<KubeconfigUser> m_users;
    NameMap<KubeconfigContext> m_contexts;
    const KubeconfigContext *m_current = nullptr;
};

tl::expected<QByteArray, QString> Loader::readCertificate(const QString &path)
{
    const auto it = m_certificates.constFind(path);
    if (it != m_certificates.constEnd())
        return *it;
    return *m_certificates.insert(path, files::readSmallFile(path, maxCertificateBytes));
}

void Loader::watch(const QString &path)
{
    if (!m_watched.contains(path)) {
        m_watched.insert(path);
        m_result.watchedPaths.append(path);
    }
}

void Loader::addProblem(const QString &path, const QString &message)
{
    m_result.problems.push_back({path, 0, 0, {}, message});
}

//! \return false where there is no such file.
bool Loader::addFile(const QString &path, bool isMerged, Missing missing)
{
    watch(path);
    const QFileInfo info(path);
    if (!info.exists()) {
        if (missing == Missing::IsProblem)
            addProblem(path, u"no such file"_s);
        return false;
    }
    if (m_seen.contains(info.canonicalFilePath()))
        return true;
    m_seen.insert(info.canonicalFilePath());
    const auto bytes = files::readSmallFile(path, maxFileBytes);
    if (bytes)
        m_files.push_back({parseKubeconfig(*bytes, path), isMerged});
    else
        addProblem(path, bytes.error());
    return true;
}

bool isIgnoredName(const QString &name)
{
    static const QStringList suffixes{u"~"_s, u".bak"_s, u".lock"_s, u".swp"_s, u".tmp"_s, u".orig"_s};
    return name.startsWith(u'.') || name.startsWith(u'#') ||
           std::any_of(suffixes.begin(), suffixes.end(), [&name](const QString &s) { return name.endsWith(s); });
}

//! The regular files directly in a folder, by name. What is no kubeconfig at all is passed over in silence.
void Loader::addFolder(const QString &path)
{
    watch(path);
    for (const QFileInfo &info : QDir(path).entryInfoList(QDir::Files, QDir::Name)) {
        if (isIgnoredName(info.fileName()) || m_seen.contains(info.canonicalFilePath()))
            continue;
        const auto bytes = files::readSmallFile(info.filePath(), maxFileBytes);
        if (!bytes)
            continue;
        KubeconfigFile file = parseKubeconfig(*bytes, info.filePath());
        watch(info.filePath());
        if (!file.isKubeconfig)
            continue;
        m_seen.insert(info.canonicalFilePath());
        m_files.push_back({std::move(file), false});
    }
}

void Loader::addMergedFiles()
{
    if (!m_sources.explicitFiles.isEmpty()) {
        for (const QString &path : m_sources.explicitFiles)
            addFile(QFileInfo(path).absoluteFilePath(), true, Missing::IsProblem);
        return;
    }
    if (m_sources.environmentFiles.isEmpty()) {
        if (!m_sources.defaultFile.isEmpty())
            addFile(QFileInfo(m_sources.defaultFile).absoluteFilePath(), true, Missing::IsFine);
        return;
    }
    QStringList missing;
    bool isAnyThere = false;
    for (const QString &path : m_sources.environmentFiles) {
        if (path.isEmpty())
            continue;
        const QString absolute = QFileInfo(path).absoluteFilePath();
        if (addFile(absolute, true, Missing::IsFine))
            isAnyThere = true;
        else
            missing.append(absolute);
    }
    for (const QString &path : missing) {
        if (!isAnyThere)
            addProblem(path, u"no such file, and no other file of KUBECONFIG exists"_s);
    }
}

//! What is written in a settings file has met no shell.
QString extraPath(QString path)
{
    if (path == u'~' || path.startsWith("~/"_L1))
        path.replace(0, 1, QDir::homePath());
    return QDir::cleanPath(QFileInfo(path).absoluteFilePath());
}

void Loader::addExtraPaths()
{
    for (const QString &each : m_sources.extraPaths) {
        const QString path = extraPath(each);
        if (QFileInfo(path).isDir())
            addFolder(path);
        else
            addFile(path, false, Missing::IsProblem);
    }
}

template <class Entry>
void addFirst(NameMap<Entry> &map, const KubeconfigFile &file, const std::vector<Entry> &entries)
{
    for (const Entry &entry : entries) {
        if (!map.contains(entry.name))
            map.insert(entry.name, {&file, &entry});
    }
}

void Loader::buildMaps()
{
    for (const LoadedFile &loaded : m_files) {
        if (!loaded.isMerged)
            continue;
        addFirst(m_clusters, loaded.file, loaded.file.clusters);
        addFirst(m_users, loaded.file, loaded.file.users);
        addFirst(m_contexts, loaded.file, loaded.file.contexts);
    }
}

//! The first file with a current-context decides.
void Loader::findCurrent()
{
    const auto it = std::find_if(m_files.begin(), m_files.end(),
                                 [](const LoadedFile &loaded) { return !loaded.file.currentContext.isEmpty(); });
    if (it == m_files.end())
        return;
    const KubeconfigFile &file = it->file;
    m_current = it->isMerged ? m_contexts.value(file.currentContext).entry
                             : findIn(file, file.contexts, file.currentContext).entry;
    if (!m_current) {
        const SourcePosition at = file.currentContextPosition;
        m_result.problems.push_back({file.path, at.line, at.column, u"current-context"_s,
                                     u"there is no context \"%1\""_s.arg(file.currentContext)});
    }
}

void Loader::addContexts(const LoadedFile &loaded)
{
    const KubeconfigFile &file = loaded.file;
    for (const KubeconfigContext &entry : file.contexts) {
        Context context;
        context.name = entry.name;
        context.file = file.path;
        context.clusterName = entry.cluster;
        context.userName = entry.user;
        context.namespaceName = entry.namespaceName.isEmpty() ? u"default"_s : entry.namespaceName;
        context.isCurrent = &entry == m_current;

        const bool isKubectls = loaded.isMerged && m_contexts.value(entry.name).entry == &entry;
        const auto cluster = find(loaded, isKubectls, file.clusters, m_clusters, entry.cluster);
        const auto user = find(loaded, isKubectls, file.users, m_users, entry.user);
        m_resolver.resolve(context, file, entry, cluster.file, cluster.entry, user.file, user.entry);
        if (context.auth.exec && cluster.entry)
            context.auth.exec->clusterConfig = cluster.entry->execConfig;
        m_result.contexts.push_back(std::move(context));
    }
}

void Loader::addInCluster()
{
    const QString folder = m_sources.serviceAccountFolder;
    const QString token = folder + u"/token"_s;
    if (folder.isEmpty() || m_sources.serviceHost.isEmpty() || m_sources.servicePort.isEmpty())
        return;
    watch(token);
    if (!m_result.contexts.empty() || !QFileInfo(token).isFile())
        return;
    const QString certificate = folder + u"/ca.crt"_s;
    const QString namespaceFile = folder + u"/namespace"_s;
    watch(certificate);
    watch(namespaceFile);
    Context context;
    context.name = u"in-cluster"_s;
    context.isCurrent = true;
    context.endpoint.server.setScheme(u"https"_s);
    context.endpoint.server.setHost(m_sources.serviceHost);
    context.endpoint.server.setPort(m_sources.servicePort.toInt());
    context.auth.kind = AuthKind::InCluster;
    context.auth.tokenFile = token;
    const auto ca = readCertificate(certificate);
    context.endpoint.caPem = ca.value_or(QByteArray());
    if (!ca)
        addProblem(certificate, ca.error());
    const auto ns = files::readSmallFile(namespaceFile, 4096);
    context.namespaceName = QString::fromUtf8(ns.value_or(QByteArray())).trimmed();
    if (context.namespaceName.isEmpty())
        context.namespaceName = u"default"_s;
    m_result.contexts.push_back(std::move(context));
}

//! The first of a name keeps it, so that another file that has it too changes nothing for those who use it.
void Loader::addIds()
{
    QSet<QString> taken;
    for (Context &context : m_result.contexts) {
        context.id = context.name;
        const QString withFile = u"%1 (%2)"_s.arg(context.name, context.file);
        if (taken.contains(context.id))
            context.id = withFile;
        for (int i = 2; taken.contains(context.id); ++i)
            context.id = u"%1 #%2"_s.arg(withFile).arg(i);
        taken.insert(context.id);
    }
}

void Loader::collectProblems()
{
    auto &problems = m_result.problems;
    const auto add = [&problems](const KubeconfigProblem &problem) {
        if (std::find(problems.begin(), problems.end(), problem) == problems.end())
            problems.push_back(problem);
    };
    for (const LoadedFile &loaded : m_files)
        std::for_each(loaded.file.problems.begin(), loaded.file.problems.end(), add);
    for (const Context &context : m_result.contexts) {
        if (context.problem)
            add(*context.problem);
    }
    std::for_each(m_resolver.remarks().begin(), m_resolver.remarks().end(), add);
}

Kubeconfig Loader::load()
{
    addMergedFiles();
    addExtraPaths();
    buildMaps();
    findCurrent();
    for (const LoadedFile &loaded : m_files)
        addContexts(loaded);
    addInCluster();
    addIds();
    collectProblems();
    QStringList referenced(m_resolver.referencedFiles().begin(), m_resolver.referencedFiles().end());
    referenced.sort();
    for (const QString &path : referenced)
        watch(path);
    return std::move(m_result);
}

} // namespace

QString toString(AuthKind kind)
{
    switch (kind) {
    case AuthKind::None:
        return u"none"_s;
    case AuthKind::ClientCertificate:
        return u"client certificate"_s;
    case AuthKind::Token:
        return u"token"_s;
    case AuthKind::TokenFile:
        return u"token file"_s;
    case AuthKind::Basic:
        return u"basic"_s;
    case AuthKind::Exec:
        return u"exec"_s;
    case AuthKind::InCluster:
        return u"in-cluster"_s;
    }
    return {};
}

QString KubeconfigProblem::text() const
{
    QString text = file;
    if (line > 0)
        text += u":%1:%2"_s.arg(line).arg(column);
    if (!field.isEmpty())
        text += u": "_s + field;
    return text + u": "_s + message;
}

KubeconfigSources KubeconfigSources::fromEnvironment(const QStringList &explicitFiles, const QStringList &extraPaths)
{
    KubeconfigSources sources;
    sources.explicitFiles = explicitFiles;
    sources.extraPaths = extraPaths;
    const QString list = qEnvironmentVariable("KUBECONFIG");
    if (!list.isEmpty())
        sources.environmentFiles = list.split(QDir::listSeparator());
    sources.defaultFile = QDir::homePath() + u"/.kube/config"_s;
    sources.serviceAccountFolder = u"/var/run/secrets/kubernetes.io/serviceaccount"_s;
    sources.serviceHost = qEnvironmentVariable("KUBERNETES_SERVICE_HOST");
    sources.servicePort = qEnvironmentVariable("KUBERNETES_SERVICE_PORT");
    return sources;
}

QString Context::fileForKubectl() const
{
    const bool isFound = id == name && KubeconfigSources::fromEnvironment().paths().contains(file);
    return isFound ? QString() : file;
}

QStringList KubeconfigSources::paths() const
{
    QStringList paths;
    for (const QString &path : !explicitFiles.isEmpty()      ? explicitFiles
                               : !environmentFiles.isEmpty() ? environmentFiles
                                                             : QStringList{defaultFile}) {
        if (!path.isEmpty())
            paths += QFileInfo(path).absoluteFilePath();
    }
    for (const QString &path : extraPaths)
        paths += extraPath(path);
    return paths;
}

Kubeconfig loadKubeconfig(const KubeconfigSources &sources)
{
    return Loader(sources).load();
}

} // namespace fairlead::kubernetes
