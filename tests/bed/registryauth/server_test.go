// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func testServer(t *testing.T) *server {
	password := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(password, []byte("se:cret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return &server{config: Config{Service: "service", Users: map[string]User{
		"builder": {PasswordFile: password, Rights: map[string][]string{"*": {"pull", "push"}}, Catalog: true},
		"team":    {PasswordFile: password, Rights: map[string][]string{"team/*": {"pull", "push"}, "exact": {"pull"}}},
		"":        {Rights: map[string][]string{"public/*": {"pull"}}},
	}}}
}

func TestAllowed(t *testing.T) {
	for _, row := range []struct {
		user, scope, granted string
		pullOnly             bool
	}{
		{"builder", "repository:a/b:pull,push", "pull,push", false},
		{"builder", "repository:a/b:pull,push", "pull", true},
		{"builder", "repository:a/b:delete", "", false},
		{"builder", "repository:host:5000/a:pull", "pull", false},
		{"builder", "registry:catalog:*", "*", false},
		{"builder", "registry:other:*", "", false},
		{"team", "registry:catalog:*", "", false},
		{"team", "repository:team/a:push,pull", "push,pull", false},
		{"team", "repository:teams:push,pull", "", false},
		{"team", "repository:exact:push,pull", "pull", false},
		{"team", "repository:exact/more:pull", "", false},
		{"team", "repository:public/a:push,pull", "pull", false},
		{"", "repository:public/a:push,pull", "pull", false},
		{"", "repository:a:pull", "", false},
		{"builder", "repository", "", false},
		{"builder", "repository:a", "", false},
		{"builder", "plugin:a:pull", "", false},
	} {
		found, any := testServer(t).allowed(row.user, row.scope, row.pullOnly)
		if granted := strings.Join(found.Actions, ","); granted != row.granted || any != (row.granted != "") {
			t.Errorf("%q asks for %s (pull only: %v): granted %q", row.user, row.scope, row.pullOnly, granted)
		}
	}
}

func TestAuthenticate(t *testing.T) {
	for _, row := range []struct {
		user, password string
		known          bool
	}{{"builder", "se:cret", true}, {"builder", "se:cre", false}, {"builder", "", false}, {"", "", false}, {"stranger", "se:cret", false}} {
		request := httptest.NewRequest(http.MethodGet, "/token", nil)
		request.SetBasicAuth(row.user, row.password)
		if user, known := testServer(t).authenticate(request); known != row.known || known && user != row.user {
			t.Errorf("%q with %q: %q, %v", row.user, row.password, user, known)
		}
	}
	if user, known := testServer(t).authenticate(httptest.NewRequest(http.MethodGet, "/token", nil)); user != "" || !known {
		t.Errorf("nobody: %q, %v", user, known)
	}
}

func TestScopes(t *testing.T) {
	if found := scopes([]string{"repository:a:pull repository:b:pull", "registry:catalog:*"}); !slices.Equal(found, []string{"repository:a:pull", "repository:b:pull", "registry:catalog:*"}) {
		t.Error(found)
	}
}
