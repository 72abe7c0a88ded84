// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fuzztarget.h"

#include "backends/images/dockerignore.h"

#include <algorithm>

namespace fairlead::fuzz {

using images::DockerIgnore;

namespace {

void checkProblems(const DockerIgnore &ignore, qsizetype lines)
{
    int last = 0;
    for (const QString &problem : ignore.problems()) {
        const int line = problem.section(QLatin1Char(':'), 0, 0).toInt();
        if (line <= last || line > lines)
            qFatal("a problem has a line, each its own");
        last = line;
    }
}

//! As a walk through a folder says it.
bool isPath(const QString &text)
{
    const QStringList parts = text.split(QLatin1Char('/'));
    return std::none_of(parts.begin(), parts.end(), [](const QString &part) {
        return part.isEmpty() || part == QLatin1String(".") || part == QLatin1String("..");
    });
}

} // namespace

//! A .dockerignore, and behind the first NUL paths of a folder, one a line.
void feed(QByteArrayView bytes)
{
    const qsizetype end = bytes.indexOf('\0');
    const QByteArray text = (end < 0 ? bytes : bytes.first(end)).toByteArray();
    const DockerIgnore ignore(text);
    checkProblems(ignore, text.count('\n') + 1);
    const DockerIgnore commented(text + "\n#!x\n \t\r\n");
    for (const QByteArray &line : bytes.sliced(end + 1).toByteArray().split('\n').mid(0, 20)) {
        const QString path = QString::fromUtf8(line);
        if (!isPath(path))
            continue;
        const bool isIgnored = ignore.isIgnored(path);
        if (commented.isIgnored(path) != isIgnored)
            qFatal("a comment changes what is sent");
        if (ignore.ignoresAllBelow(path) && !ignore.isIgnored(path + QLatin1String("/x")))
            qFatal("what is below an ignored folder is not looked at, and not ignored");
    }
}

QList<QByteArray> seeds()
{
    return {
        QByteArrayLiteral("# secrets\n*.pem\n!public.pem\n\0a.pem\npublic.pem\na/b.pem"),
        QByteArrayLiteral("**/node_modules\n/build/\n!build/keep/**\n\0src/node_modules/x\nbuild\nbuild/keep/a"),
        QByteArrayLiteral("\xef\xbb\xbf**.log\nlogs/**\n[a-c]?[^x\\]]*\n\\!odd\n!\n[\n\\\n\0a.log\nlogs/x\nab_d\n!odd"),
        QByteArrayLiteral("a/../b//./c\n../up\n/\n.\n^a\n\\d+(x|y){2}$\n\0b/c\nup\n^a\n1+(x|y){2}$"),
        QByteArrayLiteral("*a*a*a*a*a*b\n**/a**/b/**/c**\n\0aaaaaaaaaaaaaaaaaaaaaaaaaaaa\na/b/c/d/ab/c"),
    };
}

} // namespace fairlead::fuzz
