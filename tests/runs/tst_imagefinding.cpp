// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/registry/imagereference.h"
#include "backends/registry/login.h"
#include "backends/runs/trials/imagefinding.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace fairlead;
using namespace fairlead::runs;
using namespace Qt::StringLiterals;
using Kind = ApiError::Kind;

Q_DECLARE_METATYPE(fairlead::CheckState)
Q_DECLARE_METATYPE(fairlead::runs::ImageSight)
Q_DECLARE_METATYPE(std::optional<bool>)

namespace {

registry::ImageReference reference(const QString &name)
{
    return registry::ImageReference::parseNormalized(name).value();
}

QJsonObject json(const QByteArray &text)
{
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    Q_ASSERT(!object.isEmpty());
    return object;
}

QJsonObject secret(const QByteArray &content, const QString &type, const QString &key)
{
    return {{u"type"_s, type}, {u"data"_s, QJsonObject{{key, QString::fromLatin1(content.toBase64())}}}};
}

//! One node for each: y has the image, n has it not, ? does not say.
std::vector<NodeImage> nodes(const QByteArray &each, const QString &architecture = u"amd64"_s)
{
    std::vector<NodeImage> all;
    for (const char c : each)
        all.push_back({u"n%1"_s.arg(all.size() + 1), architecture, c == '?' ? std::nullopt : std::optional(c == 'y')});
    return all;
}

ImageAnswer refusal(Kind kind, const QString &login = {})
{
    return {.error = ApiError{.kind = kind, .message = u"its words"_s}, .login = login};
}

ImageAnswer found(std::vector<registry::Platform> platforms)
{
    return {.digest = u"sha256:0123456789abcdef"_s, .sizeBytes = 12'000'000, .platforms = std::move(platforms)};
}

} // namespace

class TestImageFinding : public QObject
{
    Q_OBJECT
private slots:
    void pulls_data()
    {
        QTest::addColumn<QByteArray>("spec");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("a tag") << R"({"containers": [{"image": "a:1"}]})"_ba << QStringList{u"a:1 IfNotPresent"_s};
        QTest::newRow("no tag") << R"({"containers": [{"image": "a"}]})"_ba << QStringList{u"a Always"_s};
        QTest::newRow("latest") << R"({"containers": [{"image": "h:5000/a:latest"}]})"_ba
                                << QStringList{u"h:5000/a:latest Always"_s};
        QTest::newRow("a digest") << "{\"containers\": [{\"image\": \"a@sha256:" + QByteArray(64, 'a') + "\"}]}"
                                  << QStringList{u"a@sha256:%1 IfNotPresent"_s.arg(QString(64, u'a'))};
        QTest::newRow("a policy of its own")
            << R"({"containers": [{"image": "a", "imagePullPolicy": "Never"}]})"_ba << QStringList{u"a Never"_s};
        QTest::newRow("several, each once")
            << R"({"containers": [{"image": "a:1"}, {"image": "b:1"}], "initContainers": [{"image": "b:1"}]})"_ba
            << QStringList{u"b:1 IfNotPresent"_s, u"a:1 IfNotPresent"_s};
    }
    void pulls()
    {
        QFETCH(QByteArray, spec);
        QFETCH(QStringList, expected);
        QStringList all;
        for (const PodImage &each : podPulls(json(spec)))
            all += each.name + u' ' + each.pullPolicy;
        QCOMPARE(all, expected);
    }

    void holds_data()
    {
        QTest::addColumn<QByteArray>("names"); // in JSON, of one image
        QTest::addColumn<int>("others");
        QTest::addColumn<QString>("image");
        QTest::addColumn<std::optional<bool>>("expected");
        const std::optional<bool> yes = true;
        const std::optional<bool> no = false;
        const std::optional<bool> unknown;
        const QString digest = u"sha256:"_s + QString(64, u'a');
        const QByteArray both =
            "\"docker.io/library/busybox@" + digest.toLatin1() + "\", \"docker.io/library/busybox:1\"";
        QTest::newRow("by tag") << both << 0 << u"docker.io/library/busybox:1"_s << yes;
        QTest::newRow("as a person writes it") << both << 0 << u"busybox:1"_s << yes;
        QTest::newRow("by digest") << both << 0 << u"busybox@"_s + digest << yes;
        QTest::newRow("by tag and digest") << both << 0 << u"busybox:7@"_s + digest << yes;
        QTest::newRow("another tag") << both << 0 << u"busybox:2"_s << no;
        QTest::newRow("another digest") << both << 0 << u"busybox:1@sha256:"_s + QString(64, u'b') << no;
        QTest::newRow("of another registry") << both << 0 << u"quay.io/library/busybox:1"_s << no;
        QTest::newRow("no tag is latest") << "\"docker.io/library/busybox:latest\""_ba << 0 << u"busybox"_s << yes;
        QTest::newRow("a list that is cut off") << both << 49 << u"busybox:2"_s << unknown;
        QTest::newRow("in a list that is cut off") << both << 49 << u"busybox:1"_s << yes;
        QTest::newRow("a kubelet that says nothing") << QByteArray() << 0 << u"busybox:1"_s << unknown;
    }
    void holds()
    {
        QFETCH(QByteArray, names);
        QFETCH(int, others);
        QFETCH(QString, image);
        QFETCH(std::optional<bool>, expected);
        QByteArray images = names.isEmpty() ? QByteArray() : "{\"names\": [" + names + "]}";
        for (int i = 0; i < others; ++i)
            images += ", {\"names\": [\"h/other:" + QByteArray::number(i) + "\"]}";
        const NodeImages node = nodeImages(json("{\"status\": {\"images\": [" + images + "]}}"));
        QCOMPARE(hasImage(node, reference(image)), expected);
    }

    void logins_data()
    {
        QTest::addColumn<QByteArray>("auths");
        QTest::addColumn<QString>("image");
        QTest::addColumn<QStringList>("expected"); // users, in order
        const QByteArray login = R"({"username": "USER", "password": "p"})";
        const auto of = [&login](const QList<std::pair<QByteArray, QByteArray>> &all) {
            QByteArrayList entries;
            for (const auto &[key, user] : all)
                entries += "\"" + key + "\": " + QByteArray(login).replace("USER", user);
            return "{\"auths\": {" + entries.join(", ") + "}}";
        };
        const QString image = u"h.example:5000/team/a:1"_s;
        QTest::newRow("the host") << of({{"h.example:5000", "u"}}) << image << QStringList{u"u"_s};
        QTest::newRow("with a scheme") << of({{"https://h.example:5000/v1/", "u"}}) << image << QStringList{u"u"_s};
        QTest::newRow("another port") << of({{"h.example", "u"}}) << image << QStringList();
        QTest::newRow("another host") << of({{"i.example:5000", "u"}}) << image << QStringList();
        QTest::newRow("a glob") << of({{"*.example:5000", "u"}}) << image << QStringList{u"u"_s};
        QTest::newRow("a glob spans no dot") << of({{"*:5000", "u"}}) << image << QStringList();
        QTest::newRow("the longer path first")
            << of({{"h.example:5000", "u"}, {"h.example:5000/team", "t"}, {"h.example:5000/other", "o"}}) << image
            << QStringList{u"t"_s, u"u"_s};
        QTest::newRow("Docker Hub as docker writes it")
            << of({{"https://index.docker.io/v1/", "u"}}) << u"busybox"_s << QStringList{u"u"_s};
        QTest::newRow("Docker Hub by its domain") << of({{"docker.io", "u"}}) << u"busybox"_s << QStringList{u"u"_s};
        QTest::newRow("no JSON") << "{"_ba << image << QStringList();
    }
    void logins()
    {
        QFETCH(QByteArray, auths);
        QFETCH(QString, image);
        QFETCH(QStringList, expected);
        const auto usersOf = [&image](const QJsonObject &secret) {
            QStringList users;
            for (const registry::Login &login : pullLogins(secret, reference(image)))
                users += login.username;
            return users;
        };
        QCOMPARE(usersOf(secret(auths, u"kubernetes.io/dockerconfigjson"_s, u".dockerconfigjson"_s)), expected);
        const QJsonObject old = QJsonDocument::fromJson(auths).object().value("auths"_L1).toObject();
        QCOMPARE(usersOf(secret(QJsonDocument(old).toJson(), u"kubernetes.io/dockercfg"_s, u".dockercfg"_s)), expected);
    }

    void asks_data()
    {
        QTest::addColumn<QString>("policy");
        QTest::addColumn<QByteArray>("has");
        QTest::addColumn<bool>("expected");
        QTest::newRow("on all") << u"IfNotPresent"_s << "yy"_ba << false;
        QTest::newRow("on some") << u"IfNotPresent"_s << "yn"_ba << true;
        QTest::newRow("on one that does not say") << u"IfNotPresent"_s << "y?"_ba << true;
        QTest::newRow("no node fits") << u"IfNotPresent"_s << ""_ba << true;
        QTest::newRow("always, on all") << u"Always"_s << "yy"_ba << true;
        QTest::newRow("never, on none") << u"Never"_s << "nn"_ba << false;
    }
    void asks()
    {
        QFETCH(QString, policy);
        QFETCH(QByteArray, has);
        QFETCH(bool, expected);
        QCOMPARE(needsRegistry({.image = {u"a:1"_s, policy}, .nodes = nodes(has)}), expected);
    }

    void finds_data();
    void finds();
};

void TestImageFinding::finds_data()
{
    QTest::addColumn<ImageSight>("sight");
    QTest::addColumn<CheckState>("state");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QString>("remedy"); // a part
    using State = CheckState;
    const PodImage usual{u"a:1"_s, u"IfNotPresent"_s};
    const PodImage never{u"a:1"_s, u"Never"_s};
    const PodImage always{u"a:1"_s, u"Always"_s};
    const registry::Platform amd{u"linux"_s, u"amd64"_s, {}};
    const registry::Platform arm{u"linux"_s, u"arm64"_s, u"v8"_s};
    const auto row = [](const char *name, const ImageSight &sight, State state, const QString &detail,
                        const QString &remedy = {}) { QTest::newRow(name) << sight << state << detail << remedy; };
    row("on all", {usual, nodes("yy")}, State::Ok, u"is on 2 of 2 nodes that fit"_s);
    row("on none, never pulled", {never, nodes("nn")}, State::Failed,
        u"is on 0 of 2 nodes that fit; nothing is pulled (Never)"_s, u"another pull policy than Never"_s);
    row("on some, never pulled", {never, nodes("yn")}, State::Warning,
        u"is on 1 of 2 nodes that fit; nothing is pulled (Never)"_s, u"bring it there"_s);
    row("on all, never pulled", {never, nodes("y")}, State::Ok,
        u"is on 1 of 1 nodes that fit; nothing is pulled (Never)"_s);
    row("nobody says, never pulled", {never, nodes("?n")}, State::Warning,
        u"is on 0 of 2 nodes that fit; nothing is pulled (Never); not all of them say what they have"_s,
        u"bring it there"_s);
    row("no node, never pulled", {never}, State::Note,
        u"no node is known that fits, nor what it has; nothing is pulled (Never)"_s);
    const QString there = u"can be pulled: sha256:0123456789ab, 12.0 MB, linux/amd64, linux/arm64/v8"_s;
    row("pullable", {.image = usual, .nodes = nodes("n"), .answer = found({amd, arm})}, State::Ok, there);
    row("pullable, no node known", {.image = usual, .answer = found({amd, arm})}, State::Ok, there);
    row("pullable, on some", {.image = usual, .nodes = nodes("yn"), .answer = found({amd, arm})}, State::Ok,
        u"is on 1 of 2 nodes that fit; for the others: "_s + there);
    row("of another architecture", {.image = usual, .nodes = nodes("nn", u"s390x"_s), .answer = found({amd, arm})},
        State::Failed, there + u"; 2 of 2 nodes that fit have another architecture: n1 (s390x), n2 (s390x)"_s,
        u"kubernetes.io/arch"_s);
    std::vector<NodeImage> mixed = nodes("nn");
    mixed[1].architecture = u"s390x"_s;
    row("of the architecture of some", {.image = usual, .nodes = mixed, .answer = found({amd, arm})}, State::Warning,
        there + u"; 1 of 2 nodes that fit have another architecture: n2 (s390x)"_s, u"build it for these nodes"_s);
    row("a node that does not say its architecture",
        {.image = usual, .nodes = nodes("n", QString()), .answer = found({amd, arm})}, State::Ok, there);
    row("no platforms said", {.image = usual, .nodes = nodes("n"), .answer = found({})}, State::Ok,
        u"can be pulled: sha256:0123456789ab, 12.0 MB"_s);
    row("not there", {.image = usual, .nodes = nodes("n"), .answer = refusal(Kind::NotFound, u"u"_s)}, State::Failed,
        u"the registry does not have it: its words"_s, u"push it there"_s);
    row("not there, but on some", {.image = usual, .nodes = nodes("yn"), .answer = refusal(Kind::NotFound)},
        State::Warning, u"is on 1 of 2 nodes that fit; for the others: the registry does not have it: its words"_s,
        u"push it there"_s);
    row("not there, and always pulled", {.image = always, .nodes = nodes("yy"), .answer = refusal(Kind::NotFound)},
        State::Failed, u"the registry does not have it: its words"_s, u"push it there"_s);
    row("not there, and nodes may have it already",
        {.image = usual, .nodes = nodes("?n"), .answer = refusal(Kind::NotFound, u"u"_s)}, State::Warning,
        u"the registry does not have it: its words; whether nodes have it already is not known"_s, u"push it there"_s);
    row("not there, and nobody may list nodes", {.image = usual, .answer = refusal(Kind::NotFound, u"u"_s)},
        State::Warning, u"the registry does not have it: its words; whether nodes have it already is not known"_s,
        u"push it there"_s);
    row("on all that were asked, of more",
        {.image = usual, .nodes = nodes("yy"), .areAll = false, .answer = refusal(Kind::NotFound, u"u"_s)},
        State::Warning,
        u"is on 2 of 2 nodes that fit and were asked; for the others: the registry does not have it: its words"_s,
        u"push it there"_s);
    row("not there for anybody, with a pull secret that may not be read",
        {.image = usual, .pullSecrets = {u"x"_s}, .isLoginHidden = true, .answer = refusal(Kind::NotFound)},
        State::Note,
        u"the login of the pull secret x cannot be looked at, and without one the registry says: its words"_s);
    row("a login that is refused",
        {.image = usual,
         .nodes = nodes("n"),
         .pullSecrets = {u"regcred"_s},
         .answer = refusal(Kind::Unauthorized, u"anna"_s)},
        State::Failed, u"the registry refuses the login of anna from the pull secret: its words"_s,
        u"give the pull secret regcred a login that may pull this image"_s);
    row("a login that may not pull it",
        {.image = usual,
         .nodes = nodes("n"),
         .pullSecrets = {u"regcred"_s},
         .answer = refusal(Kind::Forbidden, u"anna"_s)},
        State::Failed, u"the registry refuses the login of anna from the pull secret: its words"_s,
        u"pull secret regcred"_s);
    const QString nobody = u"is not there, or not for anybody without a login: its words. Nodes may have one of their "
                           "own (a kubelet's credential provider)"_s;
    row("nobody's login", {.image = usual, .answer = refusal(Kind::Unauthorized)}, State::Warning, nobody,
        u"give the config a pull secret"_s);
    row("a pull secret of another registry",
        {.image = usual, .pullSecrets = {u"other"_s}, .answer = refusal(Kind::Unauthorized)}, State::Warning, nobody,
        u"give the pull secret other a login for this registry"_s);
    row("a pull secret that may not be read",
        {.image = usual, .pullSecrets = {u"x"_s}, .isLoginHidden = true, .answer = refusal(Kind::Unauthorized)},
        State::Note,
        u"the login of the pull secret x cannot be looked at, and without one the registry says: its words"_s);
    for (const auto &[name, kind] :
         {std::pair("no connection", Kind::Network), std::pair("no answer", Kind::Timeout),
          std::pair("an unknown authority", Kind::Tls), std::pair("too many requests", Kind::TooManyRequests),
          std::pair("a registry that fails", Kind::Server)})
        row(name, {.image = usual, .nodes = nodes("n"), .answer = refusal(kind)}, State::Note,
            u"not seen from this machine, but the nodes may: its words"_s);
}

void TestImageFinding::finds()
{
    QFETCH(ImageSight, sight);
    QFETCH(CheckState, state);
    QFETCH(QString, detail);
    QFETCH(QString, remedy);
    const TrialResult result = imageFinding(sight);
    QVERIFY(result.step == TrialResult::Step::Image);
    QCOMPARE(result.subject, u"a:1"_s);
    QCOMPARE(result.detail, detail);
    QVERIFY(result.state == state);
    QVERIFY2(result.remedy.contains(remedy) && result.remedy.isEmpty() == remedy.isEmpty(), qPrintable(result.remedy));
}

QTEST_GUILESS_MAIN(TestImageFinding)
#include "tst_imagefinding.moc"
