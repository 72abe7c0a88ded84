// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "digest.h"

#include <optional>

namespace fairlead::registry {

//! Why a text is no ImageReference.
enum class ReferenceError {
    Empty,
    InvalidFormat,
    UppercaseName,     //!< only domain and tag may have capitals
    NameTooLong,       //!< the path has more than 255 characters
    HexadecimalId,     //!< 64 hexadecimal digits, which docker takes for the id of an image
    DigestLength,      //!< another number of digits than its algorithm has
    DigestUnsupported, //!< an algorithm that is not registered
};

//! The name of an image: "registry.example:5000/team/app:1.2@sha256:...".
//! Source: github.com/distribution/reference, regexp.go, reference.go, normalize.go; same answers for same texts.
struct ImageReference
{
    static constexpr int PathLimit = 255; //!< characters

    QString domain; //!< host, with port if there is one; empty: none was said, and parse() does not guess
    QString path;   //!< "library/busybox"
    QString tag;    //!< empty: none
    std::optional<Digest> digest;

    //! By the grammar alone. "team/app" has the domain "team", as the grammar cannot tell.
    static tl::expected<ImageReference, ReferenceError> parse(const QString &text);
    //! As docker reads what a person writes: "busybox" is docker.io/library/busybox. Tag and digest stay as written.
    static tl::expected<ImageReference, ReferenceError> parseNormalized(const QString &text);

    //! With tag "latest" where there is neither tag nor digest.
    ImageReference withDefaultTag() const;

    //! Domain and path.
    QString name() const { return domain.isEmpty() ? path : domain + u'/' + path; }
    //! All there is, the domain included: "docker.io/library/busybox:latest".
    QString canonical() const;
    //! As docker shows it: "busybox:latest".
    QString familiar() const;
    QString familiarName() const;

    bool operator==(const ImageReference &) const = default;
};

//! A few words in English for logs and ApiError.
QString toString(ReferenceError error);

} // namespace fairlead::registry

Q_DECLARE_METATYPE(fairlead::registry::ReferenceError)
