// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <QtGlobal>

QT_BEGIN_NAMESPACE
class QLineEdit;
QT_END_NAMESPACE

namespace tempera::ui {

class GlyphButton;

/// The seed as text, a lock that keeps it from one text to the next, a button for another one.
/// Setters never emit.
class SeedBox final : public QWidget {
    Q_OBJECT
public:
    explicit SeedBox(QWidget* parent = nullptr);

    void setSeed(quint64 seed);
    quint64 seed() const { return seed_; }
    void setLocked(bool locked);
    bool isLocked() const;
    /// Takes what has been typed, as leaving the field does; what is no seed gives way to the last
    /// one.
    void commit();

Q_SIGNALS:
    void seedChanged(quint64 seed);
    void lockChanged(bool locked);
    void rerollRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void showSeed();
    void showValidity();
    void describeLock();
    void fitWidth();

    quint64 seed_ = 0;
    QLineEdit* edit_;
    GlyphButton* lock_;
    GlyphButton* reroll_;
};

} // namespace tempera::ui
