# SPDX-License-Identifier: GPL-3.0-or-later
# What is installed where, and the Debian package (packaging/package).
include(GNUInstallDirs)

# There is no public place yet: whoever publishes Tempera names theirs.
set(TEMPERA_HOMEPAGE "https://tempera.example" CACHE STRING "Where the project lives; its screenshots are below it")

# Two folders below lib: with one, CPack would call ldconfig, though nothing links the module.
set(TEMPERA_MODULE_FOLDER lib/tempera/modules)

set(package_folder ${CMAKE_BINARY_DIR}/package)
set(package_files)

# Adds a file that `command` writes to what the target package_files makes.
macro(tempera_package_file file)
    add_custom_command(OUTPUT ${file} ${ARGN} VERBATIM)
    list(APPEND package_files ${file})
endmacro()

# Debian wants documents compressed, without a time in them.
macro(tempera_compress source file)
    tempera_package_file(${file} COMMAND sh -c "gzip -9 -n -c '${source}' > '${file}'" DEPENDS ${source})
endmacro()

set(documents ${package_folder}/tempera-cli.1 ${package_folder}/tempera-cli.bash
    ${package_folder}/_tempera-cli ${package_folder}/tempera-cli.fish)
add_custom_command(OUTPUT ${documents}
    COMMAND tempera-cli-documents ${CMAKE_SOURCE_DIR}/packaging/man/tempera-cli.1.end ${package_folder}
    DEPENDS tempera-cli-documents packaging/man/tempera-cli.1.end VERBATIM)
tempera_compress(${package_folder}/tempera-cli.1 ${package_folder}/tempera-cli.1.gz)
tempera_compress(${CMAKE_SOURCE_DIR}/packaging/man/tempera.1 ${package_folder}/tempera.1.gz)
tempera_compress(${CMAKE_SOURCE_DIR}/CHANGELOG.md ${package_folder}/changelog.gz)
tempera_compress(${CMAKE_SOURCE_DIR}/packaging/debian/changelog ${package_folder}/changelog.Debian.gz)

# Desktops draw the SVG at any size; these are for what can't, and the smallest is drawn for itself.
set(icons ${CMAKE_SOURCE_DIR}/resources/icons)
foreach(size 16 24 32 48 64 128 256)
    set(source ${icons}/tempera.svg)
    if(size EQUAL 16)
        set(source ${icons}/tempera-16.svg)
    endif()
    set(picture ${package_folder}/icon-${size}.png)
    tempera_package_file(${picture}
        COMMAND rsvg-convert --width ${size} --height ${size} --output ${picture} ${source} DEPENDS ${source})
    install(FILES ${picture} DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/${size}x${size}/apps
        RENAME tempera.png)
endforeach()
add_custom_target(package_files DEPENDS tempera tempera-cli ${documents} ${package_files})

configure_file(packaging/desktop/org.tempera.Tempera.metainfo.xml.in
    ${package_folder}/org.tempera.Tempera.metainfo.xml @ONLY)

install(TARGETS tempera tempera-cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS tempera_training_module LIBRARY DESTINATION ${TEMPERA_MODULE_FOLDER})
install(FILES packaging/debian/lintian-overrides
    DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides RENAME tempera)
install(FILES ${icons}/tempera.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
install(FILES ${icons}/tempera-symbolic.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/symbolic/apps)
install(FILES ${icons}/application-x-tempera.svg
    DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/mimetypes)
install(FILES packaging/desktop/tempera.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES packaging/desktop/tempera.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages)
install(FILES ${package_folder}/org.tempera.Tempera.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
install(FILES ${package_folder}/tempera-cli.1.gz ${package_folder}/tempera.1.gz
    DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${package_folder}/tempera-cli.bash
    DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME tempera-cli)
install(FILES packaging/completions/tempera.bash
    DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME tempera)
install(FILES ${package_folder}/_tempera-cli packaging/completions/_tempera
    DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES ${package_folder}/tempera-cli.fish packaging/completions/tempera.fish
    DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES ${package_folder}/changelog.gz ${package_folder}/changelog.Debian.gz packaging/debian/copyright
    DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/tempera)

set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON) # the target package_files comes first, without the tests
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME tempera)
set(CPACK_PACKAGE_VENDOR "The Tempera developers")
set(CPACK_PACKAGE_CONTACT "The Tempera developers <developers@tempera.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "studio for small language models and their temperature")
set(CPACK_PACKAGE_DESCRIPTION
"Tempera shows how a language model picks the next word: type a prompt, drag
the temperature, and the exact distribution, its entropy and the text follow.
It trains a small causal Transformer on texts of your own with the loss drawn
live, goes back to any kept moment of a training, and exports texts,
distributions and charts. It needs neither a network nor a graphics card.
.
The program tempera is the studio, tempera-cli does the same without a window.")
set(CPACK_PACKAGE_FILE_NAME tempera_${PROJECT_VERSION}-1_amd64)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# OpenBLAS is chosen at run time; the icons, their format and the theme are found at run time too.
set(CPACK_DEBIAN_PACKAGE_DEPENDS
    "libopenblas0-openmp | libopenblas0-pthread, libqt6svg6, breeze-icon-theme, hicolor-icon-theme")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "ca-certificates, fonts-dejavu-core, fonts-noto-cjk, qt6-wayland")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
include(CPack)
