// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/faultserver.h"

#include <QHash>

namespace fairlead::tests {

//! An engine with nothing in it, for faults that no real one makes on demand: one script for each path, without the
//! version before it. Events stay open.
class EngineAnswers : public QObject
{
public:
    EngineAnswers()
    {
        const QByteArray json = "application/json";
        set("/_ping", Script::answer(200, "text/plain", "OK", {{"Api-Version", "1.43"}, {"Builder-Version", "2"}}));
        set("/version", Script::answer(200, json, R"({"Platform":{"Name":"Docker Engine - Community"},"Components":[
            {"Name":"Engine","Version":"24.0.7"}],"Version":"24.0.7","ApiVersion":"1.43","MinAPIVersion":"1.12",
            "Os":"linux","Arch":"amd64"})"));
        set("/info", Script::answer(200, json, R"({"ID":"AAAA:BBBB","Name":"host-1","Driver":"overlay2",
            "DockerRootDir":"/var/lib/docker","OSType":"linux","Architecture":"x86_64","NCPU":8,"MemTotal":1000000000,
            "Runtimes":{"runc":{"path":"runc"},"nvidia":{"path":"nvidia-container-runtime"}},"DefaultRuntime":"runc"})"));
        set("/events", Script().head(200, json).hang());
        set("/containers/json", Script::answer(200, json, "[]"));
        set("/images/json", Script::answer(200, json, "[]"));
        set("/volumes", Script::answer(200, json, R"({"Volumes":null})"));
        set("/system/df", Script::answer(200, json, R"({"LayersSize":1500000000})"));
        server.setHandler([this](const SeenRequest &request) {
            QByteArray path = request.path();
            if (path.startsWith("/v1."))
                path = path.mid(path.indexOf('/', 1));
            if (const auto answer = m_answers.value(path))
                return answer(request);
            const Script missing = Script::answer(404, "application/json", R"({"message":"page not found"})");
            return m_scripts.value(path, missing);
        });
    }

    void set(const QByteArray &path, const Script &script) { m_scripts.insert(path, script); }
    //! By what is asked.
    void set(const QByteArray &path, const FaultServer::Handler &answer) { m_answers.insert(path, answer); }
    //! A line of the events that are open.
    void tell(const QByteArray &event)
    {
        const QByteArray line = event + '\n';
        server.broadcast(QByteArray::number(line.size(), 16) + "\r\n" + line + "\r\n");
    }
    int asked(const QByteArray &path) const
    {
        return int(std::count_if(server.requests().begin(), server.requests().end(),
                                 [&](const SeenRequest &request) { return request.path().endsWith(path); }));
    }

    FaultServer server;

private:
    QHash<QByteArray, Script> m_scripts;
    QHash<QByteArray, FaultServer::Handler> m_answers;
};

} // namespace fairlead::tests
