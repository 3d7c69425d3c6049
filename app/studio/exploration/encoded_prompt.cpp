// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/exploration/encoded_prompt.h"

#include "core/sampling/logits_source.h"
#include "core/text/codec.h"
#include "core/text/utf8.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>
#include <algorithm>

namespace tempera::studio {

namespace {

constexpr qsizetype namedWords = 3;

QString translated(const char* text, int count = -1) {
    return QCoreApplication::translate("EncodedPrompt", text, nullptr, count);
}

QString number(std::size_t value) {
    return QLocale().toString(static_cast<qulonglong>(value));
}

/// The distinct words that the vocabulary doesn't hold, in the prompt's order, at most
/// `namedWords` and one more.
QStringList unknownWords(const std::string& prompt, const LoadedModel& model) {
    QStringList words;
    tokenize(prompt, model.tokenizer().standardization, [&](std::string_view token) {
        if (words.size() > namedWords || model.vocabulary().id(token) != unknownToken)
            return;
        const auto word = QString::fromUtf8(token.data(), static_cast<qsizetype>(token.size()));
        if (!words.contains(word))
            words.append(word);
    });
    return words;
}

QString unknownMessage(QStringList words) {
    const bool more = words.size() > namedWords;
    words = words.mid(0, namedWords);
    for (QString& word : words)
        word = QStringLiteral("“%1”").arg(word.left(40));
    const QString list = words.join(QStringLiteral(", "));
    if (more)
        return translated("%1 and more words are not in the model's vocabulary and stand as [UNK].")
            .arg(list);
    return words.size() == 1
               ? translated("%1 is not in the model's vocabulary and stands as [UNK].").arg(list)
               : translated("%1 are not in the model's vocabulary and stand as [UNK].").arg(list);
}

} // namespace

EncodedPrompt encodePrompt(const std::string& prompt, const LoadedModel& model) {
    std::string text = prompt;
    QStringList messages;
    if (repairUtf8(text) > 0)
        messages.append(translated("What is not valid UTF-8 was replaced by U+FFFD."));
    EncodedPrompt encoded;
    encoded.tokens = encode(text, model.tokenizer().standardization, model.vocabulary());
    if (encoded.tokens.empty()) {
        encoded.isProblem = true;
        encoded.message = translated("Type at least one word to begin with, as in “This movie”.");
        return encoded;
    }
    const std::size_t length = encoded.tokens.size();
    const auto context = static_cast<std::size_t>(usableContext(model.weights()->configuration));
    encoded.seen = length - contextStart(length, context);
    if (std::ranges::find(encoded.tokens, unknownToken) != encoded.tokens.end())
        messages.append(unknownMessage(unknownWords(text, model)));
    if (encoded.seen < length)
        messages.append(translated("The model sees the last %1 of the prompt's %2 tokens.")
                            .arg(number(encoded.seen), number(length)));
    encoded.message = messages.join(QChar(' '));
    return encoded;
}

} // namespace tempera::studio
