// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "productname.h"

#include <QVarLengthArray>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace fairlead::accelerators {

namespace {

using Words = QVarLengthArray<QStringView, 12>;

//! Makers, brands, form factors, memory types and editions: the same chip with or without them. Sorted.
constexpr QLatin1StringView noise[] = {
    "AC"_L1,     "AMD"_L1,     "BLACKWELL"_L1,  "DEVICE"_L1,      "DGX"_L1,  "DGXS"_L1,  "EDITION"_L1,
    "FHHL"_L1,   "GEFORCE"_L1, "GENERATION"_L1, "GRID"_L1,        "HBM2"_L1, "HBM2E"_L1, "HBM3"_L1,
    "HBM3E"_L1,  "HGX"_L1,     "INSTINCT"_L1,   "INTEL"_L1,       "LS"_L1,   "MBA"_L1,   "MCM"_L1,
    "MEGA"_L1,   "NVIDIA"_L1,  "NVLINK"_L1,     "OAM"_L1,         "PCI"_L1,  "PCIE"_L1,  "PODSLICE"_L1,
    "QUADRO"_L1, "SERVER"_L1,  "SLICE"_L1,      "SXM"_L1,         "SXM2"_L1, "SXM3"_L1,  "SXM4"_L1,
    "SXM5"_L1,   "SXM6"_L1,    "TESLA"_L1,      "WORKSTATION"_L1,
};

bool isNoise(QStringView word)
{
    return std::binary_search(std::begin(noise), std::end(noise), word,
                              [](const auto &a, const auto &b) { return a < b; });
}

bool isAsciiDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

//! \return the number in front of \p unit, when \p word is exactly that.
std::optional<std::int64_t> numberBefore(QStringView word, QLatin1StringView unit)
{
    if (word.size() <= unit.size() || !word.endsWith(unit))
        return {};
    bool ok = false;
    const std::int64_t number = word.chopped(unit.size()).toLongLong(&ok);
    return ok && isAsciiDigit(word.front()) ? std::optional(number) : std::nullopt;
}

std::optional<std::int64_t> memoryWord(QStringView word)
{
    for (const QLatin1StringView unit : {"GB"_L1, "GIB"_L1, "G"_L1}) {
        if (const auto number = numberBefore(word, unit))
            return number;
    }
    return {};
}

//! "8Q", "40C": the last word of a vGPU's name.
bool isVgpuWord(QStringView word)
{
    return numberBefore(word, "Q"_L1) || numberBefore(word, "C"_L1) || numberBefore(word, "A"_L1) ||
           numberBefore(word, "B"_L1);
}

Words split(QStringView text)
{
    Words words;
    qsizetype start = 0;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        const bool isEnd = i == text.size() || text[i] == u'-' || text[i] == u'_' || text[i] == u' ' || text[i] == u'/';
        if (!isEnd)
            continue;
        if (i > start)
            words.append(text.sliced(start, i - start));
        start = i + 1;
    }
    return words;
}

//! "8Q" of A10-8Q, and "1-5C" of A100-1-5C, a vGPU on a MIG slice.
QString takeVgpuProfile(Words &words)
{
    if (words.size() < 2 || !isVgpuWord(words.back()))
        return {};
    const QStringView size = words.back();
    words.removeLast();
    const QStringView slices = words.back();
    const bool isOnMig = words.size() > 1 && slices.size() == 1 && isAsciiDigit(slices.front());
    if (!isOnMig)
        return size.toString();
    words.removeLast();
    return slices.toString() + u'-' + size.toString();
}

void appendWord(QString &key, QStringView word)
{
    if (!key.isEmpty())
        key += u' ';
    key += word;
}

//! "RTX4090" and "RTX-4090" are one spelling.
void appendKeyWord(QString &key, QStringView word)
{
    const bool isJoined = word.size() > 3 && (word.startsWith("RTX"_L1) || word.startsWith("GTX"_L1));
    if (isJoined) {
        appendWord(key, word.first(3));
        word = word.sliced(3);
    }
    appendWord(key, word);
}

} // namespace

ProductName parseProductName(QStringView raw)
{
    ProductName result;
    QStringView rest = raw.trimmed();
    if (rest.endsWith("-SHARED"_L1, Qt::CaseInsensitive)) {
        result.isShared = true;
        rest.chop(7);
    }
    if (const qsizetype mig = rest.indexOf("-MIG-"_L1); mig > 0) {
        result.migProfile = rest.sliced(mig + 5).toString();
        rest.truncate(mig);
    }

    const QString upper = rest.toString().toUpper();
    Words words = split(upper);
    result.vgpuProfile = takeVgpuProfile(words);
    result.base = rest.toString();
    if (!result.vgpuProfile.isEmpty())
        result.base.chop(result.vgpuProfile.size() + 1);

    for (qsizetype i = 0; i < words.size(); ++i) {
        const QStringView word = words[i];
        if (const auto memory = memoryWord(word))
            result.memoryGiB = memory;
        else if (!isNoise(word) && !numberBefore(word, "X"_L1) &&
                 std::find(words.begin(), words.begin() + i, word) == words.begin() + i)
            appendKeyWord(result.key, word);
    }
    return result;
}

std::optional<std::int64_t> profileMemoryMiB(QStringView profile)
{
    qsizetype end = profile.indexOf("gb"_L1, 0, Qt::CaseInsensitive);
    if (end < 0 && !profile.isEmpty() && QStringView(u"QCAB").contains(profile.back()))
        end = profile.size() - 1;
    qsizetype start = end;
    while (start > 0 && isAsciiDigit(profile[start - 1]))
        --start;
    if (end <= 0 || start == end)
        return {};
    return profile.sliced(start, end - start).toLongLong() * 1024;
}

} // namespace fairlead::accelerators
