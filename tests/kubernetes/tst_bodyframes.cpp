// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "apibytes.h"

#include "backends/kubernetes/listwatch/bodyframes.h"

#include <QRegularExpression>
#include <QTest>

#include <optional>

using namespace fairlead;
using namespace fairlead::kubernetes;
using namespace Qt::StringLiterals;

namespace {

using Pieces = QList<QByteArray>;

//! What came out, and whether the last piece was an error.
struct Cut
{
    Pieces frames;
    qsizetype pending = 0;
    std::optional<ApiError> error;
};

Cut cutWatch(Encoding encoding, const Pieces &chunks)
{
    Cut result;
    WatchFrames frames(encoding);
    for (const QByteArray &chunk : chunks) {
        // A copy of the exact size: reading beyond it is found by the sanitizer.
        const std::vector<char> exact(chunk.begin(), chunk.end());
        const auto ok =
            frames.feed(QByteArrayView(exact.data(), qsizetype(exact.size())), [&result](QByteArrayView frame) {
                result.frames << frame.toByteArray();
                return true;
            });
        if (!ok) {
            result.error = ok.error();
            break;
        }
    }
    result.pending = frames.pending();
    return result;
}

struct CutList
{
    Pieces items;
    Pieces metas;
    bool isComplete = false;
    std::optional<ApiError> error;
};

CutList cutList(const Pieces &chunks)
{
    CutList result;
    ProtobufListItems items;
    for (const QByteArray &chunk : chunks) {
        const std::vector<char> exact(chunk.begin(), chunk.end());
        const auto ok = items.feed(QByteArrayView(exact.data(), qsizetype(exact.size())),
                                   [&result](ProtobufListItems::Part part, QByteArrayView message) -> Result<void> {
                                       (part == ProtobufListItems::Part::Item ? result.items : result.metas)
                                           << message.toByteArray();
                                       return {};
                                   });
        if (!ok) {
            result.error = ok.error();
            break;
        }
    }
    result.isComplete = items.isComplete();
    return result;
}

Pieces bytewise(const QByteArray &bytes)
{
    Pieces pieces;
    for (const char byte : bytes)
        pieces << QByteArray(1, byte);
    return pieces;
}

QByteArray envelopeOfRaw(const QByteArray &tagAndLength)
{
    return QByteArray("k8s\0", 4) + tagAndLength;
}

} // namespace

class TestBodyFrames : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void watch_data();
    void watch();
    void watchErrors_data();
    void watchErrors();
    void stopsWhenTold_data();
    void stopsWhenTold();
    void list_data();
    void list();
    void listErrors_data();
    void listErrors();
    void listPassesErrorsOn();
};

//! The same frames come out wherever the body is cut in two, and byte by byte.
void TestBodyFrames::watch_data()
{
    QTest::addColumn<Encoding>("encoding");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Pieces>("frames");
    QTest::addColumn<qsizetype>("pending");

    const auto framed = [](const Pieces &frames) {
        QByteArray body;
        for (const QByteArray &frame : frames)
            body += tests::lengthPrefixed(frame);
        return body;
    };
    const Pieces three{"one", QByteArray("\0\n\xff{", 4), QByteArray(300, 'x')};
    QTest::newRow("protobuf: empty") << Encoding::Protobuf << QByteArray() << Pieces{} << qsizetype(0);
    QTest::newRow("protobuf: one") << Encoding::Protobuf << framed({"a"}) << Pieces{"a"} << qsizetype(0);
    QTest::newRow("protobuf: three") << Encoding::Protobuf << framed(three) << three << qsizetype(0);
    QTest::newRow("protobuf: frame of nothing")
        << Encoding::Protobuf << framed({"", "b"}) << Pieces{"", "b"} << qsizetype(0);
    QTest::newRow("protobuf: truncated tail")
        << Encoding::Protobuf << framed(three).chopped(1) << three.mid(0, 2) << qsizetype(4 + 299);
    QTest::newRow("protobuf: truncated length")
        << Encoding::Protobuf << framed({"a"}) + QByteArray("\0\0\0", 3) << Pieces{"a"} << qsizetype(3);
    QTest::newRow("protobuf: promised the most and ended")
        << Encoding::Protobuf << QByteArray("\x02\0\0\0", 4) << Pieces{} << qsizetype(4);

    QTest::newRow("json: empty") << Encoding::Json << QByteArray() << Pieces{} << qsizetype(0);
    QTest::newRow("json: one") << Encoding::Json << QByteArray("{}\n") << Pieces{"{}"} << qsizetype(0);
    QTest::newRow("json: two") << Encoding::Json << QByteArray("{1}\n{2}\n") << Pieces{"{1}", "{2}"} << qsizetype(0);
    QTest::newRow("json: no last newline") << Encoding::Json << QByteArray("{1}\n{2}") << Pieces{"{1}"} << qsizetype(3);
    QTest::newRow("json: empty lines") << Encoding::Json << QByteArray("\n\n{1}\n \r\n{2}\n\n") << Pieces{"{1}", "{2}"}
                                       << qsizetype(0);
    QTest::newRow("json: carriage returns")
        << Encoding::Json << QByteArray("{1}\r\n{2}\r\n") << Pieces{"{1}\r", "{2}\r"} << qsizetype(0);
    QTest::newRow("json: zero bytes") << Encoding::Json << QByteArray("\0\n\0\0\n", 5)
                                      << Pieces{QByteArray("\0", 1), QByteArray("\0\0", 2)} << qsizetype(0);
}

void TestBodyFrames::watch()
{
    QFETCH(Encoding, encoding);
    QFETCH(QByteArray, body);
    QFETCH(Pieces, frames);
    QFETCH(qsizetype, pending);
    QList<Pieces> ways{bytewise(body)};
    for (qsizetype at = 0; at <= body.size(); ++at)
        ways << Pieces{body.left(at), body.mid(at)};
    for (const Pieces &chunks : ways) {
        const Cut cut = cutWatch(encoding, chunks);
        QVERIFY(!cut.error);
        QCOMPARE(cut.frames, frames);
        QCOMPARE(cut.pending, pending);
    }
}

void TestBodyFrames::watchErrors_data()
{
    QTest::addColumn<Encoding>("encoding");
    QTest::addColumn<Pieces>("chunks");
    QTest::addColumn<Pieces>("framesBefore");

    constexpr qsizetype limit = 32 << 20;
    QTest::newRow("protobuf: one byte above the limit")
        << Encoding::Protobuf << Pieces{QByteArray("\x02\0\0\x01", 4)} << Pieces{};
    QTest::newRow("protobuf: all ones") << Encoding::Protobuf << Pieces{QByteArray(4, '\xff')} << Pieces{};
    QTest::newRow("protobuf: length in pieces") << Encoding::Protobuf << bytewise(QByteArray(4, '\x7f')) << Pieces{};
    QTest::newRow("protobuf: after a good one")
        << Encoding::Protobuf << Pieces{tests::lengthPrefixed("a") + QByteArray(4, '\xff')} << Pieces{"a"};
    QTest::newRow("protobuf: that is JSON") << Encoding::Protobuf << Pieces{"{\"type\":\"ADDED\"}\n"} << Pieces{};
    QTest::newRow("protobuf: that is a page") << Encoding::Protobuf << Pieces{"<!DOCTYPE html>"} << Pieces{};
    QTest::newRow("json: line without end")
        << Encoding::Json << Pieces{"{}\n", QByteArray(limit, 'x'), "12345"} << Pieces{"{}"};
}

void TestBodyFrames::watchErrors()
{
    QFETCH(Encoding, encoding);
    QFETCH(Pieces, chunks);
    QFETCH(Pieces, framesBefore);
    const Cut cut = cutWatch(encoding, chunks);
    QVERIFY(cut.error);
    QCOMPARE(toString(cut.error->kind), u"Malformed"_s);
    QCOMPARE(cut.frames, framesBefore);
}

void TestBodyFrames::stopsWhenTold_data()
{
    QTest::addColumn<Encoding>("encoding");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("protobuf") << Encoding::Protobuf << tests::lengthPrefixed("a") + tests::lengthPrefixed("b");
    QTest::newRow("json") << Encoding::Json << QByteArray("a\nb\n");
}

void TestBodyFrames::stopsWhenTold()
{
    QFETCH(Encoding, encoding);
    QFETCH(QByteArray, body);
    WatchFrames frames(encoding);
    int calls = 0;
    QVERIFY(frames.feed(body, [&calls](QByteArrayView) {
        ++calls;
        return false;
    }));
    QCOMPARE(calls, 1);
}

void TestBodyFrames::list_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Pieces>("metas");
    QTest::addColumn<Pieces>("items");
    QTest::addColumn<bool>("isComplete");

    const QByteArray meta = tests::protobufListMeta("7");
    const Pieces items{"one", QByteArray(200, 'y'), QByteArray("\0\0", 2)};
    const QByteArray whole = tests::protobufList(items, "7");
    QTest::newRow("empty body") << QByteArray() << Pieces{} << Pieces{} << false;
    QTest::newRow("magic alone") << QByteArray("k8s\0", 4) << Pieces{} << Pieces{} << false;
    QTest::newRow("no items") << tests::protobufList({}, "7") << Pieces{meta} << Pieces{} << true;
    QTest::newRow("three items") << whole << Pieces{meta} << items << true;
    QTest::newRow("item of nothing") << tests::protobufList({""}, "7") << Pieces{meta} << Pieces{""} << true;
    QTest::newRow("empty list") << envelopeOfRaw(QByteArray("\x12\0", 2)) << Pieces{} << Pieces{} << true;
    QTest::newRow("envelope without a list")
        << envelopeOfRaw(QByteArray("\x0a\x01x", 3)) << Pieces{} << Pieces{} << false;
    // Envelope: a number in the field of the list is no list, and must not pass for an empty one.
    QTest::newRow("number instead of a list")
        << envelopeOfRaw(QByteArray("\x10\x05", 2)) << Pieces{} << Pieces{} << false;
    QTest::newRow("number instead of an item")
        << envelopeOfRaw(QByteArray("\x12\x04\x10\x07\x08\x01", 6)) << Pieces{} << Pieces{} << true;
    QTest::newRow("unknown fields around") << envelopeOfRaw(QByteArray("\x7a\x01z\x12\x06\x1a\x01q\x12\x01i\x1a\0", 13))
                                           << Pieces{} << Pieces{"i"} << true;
    QTest::newRow("truncated in the last item")
        << whole.left(whole.size() - 4 - 1) << Pieces{meta} << items.mid(0, 2) << false;
}

void TestBodyFrames::list()
{
    QFETCH(QByteArray, body);
    QFETCH(Pieces, metas);
    QFETCH(Pieces, items);
    QFETCH(bool, isComplete);
    QList<Pieces> ways{bytewise(body)};
    for (qsizetype at = 0; at <= body.size(); ++at)
        ways << Pieces{body.left(at), body.mid(at)};
    for (const Pieces &chunks : ways) {
        const CutList cut = cutList(chunks);
        QVERIFY(!cut.error);
        QCOMPARE(cut.metas, metas);
        QCOMPARE(cut.items, items);
        QCOMPARE(cut.isComplete, isComplete);
    }
}

void TestBodyFrames::listErrors_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("wrong magic") << QByteArray("k9s\0\x12\x00", 6);
    QTest::newRow("magic of text") << QByteArray("k8s \x12\x00", 6);
    QTest::newRow("json") << QByteArray("{\"kind\":\"NodeList\"}");
    QTest::newRow("html") << QByteArray("<html>");
    QTest::newRow("item beyond its list") << envelopeOfRaw(QByteArray("\x12\x03\x12\x05hello", 9));
    QTest::newRow("item above the limit")
        << envelopeOfRaw(QByteArray("\x12\xff\xff\xff\xff\x0f\x12\xff\xff\xff\x7f", 11));
    QTest::newRow("item of 2^64 bytes") << envelopeOfRaw(
        QByteArray("\x12\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x12\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 22));
    QTest::newRow("envelope field above the limit") << envelopeOfRaw(QByteArray("\x0a\xff\xff\xff\x7f", 5));
    QTest::newRow("envelope field of 2^64 bytes")
        << envelopeOfRaw(QByteArray("\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 11));
    QTest::newRow("varint without end") << envelopeOfRaw(QByteArray(11, '\xff'));
    QTest::newRow("length without end") << envelopeOfRaw("\x12" + QByteArray(11, '\xff'));
    QTest::newRow("fixed 64") << envelopeOfRaw(QByteArray("\x11\x01\x01\x01\x01\x01\x01\x01\x01", 9));
    QTest::newRow("group") << envelopeOfRaw(QByteArray("\x13\x01", 2));
    QTest::newRow("fixed 32 in the list") << envelopeOfRaw(QByteArray("\x12\x05\x15\x01\x01\x01\x01", 7));
}

void TestBodyFrames::listErrors()
{
    QFETCH(QByteArray, body);
    for (const Pieces &chunks : {Pieces{body}, bytewise(body)}) {
        const CutList cut = cutList(chunks);
        QVERIFY(cut.error);
        QCOMPARE(toString(cut.error->kind), u"Malformed"_s);
        QVERIFY(!cut.isComplete);
        QCOMPARE(cut.items, Pieces{});
    }
}

void TestBodyFrames::listPassesErrorsOn()
{
    ProtobufListItems items;
    int calls = 0;
    const auto ok = items.feed(tests::protobufList({"a", "b"}, "1"),
                               [&calls](ProtobufListItems::Part part, QByteArrayView) -> Result<void> {
                                   if (part == ProtobufListItems::Part::ListMeta)
                                       return {};
                                   ++calls;
                                   return tl::make_unexpected(ApiError{.kind = ApiError::Kind::Conflict});
                               });
    QVERIFY(!ok);
    QCOMPARE(toString(ok.error().kind), u"Conflict"_s);
    QCOMPARE(calls, 1);
}

QTEST_GUILESS_MAIN(TestBodyFrames)
#include "tst_bodyframes.moc"
