// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0

// The limit of `./dev bench gpus`: reads the same bytes as fairleadctl, two WatchLists in Protobuf over two
// connections, and drops them. What it does not do (decode, keep, sum up, print) is what fairleadctl is measured
// against. Query and headers are those of backends/kubernetes/reflector.cpp and have to follow it.

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

constexpr std::size_t ReadBuffer = 256 << 10;
constexpr std::string_view EndOfInitialEvents = "k8s.io/initial-events-end";
constexpr std::string_view WatchList =
    "watch=1&allowWatchBookmarks=true&timeoutSeconds=300&sendInitialEvents=true&resourceVersionMatch=NotOlderThan";
constexpr std::string_view PodSelector = "fieldSelector=status.phase!%3DSucceeded,status.phase!%3DFailed&";

[[noreturn]] void fail(const std::string &what)
{
    const unsigned long code = ERR_get_error();
    throw std::runtime_error(code == 0 ? what : what + ": " + ERR_reason_error_string(code));
}

struct Server
{
    std::string host;
    std::string port;
};

Server parseServer(std::string_view url)
{
    constexpr std::string_view scheme = "https://";
    if (!url.starts_with(scheme))
        fail("the server's URL has to begin with https://");
    url.remove_prefix(scheme.size());
    url = url.substr(0, url.find('/'));
    const std::size_t colon = url.rfind(':');
    if (colon == std::string_view::npos)
        return {std::string(url), "443"};
    return {std::string(url.substr(0, colon)), std::string(url.substr(colon + 1))};
}

int connectTo(const Server &server)
{
    const addrinfo hints{.ai_socktype = SOCK_STREAM};
    addrinfo *found = nullptr;
    if (getaddrinfo(server.host.c_str(), server.port.c_str(), &hints, &found) != 0)
        fail("no such host: " + server.host);
    const int handle = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool isConnected = handle >= 0 && connect(handle, found->ai_addr, found->ai_addrlen) == 0;
    freeaddrinfo(found);
    if (!isConnected)
        fail("cannot connect to " + server.host + ':' + server.port);
    const int on = 1;
    setsockopt(handle, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return handle;
}

//! Finds a text in pieces that come one after the other.
class Finder
{
public:
    bool feed(const char *bytes, std::size_t size)
    {
        if (memmem(bytes, size, EndOfInitialEvents.data(), EndOfInitialEvents.size()))
            return true;
        // Across the border: the end of what came before and the beginning of this.
        std::array<char, 2 * EndOfInitialEvents.size()> border;
        const std::size_t head = std::min(size, EndOfInitialEvents.size() - 1);
        std::memcpy(border.data(), m_tail.data(), m_tailSize);
        std::memcpy(border.data() + m_tailSize, bytes, head);
        const std::size_t borderSize = m_tailSize + head;
        if (memmem(border.data(), borderSize, EndOfInitialEvents.data(), EndOfInitialEvents.size()))
            return true;
        const bool isShort = size < m_tail.size();
        const char *source = isShort ? border.data() : bytes;
        const std::size_t sourceSize = isShort ? borderSize : size;
        m_tailSize = std::min(sourceSize, m_tail.size());
        std::memcpy(m_tail.data(), source + sourceSize - m_tailSize, m_tailSize);
        return false;
    }

private:
    std::array<char, EndOfInitialEvents.size() - 1> m_tail;
    std::size_t m_tailSize = 0;
};

//! Takes a chunked body apart and counts it.
class ChunkedBody
{
public:
    //! \return true when the initial events have ended.
    bool feed(const char *bytes, std::size_t size)
    {
        while (size > 0) {
            if (m_left > 0) {
                const std::size_t piece = std::min(size, m_left);
                m_bytes += piece;
                m_left -= piece;
                if (m_finder.feed(bytes, piece))
                    return true;
                bytes += piece;
                size -= piece;
                continue;
            }
            const char c = *bytes++;
            --size;
            if (c != '\n') {
                m_line += c;
            } else if (m_line != "\r") { // not the end of the chunk before
                m_left = std::strtoul(m_line.c_str(), nullptr, 16);
                m_line.clear();
                if (m_left == 0)
                    fail("the server ended the watch before the initial events");
            } else {
                m_line.clear();
            }
        }
        return false;
    }

    std::uint64_t bytes() const { return m_bytes; }

private:
    Finder m_finder;
    std::string m_line;
    std::size_t m_left = 0;
    std::uint64_t m_bytes = 0;
};

using Connection = std::unique_ptr<SSL, decltype(&SSL_free)>;

Connection open(SSL_CTX *context, const Server &server)
{
    Connection tls(SSL_new(context), SSL_free);
    X509_VERIFY_PARAM *verify = SSL_get0_param(tls.get());
    if (X509_VERIFY_PARAM_set1_ip_asc(verify, server.host.c_str()) != 1) {
        SSL_set1_host(tls.get(), server.host.c_str());
        SSL_set_tlsext_host_name(tls.get(), server.host.c_str());
        ERR_clear_error();
    }
    SSL_set_fd(tls.get(), connectTo(server)); // closed with the process
    if (SSL_connect(tls.get()) != 1)
        fail("no TLS connection");
    return tls;
}

//! \p authorization is the value of the header; empty: the certificate says who we are.
void sendRequest(SSL *tls, const Server &server, std::string_view target, const std::string &authorization)
{
    std::string request = "GET ";
    request.append(target);
    request += " HTTP/1.1\r\nHost: " + server.host + ':' + server.port + "\r\nUser-Agent: fairlead-bench\r\n" +
               (authorization.empty() ? "" : "Authorization: " + authorization + "\r\n") +
               "Accept: application/vnd.kubernetes.protobuf,application/json\r\nAccept-Encoding: identity\r\n\r\n";
    if (SSL_write(tls, request.data(), int(request.size())) != int(request.size()))
        fail("cannot send the request");
}

std::size_t readSome(SSL *tls, char *buffer, std::size_t size)
{
    const int got = SSL_read(tls, buffer, int(size));
    if (got <= 0)
        fail("the connection ended early");
    return std::size_t(got);
}

//! \return the bytes of the body up to the end of the initial events.
std::uint64_t readAndDrop(SSL_CTX *context, const Server &server, const std::string &target,
                          const std::string &authorization)
{
    const Connection tls = open(context, server);
    sendRequest(tls.get(), server, target, authorization);
    const auto buffer = std::make_unique_for_overwrite<char[]>(ReadBuffer);
    std::size_t size = 0;
    const char *body = nullptr;
    while (!body) {
        if (size == ReadBuffer)
            fail("the headers do not end");
        size += readSome(tls.get(), buffer.get() + size, ReadBuffer - size);
        if (const void *end = memmem(buffer.get(), size, "\r\n\r\n", 4))
            body = static_cast<const char *>(end) + 4;
    }
    const std::string_view headers(buffer.get(), std::size_t(body - buffer.get()));
    if (!headers.starts_with("HTTP/1.1 200 "))
        fail("the server answered " + std::string(headers.substr(0, headers.find('\r'))));
    if (headers.find("application/vnd.kubernetes.protobuf") == std::string_view::npos)
        fail("the answer is not Protobuf");
    ChunkedBody chunks;
    bool isComplete = chunks.feed(body, size - headers.size());
    while (!isComplete)
        isComplete = chunks.feed(buffer.get(), readSome(tls.get(), buffer.get(), ReadBuffer));
    return chunks.bytes();
}

SSL_CTX *makeContext(const char *authority)
{
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_read_ahead(context, 1);
    SSL_CTX_set_default_read_buffer_len(context, ReadBuffer);
    if (SSL_CTX_load_verify_locations(context, authority, nullptr) != 1)
        fail("cannot read the CA");
    return context;
}

void useCertificate(SSL_CTX *context, const char *certificate, const char *key)
{
    if (SSL_CTX_use_certificate_chain_file(context, certificate) != 1)
        fail("cannot read the certificate");
    if (SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) != 1)
        fail("cannot read the key");
}

//! "Bearer ...", from a file that has the token: arguments are for everybody to see.
std::string bearerFrom(const char *path)
{
    std::ifstream file(path);
    std::string token;
    if (!(file >> token))
        fail("cannot read the token");
    return "Bearer " + token;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 4 && argc != 5) {
        std::fputs("usage: bareclient SERVER CA.pem CERTIFICATE.pem KEY.pem\n"
                   "       bareclient SERVER CA.pem TOKEN-FILE\n",
                   stderr);
        return 2;
    }
    try {
        const Server server = parseServer(argv[1]);
        SSL_CTX *context = makeContext(argv[2]);
        std::string authorization;
        if (argc == 5)
            useCertificate(context, argv[3], argv[4]);
        else
            authorization = bearerFrom(argv[3]);
        const std::array<std::string, 2> targets{"/api/v1/nodes?" + std::string(WatchList),
                                                 "/api/v1/pods?" + std::string(PodSelector) + std::string(WatchList)};
        std::array<std::uint64_t, 2> bytes{};
        std::array<std::exception_ptr, 2> failures;
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < targets.size(); ++i) {
            threads.emplace_back([&, i] {
                try {
                    bytes[i] = readAndDrop(context, server, targets[i], authorization);
                } catch (...) {
                    failures[i] = std::current_exception();
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        for (const std::exception_ptr &failure : failures) {
            if (failure)
                std::rethrow_exception(failure);
        }
        std::printf("%llu\n", static_cast<unsigned long long>(bytes[0] + bytes[1]));
        std::fflush(stdout);
        _exit(0); // connections are cut, not closed
    } catch (const std::exception &e) {
        std::fprintf(stderr, "bareclient: %s\n", e.what());
        return 1;
    }
}
