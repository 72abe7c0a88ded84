// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apierror.h"
#include "bodysource.h"
#include "curlerror.h"
#include "httprequest.h"
#include "tlsidentity.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QUrl>

#include <array>
#include <chrono>
#include <memory>
#include <optional>

struct curl_slist;

namespace fairlead::transport {

//! One request, down to the lines on the wire.
struct CurlRequest
{
    QByteArray method;
    QUrl url;
    QList<QByteArray> headers; //!< "Name: value", checked: no line breaks
    QByteArray body;           //!< of all but GET and HEAD
    bool isPulled = false;     //!< the body comes from the listener instead
    qint64 pulledSize = -1;    //!< of that body; -1: not known
    bool isEndless = false;
    bool decodes = false;                     //!< offers gzip and undoes it
    std::chrono::seconds oldestConnection{0}; //!< older ones are not taken; 0: whatever age

    QString unixSocketPath; //!< instead of host and port; empty: those
    TlsIdentity tls;
    QString tlsServerName; //!< to verify and to send as SNI instead of the URL's host; empty: that
    bool insecureSkipTlsVerify = false;
    QUrl proxy; //!< http://, https:// or socks5://, with user and password; empty: none
};

//! The status line and what is used of the headers of an answer.
struct CurlHead
{
    int status = 0;
    QByteArray contentType; //!< without parameters, lower case
    QByteArray retryAfter;
    HttpHeaders headers; //!< all, names in lower case
};

//! One exchange of libcurl, for CurlMulti to run.
class CurlTransfer
{
public:
    //! Called in the thread of the CurlMulti, from within it; see there. May silence() the transfer at any time.
    class Listener
    {
    public:
        //! Once, unless it fails before.
        virtual void onHead(const CurlHead &head) = 0;
        virtual void onBody(QByteArrayView bytes) = 0;
        //! The next piece of the body of the request. After NotYet only CurlMulti::resume() asks again.
        virtual BodySource::ReadResult onPull(char *to, qsizetype size) = 0;
        //! Once, as the last. Empty: the answer came to its end.
        virtual void onEnd(const std::optional<ApiError> &error) = 0;

    protected:
        ~Listener() = default;
    };

    CurlTransfer(const CurlRequest &request, Listener *listener);
    ~CurlTransfer();
    Q_DISABLE_COPY_MOVE(CurlTransfer)

    //! The listener hears nothing more; CurlMulti breaks the exchange off.
    void silence() { m_listener = nullptr; }
    bool isSilent() const { return !m_listener; }
    bool isEndless() const { return m_request.isEndless; }
    //! Nothing more of the answer's body is read or told until CurlMulti::resume(). At any time.
    void hold() { m_isHeld = true; }
    //! False when libcurl does not take the request. Must not be run then.
    bool isUsable() const { return m_isUsable; }
    //! Set as long as nothing could be said to an HTTP proxy, TLS with it included: Timeout (ProxyUnreachable) for
    //! whoever does not want to wait.
    std::optional<ApiError> proxyStall() const;

    // For CurlMulti.
    void *easy() const { return m_easy; }
    //! Of its connection; -1 while it has none.
    int socket() const;
    //! Whatever arrives adds to \p arrivals: TLS records, pieces of headers and body. Before it runs; the counter has
    //! to outlive the connection.
    void countTo(quint64 *arrivals);
    //! \p code is a CURLcode.
    void end(int code);
    //! Asks for the body again where the listener had nothing, and ends hold(). Not within libcurl.
    void resume();

private:
    struct FreeList
    {
        void operator()(curl_slist *list) const;
    };
    using List = std::unique_ptr<curl_slist, FreeList>;

    void setRequest();
    void setTls();
    void setProxy();
    template <class Value>
    void set(int option, Value value);
    void setBlob(int option, const QByteArray &bytes);
    List listOf(const QList<QByteArray> &lines);
    long info(int which) const;
    CurlFailure failure(int code) const;
    bool isHttpProxy() const;
    bool takeHeader(QByteArrayView line);
    size_t takeBody(QByteArrayView bytes);
    size_t pull(char *to, qsizetype size);

    CurlRequest m_request; //!< libcurl points into it
    Listener *m_listener;
    void *m_easy;
    List m_headers;
    List m_connectTo;
    std::array<char, 256> m_text{};    //!< what libcurl says about a failure
    std::optional<ApiError> m_refusal; //!< why we broke it off
    HttpHeaders m_fields;
    qint64 m_headSize = 0;
    quint64 *m_arrivals = nullptr;
    bool m_hasHead = false;
    bool m_isUsable = true;
    bool m_isPaused = false; //!< the listener had nothing
    bool m_isHeld = false;
};

} // namespace fairlead::transport
