// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "people.h"
#include "runtimeconfig.h"
#include "values.h"

#include <QMetaType>
#include <QStringList>

//! What fairlead.yaml says, section by section, as values. Secrets are never in it: where one is needed there stands
//! who keeps it. The shape of each object is its visit(), from which reading, checking and writing are made: the keys
//! and the words that a person may use, and what is left out of the file because it is so anyway.
namespace fairlead::settings {

//! A Docker Engine endpoint: a host, or a docker context that has one.
struct Daemon
{
    QString id;
    QString name;
    QString host;    //!< "unix:///var/run/docker.sock", "tcp://10.0.0.5:2376", "ssh://user@host"; empty: by the context
    QString context; //!< of the docker client, in ~/.docker/contexts
    bool tlsVerify = false;
    QString certPath; //!< folder of ca.pem, cert.pem and key.pem; empty: ~/.docker

    template <class Visitor>
    void visit(Visitor &visitor)
    {
        visitor.text("host", host);
        visitor.text("context", context);
        visitor.flag("tlsVerify", tlsVerify);
        visitor.text("certPath", certPath);
    }
    bool operator==(const Daemon &) const = default;
};

//! Where images are pushed to.
struct Registry
{
    QString id;
    QString name;
    QString host;                                   //!< "registry.example.com:5000", without scheme
    QString repositoryPrefix;                       //!< "team/images": before the names of images
    bool insecure = false;                          //!< HTTP, or a certificate that nobody checks
    QString certificateAuthority;                   //!< file in PEM; empty: those of the system
    QString credentials = QStringLiteral("docker"); //!< who knows the password: see visit()
    QString credentialHelper;                       //!< "ecr-login" for docker-credential-ecr-login
    QString username;
    QString prePush = QStringLiteral("none"); //!< what is done before each push: see visit()
    QStringList prePushCommand;               //!< program and arguments

    template <class Visitor>
    void visit(Visitor &visitor)
    {
        visitor.required("host", host);
        visitor.text("repositoryPrefix", repositoryPrefix);
        visitor.flag("insecure", insecure);
        visitor.text("certificateAuthority", certificateAuthority);
        // The docker client's config.json, a program of docker's credential protocol, the desktop's keychain, nobody.
        visitor.oneOf("credentials", credentials, {"docker", "helper", "keychain", "none"});
        visitor.text("credentialHelper", credentialHelper);
        visitor.text("username", username);
        visitor.oneOf("prePush", prePush, {"none", "ecr", "acr", "gar", "command"});
        visitor.texts("prePushCommand", prePushCommand);
    }
    bool operator==(const Registry &) const = default;
};

//! A file that goes into a build's context.
struct ContextFile
{
    QString source; //!< path; relative: to the folder of fairlead.yaml
    QString target; //!< name in the context; empty: that of the source

    template <class Visitor>
    void visit(Visitor &visitor)
    {
        visitor.required("source", source);
        visitor.text("target", target);
    }
    bool operator==(const ContextFile &) const = default;
};

//! A recipe of an image: what a Dockerfile is made from, or whose.
struct BaseImage
{
    QString id;
    QString name;
    QString kind = QStringLiteral("container-exec"); //!< container-exec, spark, api, visual, or a word of one's own
    QString from;
    QString cuda;       //!< "12.4"; empty: none
    QStringList python; //!< versions: "3.11"
    bool r = false;
    QStringList systemPackages;
    QString prepend; //!< of the Dockerfile, right behind FROM
    QString append;  //!< of the Dockerfile, at its end
    std::vector<ContextFile> files;
    TextPairs buildArgs;
    QString httpProxy;
    QString noProxy;
    bool noCache = false;
    bool pull = false;
    QString target;   //!< stage
    QString platform; //!< "linux/amd64"; empty: the daemon's
    TextPairs labels;
    QString tag;        //!< template: "base/exec:${version}"
    QString version;    //!< for ${version}
    QString dockerfile; //!< of one's own: path in the context, or absolute; empty: one is made
    QString context;    //!< folder of one's own
    Reference daemon;   //!< that builds it; none: the first
    std::vector<Reference> registries;

    template <class Visitor>
    void visit(Visitor &visitor)
    {
        visitor.text("kind", kind);
        visitor.text("from", from);
        visitor.text("cuda", cuda);
        visitor.texts("python", python);
        visitor.flag("r", r);
        visitor.texts("systemPackages", systemPackages);
        visitor.text("prepend", prepend);
        visitor.text("append", append);
        visitor.objects("files", files);
        visitor.pairs("buildArgs", buildArgs);
        visitor.text("httpProxy", httpProxy);
        visitor.text("noProxy", noProxy);
        visitor.flag("noCache", noCache);
        visitor.flag("pull", pull);
        visitor.text("target", target);
        visitor.text("platform", platform);
        visitor.pairs("labels", labels);
        visitor.text("tag", tag);
        visitor.text("version", version);
        visitor.text("dockerfile", dockerfile);
        visitor.text("context", context);
        visitor.reference("daemon", daemon, "daemons");
        visitor.references("registries", registries, "registries");
    }
    bool operator==(const BaseImage &) const = default;
};

//! What stands in the file and is none of the objects, as there is a mistake in it. Nobody knows what it was to be.
struct Unusable
{
    static constexpr int All = -1;

    QString section; //!< "daemons"; empty: any
    int place = All; //!< in the list of the section; All: of the section, or of what may be meant for it
    QString id{};    //!< empty: it has none that can be read
    QString problem; //!< the first mistake in it: "/home/a/fairlead.yaml:12:5: daemons[0].host: ..."

    bool operator==(const Unusable &) const = default;
};

//! Objects in the order of the file. What cannot be used is none of them; the document's problems say why.
struct Settings
{
    std::vector<Daemon> daemons;
    std::vector<Registry> registries;
    std::vector<BaseImage> baseImages;
    std::vector<RuntimeConfig> runtimeConfigs;
    std::vector<User> users;
    std::vector<Project> projects;
    Defaults defaults;
    std::vector<Unusable> unusable{}; //!< where more objects may have been meant; see unusable.h

    template <class Visitor>
    void visit(Visitor &visitor)
    {
        visitor.section("daemons", daemons);
        visitor.section("registries", registries);
        visitor.section("baseImages", baseImages);
        visitor.section("runtimeConfigs", runtimeConfigs);
        visitor.section("users", users);
        visitor.section("projects", projects);
        visitor.section("defaults", defaults);
    }
    bool operator==(const Settings &) const = default;
};

} // namespace fairlead::settings

Q_DECLARE_METATYPE(fairlead::settings::Settings)
