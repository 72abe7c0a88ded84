// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store.h"

#include <QJsonObject>
#include <QMap>
#include <QSet>

namespace fairlead::kubernetes {

//! Whole objects of any kind, as the server writes them in JSON, by uid: for the few of which everything is shown.
//! Lives in the thread of its Reflector.
class JsonStore final : public ObjectSink
{
public:
    static constexpr qsizetype MostObjects = 5'000; //!< what is beyond is left out; isWhole() tells

    //! \p changed is called after everything that changes objects().
    explicit JsonStore(std::function<void()> changed)
        : m_changed(std::move(changed))
    {
    }

    const QMap<QString, QJsonObject> &objects() const { return m_objects; }
    bool isWhole() const { return m_isWhole; }

    bool readsProtobuf() const override { return false; }
    void beginReplace() override;
    void endReplace() override;
    Result<Outcome> applyEvent(Encoding encoding, QByteArrayView frame) override;
    Result<void> applyProtobufItem(QByteArrayView message) override;
    Result<ListMeta> applyJsonList(QByteArrayView body) override;

private:
    void put(const QJsonObject &object);

    std::function<void()> m_changed;
    QMap<QString, QJsonObject> m_objects;
    QSet<QString> m_seen; //!< since beginReplace()
    bool m_isReplacing = false;
    bool m_isWhole = true;
};

} // namespace fairlead::kubernetes
