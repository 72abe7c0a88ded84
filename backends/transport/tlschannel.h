// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "opensslpointer.h"
#include "tlsidentity.h"

#include <QByteArray>
#include <QByteArrayView>

struct ssl_ctx_st;
struct ssl_st;
extern "C" {
void SSL_CTX_free(ssl_ctx_st *);
void SSL_free(ssl_st *);
}

namespace fairlead::transport {

//! The client's side of TLS without a socket: bytes of the wire in and out, plain ones on the other side. For
//! connections that HTTP gives up: unlike the sockets of Qt and libcurl it can end one direction and read on in the
//! other. Verifies as libcurl does for HttpClient. Errors: Tls (TlsHandshakeFailed, BadIdentity).
class TlsChannel
{
public:
    struct Settings
    {
        TlsIdentity identity;
        QString serverName; //!< to verify and, where it is a name, to send as SNI
        bool skipsVerify = false;
    };

    static Result<TlsChannel> create(const Settings &settings);

    //! What came over the wire, and the first step of the handshake with nothing. \return whether the handshake is
    //! over.
    Result<bool> feed(QByteArrayView wire);
    //! What is to be sent, taken.
    QByteArray takeWire();

    bool isReady() const { return m_isReady; }
    //! At most \p size bytes that have arrived; 0: none for now.
    Result<qsizetype> read(char *to, qsizetype size);
    //! After the handshake. All of it; bounded by whoever calls.
    Result<void> write(QByteArrayView bytes);
    //! Says that no more comes from here (close_notify).
    void closeWrite();
    //! The other side has said so.
    bool isReadClosed() const;

private:
    TlsChannel() = default;
    Result<void> handshake();
    ApiError failure() const;

    OpenSslPointer<ssl_ctx_st, SSL_CTX_free> m_context;
    OpenSslPointer<ssl_st, SSL_free> m_ssl;
    QString m_serverName;
    bool m_skipsVerify = false;
    bool m_isReady = false;
};

} // namespace fairlead::transport
