// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/manifests/podschema.h"
#include "backends/settings/settings.h"
#include "models/configs/configdefaults.h"
#include "models/configs/factchoices.h"
#include "ui/forms/fieldbindings.h"
#include "ui/forms/formfields.h"

namespace fairlead::ui {

class ChoiceButton;
class ChoiceRow;
class DaemonChoice;
class PlainLabel;
class ReferenceChoice;

//! Every field of a runtime config, in groups that are open where something in them is set. What the other engine has
//! stays in its fields while they are hidden.
class ConfigFields : public FormFields
{
    Q_OBJECT
public:
    using Config = settings::RuntimeConfig;

    //! \p schema outlives this.
    ConfigFields(const Theme &theme, const manifests::PodSchema &schema, QWidget *parent = nullptr);

    //! \p isNew: what is not filled in yet is no problem before it was touched, or all are shown.
    void setConfig(const Config &config, bool isNew);
    //! What no field can say, as it is no number or no YAML, is left out of it: inputProblems() says what.
    Config config() const;
    //! What was written and can be in no object; of the other engine's fields, which are not shown, at "engine".
    std::vector<models::FieldProblem> inputProblems() const;
    //! What there is to choose from.
    void setChoices(const settings::Settings &settings);
    void setFacts(const models::FactChoices &choices, const models::ConfigDefaults &defaults);
    //! All that is wrong, with the places in the YAML of two fields.
    void showProblems(std::vector<models::FieldProblem> problems);

protected:
    void refresh() override;

private:
    // configfields.cpp
    std::vector<models::FieldProblem> readProblems() const;
    bool isDocker() const { return m_isDocker; }
    bool isShown(const QString &key, const Config &config) const;
    bool isShownFor(const QString &key, const Config &config) const;
    void showFields(const Config &config);
    void showNotes(const Config &config);
    void openWhatIsSet(const Config &config);
    // configgeneral.cpp
    void makeGeneral();
    void makeTarget();
    void makeImage();
    void makeIdentity();
    void showPullPolicies();
    // configresources.cpp
    void makeResources();
    void makeDockerResources();
    void makeGpus();
    void makeDockerGpus();
    // configplacement.cpp
    void makePlacement();
    void makeTolerations();
    void makeStorage();
    void makeDockerStorage();
    // configsecurity.cpp
    void makeEnvironment();
    void makeSecurity();
    void makeCapabilities();
    void makePatch();
    void makeTimeouts();
    void makeLabels();
    // configeditors.cpp: what fields of several groups are
    using Words = QList<std::pair<QString, QString>>; //!< of the file, and for people
    template <class Member>
    void choice(const QString &key, const QString &name, const Words &words, Member member);
    template <class Member>
    ChoiceButton *menu(const QString &key, const QString &name, const Words &words, Member member);
    template <class Member>
    QLineEdit *number(const QString &key, const QString &name, const QString &placeholder, Member member);
    template <class Member>
    RowsEdit *list(const QString &key, const QString &name, const QString &addText, const QString &item, Member member,
                   bool isOrdered = false);
    template <class Member>
    YamlEdit *yamlField(const QString &key, const QString &name, files::YamlValue::Type type, Member member);
    template <class Member>
    ReferenceChoice *reference(const QString &key, const QString &name, Member member);

    const manifests::PodSchema &m_schema;
    FieldBindings<Config> m_bindings;
    Config m_config; //!< as it was set
    bool m_isDocker = false;
    QHash<QString, QLineEdit *> m_numbers;
    QHash<QString, RowsEdit *> m_rows; //!< with numbers in them
    QHash<QString, YamlEdit *> m_yaml;

    RowsEdit *m_groups = nullptr;
    RowsEdit *m_contexts = nullptr;
    DaemonChoice *m_daemon = nullptr;
    ReferenceChoice *m_baseImage = nullptr;
    QLineEdit *m_reference = nullptr;
    ReferenceChoice *m_registry = nullptr;
    ChoiceButton *m_pullPolicy = nullptr;
    ReferenceChoice *m_pullSecretFrom = nullptr;
    QLineEdit *m_namespace = nullptr;
    RowsEdit *m_resources = nullptr;
    SuggestEdit *m_gpuResource = nullptr;
    SuggestEdit *m_gpuProduct = nullptr;
    PlainLabel *m_mostDevices = nullptr;
    SuggestEdit *m_runtime = nullptr;
    RowsEdit *m_cdiDevices = nullptr;
    PairsEdit *m_nodeSelector = nullptr;
    RowsEdit *m_tolerations = nullptr;
    RowsEdit *m_topologySpread = nullptr;
    PlainLabel *m_privileged = nullptr;
};

} // namespace fairlead::ui
