// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/desktop/bus_thread.h"

#include <QObject>
#include <QString>
#include <optional>

namespace tempera::studio {

/// Whether the desktop asks for light or dark windows, told by its portal
/// (org.freedesktop.portal.Settings, "org.freedesktop.appearance", "color-scheme") and followed as
/// it changes. Asks in the background: nothing here waits for a bus or an answer.
class DesktopColorScheme final : public QObject {
    Q_OBJECT
public:
    enum class Scheme {
        unknown, ///< no portal, no answer yet, or no preference
        light,
        dark
    };
    Q_ENUM(Scheme)

    /// Create it before the application's palette is changed: the platform's own is what
    /// prefersDark() falls back to. `busAddress` is a D-Bus address; empty: the session's bus.
    explicit DesktopColorScheme(const QString& busAddress = {}, QObject* parent = nullptr);
    ~DesktopColorScheme() override;

    /// What the portal said last.
    Scheme scheme() const { return scheme_; }
    /// The portal's word or, while it is unknown, whether the platform began with a dark palette.
    bool prefersDark() const;

Q_SIGNALS:
    void schemeChanged(tempera::studio::DesktopColorScheme::Scheme scheme);

private:
    void take(uint portalValue);

    Scheme scheme_ = Scheme::unknown;
    bool platformIsDark_;
    std::optional<BusThread> thread_; ///< where PortalSettings lives
};

} // namespace tempera::studio
