// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/moments/text_changes.h"

#include <QtTest>
#include <algorithm>
#include <rapidcheck.h>

using namespace tempera::ui;

class TextChangesTest : public QObject {
    Q_OBJECT

private:
    static QStringList randomWords() {
        QStringList words;
        for (const int word : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 4)))
            words.append(QString(QChar(u'a' + word)));
        return words;
    }
    static QStringList unchanged(const QStringList& words, const std::vector<bool>& changed) {
        QStringList kept;
        for (qsizetype index = 0; index < words.size(); ++index)
            if (!changed[static_cast<std::size_t>(index)])
                kept.append(words[index]);
        return kept;
    }
    /// By trying all: exponential, for short lists.
    static qsizetype commonLength(const QStringList& a, const QStringList& b) {
        if (a.isEmpty() || b.isEmpty())
            return 0;
        if (a.first() == b.first())
            return 1 + commonLength(a.mid(1), b.mid(1));
        return std::max(commonLength(a.mid(1), b), commonLength(a, b.mid(1)));
    }
    static bool isSubsequence(const QStringList& part, const QStringList& whole) {
        qsizetype found = 0;
        for (const QString& word : whole)
            if (found < part.size() && part[found] == word)
                ++found;
        return found == part.size();
    }

private Q_SLOTS:
    void examples() {
        const QStringList before = wordsOf("this movie is a waste of time");
        QVERIFY(changedWords(before, before) == std::vector<bool>(7));
        QVERIFY(changedWords(before, wordsOf("this movie was a waste time")) ==
                (std::vector<bool>{false, false, true, false, false, false}));
        QVERIFY(changedWords(before, {}).empty());
        QVERIFY(changedWords({}, {"new"}) == std::vector<bool>{true});
    }

    void spacesMakeNoWords() { QCOMPARE(wordsOf("  a   b "), (QStringList{"a", "b"})); }

    void whatStaysIsALongestCommonSequence() {
        rc::check([] {
            const QStringList before = randomWords().mid(0, 8);
            const QStringList now = randomWords().mid(0, 8);
            const auto changed = changedWords(before, now);
            RC_ASSERT(changed.size() == static_cast<std::size_t>(now.size()));
            const QStringList kept = unchanged(now, changed);
            RC_ASSERT(isSubsequence(kept, before));
            RC_ASSERT(kept.size() == commonLength(before, now));
        });
    }

    void longTextsAreComparedPlaceByPlace() {
        QStringList before;
        for (int word = 0; word < 5'000; ++word)
            before.append(QString::number(word));
        QStringList now = before;
        now[4'000] = "other";
        const auto changed = changedWords(before, now);
        QCOMPARE(std::ranges::count(changed, true), 1);
        QVERIFY(changed[4'000]);
    }
};

QTEST_GUILESS_MAIN(TextChangesTest)
#include "text_changes_test.moc"
