// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/welcome_panel.h"

#include "ui/theme/theme.h"
#include "ui/welcome/welcome_card.h"

#include <QCheckBox>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>

using namespace tempera::ui;
using State = DownloadStatus::State;

class WelcomePanelTest : public QObject {
    Q_OBJECT

private:
    template <typename Button>
    static Button* find(const QWidget& panel, const QString& text) {
        for (Button* const button : panel.findChildren<Button*>())
            if (button->text() == text && button->isVisible())
                return button;
        return nullptr;
    }

    static WelcomeCard* card(const QWidget& panel, const QString& title) {
        return find<WelcomeCard>(panel, title);
    }

    static QString focusedText() {
        const auto* const button = qobject_cast<QAbstractButton*>(QApplication::focusWidget());
        return button == nullptr ? QString("none") : button->text();
    }

    static void show(WelcomePanel& panel) {
        panel.resize(panel.sizeHint());
        panel.show();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
    }

private Q_SLOTS:
    void eachCardSaysWhatWasChosen() {
        WelcomePanel panel;
        show(panel);
        const std::vector<std::pair<QString, void (WelcomePanel::*)()>> choices = {
            {"Try the built-in model", &WelcomePanel::tryBuiltinRequested},
            {"Train on the built-in reviews", &WelcomePanel::trainBuiltinRequested},
            {"Open a corpus or a model...", &WelcomePanel::openRequested},
            {"Get the IMDB reviews", &WelcomePanel::downloadRequested}};
        for (const auto& [title, signal] : choices) {
            QSignalSpy spy(&panel, signal);
            WelcomeCard* const button = card(panel, title);
            QVERIFY2(button != nullptr, qPrintable(title));
            QTest::mouseClick(button, Qt::LeftButton);
            for (const auto key : {Qt::Key_Space, Qt::Key_Return, Qt::Key_Enter})
                QTest::keyClick(button, key);
            QCOMPARE(spy.size(), 4);
            QVERIFY(!button->accessibleName().isEmpty());
            QVERIFY(!button->accessibleDescription().isEmpty());
        }
    }

    void keyboardReachesEverything() {
        WelcomePanel panel;
        show(panel);
        panel.setFocus();
        QStringList reached;
        for (int step = 0; step < 6; ++step) {
            reached << focusedText();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QCOMPARE(reached, (QStringList{"Try the built-in model", "Train on the built-in reviews",
                                       "Open a corpus or a model...", "Get the IMDB reviews",
                                       "&Show this at start", ""}));
        QCOMPARE(focusedText(), "Try the built-in model");
    }

    void escapeAndTheCrossClose() {
        WelcomePanel panel;
        show(panel);
        QSignalSpy closed(&panel, &WelcomePanel::closed);
        QTest::keyClick(card(panel, "Open a corpus or a model..."), Qt::Key_Escape);
        QCOMPARE(closed.size(), 1);
        QTest::mouseClick(panel.findChild<QToolButton*>(), Qt::LeftButton);
        QCOMPARE(closed.size(), 2);
    }

    void onlyThePersonChangesShowAtStart() {
        WelcomePanel panel;
        show(panel);
        QSignalSpy changed(&panel, &WelcomePanel::showAtStartChanged);
        QVERIFY(panel.showAtStart());
        panel.setShowAtStart(false);
        QVERIFY(!panel.showAtStart());
        QCOMPARE(changed.size(), 0);
        auto* const box = panel.findChild<QCheckBox*>();
        QTest::keyClick(box, Qt::Key_Space);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].toBool(), true);
        QVERIFY(panel.showAtStart());
    }

    void downloadGoesThroughItsStates() {
        WelcomePanel panel;
        show(panel);
        QSignalSpy wanted(&panel, &WelcomePanel::downloadRequested);
        QSignalSpy cancelled(&panel, &WelcomePanel::downloadCancelRequested);
        QSignalSpy train(&panel, &WelcomePanel::trainDownloadedRequested);

        panel.setDownloadStatus({State::running, 21'000'000, 84'000'000, 2e6, {}});
        QVERIFY(card(panel, "Get the IMDB reviews") == nullptr);
        auto* const bar = panel.findChild<QProgressBar*>();
        QVERIFY(bar->isVisible());
        QCOMPARE(4 * bar->value(), bar->maximum());
        QTest::mouseClick(find<QPushButton>(panel, "Cancel"), Qt::LeftButton);
        QCOMPARE(cancelled.size(), 1);

        panel.setDownloadStatus({State::failed, 21'000'000, 84'000'000, 0.0, "It broke off."});
        QVERIFY(find<QPushButton>(panel, "Cancel") == nullptr);
        QVERIFY(find<QLabel>(panel, "It broke off.") != nullptr);
        QTest::mouseClick(find<QPushButton>(panel, "Resume"), Qt::LeftButton);
        QCOMPARE(wanted.size(), 1);

        panel.setDownloadStatus({State::failed, 0, 84'000'000, 0.0, "Damaged."});
        QVERIFY(find<QPushButton>(panel, "Try Again") != nullptr);

        panel.setDownloadStatus({State::absent, 21'000'000, 84'000'000, 0.0, {}});
        WelcomeCard* const rest = card(panel, "Get the rest of the IMDB reviews");
        QVERIFY(rest != nullptr && rest->sentence().contains("21.0 MB of 84.0 MB"));
        QTest::mouseClick(rest, Qt::LeftButton);
        QCOMPARE(wanted.size(), 2);

        panel.setDownloadStatus({State::done, 84'000'000, 84'000'000, 0.0, {}});
        QTest::mouseClick(card(panel, "Train on the IMDB reviews"), Qt::LeftButton);
        QCOMPARE(train.size(), 1);
        QCOMPARE(wanted.size(), 2);
    }

    void focusStaysOnTheDownload() {
        WelcomePanel panel;
        show(panel);
        card(panel, "Get the IMDB reviews")->setFocus();
        panel.setDownloadStatus({State::running, 1, 84'000'000, 0.0, {}});
        QCOMPARE(focusedText(), "Cancel");
        panel.setDownloadStatus({State::verifying, 84'000'000, 84'000'000, 0.0, {}});
        QCOMPARE(focusedText(), "Cancel");
        panel.setDownloadStatus({State::failed, 1, 84'000'000, 0.0, "Broken."});
        QCOMPARE(focusedText(), "Resume");
        panel.setDownloadStatus({State::running, 2, 84'000'000, 0.0, {}});
        QCOMPARE(focusedText(), "Cancel");
        panel.setDownloadStatus({State::done, 84'000'000, 84'000'000, 0.0, {}});
        QCOMPARE(focusedText(), "Train on the IMDB reviews");
        // Who is elsewhere is left there.
        card(panel, "Try the built-in model")->setFocus();
        panel.setDownloadStatus({State::running, 1, 84'000'000, 0.0, {}});
        QCOMPARE(focusedText(), "Try the built-in model");
    }

    void nothingIsCutOff_data() {
        QTest::addColumn<int>("characters");
        QTest::newRow("page at the side") << 56;
        QTest::newRow("over a small window") << 100;
        QTest::newRow("over a large window") << 150;
    }

    void nothingIsCutOff() {
        QFETCH(int, characters);
        WelcomePanel panel;
        const QString longMessage = "Nothing has come from ai.stanford.edu for 30 seconds. Check "
                                    "the connection, then resume.";
        panel.setDownloadStatus({State::failed, 21'000'000, 84'000'000, 0.0, longMessage});
        panel.resize(panel.fontMetrics().averageCharWidth() * characters, 100);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        panel.resize(panel.width(), panel.minimumSizeHint().height());
        QTest::qWait(0);
        QVERIFY2(panel.height() <= 700, qPrintable(QString::number(panel.height())));
        for (const WelcomeCard* const button : panel.findChildren<WelcomeCard*>())
            if (button->isVisible())
                QVERIFY2(button->height() >= button->heightForWidth(button->width()),
                         qPrintable(button->text()));
        for (const QLabel* const label : panel.findChildren<QLabel*>())
            if (label->isVisible() && label->wordWrap())
                QVERIFY2(label->height() >= label->heightForWidth(label->width()),
                         qPrintable(label->text()));
    }

    void themeChangeIsFollowed() {
        WelcomePanel panel;
        panel.setPalette(lightPalette());
        show(panel);
        const QPoint place(panel.width() / 2, 4);
        QCOMPARE(panel.grab().toImage().pixelColor(place),
                 themeColors(lightPalette()).cardBackground);
        panel.setPalette(darkPalette());
        QCOMPARE(panel.grab().toImage().pixelColor(place),
                 themeColors(darkPalette()).cardBackground);
    }

    void drawingsAreCompiledIn_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"tempera", "card-try", "card-train", "card-open", "card-download",
                                 "card-warning", "card-close"})
            QTest::newRow(name) << QString(name);
    }

    void drawingsAreCompiledIn() {
        QFETCH(QString, name);
        const QImage image = QIcon(":/tempera/" + name + ".svg").pixmap(32, 32).toImage();
        QCOMPARE(image.size(), QSize(32, 32));
        int inked = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                inked += image.pixelColor(x, y).alpha() > 128;
        QVERIFY(inked > 20);
    }
};

QTEST_MAIN(WelcomePanelTest)
#include "welcome_panel_test.moc"
