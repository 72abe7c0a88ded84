// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"log"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

type server struct {
	config Config
	signer *signer
}

// request is what GET and POST ask for alike.
type request struct {
	service string
	scopes  []string
	offline bool
}

func (s *server) ServeHTTP(answer http.ResponseWriter, from *http.Request) {
	if err := from.ParseForm(); err != nil {
		refuse(answer, http.StatusBadRequest, err.Error())
		return
	}
	setting := s.setting()
	if status, err := strconv.Atoi(setting); err == nil {
		log.Printf("%s refused with %d, as the switch file says", from.Method, status)
		refuse(answer, status, "refused by the switch file of the test bed")
		return
	}
	asked := request{from.Form.Get("service"), scopes(from.Form["scope"]), from.Form.Get("offline_token") == "true" || from.Form.Get("access_type") == "offline"}
	user, known := s.authenticate(from)
	if !known {
		log.Printf("%s: wrong user name or password", from.Method)
		refuse(answer, http.StatusUnauthorized, "incorrect username or password")
		return
	}
	if asked.service != s.config.Service {
		refuse(answer, http.StatusBadRequest, "unknown service")
		return
	}
	s.grant(answer, user, asked, setting)
}

// setting is the content of the switch file: "" when there is none, a status to refuse with, or a word that grant knows.
func (s *server) setting() string {
	text, err := os.ReadFile(s.config.SwitchFile)
	if err != nil {
		return ""
	}
	if word := strings.TrimSpace(string(text)); word != "" {
		return word
	}
	return "401"
}

func (s *server) password(user string) (string, bool) {
	known, found := s.config.Users[user]
	if !found || known.PasswordFile == "" {
		return "", false
	}
	text, err := os.ReadFile(known.PasswordFile)
	if err != nil {
		log.Print(err)
		return "", false
	}
	return strings.TrimRight(string(text), "\r\n"), true
}

// authenticate returns the user's name, "" for a request without credentials, or false.
func (s *server) authenticate(from *http.Request) (string, bool) {
	user, given, basic := from.BasicAuth()
	expected := ""
	switch {
	case from.Method == http.MethodPost && from.PostForm.Get("grant_type") == "refresh_token":
		given = from.PostForm.Get("refresh_token")
		encoded, _, _ := strings.Cut(given, ".")
		name, err := hex.DecodeString(encoded)
		if err != nil {
			return "", false
		}
		user = string(name)
		password, found := s.password(user)
		if !found {
			return "", false
		}
		expected = s.signer.refreshToken(user, password)
	case from.Method == http.MethodPost:
		user, given = from.PostForm.Get("username"), from.PostForm.Get("password")
		fallthrough
	case basic:
		password, found := s.password(user)
		if !found {
			return "", false
		}
		expected = password
	default:
		return "", true
	}
	return user, subtle.ConstantTimeCompare([]byte(given), []byte(expected)) == 1
}

func scopes(values []string) []string {
	return strings.Fields(strings.Join(values, " "))
}

// allowed reduces "repository:NAME:ACTION,ACTION" to what the user may do; what is not allowed is left out without a word,
// as the protocol wants it: the registry refuses later.
func (s *server) allowed(user, scope string, pullOnly bool) (access, bool) {
	kind, rest, _ := strings.Cut(scope, ":")
	colon := strings.LastIndexByte(rest, ':') // names may have a host with a port
	if colon < 0 {
		return access{}, false
	}
	granted := access{kind, rest[:colon], []string{}}
	for action := range strings.SplitSeq(rest[colon+1:], ",") {
		if s.may(user, granted, action) && (action == "pull" || !pullOnly) {
			granted.Actions = append(granted.Actions, action)
		}
	}
	return granted, len(granted.Actions) > 0
}

func (s *server) may(user string, what access, action string) bool {
	if what.Type == "registry" {
		return what.Name == "catalog" && s.config.Users[user].Catalog
	}
	if what.Type != "repository" {
		return false
	}
	for _, name := range []string{user, ""} {
		for pattern, actions := range s.config.Users[name].Rights {
			prefix, open := strings.CutSuffix(pattern, "*")
			if (what.Name == pattern || open && strings.HasPrefix(what.Name, prefix)) && slices.Contains(actions, action) {
				return true
			}
		}
	}
	return false
}

func (s *server) grant(answer http.ResponseWriter, user string, asked request, setting string) {
	granted := []access{}
	for _, scope := range asked.scopes {
		if found, any := s.allowed(user, scope, setting == "pull-only"); any {
			granted = append(granted, found)
		}
	}
	issued := time.Now()
	if setting == "expired" {
		issued = issued.Add(-time.Hour - time.Duration(s.config.LifetimeSeconds)*time.Second)
	}
	token, err := s.signer.token(user, granted, issued)
	if err != nil {
		refuse(answer, http.StatusInternalServerError, err.Error())
		return
	}
	body := map[string]any{"token": token, "access_token": token, "expires_in": s.config.LifetimeSeconds, "issued_at": issued.UTC().Format(time.RFC3339)}
	if asked.offline && s.config.Users[user].IdentityToken {
		if password, found := s.password(user); found {
			body["refresh_token"] = s.signer.refreshToken(user, password)
		}
	}
	log.Printf("%q asked for %v, may %v", user, asked.scopes, granted)
	answer.Header().Set("Content-Type", "application/json")
	answer.Header().Set("Cache-Control", "no-store")
	if err := json.NewEncoder(answer).Encode(body); err != nil {
		log.Print(err)
	}
}

// refuse answers as registries do, so that clients find the message.
func refuse(answer http.ResponseWriter, status int, message string) {
	code := map[int]string{http.StatusUnauthorized: "UNAUTHORIZED", http.StatusForbidden: "DENIED", http.StatusTooManyRequests: "TOOMANYREQUESTS"}[status]
	if code == "" {
		code = "UNKNOWN"
	}
	switch status {
	case http.StatusUnauthorized:
		answer.Header().Set("WWW-Authenticate", `Basic realm="fairlead-bed"`)
	case http.StatusTooManyRequests:
		answer.Header().Set("Retry-After", "2")
	}
	answer.Header().Set("Content-Type", "application/json")
	answer.WriteHeader(status)
	_ = json.NewEncoder(answer).Encode(map[string]any{"errors": []map[string]string{{"code": code, "message": message}}})
}
