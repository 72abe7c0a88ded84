// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "secretwords.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace fairlead::settings {

namespace {

const QRegularExpression &login()
{
    static const QRegularExpression grammar(u"(?<=//)[^/@\\s]*:[^/@\\s]*@"_s);
    return grammar;
}

} // namespace

bool isSecretName(const QString &name)
{
    static const QRegularExpression words(
        u"PASSW|PASSPHRASE|SECRET|TOKEN|(API|ACCESS|PRIVATE|ENCRYPTION)[-_.]?KEY|CREDENTIAL|\\bCREDS\\b"_s,
        QRegularExpression::CaseInsensitiveOption);
    return words.match(name).hasMatch();
}

bool hasLogin(const QString &text)
{
    return login().match(text).hasMatch();
}

QString withoutLogins(const QString &text)
{
    return QString(text).remove(login());
}

} // namespace fairlead::settings
