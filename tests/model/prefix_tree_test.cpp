// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/prefix_tree.h"

#include <QtTest>
#include <algorithm>
#include <rapidcheck.h>

using namespace tempera;

namespace {

using Tokens = std::vector<TokenId>;

constexpr std::size_t stateSize = 100;

/// Uses a text as PrefixCache does: what is missing is added, then all of it is touched.
PrefixTree::Path use(PrefixTree& tree, const Tokens& text) {
    PrefixTree::Path path = tree.find(text);
    while (path.size() < text.size())
        tree.append(path, text[path.size()], std::vector<float>(stateSize));
    tree.touch(path);
    return path;
}

bool holds(PrefixTree& tree, const Tokens& text) {
    return tree.find(text).size() == text.size();
}

/// The least recently used leaf is forgotten first: the texts as a plain list, the last used first.
class NaiveTexts {
public:
    void use(const Tokens& text) {
        for (std::size_t length = text.size(); length > 0; --length) {
            const Tokens beginning(text.begin(), text.begin() + static_cast<long>(length));
            std::erase(texts_, beginning);
            texts_.insert(texts_.begin(), beginning);
        }
    }
    void shrinkTo(std::size_t count) {
        if (texts_.size() > count)
            texts_.resize(count);
    }
    const std::vector<Tokens>& texts() const { return texts_; }

private:
    std::vector<Tokens> texts_;
};

} // namespace

class PrefixTreeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textsShareTheirBeginnings() {
        PrefixTree tree;
        use(tree, {1, 2, 3});
        QCOMPARE(tree.nodeCount(), std::size_t{3});
        use(tree, {1, 2, 4, 5});
        QCOMPARE(tree.nodeCount(), std::size_t{5});
        use(tree, {2, 3});
        QCOMPARE(tree.nodeCount(), std::size_t{7});
        QVERIFY(holds(tree, {1, 2, 4}));
        QVERIFY(!holds(tree, {1, 3}));
        QCOMPARE(tree.find(Tokens{1, 2, 9, 3}).size(), std::size_t{2});
        QVERIFY(tree.find(Tokens{}).empty());
    }

    void memoryIsThatOfStatesAndLogits() {
        PrefixTree tree;
        QCOMPARE(tree.memoryUsed(), std::size_t{0});
        const auto path = use(tree, {1, 2});
        const std::size_t withoutLogits = tree.memoryUsed();
        QVERIFY(withoutLogits > 2 * stateSize * sizeof(float));
        tree.setLogits(path.back(), std::make_shared<const std::vector<float>>(1'000));
        QCOMPARE(tree.memoryUsed(), withoutLogits + 1'000 * sizeof(float));
        tree.shrinkTo(0, {});
        QCOMPARE(tree.memoryUsed(), std::size_t{0});
        QCOMPARE(tree.nodeCount(), std::size_t{0});
    }

    void theLongestUnusedGoesFirst() {
        PrefixTree tree;
        use(tree, {1, 2});
        use(tree, {1, 3});
        const std::size_t three = tree.memoryUsed();
        const auto last = use(tree, {1, 2});
        use(tree, {4});
        tree.shrinkTo(three, {});
        QVERIFY(!holds(tree, {1, 3}));
        QVERIFY(holds(tree, {1, 2}) && holds(tree, {4}));
    }

    void thePathInUseIsKept() {
        PrefixTree tree;
        use(tree, {7, 8, 9});
        const auto kept = use(tree, {1, 2, 3});
        tree.shrinkTo(1, kept);
        QVERIFY(holds(tree, {1, 2, 3}));
        QCOMPARE(tree.nodeCount(), std::size_t{3});
    }

    void keepsWhatAPlainListKeeps() {
        QVERIFY(rc::check([] {
            PrefixTree tree;
            NaiveTexts naive;
            use(tree, {0});
            const std::size_t nodeBytes = tree.memoryUsed();
            naive.use({0});
            const auto texts = *rc::gen::container<std::vector<Tokens>>(
                rc::gen::nonEmpty(rc::gen::container<Tokens>(rc::gen::inRange<TokenId>(0, 3))));
            for (const Tokens& text : texts) {
                const std::size_t limit = *rc::gen::inRange<std::size_t>(1, 12);
                const auto path = use(tree, text);
                naive.use(text);
                tree.shrinkTo(limit * nodeBytes, path);
                naive.shrinkTo(std::max(limit, text.size()));
                RC_ASSERT(tree.nodeCount() == naive.texts().size());
                RC_ASSERT(tree.memoryUsed() == tree.nodeCount() * nodeBytes);
                for (const Tokens& kept : naive.texts())
                    RC_ASSERT(holds(tree, kept));
            }
        }));
    }
};

QTEST_GUILESS_MAIN(PrefixTreeTest)
#include "prefix_tree_test.moc"
