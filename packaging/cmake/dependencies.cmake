# SPDX-License-Identifier: GPL-3.0-or-later
# Every library Tempera stands on, all from Debian 12 (packaging/debian-packages.txt).
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(LibArchive REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(dnnl REQUIRED CONFIG)
find_package(OpenMP REQUIRED COMPONENTS CXX)
find_package(Qt6 REQUIRED COMPONENTS Concurrent Core DBus Network PrintSupport Svg Test Widgets)
find_package(QCustomPlotQt6 REQUIRED)
find_package(benchmark REQUIRED)
pkg_check_modules(HWY REQUIRED IMPORTED_TARGET libhwy)
find_package(rapidcheck REQUIRED)

# libcsv ships neither a CMake nor a pkg-config file.
find_library(CSV_LIBRARY csv REQUIRED)
find_path(CSV_INCLUDE_DIR csv.h REQUIRED)
add_library(libcsv INTERFACE)
target_link_libraries(libcsv INTERFACE ${CSV_LIBRARY})
target_include_directories(libcsv SYSTEM INTERFACE ${CSV_INCLUDE_DIR})

# Torch's own CMake package adds flags and libraries for the whole project (and wants CUDA's and
# MKL's searches); the two libraries and one include path are all that is needed.
find_library(TORCH_LIBRARY torch_cpu REQUIRED)
find_library(C10_LIBRARY c10 REQUIRED)
find_path(TORCH_INCLUDE_DIR ATen/ATen.h REQUIRED)
find_path(TORCH_API_INCLUDE_DIR torch/torch.h PATH_SUFFIXES torch/csrc/api/include REQUIRED)
add_library(libtorch INTERFACE)
target_link_libraries(libtorch INTERFACE ${TORCH_LIBRARY} ${C10_LIBRARY})
target_include_directories(libtorch SYSTEM INTERFACE ${TORCH_INCLUDE_DIR} ${TORCH_API_INCLUDE_DIR})
