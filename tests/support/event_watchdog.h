// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QString>

namespace tempera::test {

/// An application that knows how long the window was held by each event. Events that are handled
/// within others count as part of the outermost one.
class EventWatchdog final : public QApplication {
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override;

    /// Forgets what was so far.
    void reset();
    double longestMilliseconds() const { return longest_; }
    /// Which event of which object that was.
    QString longestEvent() const { return longestEvent_; }

private:
    int depth_ = 0;
    double longest_ = 0.0;
    QString longestEvent_;
};

} // namespace tempera::test
