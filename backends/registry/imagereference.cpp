// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "imagereference.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace fairlead::registry {

namespace {

constexpr qsizetype LengthLimit = 4096; // the grammar has none for domains; nobody means more

const auto defaultDomain = u"docker.io"_s;
const auto legacyDefaultDomain = u"index.docker.io"_s;
const auto officialPrefix = u"library/"_s;

QString domainPattern()
{
    const QString component = u"(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])"_s;
    const QString name = component + u"(?:\\."_s + component + u")*"_s;
    return u"(?:"_s + name + u"|\\[(?:[a-fA-F0-9:]+)\\])(?::[0-9]+)?"_s;
}

QString pathPattern()
{
    const QString component = u"[a-z0-9]+(?:(?:[._]|__|[-]+)[a-z0-9]+)*"_s;
    return component + u"(?:/"_s + component + u")*"_s;
}

const QRegularExpression &nameGrammar()
{
    static const QRegularExpression grammar(
        QRegularExpression::anchoredPattern(u"(?:(%1)/)?(%2)"_s.arg(domainPattern(), pathPattern())));
    return grammar;
}

const QRegularExpression &referenceGrammar()
{
    static const QRegularExpression grammar(QRegularExpression::anchoredPattern(
        u"((?:%1/)?%2)(?::([a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}))?"
        "(?:@([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?"_s.arg(domainPattern(),
                                                                                             pathPattern())));
    return grammar;
}

bool isHexadecimalId(const QString &text)
{
    static const QRegularExpression grammar(QRegularExpression::anchoredPattern(u"[a-f0-9]{64}"_s));
    return grammar.match(text).hasMatch();
}

ReferenceError errorOf(DigestError error)
{
    switch (error) {
    case DigestError::InvalidFormat:
        return ReferenceError::InvalidFormat;
    case DigestError::InvalidLength:
        return ReferenceError::DigestLength;
    case DigestError::Unsupported:
        return ReferenceError::DigestUnsupported;
    }
    return ReferenceError::InvalidFormat;
}

struct SplitName
{
    QString domain;
    QString rest;
};

//! splitDockerDomain() of normalize.go: what has a dot, a colon or a capital, or is localhost, is a domain.
SplitName splitDomain(const QString &text)
{
    const qsizetype slash = text.indexOf(u'/');
    if (slash < 0)
        return {defaultDomain, officialPrefix + text};
    const QString first = text.first(slash);
    SplitName split{first, text.sliced(slash + 1)};
    const bool isDomain =
        first == "localhost"_L1 || first.contains(u'.') || first.contains(u':') || first.toLower() != first;
    if (first == legacyDefaultDomain)
        split.domain = defaultDomain;
    else if (!isDomain)
        split = {defaultDomain, text};
    if (split.domain == defaultDomain && !split.rest.contains(u'/'))
        split.rest.prepend(officialPrefix);
    return split;
}

} // namespace

tl::expected<ImageReference, ReferenceError> ImageReference::parse(const QString &text)
{
    if (text.isEmpty())
        return tl::unexpected(ReferenceError::Empty);
    if (text.size() > LengthLimit)
        return tl::unexpected(ReferenceError::InvalidFormat);
    const QRegularExpressionMatch match = referenceGrammar().match(text);
    if (!match.hasMatch()) {
        const bool isUppercase = referenceGrammar().match(text.toLower()).hasMatch();
        return tl::unexpected(isUppercase ? ReferenceError::UppercaseName : ReferenceError::InvalidFormat);
    }
    const QRegularExpressionMatch name = nameGrammar().match(match.captured(1));
    ImageReference reference{.domain = name.captured(1), .path = name.captured(2), .tag = match.captured(2)};
    if (reference.path.size() > PathLimit)
        return tl::unexpected(ReferenceError::NameTooLong);
    if (match.capturedLength(3) > 0) {
        const auto digest = Digest::parse(match.captured(3));
        if (!digest)
            return tl::unexpected(errorOf(digest.error()));
        reference.digest = *digest;
    }
    return reference;
}

tl::expected<ImageReference, ReferenceError> ImageReference::parseNormalized(const QString &text)
{
    if (text.isEmpty())
        return tl::unexpected(ReferenceError::Empty);
    if (isHexadecimalId(text))
        return tl::unexpected(ReferenceError::HexadecimalId);
    const SplitName split = splitDomain(text);
    const QString remote = split.rest.section(u':', 0, 0);
    if (remote.toLower() != remote)
        return tl::unexpected(ReferenceError::UppercaseName);
    return parse(split.domain + u'/' + split.rest);
}

ImageReference ImageReference::withDefaultTag() const
{
    ImageReference reference = *this;
    if (tag.isEmpty() && !digest)
        reference.tag = u"latest"_s;
    return reference;
}

QString ImageReference::canonical() const
{
    QString text = name();
    if (!tag.isEmpty())
        text += u':' + tag;
    if (digest)
        text += u'@' + digest->toString();
    return text;
}

QString ImageReference::familiarName() const
{
    if (domain != defaultDomain)
        return name();
    const bool isOfficial = path.startsWith(officialPrefix) && path.count(u'/') == 1;
    return isOfficial ? path.sliced(officialPrefix.size()) : path;
}

QString ImageReference::familiar() const
{
    return familiarName() + canonical().sliced(name().size());
}

QString toString(ReferenceError error)
{
    switch (error) {
    case ReferenceError::Empty:
        return u"is empty"_s;
    case ReferenceError::InvalidFormat:
        return u"is no reference to an image"_s;
    case ReferenceError::UppercaseName:
        return u"has capitals in the repository's name"_s;
    case ReferenceError::NameTooLong:
        return u"has a repository's name of more than 255 characters"_s;
    case ReferenceError::HexadecimalId:
        return u"is the id of an image"_s;
    case ReferenceError::DigestLength:
        return u"has a digest of the wrong length"_s;
    case ReferenceError::DigestUnsupported:
        return u"has a digest of an algorithm that is not supported"_s;
    }
    return {};
}

} // namespace fairlead::registry
