// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "gpuaskrange.h"

#include "gpuaskwords.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using Number = tl::expected<std::int64_t, GpuAskError>;
using Range = tl::expected<GpuAskRange, GpuAskError>;

Number memoryOf(const GpuAskPart &part)
{
    const auto size = matchedAll(u"([0-9]{1,9}) *([MGT])i?B"_s, part.text);
    if (size.hasMatch()) {
        const char16_t unit = size.capturedView(2).front().toUpper().unicode();
        const std::int64_t number = size.captured(1).toLongLong();
        if (number == 0)
            return askError(part, u"there is no GPU without memory"_s, u"write 16GB, or leave it out"_s);
        return unit == u'M'   ? number * (GpuAsk::BytesPerGB / 1'024)
               : unit == u'G' ? number * GpuAsk::BytesPerGB
                              : number * GpuAsk::BytesPerGB * 1'024;
    }
    const auto bare = matchedAll(u"([0-9]+) *([MGT]?)i?"_s, part.text);
    if (bare.hasMatch()) {
        const QString unit = bare.captured(2).isEmpty() ? u"G"_s : bare.captured(2).toUpper();
        return askError(part, u"%1 has no unit"_s.arg(part.text), u"write %1%2B"_s.arg(bare.captured(1), unit));
    }
    if (matchedAll(u"[0-9]*\\.[0-9]+ *[MGT]i?B"_s, part.text).hasMatch())
        return askError(part, u"memory is a whole number"_s, u"write it in MB, such as 12288MB for 12GB"_s);
    return askError(part, u"\"%1\" is no amount of memory"_s.arg(part.text), u"write 80GB, 40GB..80GB or 40GB.."_s);
}

Number countOf(const GpuAskPart &part, std::int64_t highest)
{
    if (matchedAll(u"[0-9]*\\.[0-9]+"_s, part.text).hasMatch())
        return askError(part, u"there is no part of a GPU"_s,
                        u"write shared:1 for a share, or a MIG profile for a slice, such as 1g.10gb:1"_s);
    if (!matchedAll(u"[0-9]{1,18}"_s, part.text).hasMatch())
        return askError(part, u"\"%1\" is no number of GPUs"_s.arg(part.text), u"write 8, 1..8, or H100:8"_s);
    const std::int64_t number = part.text.toLongLong();
    if (number == 0)
        return askError(part, u"0 GPUs are none"_s, u"write none"_s);
    if (couldBeName(number))
        return askError(part, u"no node has %1 GPUs"_s.arg(number), u"write RTX%1 for the product"_s.arg(number));
    if (number > highest)
        return askError(part, u"no node has %1 GPUs"_s.arg(number), u"write %1 at most"_s.arg(highest));
    return number;
}

tl::unexpected<GpuAskError> upsideDown(const GpuAskPart &part, const std::vector<GpuAskPart> &sides)
{
    return askError(part, u"the range is upside down"_s, u"write %1..%2"_s.arg(sides[1].text, sides[0].text));
}

} // namespace

bool isMemory(const QString &text)
{
    const bool hasLetter = std::any_of(text.begin(), text.end(), [](QChar c) { return c.isLetter(); });
    return !text.isEmpty() && !text.front().isLetter() && (hasLetter || text.endsWith(u'+'));
}

Range parseMemoryRange(const GpuAskPart &part)
{
    if (part.text.endsWith(u'+'))
        return parseMemoryRange({part.at, part.text.chopped(1).trimmed() + u".."_s});
    const std::vector<GpuAskPart> sides = splitPart(part, u".."_s);
    if (sides.size() > 2)
        return askError(part, u"a range has two ends"_s, u"write 40GB..80GB"_s);
    GpuAskRange range;
    for (std::size_t i = 0; i < sides.size(); ++i) {
        if (sides[i].text.isEmpty())
            continue;
        const Number bytes = memoryOf(sides[i]);
        if (!bytes)
            return tl::make_unexpected(bytes.error());
        (i == 0 ? range.least : range.most) = *bytes;
    }
    if (sides.size() == 1)
        range.most = range.least;
    if (range.least && range.most && *range.least > *range.most)
        return upsideDown(part, sides);
    return range;
}

Range parseCountRange(const GpuAskPart &part, std::int64_t highest)
{
    const std::vector<GpuAskPart> sides = splitPart(part, u".."_s);
    if (sides.size() > 2)
        return askError(part, u"a range has two ends"_s, u"write 1..8"_s);
    if (sides.size() == 2 && sides[0].text.isEmpty())
        return askError(part, u"the range does not say from how many on"_s,
                        u"write 1..%1"_s.arg(sides[1].text.isEmpty() ? u"8"_s : sides[1].text));
    GpuAskRange range;
    for (std::size_t i = 0; i < sides.size(); ++i) {
        if (i > 0 && sides[i].text.isEmpty())
            continue;
        const Number number = countOf(sides[i], highest);
        if (!number)
            return tl::make_unexpected(number.error());
        (i == 0 ? range.least : range.most) = *number;
    }
    if (sides.size() == 1)
        range.most = range.least;
    if (range.most && *range.least > *range.most)
        return upsideDown(part, sides);
    return range;
}

} // namespace fairlead::runs
