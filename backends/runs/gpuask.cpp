// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "gpuask.h"

#include "gpuaskwords.h"

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using accelerators::Vendor;

QString sizeText(std::int64_t bytes)
{
    constexpr std::int64_t BytesPerMB = GpuAsk::BytesPerGB / 1'024;
    return bytes % GpuAsk::BytesPerGB == 0 ? u"%1GB"_s.arg(bytes / GpuAsk::BytesPerGB)
                                           : u"%1MB"_s.arg(bytes / BytesPerMB);
}

QString memoryText(const GpuAsk &ask)
{
    const QString least = ask.leastMemoryBytes ? sizeText(*ask.leastMemoryBytes) : QString();
    const QString most = ask.mostMemoryBytes ? sizeText(*ask.mostMemoryBytes) : QString();
    return least == most ? least : least + u".."_s + most;
}

//! A number that could be memory is written as a range, which cannot.
QString countText(const GpuAsk &ask)
{
    const QString least = QString::number(ask.leastCount);
    if (!ask.mostCount)
        return least + u".."_s;
    const bool isOne = *ask.mostCount == ask.leastCount;
    return isOne && !couldBeMemory(ask.leastCount, ask.names) ? least : u"%1..%2"_s.arg(least).arg(*ask.mostCount);
}

} // namespace

QString toString(Vendor vendor)
{
    for (const VendorWord &word : vendorWords()) {
        if (word.vendor == vendor)
            return QString::fromLatin1(word.word);
    }
    return {};
}

QString GpuAsk::text() const
{
    if (isNone)
        return u"none"_s;
    QStringList parts;
    if (vendor)
        parts += toString(*vendor);
    parts += names.join(u',');
    parts += kind == "mig"_L1 ? profile : kind;
    parts += memoryText(*this);
    parts += countText(*this);
    parts.removeAll(QString());
    return parts.join(u':');
}

QString GpuAskError::text() const
{
    return remedy.isEmpty() ? u"At %1: %2."_s.arg(at + 1).arg(message)
                            : u"At %1: %2: %3."_s.arg(at + 1).arg(message, remedy);
}

} // namespace fairlead::runs
