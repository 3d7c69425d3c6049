# SPDX-License-Identifier: GPL-3.0-or-later
# The warnings, sanitizers and hardening that every target of ours is built with.
add_library(tempera_compiler INTERFACE)
target_compile_options(tempera_compiler INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion
    $<$<BOOL:${TEMPERA_WARNINGS_AS_ERRORS}>:-Werror>)
target_include_directories(tempera_compiler INTERFACE ${CMAKE_SOURCE_DIR})

if(TEMPERA_SANITIZE)
    # GCC's manual warns of this warning under sanitizers: their code keeps it from seeing what is set.
    add_compile_options(-fsanitize=${TEMPERA_SANITIZE} -fno-omit-frame-pointer -Wno-error=maybe-uninitialized)
    add_link_options(-fsanitize=${TEMPERA_SANITIZE})
    if(TEMPERA_SANITIZE MATCHES "undefined")
        add_compile_options(-fno-sanitize-recover=undefined)
    endif()
else()
    add_compile_options(-fstack-protector-strong $<$<CONFIG:Release>:-D_FORTIFY_SOURCE=2>)
    add_link_options(-Wl,-z,relro,-z,now)
endif()
