// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "rowparts.h"

using namespace Qt::StringLiterals;

namespace fairlead::ui::configrows {

std::vector<RowCell> volumeCells()
{
    const QStringList named{u"persistentVolumeClaim"_s, u"hostPath"_s, u"configMap"_s, u"secret"_s};
    const QStringList media{QString(), u"Memory"_s, u"HugePages"_s, u"HugePages-2Mi"_s, u"HugePages-1Gi"_s};
    const QStringList mediaNames{
        tr(QT_TRANSLATE_NOOP("ConfigRows", "the node's disk")), tr(QT_TRANSLATE_NOOP("ConfigRows", "memory")),
        tr(QT_TRANSLATE_NOOP("ConfigRows", "huge pages")), tr(QT_TRANSLATE_NOOP("ConfigRows", "huge pages of 2Mi")),
        tr(QT_TRANSLATE_NOOP("ConfigRows", "huge pages of 1Gi"))};
    return {{.key = u"mountPath"_s, .name = tr(QT_TRANSLATE_NOOP("ConfigRows", "Mounted at /path")), .stretch = 4},
            {.key = u"type"_s,
             .name = tr(QT_TRANSLATE_NOOP("ConfigRows", "Type")),
             .kind = Kind::Choice,
             .words = {u"persistentVolumeClaim"_s, u"hostPath"_s, u"emptyDir"_s, u"configMap"_s, u"secret"_s},
             .choices = {u"PVC"_s, u"hostPath"_s, u"emptyDir"_s, u"ConfigMap"_s, u"Secret"_s},
             .stretch = 3},
            {.key = u"source"_s,
             .name = tr(QT_TRANSLATE_NOOP("ConfigRows", "Name, or path of the node")),
             .stretch = 4,
             .depends = 1,
             .dependsOn = named},
            {.key = u"sizeLimit"_s,
             .name = tr(QT_TRANSLATE_NOOP("ConfigRows", "Size limit: none")),
             .stretch = 4,
             .depends = 1,
             .dependsOn = {u"emptyDir"_s}},
            {.key = u"subPath"_s,
             .name = tr(QT_TRANSLATE_NOOP("ConfigRows", "Sub path: the root")),
             .line = 1,
             .stretch = 6},
            {.key = u"medium"_s,
             .name = tr(QT_TRANSLATE_NOOP("ConfigRows", "Medium")),
             .kind = Kind::Choice,
             .words = media,
             .choices = mediaNames,
             .line = 1,
             .stretch = 3,
             .depends = 1,
             .dependsOn = {u"emptyDir"_s}},
            {.key = u"readOnly"_s,
             .name = tr(QT_TRANSLATE_NOOP("ConfigRows", "Read-only")),
             .kind = Kind::Check,
             .line = 1}};
}

Rows rowsOf(const std::vector<settings::VolumeMount> &volumes)
{
    Rows rows;
    for (const settings::VolumeMount &each : volumes)
        rows.push_back(
            {each.mountPath, each.type, each.source, each.sizeLimit, each.subPath, each.medium, flagOf(each.readOnly)});
    return rows;
}

std::vector<settings::VolumeMount> volumesOf(const Rows &rows)
{
    return objectsOf<settings::VolumeMount>(rows, [](const QStringList &row) {
        return settings::VolumeMount{row[0], row[1], row[2], row[4], !row[6].isEmpty(), row[3], row[5]};
    });
}

std::vector<RowCell> mountCells()
{
    return {{.key = u"target"_s, .name = tr(QT_TRANSLATE_NOOP("ConfigRows", "Mounted at /path")), .stretch = 4},
            {.key = u"type"_s,
             .name = tr(QT_TRANSLATE_NOOP("ConfigRows", "Type")),
             .kind = Kind::Choice,
             .words = {u"bind"_s, u"volume"_s, u"tmpfs"_s},
             .choices = {u"bind"_s, u"volume"_s, u"tmpfs"_s},
             .stretch = 3},
            {.key = u"source"_s,
             .name = tr(QT_TRANSLATE_NOOP("ConfigRows", "Path of the daemon's host, or volume")),
             .stretch = 4,
             .depends = 1,
             .dependsOn = {u"bind"_s, u"volume"_s}},
            {.key = u"size"_s,
             .name = tr(QT_TRANSLATE_NOOP("ConfigRows", "Size: half of the memory")),
             .stretch = 4,
             .depends = 1,
             .dependsOn = {u"tmpfs"_s}},
            {.key = u"readOnly"_s, .name = tr(QT_TRANSLATE_NOOP("ConfigRows", "Read-only")), .kind = Kind::Check}};
}

Rows rowsOf(const std::vector<settings::DockerMount> &mounts)
{
    Rows rows;
    for (const settings::DockerMount &each : mounts)
        rows.push_back({each.target, each.type, each.source, each.size, flagOf(each.readOnly)});
    return rows;
}

std::vector<settings::DockerMount> mountsOf(const Rows &rows)
{
    return objectsOf<settings::DockerMount>(rows, [](const QStringList &row) {
        return settings::DockerMount{row[0], row[1], row[2], !row[4].isEmpty(), row[3]};
    });
}

std::vector<RowCell> environmentCells()
{
    return {{.key = u"name"_s, .name = tr(QT_TRANSLATE_NOOP("ConfigRows", "NAME")), .stretch = 4},
            {.key = u"from"_s, // not of the file: what is filled in says it
             .name = tr(QT_TRANSLATE_NOOP("ConfigRows", "From")),
             .kind = Kind::Choice,
             .words = {u"value"_s, u"secret"_s, u"configMap"_s},
             .choices = {tr(QT_TRANSLATE_NOOP("ConfigRows", "value")), u"Secret"_s, u"ConfigMap"_s},
             .stretch = 3},
            {.key = u"value"_s,
             .name = tr(QT_TRANSLATE_NOOP("ConfigRows", "Value, may have ${dssUserLogin}")),
             .kind = Kind::Value,
             .stretch = 6,
             .depends = 1,
             .dependsOn = {u"value"_s}},
            {.key = u"secret"_s,
             .name = tr(QT_TRANSLATE_NOOP("ConfigRows", "Secret")),
             .stretch = 3,
             .depends = 1,
             .dependsOn = {u"secret"_s}},
            {.key = u"configMap"_s,
             .name = tr(QT_TRANSLATE_NOOP("ConfigRows", "ConfigMap")),
             .stretch = 3,
             .depends = 1,
             .dependsOn = {u"configMap"_s}},
            {.key = u"key"_s,
             .name = tr(QT_TRANSLATE_NOOP("ConfigRows", "Key")),
             .stretch = 3,
             .depends = 1,
             .dependsOn = {u"secret"_s, u"configMap"_s}}};
}

Rows rowsOf(const std::vector<settings::EnvVariable> &variables)
{
    Rows rows;
    for (const settings::EnvVariable &each : variables) {
        const QString from = !each.secret.isEmpty()      ? u"secret"_s
                             : !each.configMap.isEmpty() ? u"configMap"_s
                                                         : u"value"_s;
        rows.push_back({each.name, from, each.value, each.secret, each.configMap, each.key});
    }
    return rows;
}

std::vector<settings::EnvVariable> environmentOf(const Rows &rows)
{
    return objectsOf<settings::EnvVariable>(rows, [](const QStringList &row) {
        return settings::EnvVariable{row[0], row[2], row[3], row[4], row[5]};
    });
}

} // namespace fairlead::ui::configrows
