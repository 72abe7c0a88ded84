// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/launchfacts.h"
#include "backends/settings/settingsdocument.h"
#include "fakecluster.h"

//! Runtime configs, and clusters that they run in, written down.
namespace fairlead::tests {

//! A config of every state; for a test over a file, too.
inline const QByteArray ConfigsYaml = R"(# ours, do not remove
apiVersion: fairlead/v1
daemons:
- {id: d1, name: local, host: "unix:///var/run/docker.sock"}
registries:
- {id: r1, name: ours, host: "registry.example.com:5000", repositoryPrefix: team}
baseImages:
- {id: exec, name: exec, from: "debian:12", tag: "base/exec:1", registries: [{id: r1, name: ours}]}
runtimeConfigs:
- id: train
  name: train H100       # of the speech team
  description: Two cards of one node.
  owner: platform        # not ours
  image: {baseImage: {id: exec, name: exec}}
  kubernetes:
    contexts: [prod-eu, prod-us]
    namespace: team-a
    gpu: {product: H100, count: 2}
    limits: {cpu: "8", memory: 64Gi}
- id: missing
  name: wants B200
  image: {reference: "registry.example.com/exec:1"}
  kubernetes: {contexts: [prod-eu], gpu: {product: B200, count: 1}}
- id: box
  name: on the box
  engine: docker
  usableBy: groups
  groups: [ds]
  workload: userCode
  image: {reference: "python:3.12"}
  docker: {daemon: {id: d1, name: local}, gpus: {count: -1}}
- id: wrong
  name: wrong
  image: {reference: a}
  kubernetes: {contexts: [prod-eu], requests: {memory: 2Gi}, limits: {memory: 1Gi}}
- id: "off"
  name: switched off
  enabled: false
  image: {reference: a}
  kubernetes: {contexts: [prod-eu]}
- id: spare
  name: spare
  image: {reference: a}
  kubernetes: {contexts: [prod-eu]}
users:
- {id: u1, login: anna, groups: [ds]}
projects:
- {id: p1, key: CHURN, runtimeConfig: {id: train, name: train H100}}
- {id: p2, key: SPEECH, runtimeConfig: {id: train, name: train H100}, variables: {a: b}}
defaults:
  userCode: {runtimeConfig: {id: box, name: on the box}}
  visual: {runtimeConfig: {id: train, name: train H100}}
)";

//! prod-eu: two nodes of 8 H100, one of them full. prod-us is not open.
inline runs::LaunchFacts someFacts()
{
    FakeCluster cluster;
    cluster.put(makeNode(QStringLiteral("n1"), 8));
    cluster.put(makeNode(QStringLiteral("n2"), 8));
    cluster.put(makePod(QStringLiteral("p-a"), QStringLiteral("n2"), 8));
    runs::LaunchFacts facts;
    facts.contexts = {{.id = QStringLiteral("prod-eu"), .name = QStringLiteral("prod-eu"), .isCurrent = true},
                      {.id = QStringLiteral("prod-us"), .name = QStringLiteral("prod-us")}};
    facts.contexts.front().nodes = cluster.takeDelta().changed;
    facts.tags.insert(QStringLiteral("exec"), QStringLiteral("base/exec:1"));
    return facts;
}

inline settings::Settings someConfigs()
{
    return settings::readSettings(ConfigsYaml, QStringLiteral("fairlead.yaml")).settings;
}

} // namespace fairlead::tests
