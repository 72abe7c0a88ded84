// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRegularExpression>
#include <QString>

#include <tl/expected.hpp>

namespace fairlead::images {

//! One line of a .dockerignore, as docker reads it with all its oddities: a file is written until docker does what is
//! wanted. "**.pem" is whatever ends so, "^" stands for itself only where nothing else in the line is special, "\d" is
//! a digit, "[*]" no class.
//! Source: github.com/moby/patternmatcher v0.6, in docker 23 and later; older ones have no endings.
class IgnorePattern
{
public:
    //! \p line trimmed, and no comment. Errors: what docker refuses, and why.
    static tl::expected<IgnorePattern, QString> parse(const QString &line);

    //! \p path, or one of the folders that it is in.
    bool matches(const QString &path) const;
    bool isException() const { return m_isException; }

private:
    enum class Kind { Exact, Begin, End, Expression };

    bool compile(const QString &pattern);
    bool matchesItself(QStringView path) const;

    Kind m_kind = Kind::Exact;
    QString m_text; //!< of all but expressions
    QRegularExpression m_expression;
    bool m_isException = false;
};

} // namespace fairlead::images
