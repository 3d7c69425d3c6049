#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes synthetic movie reviews from the phrase grammar in review_grammar.txt.

The same grammar, seed and count give the same bytes on every machine. See README.md beside it.
"""

import argparse
import bisect
import collections
import itertools
import math
import pathlib
import random
import re
import string
import sys

FOLDER = pathlib.Path(__file__).resolve().parent
TAGS = ("sentiment", "genre", "gender", "medium")
WORDS_OF_A_REVIEW = range(20, 71)
# Added to an alternative's rank: the larger, the closer the chances of first and last.
RANK_OFFSET = 4


class Grammar:
    """Rules by name, each a list of alternatives from the most to the least frequent."""

    def __init__(self, text):
        self.rules = {}
        alternatives = None
        for number, line in enumerate(text.splitlines(), start=1):
            if not line.strip() or line.startswith("#"):
                continue
            if line.startswith(" ") and alternatives is not None:
                alternatives.append(line.strip())
            elif re.fullmatch(r"[a-z.]+:", line) and line[:-1] not in self.rules:
                alternatives = self.rules[line[:-1]] = []
            else:
                raise ValueError(f"line {number}: not a new rule nor an alternative: {line!r}")

    def resolve(self, name, tags):
        """The rule's own name, or that of the variant for one of the tags."""
        found = [rule for rule in (name, *(f"{name}.{tag}" for tag in tags)) if rule in self.rules]
        if len(found) != 1:
            raise ValueError(f"rule {name!r} for {tags}: {len(found)} rules match, not one")
        return found[0]


class Review:
    """One review in the making: what was decided for it and what it has said already."""

    def __init__(self, grammar, generator):
        self.grammar = grammar
        self.generator = generator
        self.tags = ()
        self.used = set()
        self.remembered = {}

    def write(self):
        for tag in TAGS:
            self.tags += (self.expand_rule(tag),)
        return polish(self.expand_rule("review"))

    def expand_rule(self, name):
        rule = self.grammar.resolve(name, self.tags)
        return self.expand(self.choose(self.grammar.rules[rule]))

    def choose(self, alternatives):
        """By rank, and nothing twice while there is something new."""
        weights = [1 / (rank + RANK_OFFSET) for rank in range(len(alternatives))]
        fresh = [0 if text in self.used else weight for text, weight in zip(alternatives, weights)]
        chosen = self.draw(alternatives, fresh if any(fresh) else weights)
        self.used.add(chosen)
        return chosen

    def draw(self, alternatives, weights):
        """random() alone gives the same numbers in every version of Python; choices() need not."""
        sums = list(itertools.accumulate(weights))
        return alternatives[bisect.bisect_right(sums, self.generator.random() * sums[-1])]

    def expand(self, text):
        while (options := re.search(r"\[([^\[\]]*)\]", text)):
            alternatives = options[1].split("|")
            option = self.draw(alternatives, [1] * len(alternatives))
            text = text[:options.start()] + option + text[options.end():]
        return re.sub(r"\{([^{}]*)\}", lambda match: self.expand_reference(match[1]), text)

    def expand_reference(self, reference):
        name, _, part = reference.partition(":")
        if not name.startswith("$"):
            return self.expand_rule(name)
        if name not in self.remembered:
            self.remembered[name] = self.expand_rule(name[1:])
        return self.remembered[name].split()[-1] if part == "last" else self.remembered[name]


def polish(text):
    """Spaces, "an" before a vowel that is spoken as one, and a capital for each sentence."""
    text = re.sub(r" +([,.;:!?]|$)", r"\1", re.sub(r" +", " ", text))
    vowel = r"(?!one\b|one-|once\b|uni(?![nm])|us[eu]|eu)[aeiou]|hour|honest|heir"
    text = re.sub(rf"\ba (?={vowel})", "an ", text)
    return re.sub(r"(^|[.!?] )([a-z])", lambda match: match[1] + match[2].upper(), text)


def write_reviews(grammar, seed, count):
    generator = random.Random(seed)
    reviews = {}  # a set that keeps the order
    while len(reviews) < count:
        review = Review(grammar, generator).write()
        if len(review.split()) in WORDS_OF_A_REVIEW:
            reviews[review] = None
    return list(reviews)


def book_words(review):
    """Words as the book's standardization leaves them; the reviews are ASCII."""
    return review.lower().translate(str.maketrans("", "", string.punctuation)).split()


def entropy(counts):
    """In nats, of the distribution that these counts are."""
    total = sum(counts.values())
    return -sum(count / total * math.log(count / total) for count in counts.values())


def print_statistics(reviews):
    texts = [book_words(review) for review in reviews]
    words = collections.Counter(word for text in texts for word in text)
    contexts = collections.Counter(word for text in texts for word in text[:-1])
    pairs = collections.Counter(pair for text in texts for pair in zip(text, text[1:]))
    sentences = [part for review in reviews for part in re.split(r"(?<=[.!?]) ", review)]
    print(f"reviews             {len(reviews):9,}")
    print(f"bytes               {sum(len(review) + 1 for review in reviews):9,}")
    print(f"words               {words.total():9,}")
    print(f"distinct words      {len(words):9,}")
    print(f"distinct sentences  {len(set(sentences)):9,} of {len(sentences):,}")
    print(f"unigram entropy     {entropy(words):9.3f} nats")
    print(f"bigram entropy      {entropy(pairs) - entropy(contexts):9.3f} nats")
    print("most frequent       " + " ".join(word for word, _ in words.most_common(20)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--grammar", type=pathlib.Path, default=FOLDER / "review_grammar.txt")
    parser.add_argument("--seed", type=int, default=12)
    parser.add_argument("--count", type=int, default=4000)
    parser.add_argument("--statistics", action="store_true",
                        help="print what the reviews are made of instead of the reviews")
    arguments = parser.parse_args()
    grammar = Grammar(arguments.grammar.read_text(encoding="ascii"))
    reviews = write_reviews(grammar, arguments.seed, arguments.count)
    if arguments.statistics:
        print_statistics(reviews)
    else:
        sys.stdout.write("".join(review + "\n" for review in reviews))


if __name__ == "__main__":
    main()
