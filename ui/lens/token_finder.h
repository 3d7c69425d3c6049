// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/vocabulary.h"
#include "ui/lens/ranked_distribution.h"

#include <QLineEdit>
#include <memory>

namespace tempera::ui {

/// Finds a token wherever it ranks: typing goes to the best match, Return to the next one.
class TokenFinder final : public QLineEdit {
    Q_OBJECT
public:
    explicit TokenFinder(QWidget* parent = nullptr);

    /// `ranking` may be null: nothing is found then.
    void setDistribution(SharedRanking ranking, std::shared_ptr<const Vocabulary> vocabulary);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// A match of that rank is to be shown.
    void found(std::size_t rank);
    /// What there is to say of the search, empty where nothing is.
    void messageChanged(const QString& message);
    /// Escape: the person is done.
    void left();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void search();
    void showNext();
    QString messageFor(const std::vector<std::size_t>& matches) const;

    SharedRanking ranking_;
    std::shared_ptr<const Vocabulary> vocabulary_;
    std::size_t next_ = 0; ///< index among the matches that Return shows
};

} // namespace tempera::ui
