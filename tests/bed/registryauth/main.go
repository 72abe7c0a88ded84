// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0

// Command registryauth is the token server of the bed's token registry: it speaks the distribution token protocol (GET with
// Basic, POST with the OAuth2 grants "password" and "refresh_token") and signs RS256 tokens for what a user may do.
// `registryauth hash NAME` prints the htpasswd line for the password on its standard input, for the other registry.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"

	"golang.org/x/crypto/bcrypt"
)

// Config is the file that the only argument names. The password files are read at every request: a test may change them.
type Config struct {
	Listen             string          `json:"listen"`
	Certificate        string          `json:"certificate"`
	Key                string          `json:"key"`
	SigningCertificate string          `json:"signingCertificate"`
	SigningKey         string          `json:"signingKey"`
	Issuer             string          `json:"issuer"`
	Service            string          `json:"service"`
	LifetimeSeconds    int             `json:"lifetimeSeconds"`
	SwitchFile         string          `json:"switchFile"`
	Users              map[string]User `json:"users"`
}

// User may do what Rights grant on repositories: the keys are names, or prefixes that end in '*'. The user "" is anybody.
type User struct {
	PasswordFile string              `json:"passwordFile"`
	Rights       map[string][]string `json:"rights"`
	Catalog      bool                `json:"catalog"`
	// IdentityToken makes this user's login end with a refresh token instead of the password in the client's files.
	IdentityToken bool `json:"identityToken"`
}

func hash(name string) error {
	password, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	hashed, err := bcrypt.GenerateFromPassword(password, 5) // cheap: the registry does it at every request
	if err != nil {
		return err
	}
	_, err = fmt.Printf("%s:%s\n", name, hashed)
	return err
}

func serve(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var config Config
	decoder := json.NewDecoder(strings.NewReader(string(text)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&config); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	signer, err := loadSigner(config)
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("/token", &server{config, signer})
	return http.ListenAndServeTLS(config.Listen, config.Certificate, config.Key, mux)
}

func main() {
	var err error
	switch {
	case len(os.Args) == 3 && os.Args[1] == "hash":
		err = hash(os.Args[2])
	case len(os.Args) == 2:
		err = serve(os.Args[1])
	default:
		err = fmt.Errorf("usage: %s CONFIG | hash NAME", os.Args[0])
	}
	if err != nil {
		log.Fatal(err)
	}
}
