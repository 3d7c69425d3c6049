// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/matrix_kernels.h"

#include <QtTest>
#include <bit>
#include <cmath>
#include <cstring>
#include <random>
#include <vector>

using namespace tempera;

namespace {

constexpr float guard = 12345.0F;

std::vector<float> randomValues(std::size_t count, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<float> normal;
    std::vector<float> values(count);
    for (float& value : values)
        value = normal(random);
    return values;
}

/// sum of a_i b_i over `count` terms, and how far rounding in float32 may lead from it.
struct Sum {
    double value = 0.0;
    double tolerance = 1e-30;

    void add(float a, float b) {
        value += double{a} * b;
        tolerance += 1e-6 * std::abs(double{a} * b);
    }
};

} // namespace

class MatrixKernelsTest : public QObject {
    Q_OBJECT

    struct Sizes {
        std::size_t rows;
        std::size_t columns;
        std::size_t stride;
    };
    static Sizes fetchedSizes() {
        QFETCH(int, rows);
        QFETCH(int, columns);
        QFETCH(int, gap);
        return {static_cast<std::size_t>(rows), static_cast<std::size_t>(columns),
                static_cast<std::size_t>(columns + gap)};
    }

private Q_SLOTS:
    void products_data() {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("gap");
        // Around the number of rows taken at a time (4) and the lanes of a register (4 to 16).
        for (const int rows : {1, 3, 4, 5, 8, 17})
            for (const int columns : {1, 3, 4, 7, 8, 9, 15, 16, 17, 33, 100})
                for (const int gap : {0, 5})
                    QTest::addRow("%d x %d, %d apart", rows, columns, gap)
                        << rows << columns << gap;
    }

    void products() {
        const auto [m, n, stride] = fetchedSizes();
        const auto values = randomValues(m * stride, 1);
        const auto x = randomValues(n, 2);
        const auto z = randomValues(m, 3);
        const MatrixView matrix{values.data(), m, n, stride};
        // One more than is to be written.
        std::vector<float> product(m + 1, guard);
        std::vector<float> transposed(n + 1, guard);
        matrixProduct(matrix, x, std::span(product).first(m));
        transposedMatrixVector(matrix, z, std::span(transposed).first(n));
        for (std::size_t row = 0; row < m; ++row) {
            Sum expected;
            for (std::size_t column = 0; column < n; ++column)
                expected.add(values[row * stride + column], x[column]);
            QVERIFY(std::abs(product[row] - expected.value) <= expected.tolerance);
        }
        for (std::size_t column = 0; column < n; ++column) {
            Sum expected;
            for (std::size_t row = 0; row < m; ++row)
                expected.add(values[row * stride + column], z[row]);
            QVERIFY(std::abs(transposed[column] - expected.value) <= expected.tolerance);
        }
        QCOMPARE(product.back(), guard);
        QCOMPARE(transposed.back(), guard);
    }

    void roundedMatrixIsMultipliedAsItsValues_data() { products_data(); }

    void roundedMatrixIsMultipliedAsItsValues() {
        const auto [m, n, stride] = fetchedSizes();
        std::vector<Bfloat16> rounded;
        std::vector<float> values;
        for (const float value : randomValues(m * stride, 6)) {
            rounded.push_back(nearestBfloat16(value));
            values.push_back(
                std::bit_cast<float>(static_cast<std::uint32_t>(rounded.back().bits) << 16));
        }
        const auto x = randomValues(7 * n, 7);
        std::vector<float> expected(7 * m);
        std::vector<float> product(7 * m + 1, guard);
        matrixProduct(MatrixView{values.data(), m, n, stride}, x, expected);
        matrixProduct(Bfloat16MatrixView{rounded.data(), m, n, stride}, x,
                      std::span(product).first(7 * m));
        QVERIFY(std::memcmp(expected.data(), product.data(), 7 * m * sizeof(float)) == 0);
        QCOMPARE(product.back(), guard);
    }

    void roundingGoesToTheNearest() {
        // By hand: 1 is 0x3F80, and the next one 1 + 2^-7.
        const float step = 1.0F / 128;
        QCOMPARE(nearestBfloat16(1.0F).bits, std::uint16_t{0x3F80});
        QCOMPARE(nearestBfloat16(-1.0F).bits, std::uint16_t{0xBF80});
        QCOMPARE(nearestBfloat16(1.0F + 0.49F * step).bits, std::uint16_t{0x3F80});
        QCOMPARE(nearestBfloat16(1.0F + 0.51F * step).bits, std::uint16_t{0x3F81});
        QCOMPARE(nearestBfloat16(1.0F + 0.5F * step).bits, std::uint16_t{0x3F80}); // the even one
        QCOMPARE(nearestBfloat16(1.0F + 1.5F * step).bits, std::uint16_t{0x3F82});
        QCOMPARE(nearestBfloat16(0.0F).bits, std::uint16_t{0});
        QCOMPARE(nearestBfloat16(2.0F - 0.1F * step).bits, std::uint16_t{0x4000}); // carries over
    }

    void rowsDoNotDependOnTheirNeighbours_data() {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        for (const int rows : {1, 2, 3, 4, 5, 8, 17, 50})
            for (const int columns : {1, 3, 4, 7, 8, 9, 15, 16, 17, 33, 100, 256})
                QTest::addRow("%d x %d", rows, columns) << rows << columns;
    }

    void rowsDoNotDependOnTheirNeighbours() {
        QFETCH(int, rows);
        QFETCH(int, columns);
        const auto m = static_cast<std::size_t>(rows);
        const auto n = static_cast<std::size_t>(columns);
        const std::size_t stride = n + 3;
        const auto values = randomValues(m * stride, 4);
        const MatrixView matrix{values.data(), m, n, stride};
        std::vector<float> alone(m);
        for (std::size_t count = 1; count <= 17; ++count) {
            const auto x = randomValues(count * n, 5);
            std::vector<float> together(count * m + 1, guard);
            matrixProduct(matrix, x, std::span(together).first(count * m));
            for (std::size_t i = 0; i < count; ++i) {
                matrixProduct(matrix, std::span(x).subspan(i * n, n), alone);
                // Bits, not values: -0 is another zero than 0.
                QVERIFY(std::memcmp(alone.data(), together.data() + i * m, m * sizeof(float)) == 0);
            }
            QCOMPARE(together.back(), guard);
        }
    }
};

QTEST_GUILESS_MAIN(MatrixKernelsTest)
#include "matrix_kernels_test.moc"
