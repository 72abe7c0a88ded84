// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configcheck.h"

#include "backends/manifests/duration.h"
#include "backends/manifests/grammar.h"
#include "backends/registry/imagereference.h"
#include "backends/settings/findbyid.h"
#include "backends/settings/secretwords.h"
#include "backends/variables/expansion.h"
#include "enginechecks.h"
#include "models/plaintext.h"
#include "paircheck.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using settings::EnvVariable;
using settings::RuntimeConfig;
using settings::SecurityContext;
using settings::Settings;

constexpr qint64 LargestId = 2'147'483'647; // of a user or group, in Kubernetes and Linux alike

void checkGeneral(const RuntimeConfig &config, const Settings &others, ProblemList &problems)
{
    const QString name = config.name.trimmed();
    problems.expect(!name.isEmpty(), u"name"_s, QT_TRANSLATE_NOOP("ConfigCheck", "Expected a name"));
    const auto isNamesake = [&](const RuntimeConfig &other) {
        return other.id != config.id && other.name.trimmed().compare(name, Qt::CaseInsensitive) == 0;
    };
    problems.expect(std::none_of(others.runtimeConfigs.begin(), others.runtimeConfigs.end(), isNamesake), u"name"_s,
                    QT_TRANSLATE_NOOP("ConfigCheck", "Another runtime config has this name"));
    if (config.usableBy != "groups"_L1)
        return;
    problems.expect(!config.groups.isEmpty(), u"groups"_s,
                    QT_TRANSLATE_NOOP("ConfigCheck", "Expected at least one group: nobody else may use it"));
    for (qsizetype i = 0; i < config.groups.size(); ++i) {
        const auto isIn = [&](const settings::User &user) { return user.groups.contains(config.groups[i]); };
        if (std::none_of(others.users.begin(), others.users.end(), isIn))
            problems.warn(u"groups[%1]"_s.arg(i),
                          ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "No user is in the group %1"))
                              .arg(plainLine(config.groups[i], 60)));
    }
}

void checkImage(const settings::RuntimeImage &image, ProblemList &problems)
{
    const bool hasRecipe = !image.baseImage.id.isEmpty();
    problems.expect(hasRecipe || !image.reference.isEmpty(), u"image.reference"_s,
                    QT_TRANSLATE_NOOP("ConfigCheck", "Expected a base image, or the name of an image"));
    problems.expect(!hasRecipe || image.reference.isEmpty(), u"image.reference"_s,
                    QT_TRANSLATE_NOOP("ConfigCheck", "A base image is chosen, too: one of both"));
    const bool isPlain = checkTemplate(u"image.reference"_s, image.reference, problems);
    if (!image.reference.isEmpty() && isPlain) {
        const auto reference = registry::ImageReference::parseNormalized(image.reference);
        if (!reference)
            problems.error(u"image.reference"_s, registry::toString(reference.error()));
    }
    problems.expect(image.pullSecret.isEmpty() || manifests::isDnsSubdomain(image.pullSecret), u"image.pullSecret"_s,
                    QT_TRANSLATE_NOOP("ConfigCheck", "Expected the name of a Secret: small letters, digits, - and ."));
}

//! \p what: "The registry %1 is not in the settings".
template <class Objects>
void checkReference(const QString &field, const settings::Reference &reference, const Objects &objects,
                    const char *what, ProblemList &problems)
{
    if (!reference.id.isEmpty() && !settings::findById(objects, reference.id))
        problems.error(field, ProblemList::said(what).arg(
                                  plainLine(reference.name.isEmpty() ? reference.id : reference.name, 80)));
}

void checkReferences(const RuntimeConfig &config, const Settings &others, ProblemList &problems)
{
    const char *const registry = QT_TRANSLATE_NOOP("ConfigCheck", "The registry %1 is not in the settings");
    checkReference(u"image.baseImage"_s, config.image.baseImage, others.baseImages,
                   QT_TRANSLATE_NOOP("ConfigCheck", "The base image %1 is not in the settings"), problems);
    checkReference(u"image.registry"_s, config.image.registry, others.registries, registry, problems);
    checkReference(u"image.pullSecretFrom"_s, config.image.pullSecretFrom, others.registries, registry, problems);
    if (config.isDocker())
        checkReference(u"docker.daemon"_s, config.docker.daemon, others.daemons,
                       QT_TRANSLATE_NOOP("ConfigCheck", "The daemon %1 is not in the settings"), problems);
}

//! A value that nobody should read in a file: by its name, or with a login in a URL, as of a proxy.
bool looksSecret(const EnvVariable &variable)
{
    static const QRegularExpression variables(u"\\$\\{[^}]*\\}"_s);
    const QString written = QString(variable.value).replace(variables, u"/"_s); // a login has no such mark
    const bool isSecret = settings::isSecretName(variable.name) && !variable.value.startsWith(u"${"_s);
    return !variable.value.isEmpty() && (isSecret || settings::hasLogin(written));
}

//! Docker has no Secrets, and variables of users and projects stand in the same file.
const char *secretAdvice(bool isDocker)
{
    return isDocker
               ? QT_TRANSLATE_NOOP("ConfigCheck",
                                   "Looks like a secret: whoever reads fairlead.yaml has it, and docker inspect "
                                   "shows it. Mount a file of the daemon's host that has it")
               : QT_TRANSLATE_NOOP("ConfigCheck",
                                   "Looks like a secret: whoever reads fairlead.yaml has it. Take it from a Secret");
}

void checkEnv(const RuntimeConfig &config, ProblemList &problems)
{
    QSet<QString> seen;
    for (std::size_t i = 0; i < config.env.size(); ++i) {
        const EnvVariable &each = config.env[i];
        const QString field = u"env[%1]"_s.arg(i);
        const int sources = int(!each.secret.isEmpty()) + int(!each.configMap.isEmpty());
        problems.expect(manifests::isEnvName(each.name), field + u".name"_s,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected letters, digits, _ - and ., no digit first"));
        problems.expect(!seen.contains(each.name), field + u".name"_s,
                        QT_TRANSLATE_NOOP("ConfigCheck", "This variable stands twice"));
        seen.insert(each.name);
        problems.expect(sources + int(!each.value.isEmpty()) <= 1, field,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected a value, a Secret or a ConfigMap: one of them"));
        problems.expect(sources == 0 || !each.key.isEmpty(), field + u".key"_s,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected the key in the Secret or ConfigMap"));
        checkTemplate(field + u".value"_s, each.value, problems);
        if (looksSecret(each))
            problems.warn(field + u".value"_s, ProblemList::said(secretAdvice(config.isDocker())));
    }
}

void checkSecurity(const SecurityContext &security, ProblemList &problems)
{
    const auto isId = [](const std::optional<qint64> &id) { return !id || (*id >= 0 && *id <= LargestId); };
    const char *const expectedId = QT_TRANSLATE_NOOP("ConfigCheck", "Expected a number from 0 to 2147483647");
    problems.expect(isId(security.runAsUser), u"securityContext.runAsUser"_s, expectedId);
    problems.expect(isId(security.runAsGroup), u"securityContext.runAsGroup"_s, expectedId);
    problems.expect(isId(security.fsGroup), u"securityContext.fsGroup"_s, expectedId);
    problems.expect(!security.runAsNonRoot || security.runAsUser != 0, u"securityContext.runAsNonRoot"_s,
                    QT_TRANSLATE_NOOP("ConfigCheck", "Nothing runs: user 0 is root"));
    problems.expect(!security.privileged || security.allowPrivilegeEscalation != false,
                    u"securityContext.allowPrivilegeEscalation"_s,
                    QT_TRANSLATE_NOOP("ConfigCheck", "A privileged container always may"));
    for (qsizetype i = 0; i < security.writableFolders.size(); ++i)
        problems.expect(manifests::isMountPath(security.writableFolders[i]),
                        u"securityContext.writableFolders[%1]"_s.arg(i),
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected an absolute path"));
    const QString &profile = security.seccompProfile;
    problems.expect(profile.isEmpty() || profile == "RuntimeDefault"_L1 || profile == "Unconfined"_L1 ||
                        (profile.startsWith("Localhost/"_L1) && profile.size() > 10),
                    u"securityContext.seccompProfile"_s,
                    QT_TRANSLATE_NOOP("ConfigCheck", "Expected RuntimeDefault, Unconfined or Localhost/FILE"));
    if (security.privileged)
        problems.warn(
            u"securityContext.privileged"_s,
            ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "The container may do all that its node may")));
}

void checkTimeouts(const settings::Timeouts &timeouts, ProblemList &problems)
{
    const auto check = [&](const QString &field, const QString &text, bool isDuration) {
        problems.expect(text.isEmpty() || isDuration, field,
                        QT_TRANSLATE_NOOP("ConfigCheck", "Expected a duration such as 90s, 10m, 1h30m or 2d"));
    };
    using manifests::parseDuration;
    check(u"timeouts.scheduling"_s, timeouts.scheduling, parseDuration(timeouts.scheduling).has_value());
    check(u"timeouts.run"_s, timeouts.run, parseDuration(timeouts.run).has_value());
    check(u"timeouts.keepFinished"_s, timeouts.keepFinished,
          manifests::parseDurationFromZero(timeouts.keepFinished).has_value());
    problems.expect(!timeouts.backoffLimit || (*timeouts.backoffLimit >= 0 && *timeouts.backoffLimit <= LargestId),
                    u"timeouts.backoffLimit"_s, QT_TRANSLATE_NOOP("ConfigCheck", "Expected a number from 0 on"));
}

} // namespace

bool checkTemplate(const QString &field, const QString &text, ProblemList &problems)
{
    variables::Variables any;
    const QStringList names = variables::namesIn(text);
    for (const QString &name : names)
        any.set(variables::Origin::Instance, name, u"1"_s); // a number, a JSON text and a word in one
    const auto expansion = variables::expand(text, any);
    if (!expansion)
        problems.error(field, expansion.error().message);
    return expansion && names.isEmpty();
}

std::vector<FieldProblem> configProblems(const RuntimeConfig &config, const Settings &others,
                                         const manifests::PodSchema &schema)
{
    ProblemList problems;
    for (const FieldProblem &problem : pairProblems(config))
        problems.error(problem.field, problem.message);
    checkGeneral(config, others, problems);
    checkImage(config.image, problems);
    checkReferences(config, others, problems);
    checkEnv(config, problems);
    checkLabels(u"labels"_s, config.labels, config.isDocker() ? PairsOf::DockerLabels : PairsOf::Labels, problems);
    checkLabels(u"annotations"_s, config.annotations, PairsOf::Annotations, problems);
    checkSecurity(config.securityContext, problems);
    checkCapabilities(config, problems);
    checkTimeouts(config.timeouts, problems);
    if (config.isDocker())
        checkDocker(config, others, problems);
    else
        checkKubernetes(config, schema, problems);
    checkMountPlaces(config, problems);
    return problems.take();
}

} // namespace fairlead::models
