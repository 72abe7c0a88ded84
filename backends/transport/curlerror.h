// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apierror.h"

#include <QByteArray>

namespace fairlead::transport {

//! What libcurl knows about an exchange that failed. The numbers are those of its getinfo calls.
struct CurlFailure
{
    int code = 0;            //!< CURLcode
    QByteArray text;         //!< its error buffer; tells what happened where the code leaves that open
    int systemError = 0;     //!< errno of the socket; 0: it is not to blame
    long verification = 0;   //!< X509_V_ERR_... of the server's certificate
    QString host;            //!< of the server
    QString unixSocketPath;  //!< that was in place of it; empty: none
    QString certificateName; //!< that the certificate has to be for

    QString proxy;              //!< host:port; empty: none
    bool isAtProxy = false;     //!< it had not let us through to the server
    long proxyVerification = 0; //!< X509_V_ERR_... of its certificate
    long proxyStatus = 0;       //!< that it answered to CONNECT; 0: nothing
    long proxyCode = 0;         //!< CURLproxycode of SOCKS
};

//! In our words: which side did not do what, never with a password, a token or a header in it.
ApiError errorOf(const CurlFailure &failure);

//! No connection to the proxy \p name could be made (ProxyUnreachable).
ApiError proxyUnreachable(ApiError::Kind kind, const QString &name, const QString &why);

} // namespace fairlead::transport
