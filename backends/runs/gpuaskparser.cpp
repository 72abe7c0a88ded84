// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "gpuask.h"

#include "gpuaskrange.h"
#include "gpuaskwords.h"

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using accelerators::Vendor;

constexpr std::int64_t MostGPUs = 1'000;

class Parser
{
public:
    explicit Parser(const QString &text)
        : m_whole{0, text}
    {
    }

    tl::expected<GpuAsk, GpuAskError> parse();

private:
    using Done = tl::expected<void, GpuAskError>;

    Done take(const GpuAskPart &part);
    Done takeNames(const GpuAskPart &part);
    Done takeName(const GpuAskPart &part);
    Done takeKind(const GpuAskPart &part, const QString &kind, const QString &profile = {});
    Done takeMemory(const GpuAskPart &part);
    Done takeCount(const GpuAskPart &part);
    Done checkCount() const;
    Done checkVendor() const;
    Done checkProfile() const;
    void foldMemory();
    //! Refuses a second part of what \p slot has.
    static Done once(std::optional<GpuAskPart> &slot, const GpuAskPart &part, const QString &what);

    GpuAskPart m_whole;
    GpuAsk m_ask;
    std::vector<GpuAskPart> m_nameParts;
    std::vector<std::optional<std::int64_t>> m_nameMemory; //!< in GB
    std::optional<GpuAskPart> m_names;
    std::optional<GpuAskPart> m_vendor;
    std::optional<GpuAskPart> m_kind;
    std::optional<GpuAskPart> m_memory;
    std::optional<GpuAskPart> m_count;
};

Parser::Done Parser::once(std::optional<GpuAskPart> &slot, const GpuAskPart &part, const QString &what)
{
    if (slot)
        return askError(part, u"%1 is there already: \"%2\""_s.arg(what, slot->text), u"leave one of them out"_s);
    slot = part;
    return {};
}

Parser::Done Parser::takeKind(const GpuAskPart &part, const QString &kind, const QString &profile)
{
    m_ask.kind = kind;
    m_ask.profile = profile;
    return once(m_kind, part, u"a kind"_s);
}

Parser::Done Parser::takeMemory(const GpuAskPart &part)
{
    const auto range = parseMemoryRange(part);
    if (!range)
        return tl::make_unexpected(range.error());
    m_ask.leastMemoryBytes = range->least;
    m_ask.mostMemoryBytes = range->most;
    return once(m_memory, part, u"memory"_s);
}

Parser::Done Parser::takeCount(const GpuAskPart &part)
{
    const auto range = parseCountRange(part, MostGPUs);
    if (!range)
        return tl::make_unexpected(range.error());
    m_ask.leastCount = *range->least;
    m_ask.mostCount = range->most;
    return once(m_count, part, u"a number"_s);
}

Parser::Done Parser::takeName(const GpuAskPart &part)
{
    if (part.text.isEmpty())
        return askError(part, u"a name is missing before or behind the comma"_s, u"write A100,H100"_s);
    if (QStringList{u"all"_s, u"any"_s, u"gpu"_s, u"gpus"_s, u"device"_s}.contains(part.text, Qt::CaseInsensitive))
        return askError(part, u"\"%1\" is no product"_s.arg(part.text),
                        u"write a number, such as 8, or a product, H100:8"_s);
    if (part.text.compare("none"_L1, Qt::CaseInsensitive) == 0)
        return askError(part, u"\"none\" stands alone"_s, u"write none, or what is asked for"_s);
    if (!matchedAll(u"[a-z](?:[a-z0-9 _+/-]|\\.(?!\\.))*"_s, part.text).hasMatch())
        return askError(part, u"\"%1\" is no name of a product"_s.arg(part.text), u"write H100:8 or A100,H100:80GB"_s);
    const WrittenProduct product = writtenProduct(part.text);
    if (!product.known) {
        const auto count = matchedAll(u"(.+?)[ _x*-]([0-9]+)"_s, part.text);
        if (count.hasMatch() && writtenProduct(count.captured(1)).known)
            return askError(part, u"a number stands behind a colon"_s,
                            u"write %1:%2"_s.arg(count.captured(1), count.captured(2)));
    }
    const QString name = !product.known ? part.text
                         : product.memoryGB
                             ? u"%1 %2GB"_s.arg(QLatin1StringView(product.known->name)).arg(*product.memoryGB)
                             : QString::fromLatin1(product.known->name);
    if (m_ask.names.contains(name, Qt::CaseInsensitive))
        return askError(part, u"%1 is there twice"_s.arg(name), u"leave one of them out"_s);
    m_ask.names += name;
    m_nameParts.push_back(part);
    m_nameMemory.push_back(product.memoryGB);
    return {};
}

Parser::Done Parser::takeNames(const GpuAskPart &part)
{
    if (m_names)
        return askError(part, u"a product is there already: \"%1\""_s.arg(m_names->text),
                        u"put a comma between products: %1,%2"_s.arg(m_names->text, part.text));
    m_names = part;
    for (const GpuAskPart &name : splitPart(part, u","_s)) {
        if (const Done done = takeName(name); !done)
            return done;
    }
    return {};
}

Parser::Done Parser::take(const GpuAskPart &part)
{
    if (part.text.isEmpty())
        return askError(part, u"there is nothing before or behind the colon"_s, u"write H100:8"_s);
    for (const VendorWord &word : vendorWords()) {
        if (part.text.compare(QLatin1StringView(word.word), Qt::CaseInsensitive) == 0) {
            m_ask.vendor = word.vendor;
            return once(m_vendor, part, u"a vendor"_s);
        }
    }
    for (const QString &kind : {u"shared"_s, u"vgpu"_s, u"partition"_s}) {
        if (part.text.compare(kind, Qt::CaseInsensitive) == 0)
            return takeKind(part, kind);
    }
    if (part.text.compare("mig"_L1, Qt::CaseInsensitive) == 0)
        return askError(part, u"the MIG profile is missing"_s, u"write A100:1g.10gb:2"_s);
    const auto profile = matchedAll(u"(?:mig-)?([0-9]+(?:c\\.[0-9]+)?g\\.[0-9]+gb)([.+]me)?"_s, part.text);
    if (profile.hasMatch())
        return takeKind(part, u"mig"_s,
                        profile.captured(1).toLower() + (profile.captured(2).isEmpty() ? QString() : u".me"_s));
    const auto glued = matchedAll(u"([0-9]+) *[x*\u00d7]? *([a-z][a-z0-9 -]*)"_s, part.text);
    if (glued.hasMatch() && writtenProduct(glued.captured(2)).known)
        return askError(part, u"the number stands behind the product"_s,
                        u"write %1:%2"_s.arg(glued.captured(2), glued.captured(1)));
    if (isMemory(part.text))
        return takeMemory(part);
    return part.text.front().isLetter() ? takeNames(part) : takeCount(part);
}

//! What could be memory is not taken for a number.
Parser::Done Parser::checkCount() const
{
    if (!m_count)
        return {};
    const std::int64_t least = m_ask.leastCount;
    const bool isRange = m_count->text.contains(".."_L1);
    if (m_memory || !couldBeMemory(least, m_ask.names) ||
        m_ask.mostCount == (isRange ? std::optional(least) : std::nullopt))
        return {};
    if (isRange && m_ask.mostCount && !couldBeMemory(*m_ask.mostCount, m_ask.names))
        return {};
    const QString memory = isRange ? QString(m_count->text).remove(u' ').replace(u".."_s, u"GB.."_s) +
                                         (m_ask.mostCount ? u"GB"_s : QString())
                                   : m_count->text + u"GB"_s;
    return askError(*m_count, u"%1 could be memory or a number of GPUs"_s.arg(m_count->text),
                    u"write %1:%2 for the memory, or %1:%3..%3 for so many"_s.arg(m_names->text, memory).arg(least));
}

Parser::Done Parser::checkVendor() const
{
    for (std::size_t i = 0; m_vendor && i < m_nameParts.size(); ++i) {
        const WrittenProduct product = writtenProduct(m_nameParts[i].text);
        if (product.known && product.known->vendor != *m_ask.vendor)
            return askError(m_nameParts[i],
                            u"%1 is made by %2, not by %3"_s.arg(
                                m_ask.names[qsizetype(i)], toString(product.known->vendor), toString(*m_ask.vendor)),
                            u"leave out %1"_s.arg(m_vendor->text));
    }
    return {};
}

Parser::Done Parser::checkProfile() const
{
    if (m_ask.kind != "mig"_L1)
        return {};
    if (m_memory)
        return askError(*m_memory, u"the profile %1 says how much memory a slice has"_s.arg(m_ask.profile),
                        u"leave out %1"_s.arg(m_memory->text));
    if (m_vendor && *m_ask.vendor != Vendor::Nvidia)
        return askError(*m_kind, u"only NVIDIA's GPUs have MIG profiles"_s, u"leave out %1"_s.arg(m_vendor->text));
    for (std::size_t i = 0; i < m_nameParts.size(); ++i) {
        const WrittenProduct product = writtenProduct(m_nameParts[i].text);
        if (product.known && product.known->vendor != Vendor::Nvidia)
            return askError(*m_kind, u"only NVIDIA's GPUs have MIG profiles, and %1 is none"_s.arg(m_nameParts[i].text),
                            u"leave out %1"_s.arg(m_kind->text));
        if (m_nameMemory[i])
            return askError(m_nameParts[i], u"nodes tell the memory of a slice, not of its card"_s,
                            u"write %1:%2"_s.arg(QLatin1StringView(product.known->name), m_ask.profile));
    }
    return {};
}

//! The memory of one name alone is memory as any.
void Parser::foldMemory()
{
    if (m_nameParts.size() != 1 || !m_nameMemory.front())
        return;
    const std::int64_t bytes = *m_nameMemory.front() * GpuAsk::BytesPerGB;
    m_ask.leastMemoryBytes = bytes;
    m_ask.mostMemoryBytes = bytes;
    m_ask.names.front() = QString::fromLatin1(writtenProduct(m_nameParts.front().text).known->name);
}

tl::expected<GpuAsk, GpuAskError> Parser::parse()
{
    if (m_whole.text.trimmed().isEmpty())
        return askError({0, {}}, u"nothing is asked for"_s,
                        u"write a number, a product and a number (H100:8), or none"_s);
    if (m_whole.text.trimmed().compare("none"_L1, Qt::CaseInsensitive) == 0)
        return GpuAsk{.isNone = true};
    for (const GpuAskPart &part : splitPart(m_whole, u":"_s)) {
        if (const Done done = take(part); !done)
            return tl::make_unexpected(done.error());
    }
    for (const Done &done : {checkVendor(), checkProfile(), checkCount()}) {
        if (!done)
            return tl::make_unexpected(done.error());
    }
    for (std::size_t i = 0; m_memory && i < m_nameMemory.size(); ++i) {
        if (m_nameMemory[i])
            return askError(*m_memory, u"%1 says its memory already"_s.arg(m_nameParts[i].text),
                            u"leave one of them out"_s);
    }
    foldMemory();
    return m_ask;
}

} // namespace

tl::expected<GpuAsk, GpuAskError> parseGpuAsk(const QString &text)
{
    return Parser(text).parse();
}

} // namespace fairlead::runs
