// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QMetaType>
#include <QString>

#include <tl/expected.hpp>

namespace fairlead::registry {

//! Why a text is no Digest.
enum class DigestError {
    InvalidFormat, //!< not "algorithm:encoded" by the grammar
    InvalidLength, //!< another number of digits than the algorithm has
    Unsupported,   //!< well-formed, of an algorithm that is not registered: nobody here could check it
};

//! "sha256:" and 64 lower-case hexadecimal digits; also sha384 and sha512. Equal digests name equal bytes.
//! Source: OCI image specification, "Digests"; github.com/opencontainers/go-digest for the order of the checks.
struct Digest
{
    QString algorithm; //!< "sha256"
    QString encoded;   //!< hexadecimal, lower case

    static tl::expected<Digest, DigestError> parse(QStringView text);
    //! That of \p bytes; the algorithm has to be one that parse() takes.
    static Digest of(QByteArrayView bytes, const QString &algorithm = QStringLiteral("sha256"));

    //! Whether \p bytes are what it names.
    bool names(QByteArrayView bytes) const { return of(bytes, algorithm) == *this; }
    QString toString() const { return algorithm + u':' + encoded; }

    bool operator==(const Digest &) const = default;
};

//! A few words in English for logs and ApiError.
QString toString(DigestError error);

} // namespace fairlead::registry

Q_DECLARE_METATYPE(fairlead::registry::DigestError)
