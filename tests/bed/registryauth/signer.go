// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"crypto"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/tls"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// access is one entry of a token's claim "access".
type access struct {
	Type    string   `json:"type"`
	Name    string   `json:"name"`
	Actions []string `json:"actions"`
}

// signer makes tokens. The registry finds the key in the certificate that each token carries (x5c) and trusts its authority.
type signer struct {
	config Config
	key    *rsa.PrivateKey
	header string
}

func loadSigner(config Config) (*signer, error) {
	pair, err := tls.LoadX509KeyPair(config.SigningCertificate, config.SigningKey)
	if err != nil {
		return nil, err
	}
	key, ok := pair.PrivateKey.(*rsa.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("%s: not an RSA key", config.SigningKey)
	}
	chain := make([]string, len(pair.Certificate))
	for i, certificate := range pair.Certificate {
		chain[i] = base64.StdEncoding.EncodeToString(certificate)
	}
	header, err := json.Marshal(map[string]any{"typ": "JWT", "alg": "RS256", "x5c": chain})
	return &signer{config, key, base64.RawURLEncoding.EncodeToString(header)}, err
}

// token is valid from `issued` for the configured lifetime.
func (s *signer) token(user string, granted []access, issued time.Time) (string, error) {
	claims, err := json.Marshal(map[string]any{
		"iss": s.config.Issuer, "sub": user, "aud": s.config.Service, "access": granted, "jti": rand.Text(),
		"iat": issued.Unix(), "nbf": issued.Add(-10 * time.Second).Unix(),
		"exp": issued.Add(time.Duration(s.config.LifetimeSeconds) * time.Second).Unix()})
	if err != nil {
		return "", err
	}
	signed := s.header + "." + base64.RawURLEncoding.EncodeToString(claims)
	digest := sha256.Sum256([]byte(signed))
	signature, err := rsa.SignPKCS1v15(rand.Reader, s.key, crypto.SHA256, digest[:])
	return signed + "." + base64.RawURLEncoding.EncodeToString(signature), err
}

// refreshToken holds as long as the user's password: nothing needs to be remembered.
func (s *signer) refreshToken(user, password string) string {
	secret := sha256.Sum256(s.key.D.Bytes())
	code := hmac.New(sha256.New, secret[:])
	fmt.Fprintf(code, "%s\x00%s", user, password)
	return hex.EncodeToString([]byte(user)) + "." + hex.EncodeToString(code.Sum(nil))
}
