// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/archive_writer.h"

#include <archive.h>
#include <archive_entry.h>
#include <memory>
#include <stdexcept>

namespace tempera::test {

namespace {

struct Closer {
    void operator()(archive* handle) const { archive_write_free(handle); }
    void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

void require(int status, archive* handle) {
    if (status != ARCHIVE_OK)
        throw std::runtime_error(archive_error_string(handle));
}

void setType(archive_entry* header, const ArchiveEntry& entry) {
    archive_entry_set_filetype(header, entry.kind == EntryKind::folder         ? AE_IFDIR
                                       : entry.kind == EntryKind::symbolicLink ? AE_IFLNK
                                                                               : AE_IFREG);
    if (entry.kind == EntryKind::symbolicLink)
        archive_entry_set_symlink(header, entry.content.c_str());
    if (entry.kind == EntryKind::hardLink)
        archive_entry_set_hardlink(header, entry.content.c_str());
}

void writeEntry(archive* handle, const ArchiveEntry& entry) {
    const std::unique_ptr<archive_entry, Closer> header(archive_entry_new());
    archive_entry_set_pathname(header.get(), entry.name.c_str());
    archive_entry_set_perm(header.get(), 0644);
    setType(header.get(), entry);
    const std::size_t bytes = entry.kind == EntryKind::file ? entry.content.size() : 0;
    archive_entry_set_size(header.get(), static_cast<la_int64_t>(bytes));
    require(archive_write_header(handle, header.get()), handle);
    if (bytes > 0 && archive_write_data(handle, entry.content.data(), bytes) < 0)
        throw std::runtime_error(archive_error_string(handle));
}

void setFormat(archive* handle, const std::string& name) {
    if (name.ends_with(".zip"))
        return require(archive_write_set_format_zip(handle), handle);
    require(archive_write_set_format_gnutar(handle), handle);
    if (name.ends_with("gz"))
        require(archive_write_add_filter_gzip(handle), handle);
    if (name.ends_with("bz2"))
        require(archive_write_add_filter_bzip2(handle), handle);
    if (name.ends_with("xz"))
        require(archive_write_add_filter_xz(handle), handle);
    if (name.ends_with("zst"))
        require(archive_write_add_filter_zstd(handle), handle);
}

} // namespace

void writeArchive(const std::filesystem::path& path, const std::vector<ArchiveEntry>& entries,
                  const std::string& passphrase) {
    const std::unique_ptr<archive, Closer> owner(archive_write_new());
    archive* handle = owner.get();
    setFormat(handle, path.filename().string());
    if (!passphrase.empty()) {
        require(archive_write_set_options(handle, "zip:encryption=aes256"), handle);
        require(archive_write_set_passphrase(handle, passphrase.c_str()), handle);
    }
    require(archive_write_open_filename(handle, path.c_str()), handle);
    for (const ArchiveEntry& entry : entries)
        writeEntry(handle, entry);
    require(archive_write_close(handle), handle);
}

} // namespace tempera::test
