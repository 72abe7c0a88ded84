// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "contexttar.h"

#include "entryreader.h"

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <memory>

using namespace Qt::StringLiterals;

namespace fairlead::buildcontext {

namespace {

using Type = ContextEntry::Type;

constexpr int BlockSize = 64 << 10; //!< of what the sink gets, and of what is read
constexpr qint64 Second = 1'000'000'000;

unsigned fileTypeOf(Type type)
{
    switch (type) {
    case Type::File:
    case Type::HardLink:
    case Type::Generated:
        return AE_IFREG;
    case Type::Folder:
        return AE_IFDIR;
    case Type::Link:
        return AE_IFLNK;
    }
    return AE_IFREG;
}

class TarWriter
{
public:
    TarWriter(const ContextList &list, const TarSink &sink, const std::function<void(qint64)> &onRead)
        : m_list(list)
        , m_sink(sink)
        , m_onRead(onRead)
        , m_reader(list)
        , m_buffer(BlockSize, Qt::Uninitialized)
    {
    }

    Result<void> write()
    {
        ::archive *archive = m_archive.get();
        setFormat();
        archive_write_add_filter_none(archive);
        archive_write_set_bytes_per_block(archive, BlockSize);
        archive_write_set_bytes_in_last_block(archive, 1);
        if (archive_write_open(archive, this, nullptr, &TarWriter::take, nullptr) != ARCHIVE_OK)
            return failure();
        for (const ContextEntry &entry : m_list.entries) {
            if (const Result<void> written = writeEntry(entry); !written) {
                m_isOver = true;
                return written;
            }
        }
        return archive_write_close(archive) == ARCHIVE_OK ? Result<void>() : failure();
    }

private:
    //! At its end libarchive fills up what is missing of a file: refused here, and not by archive_write_fail(), which
    //! leaks, as a failure within a header does.
    static la_ssize_t take(::archive *archive, void *self, const void *bytes, std::size_t size)
    {
        auto *writer = static_cast<TarWriter *>(self);
        const QByteArrayView piece(static_cast<const char *>(bytes), qsizetype(size));
        writer->m_isOver = writer->m_isOver || !writer->m_sink(piece);
        if (!writer->m_isOver || writer->m_isInHeader)
            return la_ssize_t(size);
        archive_set_error(archive, ECANCELED, "no more is wanted");
        return -1;
    }

    //! POSIX's costs two more blocks for each entry, as names may be of any bytes; GNU's knows of no attributes.
    void setFormat()
    {
        ::archive *archive = m_archive.get();
        const bool hasCapabilities = std::any_of(m_list.entries.begin(), m_list.entries.end(),
                                                 [](const ContextEntry &entry) { return !entry.capability.isEmpty(); });
        if (!hasCapabilities) {
            archive_write_set_format_gnutar(archive);
            return;
        }
        archive_write_set_format_pax_restricted(archive);
        archive_write_set_format_option(archive, "pax", "hdrcharset", "BINARY");
        archive_write_set_format_option(archive, "pax", "xattrheader", "SCHILY"); // as Go's reader knows them
    }

    Result<void> writeEntry(const ContextEntry &entry)
    {
        if (entry.isOnDisk()) { // of a link it is compared that it is one still
            if (const Result<void> opened = m_reader.open(entry); !opened)
                return opened;
        }
        if (!writeHeader(entry))
            return failure();
        if (entry.type == Type::Generated)
            return writeBytes(entry.content);
        return entry.type == Type::File ? writeFile() : Result<void>();
    }

    bool writeHeader(const ContextEntry &entry)
    {
        ::archive_entry *header = archive_entry_clear(m_header.get());
        archive_entry_copy_pathname(header, entry.path.constData());
        archive_entry_set_filetype(header, fileTypeOf(entry.type));
        archive_entry_set_perm(header, entry.mode);
        archive_entry_set_size(header, entry.size);
        archive_entry_set_uid(header, 0);
        archive_entry_set_gid(header, 0);
        archive_entry_set_mtime(header, entry.type == Type::Generated ? 0 : time_t(entry.stamp.modified / Second), 0);
        if (entry.type == Type::Link)
            archive_entry_copy_symlink(header, entry.content.constData());
        if (entry.type == Type::HardLink)
            archive_entry_copy_hardlink(header, entry.content.constData());
        if (!entry.capability.isEmpty())
            archive_entry_xattr_add_entry(header, "security.capability", entry.capability.constData(),
                                          std::size_t(entry.capability.size()));
        m_isInHeader = true;
        const bool isWritten = archive_write_header(m_archive.get(), header) == ARCHIVE_OK;
        m_isInHeader = false;
        return isWritten && !m_isOver;
    }

    Result<void> writeFile()
    {
        for (;;) {
            const Result<qsizetype> size = m_reader.read(m_buffer.data(), m_buffer.size());
            if (!size)
                return tl::unexpected(size.error());
            if (*size == 0)
                return {};
            if (const Result<void> written = writeBytes(QByteArrayView(m_buffer).first(*size)); !written)
                return written;
        }
    }

    Result<void> writeBytes(QByteArrayView bytes)
    {
        const auto written = archive_write_data(m_archive.get(), bytes.data(), std::size_t(bytes.size()));
        if (written != bytes.size())
            return failure();
        m_onRead(bytes.size());
        return {};
    }

    Result<void> failure() const
    {
        if (m_isOver)
            return tl::unexpected(ApiError{.kind = ApiError::Kind::Cancelled});
        const char *text = archive_error_string(m_archive.get());
        return tl::unexpected(ApiError{.kind = ApiError::Kind::Server,
                                       .reason = u"Archive"_s,
                                       .message = QString::fromUtf8(text ? text : "the archive cannot be written")});
    }

    const ContextList &m_list;
    const TarSink &m_sink;
    const std::function<void(qint64)> &m_onRead;
    EntryReader m_reader;
    QByteArray m_buffer;
    bool m_isOver = false; //!< nothing more is given to the sink
    bool m_isInHeader = false;
    std::unique_ptr<::archive, int (*)(::archive *)> m_archive{archive_write_new(), &archive_write_free};
    std::unique_ptr<::archive_entry, void (*)(::archive_entry *)> m_header{archive_entry_new(), &archive_entry_free};
};

} // namespace

Result<void> writeContextTar(const ContextList &list, const TarSink &sink, const std::function<void(qint64)> &onRead)
{
    return TarWriter(list, sink, onRead).write();
}

} // namespace fairlead::buildcontext
