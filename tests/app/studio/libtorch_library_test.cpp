// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/libtorch_library.h"

#include "core/system/error.h"
#include "core/system/openmp_waiting.h"
#include "support/error_message.h"
#include "support/random_model.h"
#include "support/temporary_folder.h"

#include <QtTest>
#include <dlfcn.h>
#include <fstream>
#include <set>
#include <sys/resource.h>
#include <thread>

using namespace tempera;
using studio::libtorchFunctions;
using studio::loadLibtorch;
using test::randomBatch;
using test::randomWeights;
using test::tinyConfiguration;

namespace {

/// True if a library of that name is in this process's memory.
bool isMapped(const std::string& name) {
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);)
        if (line.find(name) != std::string::npos)
            return true;
    return false;
}

/// No more memory than the process has, as long as this lives.
class MemoryLimit {
public:
    MemoryLimit() {
        getrlimit(RLIMIT_AS, &previous_);
        std::size_t pages = 0;
        std::ifstream("/proc/self/statm") >> pages;
        rlimit limit = previous_;
        limit.rlim_cur = pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE)) + (4U << 20);
        setrlimit(RLIMIT_AS, &limit);
    }
    ~MemoryLimit() { setrlimit(RLIMIT_AS, &previous_); }
    Q_DISABLE_COPY_MOVE(MemoryLimit)

private:
    rlimit previous_{};
};

std::string refusal(const std::filesystem::path& folder) {
    return errorMessage([&] { loadLibtorch(std::array{folder}); });
}

} // namespace

class LibtorchLibraryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void openmpWasToldToSleepWhenItWasLoaded();
    void theUsersWaitPolicyStays();
    void aMissingModuleIsNamed();
    void anotherLibraryIsRefused();
    void trainsThroughTheModule();
    void loadedOnce();
    void openblasIsFoundBehindTheModule();
    void errorsCrossTheBoundary();
    void updateNeedsNoMemory();
};

void LibtorchLibraryTest::initTestCase() {
    // The program itself has none; what follows loads it on demand.
    QVERIFY(!isMapped("libtorch_cpu"));
}

void LibtorchLibraryTest::openmpWasToldToSleepWhenItWasLoaded() {
    // What the process was started with: libgomp came with Qt before main().
    std::ifstream environment("/proc/self/environ");
    std::set<std::string> variables;
    for (std::string variable; std::getline(environment, variable, '\0');)
        variables.insert(variable);
    QVERIFY(variables.contains("OMP_WAIT_POLICY=passive"));
}

void LibtorchLibraryTest::theUsersWaitPolicyStays() {
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("OMP_WAIT_POLICY", "active");
    process.setProcessEnvironment(environment);
    process.start(QCoreApplication::applicationFilePath(), {"openmpWasToldToSleepWhenItWasLoaded"});
    QVERIFY(process.waitForFinished());
    // That test fails there: the policy is the user's.
    QVERIFY(process.readAllStandardOutput().contains("OMP_WAIT_POLICY=passive\")' returned FALSE"));
}

void LibtorchLibraryTest::aMissingModuleIsNamed() {
    const test::TemporaryFolder first;
    const test::TemporaryFolder second;
    const std::string message = errorMessage([&] {
        loadLibtorch(std::array{first.path(), second.path()});
    });
    for (const std::string& part :
         {std::string("tempera_training_module.so"), first.path().string(), second.path().string()})
        QVERIFY2(message.find(part) != std::string::npos, message.c_str());
}

void LibtorchLibraryTest::anotherLibraryIsRefused() {
    const test::TemporaryFolder folder;
    folder.write("tempera_training_module.so", "no library at all");
    QVERIFY(refusal(folder.path()).find("LibTorch can't be loaded") != std::string::npos);
    // A real one, but not ours: the C library's mathematics (by a function that no sanitizer has
    // too).
    Dl_info info{};
    QVERIFY(dladdr(dlsym(RTLD_DEFAULT, "cbrt"), &info) != 0);
    std::filesystem::copy_file(info.dli_fname, folder / "tempera_training_module.so",
                               std::filesystem::copy_options::overwrite_existing);
    QVERIFY(refusal(folder.path()).find("is not Tempera's training module") != std::string::npos);
    QVERIFY(!isMapped("libtorch_cpu"));
}

void LibtorchLibraryTest::trainsThroughTheModule() {
    const auto configuration = tinyConfiguration(Architecture::book);
    const auto model = libtorchFunctions().createLanguageModel(configuration, {}, 1);
    QVERIFY(isMapped("libtorch_cpu"));
    const Batch batch = randomBatch(configuration, 4, 2);
    const double before = model->evaluate(batch).mean();
    for (std::int64_t step = 1; step <= 30; ++step) {
        const auto targets = model->evaluate(batch).targets;
        model->accumulateGradient(batch, targets, 0);
        QVERIFY(model->applyGradient({step, 0.01}) > 0.0);
    }
    QVERIFY(model->evaluate(batch).mean() < before / 2.0); // the same batch again and again
    validate(*model->snapshot());
}

void LibtorchLibraryTest::loadedOnce() {
    const LibtorchFunctions* fromAnotherThread = nullptr;
    std::thread([&] { fromAnotherThread = &libtorchFunctions(); }).join();
    QCOMPARE(fromAnotherThread, &libtorchFunctions());
}

void LibtorchLibraryTest::openblasIsFoundBehindTheModule() {
    const BlasLibrary library = libtorchFunctions().loadedBlasLibrary();
    QVERIFY2(isMapped(library.path), library.path.c_str());
    QVERIFY(library.name.find("BLAS") != std::string::npos);
    // The program's own scope has no BLAS: it was looked for behind the module.
    QVERIFY(dlsym(RTLD_DEFAULT, "sgemm_") == nullptr);
    // OpenBLAS itself is asked how many threads it has been given.
    void* const handle = dlopen(library.path.c_str(), RTLD_LAZY | RTLD_NOLOAD);
    QVERIFY(handle != nullptr);
    auto* const threads = reinterpret_cast<int (*)()>(dlsym(handle, "openblas_get_num_threads"));
    if (threads == nullptr)
        QSKIP("another BLAS than OpenBLAS is installed");
    for (const int count : {1, 2}) {
        libtorchFunctions().prepareComputeThreads(count);
        QCOMPARE(threads(), count);
    }
}

void LibtorchLibraryTest::errorsCrossTheBoundary() {
    const LibtorchFunctions& functions = libtorchFunctions();
    QVERIFY_EXCEPTION_THROWN(functions.prepareComputeThreads(0), SettingError);
    ModelConfiguration configuration = tinyConfiguration(Architecture::gpt);
    const auto model = functions.createLanguageModel(configuration, {}, 1);
    configuration.layerCount = 0;
    QVERIFY_EXCEPTION_THROWN(functions.createLanguageModel(configuration, {}, 1), SettingError);
    // As the base class, with its message.
    const std::string message =
        errorMessage([&] { model->load(randomWeights(tinyConfiguration(Architecture::book), 1)); });
    QVERIFY2(message.find("another model's") != std::string::npos, message.c_str());
}

void LibtorchLibraryTest::updateNeedsNoMemory() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("sanitizers need address space of their own");
#endif
    // An array of 41 MB, which no allocator keeps at hand: there is no room for a copy.
    ModelConfiguration configuration = tinyConfiguration(Architecture::book);
    configuration.vocabularySize = 160'000;
    configuration.embeddingWidth = 64;
    const Batch batch = randomBatch(configuration, 1, 3);
    const auto updated = [&](auto limit) {
        const auto model = libtorchFunctions().createLanguageModel(configuration, {}, 1);
        model->accumulateGradient(batch, 6, 0);
        {
            [[maybe_unused]] const auto limited = limit();
            model->applyGradient({1, 0.01});
        }
        return model->logits(std::array{TokenId{2}});
    };
    const auto unlimited = updated([] { return 0; });
    QVERIFY(updated([] { return MemoryLimit(); }) == unlimited);
}

int main(int argumentCount, char** arguments) {
    restartWithSleepingThreads(arguments); // as the studio does
    QCoreApplication application(argumentCount, arguments);
    LibtorchLibraryTest test;
    return QTest::qExec(&test, argumentCount, arguments);
}

#include "libtorch_library_test.moc"
