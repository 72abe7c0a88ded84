// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fieldwriters.h"

#include <QDateTime>
#include <QJsonDocument>

#include <array>

using namespace Qt::StringLiterals;

namespace fairlead::sandbox {

namespace {

bool isBytes(const QString &resource)
{
    return resource == "memory"_L1 || resource == "ephemeral-storage"_L1 || resource.startsWith("hugepages-"_L1);
}

} // namespace

QString amountText(const QString &resource, kubernetes::Quantity amount)
{
    if (isBytes(resource)) {
        constexpr std::array units{"Gi"_L1, "Mi"_L1, "Ki"_L1};
        const std::int64_t bytes = amount.value();
        for (std::size_t i = 0; i < units.size(); ++i) {
            const std::int64_t size = std::int64_t(1) << (30 - 10 * i);
            if (bytes != 0 && bytes % size == 0)
                return QString::number(bytes / size) + units[i];
        }
        return QString::number(bytes);
    }
    const std::int64_t milli = amount.milliValue();
    return milli % 1'000 == 0 ? QString::number(milli / 1'000) : QString::number(milli) + u'm';
}

QString timeText(std::int64_t seconds)
{
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(Qt::ISODate);
}

void JsonWriter::rawJson(Field field, const QByteArray &json)
{
    put(field, QJsonDocument::fromJson(json).object());
}

} // namespace fairlead::sandbox
