// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace fairlead::test {

//! A settings file with runtime configs for both engines, people, and one config with mistakes.
inline const QByteArray ConfigsFile = R"(apiVersion: fairlead/v1
daemons:
  - {id: d-1, name: box, host: "unix:///nowhere.sock"}
registries:
  - {id: r-1, name: team, host: "reg.example.com:5000", repositoryPrefix: ds}
baseImages:
  - {id: i-1, name: exec, from: "debian:12", tag: "base/exec:${version}", version: "1", registries: [{id: r-1}]}
runtimeConfigs:
  - id: c-gpu
    name: gpu
    usableBy: groups
    groups: [ml]
    image: {baseImage: {id: i-1, name: exec}}
    kubernetes:
      contexts: ["bed-*"]
      namespace: dss-ns-${dssUserLogin}
      createNamespace: true
      gpu: {product: H100, count: 2}
  - id: c-cpu
    name: cpu
    image: {reference: "debian:12"}
    kubernetes: {namespace: "${adminProperty:ns}"}
  - id: c-docker
    name: on docker
    engine: docker
    image: {baseImage: {id: i-1, name: exec}}
    docker: {resources: {memory: 1g}}
  - id: c-wrong
    name: wrong
    image: {reference: "debian:12"}
    kubernetes: {requests: {cpu: "2"}, limits: {cpu: "1"}}
users:
  - {id: u-1, login: anna, groups: [ml], adminProperties: {ns: team-a}}
  - {id: u-2, login: "1234", groups: []}
projects:
  - {id: p-1, key: CHURN, runtimeConfig: {id: c-gpu, name: gpu}}
  - {id: p-2, key: LOCAL, containerize: false}
defaults:
  userCode: {runtimeConfig: {id: c-cpu, name: cpu}}
  visual: {runtimeConfig: {id: c-docker, name: on docker}}
)";

} // namespace fairlead::test
