// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <protozero/exception.hpp>
#include <protozero/types.hpp>
#include <protozero/varint.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace fairlead::kubernetes::protobuf {

//! The fields of a message, one after the other: what a field holds is found together with its tag, so that those that
//! nobody asks for cost no second look. Much of what a Pod says is for nobody, and lists have a hundred thousand.
//! Throws protozero::exception for what is cut off or no Protobuf, and for a field of another wire type than the one
//! that is asked for, which is the server's mistake.
class Fields
{
public:
    explicit Fields(std::string_view message)
        : m_at(message.data())
        , m_end(message.data() + message.size())
    {
    }

    //! Goes to the next field; false at the end.
    bool next()
    {
        if (m_at == m_end)
            return false;
        const auto tag = std::uint32_t(readVarint());
        m_number = tag >> 3;
        m_type = protozero::pbf_wire_type(tag & 7);
        if (m_number == 0)
            throw protozero::invalid_tag_exception();
        switch (m_type) {
        case protozero::pbf_wire_type::length_delimited:
            m_value = std::uint32_t(readVarint());
            skip(m_value);
            break;
        case protozero::pbf_wire_type::varint:
            m_value = readVarint();
            break;
        case protozero::pbf_wire_type::fixed64:
            skip(8);
            break;
        case protozero::pbf_wire_type::fixed32:
            skip(4);
            break;
        default:
            throw protozero::unknown_pbf_wire_type_exception();
        }
        return true;
    }
    //! Goes to the next field of that number.
    bool next(std::uint32_t number)
    {
        while (next()) {
            if (m_number == number)
                return true;
        }
        return false;
    }

    std::uint32_t number() const { return m_number; }
    //! A string, or a message within this one.
    std::string_view bytes() const
    {
        expect(protozero::pbf_wire_type::length_delimited);
        return {m_at - m_value, std::size_t(m_value)};
    }
    std::int64_t integer() const
    {
        expect(protozero::pbf_wire_type::varint);
        return std::int64_t(m_value);
    }
    bool boolean() const { return integer() != 0; }

    //! Where the next field begins.
    const char *position() const { return m_at; }

private:
    std::uint64_t readVarint()
    {
        if (m_at != m_end && std::uint8_t(*m_at) < 0x80)
            return std::uint8_t(*m_at++);
        return protozero::decode_varint(&m_at, m_end);
    }
    void skip(std::uint64_t size)
    {
        if (std::uint64_t(m_end - m_at) < size)
            throw protozero::end_of_buffer_exception();
        m_at += size;
    }
    void expect(protozero::pbf_wire_type type) const
    {
        if (m_type != type)
            throw protozero::unknown_pbf_wire_type_exception();
    }

    const char *m_at;
    const char *m_end;
    std::uint64_t m_value = 0; //!< or the size of what ends where the next field begins
    std::uint32_t m_number = 0;
    protozero::pbf_wire_type m_type = protozero::pbf_wire_type::unknown;
};

struct Entry
{
    std::string_view key;
    std::string_view value;
};

//! One entry of map<string, string>, or of map<string, Quantity> where \c value is the Quantity's message.
inline Entry readEntry(std::string_view message)
{
    Entry entry;
    for (Fields fields(message); fields.next();) {
        if (fields.number() == 1)
            entry.key = fields.bytes();
        else if (fields.number() == 2)
            entry.value = fields.bytes();
    }
    return entry;
}

} // namespace fairlead::kubernetes::protobuf
