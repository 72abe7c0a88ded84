// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "recipehash.h"

#include <QCryptographicHash>
#include <QMap>

using namespace Qt::StringLiterals;

namespace fairlead::images {

namespace {

class Hash
{
public:
    void add(const QByteArray &bytes)
    {
        m_hash.addData(QByteArray::number(bytes.size()) + ':');
        m_hash.addData(bytes);
    }
    void add(const QString &text) { add(text.toUtf8()); }
    void add(const settings::TextPairs &pairs)
    {
        QMap<QString, QString> sorted;
        for (const auto &[name, value] : pairs)
            sorted.insert(name, value);
        add(QByteArray::number(sorted.size()));
        for (auto it = sorted.cbegin(); it != sorted.cend(); ++it) {
            add(it.key());
            add(it.value());
        }
    }
    QString result() const { return u"sha256:"_s + QString::fromLatin1(m_hash.result().toHex()); }

private:
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
};

} // namespace

QString recipeHash(const settings::BaseImage &recipe, const QByteArray &dockerfileText)
{
    Hash hash;
    hash.add("fairlead recipe 1"_ba); // another number: what is hashed is another thing, and all is out of date
    hash.add(dockerfileText);
    hash.add(recipe.buildArgs);
    hash.add(recipe.target.trimmed().toLower());
    hash.add(recipe.platform.trimmed());
    hash.add(recipe.dockerfile.isEmpty() ? settings::TextPairs() : recipe.labels);
    return hash.result();
}

} // namespace fairlead::images
