// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "jsonlines.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::docker {

namespace {

bool deliver(QByteArrayView line, const JsonLines::Each &each)
{
    if (line.endsWith('\r'))
        line.chop(1);
    return line.isEmpty() || each(line);
}

} // namespace

Result<void> JsonLines::feed(QByteArrayView bytes, const Each &each)
{
    while (!bytes.isEmpty()) {
        const qsizetype end = bytes.indexOf('\n');
        const qsizetype size = end < 0 ? bytes.size() : end;
        if (m_tail.size() + size > m_limit) {
            m_tail.clear();
            return tl::make_unexpected(ApiError{.kind = ApiError::Kind::Malformed,
                                                .reason = u"LineTooLong"_s,
                                                .message = u"a line has more than %1 bytes"_s.arg(m_limit)});
        }
        if (end < 0) {
            m_tail.append(bytes);
            break;
        }
        bool goesOn = true;
        if (m_tail.isEmpty()) {
            goesOn = deliver(bytes.first(end), each);
        } else {
            m_tail.append(bytes.first(end));
            const QByteArray line = std::exchange(m_tail, {}); // each() may end in here again
            goesOn = deliver(line, each);
        }
        if (!goesOn)
            break;
        bytes = bytes.sliced(end + 1);
    }
    return {};
}

void JsonLines::finish(const Each &each)
{
    const QByteArray line = std::exchange(m_tail, {});
    deliver(line, each);
}

} // namespace fairlead::docker
