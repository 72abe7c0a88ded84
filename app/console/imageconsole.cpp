// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "imageconsole.h"

#include "backends/docker/dockerendpoint.h"
#include "containerlogs.h"
#include "dockerwishes.h"
#include "hookquestions.h"
#include "loginquestions.h"
#include "models/docker/environmentnote.h"
#include "models/errortext.h"
#include "models/formats.h"
#include "models/forms/savegate.h"
#include "models/keptstate.h"
#include "models/plaintext.h"
#include "quitquestion.h"
#include "ui/activity/activitypane.h"
#include "ui/activity/endednotices.h"
#include "ui/activity/runningbadge.h"
#include "ui/docker/dockerpane.h"
#include "ui/docker/insecuredaemonsmark.h"
#include "ui/images/imagespane.h"
#include "ui/mainwindow.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/paneheader.h"

#include <QDir>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace fairlead::console {

namespace {

constexpr auto OpenDaemons = "docker/open"_L1;
constexpr qint64 LeastBetweenLooks = 30'000; // each asks every registry

imagejobs::Workshop::Settings workshopSettings(const ImageConsole::Settings &settings, const QString &dockerFolder)
{
    return {.settingsFolder = QFileInfo(settings.settingsPath).absolutePath(),
            .dockerFolder = dockerFolder,
            .userAgent = "fairlead/" FAIRLEAD_VERSION,
            .environment = QProcessEnvironment::systemEnvironment(),
            .hooks = processes::ProgramPolicy::withApprovals(settings.allowsExec, settings.approvalsFile)};
}

} // namespace

ImageConsole::ImageConsole(const Settings &settings, ui::Theme &theme, ui::MainWindow &window)
    : m_window(window)
    , m_theme(theme)
    , m_dockerFolder(docker::dockerFolder(QProcessEnvironment::systemEnvironment(), QDir::homePath()))
    , m_store(settings.settingsPath)
    , m_activities(settings.stateFolder)
    , m_hub(workshopSettings(settings, m_dockerFolder),
            {.settings = m_store, .docker = m_docker, .images = m_images, .activities = m_activities})
{
    m_images.follow(m_store);
    addPanes();
    connectImages();
    connectOrders();
    connectDocker();
    connectDaemons();
    connectActions();
    connectActivities();
    connect(&m_hub, &models::ImageHub::openDaemonsChanged, this, &ImageConsole::stateChanged);
    connectQuestions();
}

ImageConsole::~ImageConsole()
{
    qDeleteAll(m_window.findChildren<ContainerLogs *>()); // they speak to the hub, which goes before the window
}

void ImageConsole::addPanes()
{
    m_imagesPane = new ui::ImagesPane(m_theme, m_images, m_store, &m_window);
    m_dockerPane = new ui::DockerPane(m_theme, m_docker, m_store, m_dockerFolder, &m_window);
    m_activityPane = new ui::ActivityPane(m_theme, m_activities, &m_window);
    m_window.addPane(m_imagesPane, u"images"_s, tr("Base images"), tr("Show base images"));
    m_window.addPane(m_dockerPane, u"docker"_s, tr("Docker"), tr("Show Docker daemons and registries"));
    m_window.addPane(m_activityPane, u"activity"_s, tr("Activity"), tr("Show activities"));
}

void ImageConsole::start()
{
    m_store.start();
    m_activities.restore();
    readDockerContexts();
}

//! Files: not in the thread that paints.
void ImageConsole::readDockerContexts()
{
    auto *reading = new QFutureWatcher<QList<docker::DockerContext>>(this);
    connect(reading, &QFutureWatcherBase::finished, this, [this, reading] {
        m_dockerPane->setDockerContexts(reading->result());
        reading->deleteLater();
    });
    reading->setFuture(QtConcurrent::run(docker::dockerContexts, m_dockerFolder));
}

//! With every change of the settings: what it is compared with is another, and files may be others, too.
void ImageConsole::readEnvironment()
{
    using Environment = Result<docker::EnvironmentDaemon>;
    auto *reading = new QFutureWatcher<Environment>(this);
    connect(reading, &QFutureWatcherBase::finished, this, [this, reading] {
        m_dockerPane->setEnvironmentNote(
            models::environmentNote(reading->result(), m_store.settings().daemons, m_dockerFolder));
        reading->deleteLater();
    });
    reading->setFuture(
        QtConcurrent::run(docker::environmentDaemon, QProcessEnvironment::systemEnvironment(), QDir::homePath()));
}

void ImageConsole::saveState(models::KeptState &state) const
{
    QStringList open(m_hub.openDaemons().begin(), m_hub.openDaemons().end());
    open.sort();
    state.setValue(OpenDaemons, open);
}

void ImageConsole::restoreState(const models::KeptState &state)
{
    const QStringList open = state.value(OpenDaemons).toStringList();
    m_hub.setOpenDaemons(QSet<QString>(open.begin(), open.end()));
}

void ImageConsole::connectImages()
{
    using ui::ImagesPane;
    connect(m_imagesPane, &ImagesPane::buildRequested, &m_hub,
            [this](const QStringList &ids, bool push) { m_hub.build(ids, push); });
    connect(m_imagesPane, &ImagesPane::pushRequested, &m_hub, &models::ImageHub::push);
    connect(m_imagesPane, &ImagesPane::pushAllRequested, &m_hub, [this] { m_hub.build({}, true); });
    connect(m_imagesPane, &ImagesPane::rebuildRequested, &m_hub,
            [this](const QStringList &ids) { m_hub.build(ids, false, true); });
    connect(m_imagesPane, &ImagesPane::placesSeen, &m_hub, &models::ImageHub::seePlaces);
    connect(m_imagesPane, &ImagesPane::showActivityRequested, this, &ImageConsole::showActivity);
    connect(&m_images, &models::ImagesModels::changed, this, [this] {
        const int stale = m_images.recipes.countOf(models::RecipeState::State::OutOfDate) +
                          m_images.recipes.countOf(models::RecipeState::State::Failed);
        m_window.setBadge(*m_imagesPane, stale, tr("%Ln out of date or failed", nullptr, stale));
    });
}

void ImageConsole::connectOrders()
{
    using models::ImageHub;
    ui::Notice &notice = m_imagesPane->header().notice();
    const auto endLooking = [this, &notice] {
        if (m_lookedAt > 0 && --m_lookedAt == 0)
            notice.endStaying();
    };
    connect(&m_hub, &ImageHub::orderBegun, this, [this, &notice] {
        ++m_lookedAt;
        notice.stay(tr("Looking at what has to be done..."), tr("Cancel"), [this] { m_hub.cancelOrders(); });
    });
    connect(&m_hub, &ImageHub::orderCancelled, this, endLooking);
    connect(&m_hub, &ImageHub::orderPlanned, this, endLooking);
    connect(&m_hub, &ImageHub::orderFailed, this, endLooking);
    connect(&m_hub, &ImageHub::orderCancelled, this, [&notice] { notice.say(tr("Cancelled: nothing was begun.")); });
    connect(&m_hub, &ImageHub::orderJoined, this, [this, &notice](int jobs) {
        notice.say(tr("%Ln job(s) of this order are under way already and not done twice", nullptr, jobs),
                   models::Severity::Neutral, tr("Show"), [this] { m_window.showPane(*m_activityPane); });
    });
    connect(&m_hub, &ImageHub::orderPlanned, this, [this, &notice](int jobs) {
        if (jobs == 0)
            notice.say(tr("Nothing to do: everything is up to date."));
        else
            notice.say(tr("%Ln job(s) in Activity", nullptr, jobs), models::Severity::Neutral, tr("Show"),
                       [this] { m_window.showPane(*m_activityPane); });
    });
    connect(&m_hub, &ImageHub::orderLacks, this, [this, &notice](const QString &what) {
        notice.say(models::plainText(what), models::Severity::Warning, tr("Show jobs"),
                   [this] { m_window.showPane(*m_activityPane); });
    });
    connect(&m_hub, &ImageHub::orderFailed, this,
            [&notice](const QString &why) { notice.say(models::plainText(why), models::Severity::Error); });
    connect(&m_hub, &ImageHub::daemonHeld, this, [this](const QString &id, int jobs) {
        const auto *daemon = m_docker.daemons.entry(id);
        m_dockerPane->header().notice().say(tr("%1 is closed when %Ln job(s) on it have ended", nullptr, jobs)
                                                .arg(models::plainText(daemon ? daemon->daemon.name : id)));
    });
    m_imagesPane->installEventFilter(this);
    m_window.installEventFilter(this);
}

bool ImageConsole::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_activityPane && event->type() == QEvent::Show && !m_endedNotice->isStaying())
        m_endedNotice->dismiss(); // it is all there
    const bool isShown = watched == m_imagesPane && event->type() == QEvent::Show;
    const bool isBack =
        watched == &m_window && event->type() == QEvent::WindowActivate && m_window.isShown(*m_imagesPane);
    const bool isDue = !m_lastLook.isValid() || m_lastLook.hasExpired(LeastBetweenLooks);
    if (isShown || (isBack && isDue)) {
        m_lastLook.start();
        m_hub.look();
    }
    return QObject::eventFilter(watched, event);
}

void ImageConsole::connectDocker()
{
    using ui::DockerPane;
    connect(m_dockerPane, &DockerPane::openRequested, &m_hub, &models::ImageHub::openDaemon);
    connect(m_dockerPane, &DockerPane::testRequested, &m_hub, &models::ImageHub::testDaemon);
    connect(m_dockerPane, &DockerPane::registryTestRequested, &m_hub, &models::ImageHub::testRegistry);
    connect(m_dockerPane, &DockerPane::tagsRequested, &m_hub, &models::ImageHub::listTags);
    connect(m_dockerPane, &DockerPane::pullRequested, &m_hub, &models::ImageHub::pull);
    connect(
        m_dockerPane, &DockerPane::logsRequested, this, [this](const QString &daemonId, const QString &containerId) {
            const auto *entry = m_docker.containers.entry(models::ContainersModel::keyFor(daemonId, containerId));
            const QString name =
                entry && !entry->object.container.names.isEmpty() ? entry->object.container.names.front() : containerId;
            const auto *daemon = m_docker.daemons.entry(daemonId);
            ContainerLogs::show(m_hub, m_theme,
                                {.daemonId = daemonId,
                                 .id = containerId,
                                 .name = name,
                                 .daemon = daemon ? daemon->daemon.name : daemonId},
                                m_window);
        });
    connect(m_dockerPane, &DockerPane::startRequested, this, [this](const QString &daemonId, const QString &id) {
        m_hub.act([=](imagejobs::DaemonActions &actions) { actions.startContainer(daemonId, id); });
    });
    connect(m_dockerPane, &DockerPane::stopRequested, this, [this](const QString &daemonId, const QString &id) {
        m_hub.act([=](imagejobs::DaemonActions &actions) { actions.stopContainer(daemonId, id); });
    });
    connect(m_dockerPane, &DockerPane::containerRemovalRequested, this,
            [this](const QString &daemonId, const QString &id) {
                m_hub.act([=](imagejobs::DaemonActions &actions) { actions.removeContainer(daemonId, id); });
            });
    connect(m_dockerPane, &DockerPane::imageRemovalRequested, this,
            [this](const QString &daemonId, const QString &name) {
                m_hub.act([=](imagejobs::DaemonActions &actions) { actions.removeImage(daemonId, name); });
            });
    connect(m_dockerPane, &DockerPane::volumeRemovalRequested, this,
            [this](const QString &daemonId, const QString &name) {
                m_hub.act([=](imagejobs::DaemonActions &actions) { actions.removeVolume(daemonId, name); });
            });
    connect(m_dockerPane, &DockerPane::containerDetailsRequested, this,
            [this](const QString &daemonId, const QString &id) {
                m_hub.act([=](imagejobs::DaemonActions &actions) { actions.inspectContainer(daemonId, id); });
            });
    connect(m_dockerPane, &DockerPane::imageDetailsRequested, this, [this](const QString &daemonId, const QString &id) {
        m_hub.act([=](imagejobs::DaemonActions &actions) { actions.inspectImage(daemonId, id); });
    });
    connectCleanUp(*m_dockerPane, m_hub);
    connectPush(*m_dockerPane, m_hub);
}

//! What is seen and known of daemons, without anything being done to them.
void ImageConsole::connectDaemons()
{
    using ui::DockerPane;
    connect(m_dockerPane, &DockerPane::seenContainersChanged, &m_hub, &models::ImageHub::seeContainers);
    connect(m_dockerPane, &DockerPane::diskCountRequested, &m_hub, &models::ImageHub::countDisk);
    connect(&m_store, &settings::SettingsStore::changed, this, &ImageConsole::readEnvironment);
    connect(&m_docker, &models::DockerModels::changed, this, [this] {
        const int attention = m_docker.attentionCount();
        m_window.setBadge(*m_dockerPane, attention, tr("%Ln need(s) attention", nullptr, attention));
    });
    auto *mark = new ui::InsecureDaemonsMark(m_docker);
    m_window.addStatusMark(mark);
    mark->refresh();
    connect(mark, &ui::InsecureDaemonsMark::showRequested, this, [this](const QString &daemonId) {
        m_window.showPane(*m_dockerPane);
        m_dockerPane->selectDaemon(daemonId);
        m_dockerPane->setFocus();
    });
}

void ImageConsole::connectActions()
{
    using imagejobs::DaemonActions;
    const DaemonActions &actions = m_hub.actions();
    ui::Notice &notice = m_dockerPane->header().notice();
    connect(&actions, &DaemonActions::done, this,
            [&notice](const QString &, const QString &what) { notice.say(models::plainText(what)); });
    connect(
        &actions, &DaemonActions::failed, this, [&notice](const QString &, const QString &what, const ApiError &error) {
            notice.say(tr("%1: %2").arg(models::plainText(what), models::errorText(error)), models::Severity::Error);
        });
    connect(&actions, &DaemonActions::containerInspected, &m_docker,
            [this](const QString &daemonId, const docker::ContainerDetails &details) {
                m_docker.containers.setDetails(daemonId, details);
            });
    connect(&actions, &DaemonActions::imageInspected, &m_docker,
            [this](const QString &daemonId, const docker::ImageDetails &details,
                   const std::vector<docker::ImageLayer> &history) {
                m_docker.images.setDetails(daemonId, details);
                m_docker.images.setHistory(daemonId, details.id, history);
            });
}

void ImageConsole::connectActivities()
{
    auto *badge = new ui::RunningBadge(m_activities);
    m_window.addStatusMark(badge);
    badge->refresh();
    connect(badge, &QPushButton::clicked, this, [this] { m_window.showPane(*m_activityPane); });
    // Over whichever pane is shown, beside what that has to say.
    m_endedNotice = new ui::Notice(&m_window.paneArea(), Qt::AlignHCenter);
    m_activityPane->installEventFilter(this);
    auto *notices = new ui::EndedNotices(
        m_activities, *m_endedNotice, [this] { return m_window.isShown(*m_activityPane); }, this);
    connect(notices, &ui::EndedNotices::showRequested, this, &ImageConsole::showActivity);
}

void ImageConsole::connectQuestions()
{
    new LoginQuestions(m_hub, m_theme, m_window, this);
    connect(&m_hub, &models::ImageHub::keychainChanged, this, &ImageConsole::onKeychainChanged);
    new HookQuestions(m_hub, m_window, this);
    connect(&m_hub, &models::ImageHub::hookNotKept, m_imagesPane, [this](const QString &reason) {
        m_imagesPane->header().notice().say(tr("Allowed until Fairlead ends: %1").arg(models::plainLine(reason, 300)),
                                            models::Severity::Warning);
    });
    addCloseGates();
}

void ImageConsole::addCloseGates()
{
    using models::SaveGate;
    auto *saving = new SaveGate(m_store, this); // before jobs are cancelled: perhaps nothing ends
    connect(saving, &SaveGate::waitIsLong, this, [this, saving] {
        const QString file = models::plainLine(QFileInfo(m_store.path()).fileName(), 100);
        m_endedNotice->stay(tr("Fairlead closes when %1 is saved.").arg(file), tr("Stay open"),
                            [saving] { saving->cancel(); });
    });
    connect(saving, &SaveGate::waitIsOver, m_endedNotice, &ui::Notice::endStaying);
    connect(saving, &SaveGate::notSaved, this, [this](const QString &why) {
        m_endedNotice->say(
            tr("Fairlead stays open, as something could not be saved: %1").arg(models::plainLine(why, 300)),
            models::Severity::Error);
    });
    m_window.addCloseGate([saving](const std::function<void()> &go) { saving->pass(go); });
    m_window.addCloseGate(
        [this](const std::function<void()> &go) { QuitQuestion::pass(m_hub, m_activities, m_window, go); });
}

void ImageConsole::showActivity(const QString &id)
{
    m_window.showPane(*m_activityPane);
    m_activityPane->selectActivity(id);
    m_activityPane->setFocus();
}

void ImageConsole::onKeychainChanged(const QString &host, bool isKept, const QString &problem)
{
    const QString where = models::plainText(host);
    const QString why = models::plainLine(problem, 400);
    QString text = isKept ? tr("The keychain has the login of %1 now.").arg(where)
                          : tr("The keychain has no login of %1 any more.").arg(where);
    if (!problem.isEmpty())
        text = isKept ? tr("The login of %1 holds until Fairlead ends: %2").arg(where, why)
                      : tr("The login of %1 is still in the keychain: %2").arg(where, why);
    const auto severity = problem.isEmpty() ? models::Severity::Neutral : models::Severity::Warning;
    ui::PaneWidget *const seen = m_dockerPane->isVisible() ? static_cast<ui::PaneWidget *>(m_dockerPane) : m_imagesPane;
    seen->header().notice().say(text, severity);
}

} // namespace fairlead::console
