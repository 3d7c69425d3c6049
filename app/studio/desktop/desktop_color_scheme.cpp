// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/desktop/desktop_color_scheme.h"

#include "app/studio/desktop/portal_settings.h"
#include "ui/theme/theme.h"

#include <QGuiApplication>
#include <QThread>
#include <utility>

namespace tempera::studio {

namespace {

enum PortalColorScheme : uint { portalPrefersDark = 1, portalPrefersLight = 2 };
constexpr unsigned long patienceMilliseconds = 200;

} // namespace

DesktopColorScheme::DesktopColorScheme(const QString& busAddress, QObject* parent)
    : QObject(parent),
      platformIsDark_(ui::isDark(QGuiApplication::palette())),
      thread_(new QThread) {
    auto* const portal = new PortalSettings;
    portal->moveToThread(thread_);
    connect(thread_, &QThread::started, portal,
            [portal, busAddress] { portal->start(busAddress); });
    connect(thread_, &QThread::finished, portal, &QObject::deleteLater);
    connect(portal, &PortalSettings::colorSchemeRead, this, &DesktopColorScheme::take);
    thread_->setObjectName("desktop portal");
    thread_->start();
}

DesktopColorScheme::~DesktopColorScheme() {
    thread_->quit();
    // A bus that accepts and never answers would hold the program's end for half a minute; the
    // thread is left behind then.
    if (thread_->wait(patienceMilliseconds))
        delete thread_;
}

bool DesktopColorScheme::prefersDark() const {
    return scheme_ == Scheme::dark || (scheme_ == Scheme::unknown && platformIsDark_);
}

void DesktopColorScheme::take(uint portalValue) {
    const Scheme scheme = portalValue == portalPrefersDark    ? Scheme::dark
                          : portalValue == portalPrefersLight ? Scheme::light
                                                              : Scheme::unknown;
    if (std::exchange(scheme_, scheme) != scheme)
        Q_EMIT schemeChanged(scheme);
}

} // namespace tempera::studio
