// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"go.yaml.in/yaml/v3"
)

// client speaks JSON to one API server. It knows only certificates, which is all that admins of the bed have; in return
// the loader compiles in seconds.
type client struct {
	server string
	http   *http.Client
}

// apiError is an answer other than 2xx.
type apiError struct {
	status  int
	message string
}

func (e *apiError) Error() string { return fmt.Sprintf("%s (%d)", e.message, e.status) }

func statusOf(err error) int {
	if refused, ok := err.(*apiError); ok {
		return refused.status
	}
	return 0
}

// fileOrData reads what a kubeconfig gives inline (base64) or as a path relative to itself.
func fileOrData(folder string, entry map[string]any, key string) ([]byte, error) {
	if data, ok := entry[key+"-data"].(string); ok {
		return base64.StdEncoding.DecodeString(data)
	}
	path, ok := entry[key].(string)
	if !ok {
		return nil, fmt.Errorf("kubeconfig has neither %s nor %s-data", key, key)
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(folder, path)
	}
	return os.ReadFile(path)
}

func entryOf(config map[string]any, list, kind, name string) (map[string]any, error) {
	entries, _ := config[list].([]any)
	for _, entry := range entries {
		if fields, ok := entry.(map[string]any); ok && fields["name"] == name {
			inner, _ := fields[kind].(map[string]any)
			return inner, nil
		}
	}
	return nil, fmt.Errorf("kubeconfig has no %s %q", kind, name)
}

func newClient(path, contextName string) (*client, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	config := map[string]any{}
	if err := yaml.Unmarshal(text, &config); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if contextName == "" {
		contextName, _ = config["current-context"].(string)
	}
	chosen, err := entryOf(config, "contexts", "context", contextName)
	if err != nil {
		return nil, err
	}
	cluster, err := entryOf(config, "clusters", "cluster", fmt.Sprint(chosen["cluster"]))
	if err != nil {
		return nil, err
	}
	user, err := entryOf(config, "users", "user", fmt.Sprint(chosen["user"]))
	if err != nil {
		return nil, err
	}
	folder := filepath.Dir(path)
	authority, err := fileOrData(folder, cluster, "certificate-authority")
	if err != nil {
		return nil, err
	}
	certificate, err := fileOrData(folder, user, "client-certificate")
	if err != nil {
		return nil, err
	}
	key, err := fileOrData(folder, user, "client-key")
	if err != nil {
		return nil, err
	}
	pair, err := tls.X509KeyPair(certificate, key)
	if err != nil {
		return nil, err
	}
	authorities := x509.NewCertPool()
	authorities.AppendCertsFromPEM(authority)
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: authorities, Certificates: []tls.Certificate{pair}}, ForceAttemptHTTP2: true}
	return &client{server: fmt.Sprint(cluster["server"]), http: &http.Client{Transport: transport, Timeout: time.Minute}}, nil
}

// do sends one request and decodes the answer into result, which may be nil.
func (c *client) do(ctx context.Context, method, path, contentType string, body, result any) error {
	var content io.Reader
	if body != nil {
		encoded, err := json.Marshal(body)
		if err != nil {
			return err
		}
		content = bytes.NewReader(encoded)
	}
	request, err := http.NewRequestWithContext(ctx, method, c.server+path, content)
	if err != nil {
		return err
	}
	request.Header.Set("User-Agent", "fairlead-bed-scenario")
	if body != nil {
		request.Header.Set("Content-Type", contentType)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode >= 300 {
		var status struct{ Message string }
		if json.Unmarshal(answer, &status) != nil || status.Message == "" {
			status.Message = string(answer)
		}
		return &apiError{response.StatusCode, status.Message}
	}
	if result == nil {
		return nil
	}
	return json.Unmarshal(answer, result)
}

func (c *client) get(ctx context.Context, path string, result any) error {
	return c.do(ctx, http.MethodGet, path, "", nil, result)
}

func (c *client) create(ctx context.Context, path string, body, result any) error {
	return c.do(ctx, http.MethodPost, path, "application/json", body, result)
}

// apply is server-side apply: create, or make it so.
func (c *client) apply(ctx context.Context, path string, body, result any) error {
	return c.do(ctx, http.MethodPatch, path+"?fieldManager=fairlead-scenario&force=true", "application/apply-patch+yaml", body, result)
}

func (c *client) merge(ctx context.Context, path string, body any) error {
	return c.do(ctx, http.MethodPatch, path, "application/merge-patch+json", body, nil)
}

func (c *client) delete(ctx context.Context, path string, options any) error {
	return c.do(ctx, http.MethodDelete, path, "application/json", options, nil)
}
