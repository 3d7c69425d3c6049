// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/desktop/desktop_color_scheme.h"

#include "app/studio/desktop/portal_settings.h"
#include "ui/theme/theme.h"

#include <QGuiApplication>
#include <QMetaObject>
#include <utility>

namespace tempera::studio {

namespace {

enum PortalColorScheme : uint { portalPrefersDark = 1, portalPrefersLight = 2 };

} // namespace

DesktopColorScheme::DesktopColorScheme(const QString& busAddress, QObject* parent)
    : QObject(parent), platformIsDark_(ui::isDark(QGuiApplication::palette())) {
    auto* const portal = new PortalSettings;
    connect(portal, &PortalSettings::colorSchemeRead, this, &DesktopColorScheme::take);
    thread_.emplace("desktop portal", portal);
    QMetaObject::invokeMethod(
        portal, [portal, busAddress] { portal->start(busAddress); }, Qt::QueuedConnection);
}

DesktopColorScheme::~DesktopColorScheme() = default;

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
