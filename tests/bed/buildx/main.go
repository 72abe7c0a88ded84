// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0

// Command buildx is docker's plugin as its project ships it, with the driver "docker" alone: the others bring a third
// more packages with them, Kubernetes' client among these, and take as much longer to build.
package main

import (
	"fmt"
	"os"

	"github.com/docker/buildx/commands"
	_ "github.com/docker/buildx/driver/docker"
	"github.com/docker/buildx/version"
	"github.com/docker/cli/cli-plugins/metadata"
	"github.com/docker/cli/cli-plugins/plugin"
	"github.com/docker/cli/cli/command"
	"github.com/moby/buildkit/solver/errdefs"
	_ "github.com/moby/buildkit/util/grpcutil/encoding/proto"
	"go.opentelemetry.io/otel"
)

func main() {
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(error) {})) // engines of 2020 take no traces
	client, err := command.NewDockerCli()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	about := metadata.Metadata{SchemaVersion: "0.1.0", Vendor: "Docker Inc.", Version: version.Version}
	if err = plugin.RunPlugin(client, commands.NewRootCmd("buildx", true, client), about); err == nil {
		return
	}
	for _, source := range errdefs.Sources(err) {
		source.Print(client.Err())
	}
	fmt.Fprintf(client.Err(), "ERROR: %v\n", err)
	os.Exit(1)
}
