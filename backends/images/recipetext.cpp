// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "recipetext.h"

#include "shelltext.h"

#include <QRegularExpression>
#include <QStringList>

#include <array>

using namespace Qt::StringLiterals;

namespace fairlead::images {

namespace {

using settings::BaseImage;

bool matches(const QString &text, const QString &expression)
{
    return QRegularExpression(u"\\A(?:"_s + expression + u")\\z"_s).match(text).hasMatch();
}

//! What a package manager calls things.
struct Packages
{
    QStringList apt;
    QStringList dnf;
    QStringList apk;

    void addEverywhere(const QString &name)
    {
        apt += name;
        dnf += name;
        apk += name;
    }
    bool isEmpty() const { return apt.isEmpty(); }
};

//! Of an image whose name says what it is made from; else the build itself finds out.
enum class Manager { Unknown, Apt, Dnf, Apk };

Manager managerOf(const QString &from)
{
    const QString name = from.section(u'/', -1).section(u':', 0, 0).section(u'@', 0, 0);
    const QString tag = from.section(u'/', -1).section(u':', 1);
    const auto isOneOf = [&name](std::initializer_list<const char *> names) {
        return std::any_of(names.begin(), names.end(),
                           [&name](const char *each) { return name == QLatin1String(each); });
    };
    if (isOneOf({"alpine"}) || tag.contains(u"alpine"_s))
        return Manager::Apk;
    if (isOneOf({"debian", "ubuntu"}) || tag.contains(u"ubuntu"_s) || tag.contains(u"debian"_s))
        return Manager::Apt;
    if (isOneOf({"almalinux", "rockylinux", "fedora", "oraclelinux", "ubi8", "ubi9"}) || tag.contains(u"ubi"_s) ||
        tag.contains(u"rockylinux"_s))
        return Manager::Dnf;
    return Manager::Unknown;
}

QString aptCommand(const QStringList &packages)
{
    return u"apt-get update && apt-get install -y --no-install-recommends %1 && rm -rf /var/lib/apt/lists/*"_s.arg(
        packages.join(u' '));
}

QString dnfCommand(const QStringList &packages)
{
    return u"dnf install -y %1 && dnf clean all"_s.arg(packages.join(u' '));
}

QString apkCommand(const QStringList &packages)
{
    return u"apk add --no-cache %1"_s.arg(packages.join(u' '));
}

QString runText(const Packages &packages, Manager manager)
{
    switch (manager) {
    case Manager::Apt:
        return u"RUN "_s + aptCommand(packages.apt);
    case Manager::Dnf:
        return u"RUN "_s + dnfCommand(packages.dnf);
    case Manager::Apk:
        return u"RUN "_s + apkCommand(packages.apk);
    case Manager::Unknown:
        break;
    }
    return u"RUN if command -v apt-get >/dev/null; then %1; \\\n"
           "    elif command -v dnf >/dev/null; then %2; \\\n"
           "    elif command -v apk >/dev/null; then %3; \\\n"
           "    else echo 'no apt-get, dnf or apk in this image' >&2; exit 1; fi"_s.arg(
               aptCommand(packages.apt), dnfCommand(packages.dnf), apkCommand(packages.apk));
}

//! The libraries that programs link; the driver comes from the host.
QString cudaText(const QString &version)
{
    const QString dashed = version.section(u'.', 0, 1).replace(u'.', u'-');
    return uR"sh(RUN . /etc/os-release \
    && case "$ID:$VERSION_ID" in \
         debian:12) repo=debian12 ;; \
         ubuntu:*) repo=ubuntu$(echo "$VERSION_ID" | tr -d .) ;; \
         almalinux:8*|rocky:8*|rhel:8*|ol:8*) repo=rhel8 ;; \
         almalinux:9*|rocky:9*|rhel:9*|ol:9*) repo=rhel9 ;; \
         *) echo "NVIDIA has no CUDA packages for $ID $VERSION_ID" >&2; exit 1 ;; \
       esac \
    && case "$(uname -m)" in x86_64) arch=x86_64 ;; *) arch=sbsa ;; esac \
    && url=https://developer.download.nvidia.com/compute/cuda/repos/$repo/$arch \
    && if command -v apt-get >/dev/null; then \
         apt-get update && apt-get install -y --no-install-recommends ca-certificates curl \
         && curl -fsSLo /tmp/cuda.deb $url/cuda-keyring_1.1-1_all.deb && dpkg -i /tmp/cuda.deb && rm /tmp/cuda.deb \
         && apt-get update && apt-get install -y --no-install-recommends cuda-libraries-%1 \
         && rm -rf /var/lib/apt/lists/*; \
       else \
         curl -fsSLo /etc/yum.repos.d/cuda.repo $url/cuda-$repo.repo \
         && dnf install -y cuda-libraries-%1 && dnf clean all; \
       fi
ENV NVIDIA_VISIBLE_DEVICES=all NVIDIA_DRIVER_CAPABILITIES=compute,utility
ENV PATH=/usr/local/cuda/bin:${PATH} LD_LIBRARY_PATH=/usr/local/cuda/lib64)sh"_s.arg(dashed);
}

//! As a Dockerfile reads it again: nothing in it is expanded.
QString quoted(const QString &text)
{
    QString result = text;
    result.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1).replace(u'$', "\\$"_L1);
    return u'"' + result + u'"';
}

class Generator
{
public:
    explicit Generator(const BaseImage &recipe)
        : m_recipe(recipe)
    {
        for (const auto &[name, value] : recipe.buildArgs)
            m_values.insert(name, value);
    }

    RecipeText generate()
    {
        addFrom();
        addArguments();
        addFragment(m_recipe.prepend);
        addPackages();
        addCuda();
        addLabels();
        addFragment(m_recipe.append);
        return {m_blocks.join(u"\n\n"_s) + u'\n', std::move(m_problems)};
    }

private:
    bool check(const QString &text, const QString &expression, const QString &field, const QString &expected)
    {
        if (matches(text, expression))
            return true;
        m_problems.push_back({field, u"expected %1"_s.arg(expected)});
        return false;
    }

    void addFrom()
    {
        static const QRegularExpression ofRecipe(u"\\$\\{recipe:[^}\n]*\\}"_s); // see recipeparents.h
        const QString plain = QString(m_recipe.from).replace(ofRecipe, u"recipe"_s);
        if (!check(plain, u"\\S+"_s, u"from"_s, u"the image to build on, such as debian:12"_s))
            return;
        const auto from = shellText(plain, m_values);
        if (!from || from->text.isEmpty()) {
            m_problems.push_back({u"from"_s, from ? u"expected build arguments with values for its variables"_s
                                                  : u"expected what docker can read: "_s + from.error()});
            return;
        }
        m_from = from->text;
        QStringList lines;
        for (const QString &name : from->names) {
            if (m_values.contains(name))
                lines += u"ARG "_s + name; // only such are known in a FROM
        }
        lines += u"FROM "_s + m_recipe.from;
        m_blocks += lines.join(u'\n');
    }

    void addFragment(const QString &fragment)
    {
        QString text = fragment;
        while (text.endsWith(u'\n'))
            text.chop(1);
        if (!text.trimmed().isEmpty())
            m_blocks += text;
    }

    void addArguments()
    {
        QStringList lines;
        for (const auto &[name, value] : m_recipe.buildArgs) {
            if (check(name, u"[A-Za-z_][A-Za-z0-9_]*"_s, u"buildArgs."_s + name,
                      u"letters, digits and _ as the name of a build argument"_s))
                lines += u"ARG "_s + name; // the value is the build's; also of one before FROM
        }
        if (!lines.isEmpty())
            m_blocks += lines.join(u'\n');
    }

    void addPackages()
    {
        Packages packages;
        for (qsizetype i = 0; i < m_recipe.systemPackages.size(); ++i) {
            const QString &name = m_recipe.systemPackages[i];
            if (check(name, u"[A-Za-z0-9][A-Za-z0-9.+:_~=*-]*"_s, u"systemPackages[%1]"_s.arg(i),
                      u"the name of a package, with =version if need be"_s))
                packages.addEverywhere(name);
        }
        for (qsizetype i = 0; i < m_recipe.python.size(); ++i) {
            const QString &version = m_recipe.python[i];
            if (!check(version, u"3\\.[0-9]{1,2}"_s, u"python[%1]"_s.arg(i), u"a version such as 3.11"_s))
                continue;
            packages.apt += {u"python"_s + version, u"python%1-venv"_s.arg(version)};
            packages.dnf += {u"python"_s + version, u"python%1-pip"_s.arg(version)};
            packages.apk += {u"python3~="_s + version, u"py3-pip"_s};
        }
        if (m_recipe.r) {
            packages.apt += u"r-base-core"_s;
            packages.dnf += u"R-core"_s;
            packages.apk += u"R"_s;
        }
        if (m_recipe.kind == "spark"_L1 || m_recipe.kind == "visual"_L1) { // both run in Java
            packages.apt += u"default-jre-headless"_s;
            packages.dnf += u"java-17-openjdk-headless"_s;
            packages.apk += u"openjdk17-jre-headless"_s;
        }
        if (!packages.isEmpty())
            m_blocks += runText(packages, managerOf(m_from));
    }

    void addCuda()
    {
        if (!m_recipe.cuda.isEmpty() &&
            check(m_recipe.cuda, u"[0-9]{1,2}\\.[0-9]{1,2}(\\.[0-9]{1,2})?"_s, u"cuda"_s, u"a version such as 12.4"_s))
            m_blocks += cudaText(m_recipe.cuda);
    }

    void addLabels()
    {
        QStringList lines;
        for (const auto &[key, value] : m_recipe.labels) {
            const QString field = u"labels."_s + key;
            if (check(key, u"[A-Za-z0-9][A-Za-z0-9._/-]*"_s, field, u"letters, digits, ., _, / and - as a label"_s) &&
                check(value, u"[^\\r\\n]*"_s, field, u"one line"_s))
                lines += u"LABEL %1=%2"_s.arg(key, quoted(value));
        }
        if (!lines.isEmpty())
            m_blocks += lines.join(u'\n');
    }

    const BaseImage &m_recipe;
    QHash<QString, QString> m_values;
    QString m_from; //!< with its variables
    QStringList m_blocks;
    std::vector<RecipeProblem> m_problems;
};

} // namespace

RecipeText recipeText(const BaseImage &recipe)
{
    return Generator(recipe).generate();
}

} // namespace fairlead::images
